// What a role gives up with a candidate, in the unit where it loses most.
import type { Objective } from '../../../shared/domain/objective.ts';
import { madeUpText } from '../../../shared/domain/madeUp.ts';
import { differenceText, type Metrics } from '../wording/wording.ts';
import type { GivenUp } from './givenUp.ts';

interface Shown extends Metrics {
  settings: { objectives: readonly Objective[] };
}

/**
 * "−36.7 € Ad revenue per 1,000 impressions", with the metric's own name; "its favourite" where nothing is given up, '' where there is
 * nothing to say.
 *
 * @param candidate index of the one that is had in place of the favourite.
 */
export function givenUpText(
  review: Shown,
  { objective, lost, difference, regret, favourite }: GivenUp,
  candidate: number,
): string {
  const what = review.settings.objectives[objective];
  if (regret < 0) return 'better for it than any that passes';
  if (favourite === candidate || (regret === 0 && objective === -1)) return 'its favourite';
  if (what === undefined) return '';
  const metric = review.metricById.get(what.metricId)?.name ?? what.name;
  return Number.isNaN(difference)
    ? `${metric}, not measured`
    : `${differenceText(review, what.metricId, difference)} ${metric}${madeUpText(regret, lost)}`;
}
