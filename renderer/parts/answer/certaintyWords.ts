// How sure in words: chances with their Monte Carlo error, what doubt means for one weight, what to measure again.
import { formatNumber, listText } from '../../../shared/domain/format.ts';
import type { CertaintyAnswer, WeightsDrawn } from '../../analysis/kinds/certainty.ts';
import type { Remeasure } from '../../../shared/engine/certainty/measureNext.ts';

/** How firmly ballots hold, as it is offered. The numbers are sums of Dirichlet shapes; null is any weights at all. */
export const doubts = [
  { id: 'little', name: 'a little', concentration: 200 },
  { id: 'some', name: 'some', concentration: 50 },
  { id: 'lot', name: 'a lot', concentration: 12 },
  { id: 'any', name: 'any weights', concentration: null },
] as const;
export type Doubt = (typeof doubts)[number];

/** "71 %", "<1 %", "never", "always". */
export function chanceText(share: number): string {
  if (Number.isNaN(share)) return '—';
  if (share <= 0) return '0\u00a0%';
  if (share >= 1) return '100\u00a0%';
  const percent = share * 100;
  if (percent < 0.5) return '<1\u00a0%';
  if (percent > 99.5) return '>99\u00a0%';
  return `${formatNumber(percent, 0)}\u00a0%`;
}

/** "± 0.5": one standard error in points, as many digits as it deserves; '' where nothing was drawn. */
export function errorText(error: number): string {
  if (!(error > 0)) return '';
  const points = error * 100;
  return `±\u00a0${points < 0.05 ? '<0.1' : formatNumber(points, points < 9.95 ? 1 : 0)}`;
}

const drawnText: Record<WeightsDrawn, string> = {
  aroundBallots: 'small changes of the weights',
  partlyAny: 'small changes of the weights (any weights for roles that have not weighed)',
  any: 'draws of any weights at all',
  asStated: 'small changes',
};

/**
 * What a chance is a chance of, with a verb: "stays first in 64 % of 10,000 small changes of the weights". Changes are small only
 * around weights that somebody gave.
 * @param noisy  whether some measurement states how far off it may be: only then are small changes of measurements in it.
 */
export function staysText(share: number, draws: number, weights: WeightsDrawn, noisy: boolean): string {
  const and = weights === 'asStated' ? '' : ' and';
  const errors = noisy ? `${and} of the measurements within their stated errors` : '';
  return `stays first in ${chanceText(share)} of ${formatNumber(draws, 0)} ${drawnText[weights]}${errors}`;
}

/** What is not in it: "measurement error is not in it: no metric that is weighed states any". '' where every objective's metric states its own. */
export function errorsText({ errors: { stated, metrics } }: CertaintyAnswer['madeOf']): string {
  if (stated === 0) return 'measurement error is not in it: no metric that is weighed states any';
  if (stated === metrics) return '';
  return `of ${metrics} metrics weighed ${stated === 1 ? '1 states its measurement error' : `${stated} state their measurement error`}; that of the others is not in it`;
}

/** What the doubt means for a weight of 30 %: one standard deviation of its Dirichlet share, in points. */
export function spreadOf(concentration: number, weight: number): number {
  return Math.sqrt((weight * (1 - weight)) / (concentration + 1));
}

/** "A weight of 30 % is taken to be 24 to 36 % two times out of three." */
export function doubtText(concentration: number | null): string {
  if (concentration === null) return 'Every way of weighing counts alike, whatever the ballots say.';
  const spread = spreadOf(concentration, 0.3);
  const bounds = [0.3 - spread, 0.3 + spread].map((x) => formatNumber(x * 100, 0));
  return `A weight of 30 % is taken to lie between ${bounds.join(' and ')} % two times out of three (concentration ${concentration}).`;
}

/**
 * "Measure p95 latency of Two-tower again first: …". null when no measurement makes a difference one can tell.
 * @param wrong  the chance of a wrong choice now.
 */
export function measureText(
  { candidate, objective, wrong: left, drop, dropError }: Remeasure,
  wrong: number,
  names: { objective(place: number): string; candidate(index: number): string },
): string | null {
  // Twice its error: less may be chance.
  if (!(drop > 2 * dropError) || drop < 0.001) return null;
  const what =
    candidate === null ? names.objective(objective) : `${names.objective(objective)} of ${names.candidate(candidate)}`;
  return `Measure ${what} again first: known exactly, it takes the chance of a wrong choice from ${chanceText(wrong)} to ${chanceText(left)}.`;
}

/** "38 % accuracy, 25 % p95 latency and 20 % cost": the largest, until little is left. */
export function weightsText(weights: ArrayLike<number>, nameOf: (place: number) => string, most = 3): string {
  const order = Array.from({ length: weights.length }, (_, j) => j).sort((a, b) => weights[b]! - weights[a]!);
  const parts = order
    .slice(0, most)
    .filter((j) => weights[j]! >= 0.05)
    .map((j) => `${nameOf(j)} ${formatNumber(weights[j]! * 100, 0)}\u00a0%`);
  return listText(parts);
}

/** Candidates above which the first draws are fewer: a draw ranks everybody, and at 100,000 takes tens of milliseconds. */
const MANY = 3000;
/** How many draws the section starts with; more can be asked for. The standard error beside each chance says what that costs. */
export function firstDraws(candidates: number): number {
  return candidates > MANY ? 1000 : 10_000;
}
