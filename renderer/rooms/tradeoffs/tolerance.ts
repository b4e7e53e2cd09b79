// Differences that do not count when the front is looked at: what was set, what standard errors propose, how it is said.
import { shortNumber } from '../../../shared/domain/format.ts';
import type { Objective } from '../../../shared/domain/objective.ts';
import type { Tolerance } from '../../../shared/engine/pareto/epsilon.ts';
import { FRONT, THINNED } from '../../charts/paretoScatter/layout.ts';
import { listText, type Metrics } from '../../parts/wording/wording.ts';
import { recalled, remember } from './remembered.ts';

/** Objective id → the difference in the metric's unit (in value for a target with a curve of its own), above 0. */
export type Tolerances = ReadonlyMap<number, number>;

/** A target with a curve of its own is compared by value, so no measurement says what does not count. */
export const isByValue = ({ direction, valueFunction }: Pick<Objective, 'direction' | 'valueFunction'>): boolean =>
  direction === 'target' && valueFunction.shape !== 'target';

/** What dominance is told: a target is compared in declared distances, the longer side, so that no more is left aside than was said. */
export function toTolerance({ valueFunction: f }: Pick<Objective, 'valueFunction'>, amount: number): Tolerance {
  return { kind: 'additive', amount: f.shape === 'target' ? amount / Math.max(f.below, f.above) : amount };
}

/**
 * A difference that noise alone passes once in twenty: 1.96 × √2 × the median of the standard errors stated, to two digits.
 * Null where none is stated, or all are 0. O(n log n).
 */
export function proposedTolerance(standardErrors: Float64Array | null): number | null {
  const stated = standardErrors?.filter((error) => error >= 0).sort() ?? new Float64Array();
  const median = stated[stated.length >> 1] ?? 0;
  return median > 0 ? Number((1.96 * Math.SQRT2 * median).toPrecision(2)) : null;
}

/** The unit of a difference: of percentages it is points; '' where there is none. */
export function unitOf({ metricById }: Pick<Metrics, 'metricById'>, { metricId }: Pick<Objective, 'metricId'>): string {
  const unit = metricById.get(metricId)?.unit ?? '';
  return unit === '%' ? 'pt' : unit;
}

/** "0.5 pt, 2 ms and 3 Few inputs": what has no unit is named. */
export function tolerancesText(metrics: Metrics, objectives: readonly Objective[], amounts: Tolerances): string {
  const said = objectives.flatMap((objective) => {
    const amount = amounts.get(objective.id);
    if (amount === undefined) return [];
    const unit = isByValue(objective) ? 'in value of' : unitOf(metrics, objective);
    return [
      `${shortNumber(amount)}\u00a0${unit === '' || isByValue(objective) ? `${unit} ${objective.name}`.trim() : unit}`,
    ];
  });
  return listText(said);
}

/** The kinds of marks with those members lighter that others stand for. O(n). */
export function thinned(kinds: Uint8Array, standsFor: ReadonlyMap<number, number>): Uint8Array {
  if (standsFor.size === 0) return kinds;
  return kinds.map((kind, index) => (kind === FRONT && standsFor.has(index) ? THINNED : kind));
}

export function rememberedTolerances(reviewId: string): Tolerances {
  const found = recalled('tolerance', reviewId);
  if (!Array.isArray(found)) return new Map();
  return new Map(
    found.filter(
      (entry): entry is [number, number] =>
        Array.isArray(entry) && Number.isInteger(entry[0]) && Number.isFinite(entry[1]) && entry[1] > 0,
    ),
  );
}

export function rememberTolerances(reviewId: string, amounts: Tolerances): void {
  remember('tolerance', reviewId, [...amounts]);
}
