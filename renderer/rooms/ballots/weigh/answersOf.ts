// The answers of each role, kept while its review is open, so that coming back to the questions goes on where they were left.
import { ballotOf, hasWeighed } from '../../../../shared/engine/weights.ts';
import { Answers } from '../../../parts/weighing/answers.svelte.ts';
import { orderByPoints } from '../../../parts/weighing/ordering.ts';
import type { ReviewState } from '../../../state/review.svelte.ts';

const noAnswers = () => new Map<number, Answers>();

/** The answers of a role of an open review. A new set begins without any; the order of the weights the role has can be kept. */
export function answersOf(review: ReviewState, roleId: number): Answers {
  const byRole = review.memory.of(noAnswers);
  const known = byRole.get(roleId);
  if (known) return known;
  const role = review.settings.roles.find(({ id }) => id === roleId) ?? { weights: [] };
  const ids = review.settings.objectives.map(({ id }) => id);
  const weights = new Map(ballotOf(role, ids).map((entry) => [entry.objectiveId, entry.weight]));
  const answers = new Answers([], hasWeighed(role, ids) ? orderByPoints(ids, weights) : []);
  byRole.set(roleId, answers);
  return answers;
}
