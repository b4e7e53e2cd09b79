// Runs the engine's slow part beside the page, so that no slider waits for a large front.
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { prepare } from '../../shared/engine/evaluate.ts';
import type { Foundation } from '../../shared/engine/evaluation.ts';

export interface FoundationRequest {
  snapshot: ReviewSnapshot;
  role: number | null;
  known: Pick<Foundation, 'matrix' | 'frontsOfAll'> | undefined;
}
export type FoundationAnswer = { foundation: Foundation } | { failure: string };

addEventListener('message', ({ data }: MessageEvent<FoundationRequest>) => {
  let answer: FoundationAnswer;
  try {
    answer = { foundation: prepare(data.snapshot, { role: data.role }, data.known) };
  } catch (error) {
    answer = { failure: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});
