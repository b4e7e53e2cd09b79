// A measure that may be taken into the review, and how it already stands there.
import type { MeasuredMetric } from '../../../shared/contract/predictions.ts';
import { intervalAt } from '../../../shared/engine/statedDoubt.ts';
import type { Direction } from '../../../shared/domain/metric.ts';
import type { ReviewState } from '../../state/review.svelte.ts';

export interface Takeable {
  /** What the metric will be called. */
  name: string;
  unit: string;
  direction: Direction;
  /** How it was measured, for its provenance. */
  how: string;
  /** By the name of the candidate; candidates for which it is undefined have none. */
  measurements: MeasuredMetric['measurements'];
}

export interface TakenState {
  /** Whether a metric of that name is there, and whether it holds these very values. */
  metric: 'none' | 'other values' | 'same';
  objective: boolean;
  requirements: number;
}

type Saved = Pick<ReviewState, 'saved' | 'catalog'>;

/** O(candidates). */
export function takenState({ saved, catalog }: Saved, { name, measurements }: Takeable): TakenState {
  const metric = saved.metrics.find((each) => each.name === name);
  if (!metric) return { metric: 'none', objective: false, requirements: 0 };
  const column = catalog.columns.find(({ metricId }) => metricId === metric.id);
  const place = new Map(catalog.names.map((each, index) => [each, index]));
  const same = measurements.every(({ candidate, measured, interval = null }) => {
    const at = place.get(candidate) ?? -1;
    const stands = column && column.measured[at] === measured ? intervalAt(column, at) : undefined;
    return stands?.low === interval?.low && stands?.high === interval?.high && stands !== undefined;
  });
  return {
    metric: same ? 'same' : 'other values',
    objective: saved.objectives.some(({ metricId }) => metricId === metric.id),
    requirements: saved.roles.flatMap(({ requirements }) => requirements).filter((each) => each.metricId === metric.id)
      .length,
  };
}

/** What is written when it is taken. */
export function metricOf(
  { name, unit, direction, how, measurements }: Takeable,
  { objective = false, requirement = null }: Partial<Pick<MeasuredMetric, 'objective' | 'requirement'>> = {},
): MeasuredMetric {
  return { name, unit, direction, how: how.slice(0, 1000), measurements: [...measurements], objective, requirement };
}

/**
 * A bound to start from: the best value, or the worst that the best interval leaves open, rounded to two digits towards the worse
 * side, so that somebody meets it.
 */
export function startingBound({ direction, measurements }: Takeable): number {
  const best = measurements.reduce(
    (found, { measured, interval }) =>
      direction === 'max'
        ? Math.max(found, interval?.low ?? measured)
        : Math.min(found, interval ? (interval.high ?? Infinity) : measured),
    direction === 'max' ? -Infinity : Infinity,
  );
  if (!Number.isFinite(best)) return 0;
  return direction === 'max' ? Math.floor(best * 100) / 100 : Math.ceil(best * 100) / 100;
}
