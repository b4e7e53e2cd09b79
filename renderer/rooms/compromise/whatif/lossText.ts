// What a role gives up, in the unit where it loses most: "−2.10 € per 1,000 ad revenue".
import type { Objective } from '../../../../shared/domain/objective.ts';
import { madeUpText } from '../../../../shared/domain/madeUp.ts';
import type { GivenUp } from '../../../parts/answer/givenUp.ts';
import { differenceText, type Metrics } from '../../../parts/wording/wording.ts';

/** @param candidate  the candidate that `given` is about. */
export function lossText(
  metrics: Metrics,
  objectives: readonly Objective[],
  { objective, lost, difference, favourite, regret }: GivenUp,
  candidate: number,
): string {
  if (regret < 0) return 'better for it than any that passes';
  if (favourite === candidate || (regret === 0 && objective === -1)) return 'its favourite';
  const what = objectives[objective];
  if (what === undefined) return '';
  if (Number.isNaN(difference)) return `${what.name}, not measured`;
  return `${differenceText(metrics, what.metricId, difference)} ${what.name}${madeUpText(regret, lost)}`;
}
