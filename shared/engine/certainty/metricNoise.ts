// Metric noise: what the measurements might have been, given their standard errors. No error stated, none invented.
import type { Objective } from '../../domain/objective.ts';
import type { DecisionMatrix } from '../evaluation.ts';
import { unclampedValue, valueOf } from '../value.ts';
import { normal } from './distributions.ts';
import { randomFrom } from './random.ts';

/** Per objective the standard error of each measurement, in the metric's unit; NaN or 0 where unknown; null where the whole objective has none. */
export type StandardErrors = readonly (Float64Array | null)[];

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
 * Measurement + standard error × normal, then the value function, clamped like any measurement. A cell without a measurement
 * (filled by the missing policy or not) has no error. Draws of cells are independent of one another. O(noisy cells) a draw.
 * @param members  the candidates that take part; rows are in their order.
 */
export function metricNoise(
  { m, measured }: Pick<DecisionMatrix, 'm' | 'measured'>,
  objectives: readonly Pick<Objective, 'valueFunction'>[],
  errors: StandardErrors,
  members: ArrayLike<number>,
  seed: number,
): Noise {
  const cells: { row: number; j: number; x: number; error: number }[] = [];
  for (let row = 0; row < members.length; row++) {
    for (let j = 0; j < m; j++) {
      const x = measured[j]![members[row]!]!;
      const error = errors[j]?.[members[row]!] ?? 0;
      if (error > 0 && x === x) cells.push({ row, j, x, error });
    }
  }
  const random = randomFrom(seed, 1);
  const last = new Float64Array(cells.length);
  const place = Int32Array.from(cells, ({ row, j }) => row * m + j);
  const objectiveOf = Int32Array.from(cells, ({ j }) => j);
  const centre = Float64Array.from(cells, ({ x }) => x);
  const spread = Float64Array.from(cells, ({ error }) => error);
  // A linear value function keeps the normal normal: most cells need no call.
  const linear = Uint8Array.from(cells, ({ j }) => (objectives[j]!.valueFunction.shape === 'linear' ? 1 : 0));
  const value = Float64Array.from(cells, ({ x, j }) => unclampedValue(objectives[j]!.valueFunction, x));
  const slope = Float64Array.from(cells, ({ x, j, error }, k) =>
    linear[k] === 1 ? unclampedValue(objectives[j]!.valueFunction, x + error) - value[k]! : 0,
  );
  return {
    rowOf: Int32Array.from(cells, ({ row }) => row),
    objectiveOf,
    redraw(rows) {
      for (let k = 0; k < place.length; k++) {
        const z = normal(random);
        last[k] = z;
        if (linear[k] === 1) {
          const raw = value[k]! + slope[k]! * z;
          rows[place[k]!] = raw > 1 ? 1 : raw > 0 ? raw : 0;
        } else {
          rows[place[k]!] = valueOf(objectives[objectiveOf[k]!]!.valueFunction, centre[k]! + spread[k]! * z);
        }
      }
    },
    drawn: (k) => centre[k]! + spread[k]! * last[k]!,
  };
}
