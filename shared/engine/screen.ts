// Screening by requirements: a `must` decides who is feasible, a `want` is only counted. A value that is known as an interval meets
// a bound, breaks it, or leaves it open. An incumbent that is agreed to be no answer is kept out here as well.
import type { Interval, MetricColumn } from '../domain/catalog.ts';
import type { ReviewSnapshot, Settings } from '../domain/review.ts';
import type { Requirement } from '../domain/role.ts';
import type { Screening, Undecided, Violation } from './evaluation.ts';
import { intervalAt } from './statedDoubt.ts';
import { atLeast, atMost } from './tolerance.ts';

type Bound = Pick<Requirement, 'comparator' | 'bound'>;

/**
 * Applies the requirements of every role, or of one.
 *
 * Bounds are inclusive. A metric that is missing is not shown to meet its bound: it fails a `must` and counts as an unmet
 * `want`; a missing policy never answers a requirement, which is about the measurement. Of a value with an interval (a gap between
 * groups), a requirement is broken only where all of the interval lies beyond the bound, and met only where none of it does; in
 * between it cannot be told, which screens nobody out and is counted. The incumbent is not feasible, whatever it measures, where it
 * is agreed that keeping it is no answer.
 * O(n × requirements).
 * @param roleId  whose requirements, or null for everybody's.
 * @throws RangeError for an unknown role.
 */
export function screen({ settings, catalog }: ReviewSnapshot, roleId: number | null): Screening {
  const roles = settings.roles.filter((role) => roleId === null || role.id === roleId);
  if (roleId !== null && roles.length === 0) throw new RangeError(`There is no role with the id ${roleId}.`);
  const requirements = roles.flatMap((role) => role.requirements);
  const musts = requirements.filter((requirement) => requirement.strength === 'must');
  const wants = requirements.filter((requirement) => requirement.strength === 'want');
  const n = catalog.candidateIds.length;
  const feasible = new Uint8Array(n).fill(1);
  const undecided = new Uint16Array(n);
  const unmetWants = new Uint16Array(n);
  for (const must of musts) {
    const column = columnOf(catalog, must);
    const mildest = mildestOf(column, must, n);
    for (let i = 0; i < n; i++) if (!meets(must, mildest[i]!)) feasible[i] = 0;
    if (column?.intervals) for (let i = 0; i < n; i++) if (outcomeAt(column, must, i) === 'unclear') undecided[i]!++;
  }
  for (const want of wants) {
    const mildest = mildestOf(columnOf(catalog, want), want, n);
    for (let i = 0; i < n; i++) if (!meets(want, mildest[i]!)) unmetWants[i]!++;
  }
  const reference = referenceOf(settings, catalog.candidateIds);
  if (reference !== -1) feasible[reference] = 0;
  return { musts, wants, feasible, reference, undecided, unmetWants };
}

/** The catalogue position of the incumbent where keeping it is agreed to be no answer; −1 otherwise. O(n). */
export function referenceOf(
  { incumbentId, incumbentCounts }: Pick<Settings, 'incumbentId' | 'incumbentCounts'>,
  candidateIds: Int32Array,
): number {
  return incumbentId === null || incumbentCounts ? -1 : candidateIds.indexOf(incumbentId);
}

/** How many candidates fail a `must`. The reference is kept out whatever it fails, and is not among them. O(n). */
export function countFailing({ feasible, reference }: Pick<Screening, 'feasible' | 'reference'>): number {
  return feasible.reduce((sum, mark, i) => sum + (mark === 0 && i !== reference ? 1 : 0), 0);
}

/** Whether there are candidates to answer with and every one of them fails a `must`. O(n). */
export function nobodyPasses({ feasible, reference }: Pick<Screening, 'feasible' | 'reference'>): boolean {
  return feasible.length > (reference === -1 ? 0 : 1) && feasible.every((mark) => mark === 0);
}

/**
 * The `must` requirements one candidate does not meet, in the order of the screening. Empty when it is feasible, and for a reference
 * that meets them all.
 */
export function violationsOf({ catalog }: ReviewSnapshot, screening: Screening, index: number): Violation[] {
  return failures(catalog, screening.musts, index);
}

/** The `want` requirements one candidate does not meet. */
export function unmetWantsOf({ catalog }: ReviewSnapshot, screening: Screening, index: number): Violation[] {
  return failures(catalog, screening.wants, index);
}

/** The requirements of which it cannot be told whether one candidate meets them, in their order. */
export function undecidedOf(
  { catalog }: ReviewSnapshot,
  requirements: readonly Requirement[],
  index: number,
): Undecided[] {
  return requirements.flatMap((requirement): Undecided[] => {
    const column = columnOf(catalog, requirement);
    const interval = column ? intervalAt(column, index) : null;
    if (!column || interval === null || outcomeAt(column, requirement, index) !== 'unclear') return [];
    return [{ requirement, measured: column.measured[index]!, interval }];
  });
}

type Catalog = ReviewSnapshot['catalog'];

function columnOf(catalog: Catalog, { metricId }: Requirement): MetricColumn | undefined {
  return catalog.columns.find((column) => column.metricId === metricId);
}

/** Whether a measurement meets a requirement, up to rounding; NaN, a missing one, is not shown to. */
export function meets({ comparator, bound }: Bound, x: number): boolean {
  // The end of an interval that nothing bounds: a difference to it would be lost in rounding.
  if (x === Infinity) return comparator === '>=';
  return comparator === '<=' ? atMost(x, bound) : atLeast(x, bound);
}

export type RequirementOutcome = 'met' | 'broken' | 'unclear';

/** What a value, or the interval that it is known as, says of a bound. NaN, a missing one, breaks it. O(1). */
export function outcomeOf(bound: Bound, measured: number, interval: Interval | null): RequirementOutcome {
  if (interval === null) return meets(bound, measured) ? 'met' : 'broken';
  const { low } = interval;
  const high = interval.high ?? Infinity;
  const [mild, hard] = bound.comparator === '<=' ? [low, high] : [high, low];
  return meets(bound, hard) ? 'met' : meets(bound, mild) ? 'unclear' : 'broken';
}

/** The same of one value of a column. */
export function outcomeAt(column: MetricColumn, bound: Bound, index: number): RequirementOutcome {
  return outcomeOf(bound, column.measured[index] ?? NaN, intervalAt(column, index));
}

/**
 * How many candidates meet a bound, how many break it, and of how many it cannot be told. O(n).
 * @param reference  a candidate that is no answer and is not counted; −1: there is none.
 */
export function countOutcomes(
  column: MetricColumn | undefined,
  bound: Bound,
  n: number,
  reference: number,
): Record<RequirementOutcome, number> {
  const counts = { met: 0, broken: 0, unclear: 0 };
  for (let i = 0; i < n; i++) if (i !== reference) counts[column ? outcomeAt(column, bound, i) : 'broken']++;
  return counts;
}

/**
 * What speaks best for each candidate: the end of its interval that a bound of this kind reaches last, or the value where there is no
 * interval. Exactly those whose entry does not meet the bound are screened out. NaN where not measured. O(n).
 */
export function mildestOf(
  column: MetricColumn | undefined,
  { comparator }: Pick<Requirement, 'comparator'>,
  n: number,
): Float64Array {
  if (!column) return new Float64Array(n).fill(NaN);
  const { measured, intervals } = column;
  if (!intervals) return measured;
  const ends = comparator === '<=' ? intervals.lows : intervals.highs;
  return measured.map((x, i) => (Number.isNaN(ends[i]!) ? x : ends[i]!));
}

function failures(catalog: Catalog, requirements: readonly Requirement[], index: number): Violation[] {
  return requirements.flatMap((requirement): Violation[] => {
    const column = columnOf(catalog, requirement);
    const x = column?.measured[index] ?? NaN;
    const interval = column ? intervalAt(column, index) : null;
    if (outcomeOf(requirement, x, interval) !== 'broken') return [];
    if (Number.isNaN(x)) return [{ requirement, measured: null, interval: null, by: null }];
    const nearest = interval === null ? x : requirement.comparator === '<=' ? interval.low : interval.high!;
    return [{ requirement, measured: x, interval, by: Math.abs(nearest - requirement.bound) }];
  });
}
