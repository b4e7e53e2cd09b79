// How the rooms that answer word things: measurements with their unit, lists of names, why a candidate is out, how long a hold stands.
import {
  listText as namesText,
  decimalsOfDifference,
  digitsFor,
  formatInterval,
  formatMeasure,
  formatNumber,
  possessive,
  shownDifference,
  typedDigits,
} from '../../../shared/domain/format.ts';
import type { Interval } from '../../../shared/domain/catalog.ts';
import type { Metric } from '../../../shared/domain/metric.ts';
import type { Hold, Requirement, Role } from '../../../shared/domain/role.ts';
import type { Undecided, Violation } from '../../../shared/engine/evaluation.ts';
import { LEVEL } from '../../../shared/engine/tolerance.ts';
import { worthDecimals } from '../../../shared/engine/wording.ts';
import { holdEndText } from '../../../shared/domain/holdEnd.ts';

export { possessive };

/** What it takes to write a metric's numbers; the state of a review has it. */
export interface Metrics {
  readonly metricById: ReadonlyMap<number, Metric>;
  readonly decimals: ReadonlyMap<number, number>;
}

/** The column's digits, more for small numbers. */
const digits = (metrics: Metrics, metricId: number, value: number) =>
  digitsFor(metrics.decimals.get(metricId) ?? 2, value);

/** "48 ms"; "—" for NaN. */
export function measureText(metrics: Metrics, metricId: number, value: number): string {
  return formatMeasure(value, digits(metrics, metricId, value), metrics.metricById.get(metricId)?.unit ?? '');
}

/** "48": without the unit, where that stands elsewhere. */
export function numberText(metrics: Metrics, metricId: number, value: number): string {
  return formatNumber(value, digits(metrics, metricId, value));
}

/** "+57 ms", "−$0.54", with the digits of the column, and at least two significant ones. A difference of percentages is in points: "−1.2 pt". */
export function differenceText(metrics: Metrics, metricId: number, difference: number): string {
  const unit = metrics.metricById.get(metricId)?.unit ?? '';
  const size = Number(difference.toPrecision(12));
  const text = formatMeasure(
    size,
    decimalsOfDifference(size, metrics.decimals.get(metricId) ?? 0),
    unit === '%' ? 'pt' : unit,
  );
  return size > 0 ? `+${text}` : text;
}

/** A distance without a sign: "9 ms", "1.2 pt". */
export function formatBy(metrics: Metrics, metricId: number, by: number): string {
  return differenceText(metrics, metricId, Math.abs(by)).replace(/^\+/, '');
}

/** A bound with the digits it was given, and no more: "≤ 120 ms". */
export function boundText(
  metrics: Metrics,
  { metricId, comparator }: Pick<Requirement, 'metricId' | 'comparator'>,
  bound: number,
): string {
  const unit = metrics.metricById.get(metricId)?.unit ?? '';
  return `${comparator === '<=' ? '≤' : '≥'} ${formatMeasure(bound, typedDigits(bound), unit)}`;
}

/** "58.8 €, 1.2 € too little": what was measured and by how much it misses the bound, so that both and the bound add up. */
export function missText(
  metrics: Metrics,
  { metricId, comparator, bound }: Pick<Requirement, 'metricId' | 'comparator' | 'bound'>,
  measured: number,
): string {
  const unit = metrics.metricById.get(metricId)?.unit ?? '';
  const shown = shownDifference(measured, bound, Math.max(metrics.decimals.get(metricId) ?? 0, typedDigits(bound)));
  const by = formatMeasure(Math.abs(shown.difference), shown.decimals, unit === '%' ? 'pt' : unit);
  return `${formatMeasure(shown.from, shown.decimals, unit)}, ${by} too ${comparator === '<=' ? 'much' : 'little'}`;
}

/** "0.02 to 0.12": the ends between which the truth lies, with the digits of the column. */
export function intervalText(metrics: Metrics, metricId: number, interval: Interval): string {
  const most = Math.max(digits(metrics, metricId, interval.low), digits(metrics, metricId, interval.high ?? 0));
  const usual = metrics.decimals.get(metricId) ?? 2;
  return formatInterval(interval, Math.min(most, usual + 1), metrics.metricById.get(metricId)?.unit ?? '');
}

/** "0.07 (0.02 to 0.12)": a value, with its interval where it has one. */
export function knownText(metrics: Metrics, metricId: number, value: number, interval: Interval | null): string {
  const text = measureText(metrics, metricId, value);
  return interval === null ? text : `${text} (${intervalText(metrics, metricId, interval)})`;
}

/** "Largest gap ≤ 0.05 (has 0.07, 0.02 to 0.12)": a requirement of which it cannot be told. */
export function undecidedText(metrics: Metrics, { requirement, measured, interval }: Undecided): string {
  const { metricId, bound } = requirement;
  const name = metrics.metricById.get(metricId)?.name ?? 'a metric';
  return `${name} ${boundText(metrics, requirement, bound)} (has ${measureText(metrics, metricId, measured)}, ${intervalText(metrics, metricId, interval)})`;
}

/** "1 may or may not meet it: the bound lies within the interval of its value. It stays in." '' where there is none. */
export function unclearText(count: number): string {
  if (count === 0) return '';
  const [its, stays] = count === 1 ? ['its value', 'It stays'] : ['their values', 'They stay'];
  return `${formatNumber(count, 0)} may or may not meet it: the bound lies within the interval of ${its}. ${stays} in.`;
}

/** "129 ms > 120 ms", or "p95 latency not measured". */
export function violationText(metrics: Metrics, { requirement, measured, interval }: Violation): string {
  const { metricId, comparator, bound } = requirement;
  if (measured === null) return `${metrics.metricById.get(metricId)?.name ?? 'a metric'} not measured`;
  const limit = boundText(metrics, requirement, bound).slice(2);
  return `${knownText(metrics, metricId, measured, interval)} ${comparator === '<=' ? '>' : '<'} ${limit}`;
}

/** Scores, regrets and weights: two decimals, or as many as it takes to show that it is not 0; what rounding left is. */
export function valueText(value: number): string {
  const exact = Math.abs(value) < LEVEL ? 0 : value;
  return formatNumber(exact, worthDecimals(exact));
}

/** Two of them that are compared, with more digits where both would read the same and are not: "0.0233" and "0.0210". */
export function valueTexts(one: number, other: number): [string, string] {
  const texts: [string, string] = [valueText(one), valueText(other)];
  if (texts[0] !== texts[1] || Math.abs(one - other) < LEVEL) return texts;
  const { from, to, decimals } = shownDifference(one, other, 2);
  return [formatNumber(from, decimals), formatNumber(to, decimals)];
}

/** The same with at most three names: "A, B and 7 more". */
export const listText = (names: readonly string[], most = 3): string => namesText(names, most);

/** "Infrastructure’s hold until 14 June 2027, or until the serving stack is updated". */
export function holdText(role: Role | undefined, hold: Hold): string {
  return `${possessive(role?.name ?? 'A role')} hold${holdEndText(hold)}`;
}
