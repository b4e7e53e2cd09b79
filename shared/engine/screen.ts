// Screening by requirements: a `must` decides who is feasible, a `want` is only counted.
import type { ReviewSnapshot } from '../domain/review.ts';
import type { Requirement } from '../domain/role.ts';
import type { Screening, Violation } from './evaluation.ts';
import { atLeast, atMost } from './tolerance.ts';

/**
 * Applies the requirements of every role, or of one.
 *
 * Bounds are inclusive. A metric that is missing is not shown to meet its bound: it fails a `must` and counts as an unmet
 * `want`; a missing policy never answers a requirement, which is about the measurement.
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
  const unmetWants = new Uint16Array(n);
  for (const must of musts) eachFailure(catalog, must, (i) => (feasible[i] = 0));
  for (const want of wants) eachFailure(catalog, want, (i) => unmetWants[i]!++);
  return { musts, wants, feasible, unmetWants };
}

/** The `must` requirements one candidate does not meet, in the order of the screening. Empty when it is feasible. */
export function violationsOf({ catalog }: ReviewSnapshot, screening: Screening, index: number): Violation[] {
  return failures(catalog, screening.musts, index);
}

/** The `want` requirements one candidate does not meet. */
export function unmetWantsOf({ catalog }: ReviewSnapshot, screening: Screening, index: number): Violation[] {
  return failures(catalog, screening.wants, index);
}

type Catalog = ReviewSnapshot['catalog'];

function measuredColumn(catalog: Catalog, { metricId }: Requirement): Float64Array | undefined {
  return catalog.columns.find((column) => column.metricId === metricId)?.measured;
}

/** Whether a measurement meets a requirement, up to rounding; NaN, a missing one, is not shown to. */
export function meets({ comparator, bound }: Pick<Requirement, 'comparator' | 'bound'>, x: number): boolean {
  return comparator === '<=' ? atMost(x, bound) : atLeast(x, bound);
}

function eachFailure(catalog: Catalog, requirement: Requirement, report: (index: number) => void): void {
  const column = measuredColumn(catalog, requirement);
  for (let i = 0; i < catalog.candidateIds.length; i++) {
    if (!meets(requirement, column ? column[i]! : NaN)) report(i);
  }
}

function failures(catalog: Catalog, requirements: readonly Requirement[], index: number): Violation[] {
  return requirements.flatMap((requirement) => {
    const x = measuredColumn(catalog, requirement)?.[index] ?? NaN;
    if (meets(requirement, x)) return [];
    const missing = Number.isNaN(x);
    return [{ requirement, measured: missing ? null : x, by: missing ? null : Math.abs(x - requirement.bound) }];
  });
}
