// A measure that may be taken into the review, and how it already stands there.
import type { MeasuredMetric } from '../../../shared/contract/predictions.ts';
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

type Saved = Pick<ReviewState, 'saved' | 'catalog' | 'columnByMetric'>;

/** O(candidates). */
export function takenState({ saved, catalog, columnByMetric }: Saved, { name, measurements }: Takeable): TakenState {
  const metric = saved.metrics.find((each) => each.name === name);
  if (!metric) return { metric: 'none', objective: false, requirements: 0 };
  const column = columnByMetric.get(metric.id);
  const place = new Map(catalog.names.map((each, index) => [each, index]));
  const same = measurements.every(({ candidate, measured }) => column?.[place.get(candidate) ?? -1] === measured);
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

/** A bound to start from: the best value, rounded to two digits towards the worse side, so that somebody meets it. */
export function startingBound({ direction, measurements }: Takeable): number {
  const best = measurements.reduce(
    (found, { measured }) => (direction === 'max' ? Math.max(found, measured) : Math.min(found, measured)),
    direction === 'max' ? -Infinity : Infinity,
  );
  if (!Number.isFinite(best)) return 0;
  return direction === 'max' ? Math.floor(best * 100) / 100 : Math.ceil(best * 100) / 100;
}
