// Runs the engine's slow part beside the page, so that no slider waits for a large front.
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { prepare } from '../../shared/engine/evaluate.ts';
import type { Foundation } from '../../shared/engine/evaluation.ts';
import { installKernels } from '../../shared/engine/kernels/install.ts';

export interface FoundationRequest {
  snapshot: ReviewSnapshot;
  role: number | null;
  known: Pick<Foundation, 'matrix' | 'frontsOfAll'> | undefined;
}
/** Without what was known already. */
export type FoundationAnswer =
  { foundation: Foundation | Omit<Foundation, 'matrix' | 'frontsOfAll'> } | { failure: string };

installKernels();
addEventListener('message', ({ data }: MessageEvent<FoundationRequest>) => {
  let answer: FoundationAnswer;
  try {
    const foundation = prepare(data.snapshot, { role: data.role }, data.known);
    const { matrix: _matrix, frontsOfAll: _frontsOfAll, ...made } = foundation;
    answer = { foundation: data.known ? made : foundation };
  } catch (error) {
    answer = { failure: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});
