// Where a candidate stands, in words: on which front, or why it is not compared.
import { undecidedOf, violationsOf } from '../../../shared/engine/screen.ts';
import { REFERENCE_REASON } from '../../../shared/engine/wording.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { formatInterval, formatMeasure, formatNumber } from '../../../shared/domain/format.ts';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { listText, undecidedText } from '../../parts/wording/wording.ts';

export type FrontStatus = 'front' | 'dominated' | 'fails' | 'incomplete' | 'reference';

export const frontStatusWords: Record<FrontStatus, string> = {
  front: 'On the front',
  dominated: 'Dominated',
  fails: 'Fails a requirement',
  incomplete: 'Incomplete',
  reference: 'For comparison',
};

/** A failed requirement is told before a missing value, because it stands whatever the missing value turns out to be. */
export function frontStatusOf({ screening, matrix, fronts }: Foundation, index: number): FrontStatus {
  if (screening.reference === index) return 'reference';
  if (screening.feasible[index] === 0) return 'fails';
  if (matrix.complete[index] === 0) return 'incomplete';
  return fronts[index] === 1 ? 'front' : 'dominated';
}

/** "On the front", "Dominated, front 2". */
export const frontText = (front: number): string =>
  front === 1 ? frontStatusWords.front : `${frontStatusWords.dominated}, front ${front}`;

/** "Fails a requirement", and where that is only because it was never measured, so. */
export function failsText(snapshot: ReviewSnapshot, { screening }: Foundation, index: number): string {
  const violations = violationsOf(snapshot, screening, index);
  const unmeasured = violations.length > 0 && violations.every(({ measured }) => measured === null);
  return unmeasured ? 'Fails: not measured' : frontStatusWords.fails;
}

/** Sort keys: the front's number, NaN where there is none. */
export function frontKeys({ fronts }: Foundation): Float64Array {
  return Float64Array.from(fronts, (front) => (front === 0 ? NaN : front));
}

/** The reason behind the word, for the tooltip. */
export function frontStatusReason(
  snapshot: ReviewSnapshot,
  foundation: Foundation,
  decimals: ReadonlyMap<number, number>,
  index: number,
): string {
  const standing = frontStatusOf(foundation, index);
  const metrics = new Map(snapshot.settings.metrics.map((metric) => [metric.id, metric]));
  const open = undecidedOf(snapshot, foundation.screening.musts, index).map(
    (each) => `Cannot be told whether it meets ${undecidedText({ metricById: metrics, decimals }, each)}.`,
  );
  if (standing === 'reference') return `It ${REFERENCE_REASON}.`;
  if (standing === 'front') {
    return ['No other candidate is at least as good on every objective and better on one.', ...open].join('\n');
  }
  if (standing === 'dominated') {
    const layer = `Another candidate is as good or better on every objective. It is on front ${foundation.fronts[index]}: what is left once the candidates of the fronts before it are set aside.`;
    return [layer, ...open].join('\n');
  }
  if (standing === 'incomplete') {
    const missing = snapshot.settings.objectives.filter((_, j) => Number.isNaN(foundation.matrix.values[j]?.[index]));
    return `Not ranked: ${listText(missing.map((objective) => objective.name))} not measured.`;
  }
  return violationsOf(snapshot, foundation.screening, index)
    .map(({ requirement, measured, interval }) => {
      const metric = metrics.get(requirement.metricId);
      const digits = decimals.get(requirement.metricId) ?? 0;
      const bound = `${requirement.comparator === '<=' ? '≤' : '≥'} ${formatMeasure(requirement.bound, digits, metric?.unit ?? '')}`;
      const within = interval === null ? '' : ` (${formatInterval(interval, digits, metric?.unit ?? '')})`;
      const found = measured === null ? 'not measured' : `${formatNumber(measured, digits)}${within}`;
      return `${metric?.name ?? 'A metric'}: ${found}, required ${bound}.`;
    })
    .join('\n');
}
