// What is said about weights that were typed: which stay, what the others share, and what had to give way.
import { shortNumber } from '../../../shared/domain/format.ts';
import type { GaveWay } from '../../state/typedWeights.svelte.ts';
import { listText } from '../wording/wording.ts';

/** A share as it is typed: "55 %", "2.1 %". */
export function shareText(share: number): string {
  return `${shortNumber(Number((share * 100).toFixed(1)))}\u00a0%`;
}

/** "The other 2 share 15 %.", beside weights that stay. */
export function restText(rest: number, others: number): string {
  if (others === 0) return 'Nothing is left to share.';
  return others === 1 ? `The other one takes ${shareText(rest)}.` : `The other ${others} share ${shareText(rest)}.`;
}

/** Why weights typed before no longer stay. `nameOf` names an objective by its id. */
export function gaveWayText({ released, total }: GaveWay, nameOf: (objectiveId: number) => string): string {
  const what = listText(
    released.map(({ objectiveId, weight }) => `${nameOf(objectiveId)} no longer stays at ${shareText(weight)}`),
    released.length,
  );
  return total > 1
    ? `That would come to ${shareText(total)}, so ${what}.`
    : `That would come to ${shareText(total)} with no weight free to take the rest, so ${what}.`;
}
