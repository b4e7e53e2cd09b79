// Metric noise: what the measurements might have been, given their standard errors. No error stated, none invented.
import type { MetricColumn } from '../../domain/catalog.ts';
import type { Objective } from '../../domain/objective.ts';
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { DecisionMatrix } from '../evaluation.ts';
import { unclampedValue, valueOf } from '../value.ts';
import { normal } from './distributions.ts';
import { randomFrom } from './random.ts';

/** Per objective the standard error of each measurement, in the metric's unit; NaN or 0 where unknown; null where the whole objective has none. */
export type StandardErrors = readonly (Float64Array | null)[];

/** How far measurements may be off, upwards and downwards. */
export interface StatedErrors {
  /** In the order of the matrix. */
  errors: StandardErrors;
  /** Left out: as far downwards as upwards. */
  errorsBelow?: StandardErrors;
}

/**
 * What the columns of the objectives' metrics state. Of a value with an interval each side has a spread of its own, such that the end of the
 * interval is its 95 % end; where nothing bounds it from above, its standard error. O(cells).
 */
export function statedErrors({ settings, catalog }: ReviewSnapshot): Required<StatedErrors> {
  const sides = settings.objectives.map((objective) =>
    sidesOf(catalog.columns.find(({ metricId }) => metricId === objective.metricId)),
  );
  return { errors: sides.map(({ above }) => above), errorsBelow: sides.map(({ below }) => below) };
}

function sidesOf(column: MetricColumn | undefined): { above: Float64Array | null; below: Float64Array | null } {
  if (!column) return { above: null, below: null };
  const { measured, standardErrors, intervals } = column;
  if (!intervals) return { above: standardErrors, below: standardErrors };
  const side = (end: Float64Array) =>
    measured.map((x, i) => (Number.isFinite(end[i]!) ? Math.abs(end[i]! - x) / Z95 : (standardErrors?.[i] ?? NaN)));
  return { above: side(intervals.highs), below: side(intervals.lows) };
}

/** The standard normal's 97.5 % point. */
const Z95 = 1.959963984540054;

interface Noise {
  /** Noisy cells: which candidate (place among the members) and objective. */
  rowOf: Int32Array;
  objectiveOf: Int32Array;
  /** Resamples every noisy cell and writes its value into `rows` at row × m + objective. */
  redraw(rows: Float64Array): void;
  /** The measurement behind the value last drawn, for cell k. */
  drawn(k: number): number;
}

/**
 * Measurement + standard error × normal (of two halves where the errors upwards and downwards differ), then the value function, clamped like any measurement. A cell without a measurement
 * (filled by the missing policy or not) has no error. Draws of cells are independent of one another. O(noisy cells) a draw.
 * @param members  the candidates that take part; rows are in their order.
 */
export function metricNoise(
  { m, measured }: Pick<DecisionMatrix, 'm' | 'measured'>,
  objectives: readonly Pick<Objective, 'valueFunction'>[],
  { errors, errorsBelow = errors }: StatedErrors,
  members: ArrayLike<number>,
  seed: number,
): Noise {
  const cells: { row: number; j: number; x: number; error: number; below: number }[] = [];
  for (let row = 0; row < members.length; row++) {
    for (let j = 0; j < m; j++) {
      const x = measured[j]![members[row]!]!;
      const error = orNone(errors[j]?.[members[row]!]);
      const below = orNone(errorsBelow[j]?.[members[row]!]);
      if ((error > 0 || below > 0) && x === x) cells.push({ row, j, x, error, below });
    }
  }
  const random = randomFrom(seed, 1);
  const last = new Float64Array(cells.length);
  const place = Int32Array.from(cells, ({ row, j }) => row * m + j);
  const objectiveOf = Int32Array.from(cells, ({ j }) => j);
  const centre = Float64Array.from(cells, ({ x }) => x);
  const spread = Float64Array.from(cells, ({ error }) => error);
  const spreadBelow = Float64Array.from(cells, ({ below }) => below);
  // A linear value function keeps the normal normal: most cells need no call.
  const linear = Uint8Array.from(cells, ({ j }) => (objectives[j]!.valueFunction.shape === 'linear' ? 1 : 0));
  const value = Float64Array.from(cells, ({ x, j }) => unclampedValue(objectives[j]!.valueFunction, x));
  const slopeOf = (spreads: Float64Array) =>
    Float64Array.from(cells, ({ x, j }, k) =>
      linear[k] === 1 ? unclampedValue(objectives[j]!.valueFunction, x + spreads[k]!) - value[k]! : 0,
    );
  const slope = slopeOf(spread);
  const slopeBelow = slopeOf(spreadBelow);
  return {
    rowOf: Int32Array.from(cells, ({ row }) => row),
    objectiveOf,
    redraw(rows) {
      for (let k = 0; k < place.length; k++) {
        const z = normal(random);
        last[k] = z;
        if (linear[k] === 1) {
          const raw = value[k]! + (z < 0 ? slopeBelow : slope)[k]! * z;
          rows[place[k]!] = raw > 1 ? 1 : raw > 0 ? raw : 0;
        } else {
          rows[place[k]!] = valueOf(
            objectives[objectiveOf[k]!]!.valueFunction,
            centre[k]! + (z < 0 ? spreadBelow : spread)[k]! * z,
          );
        }
      }
    },
    drawn: (k) => centre[k]! + (last[k]! < 0 ? spreadBelow : spread)[k]! * last[k]!,
  };
}

/** A standard error that is stated, else 0. */
export const orNone = (error: number | undefined): number => (error !== undefined && error > 0 ? error : 0);
