// From a review to a decision matrix. The only checking door: kernels behind it trust what they are given.
import type { Objective, ValueFunction } from '../domain/objective.ts';
import type { ReviewSnapshot } from '../domain/review.ts';
import type { DecisionMatrix } from './evaluation.ts';
import { isClamped, targetDistance, valueOf, worstMeasurement } from './value.ts';

/**
 * Candidates × objectives, in catalogue order and in the order of `settings.objectives`.
 *
 * - Missing: `exclude` leaves NaN and the candidate incomplete; `worst` puts the worst anchor, `median` the median of what
 *   is measured (of nothing there is none, and the candidate stays incomplete). Filled cells are marked, `measured` stays NaN.
 * - A metric without a column in the catalogue is missing everywhere.
 * - A target objective compares −distance, each side scaled by its own distance and not clamped; one with a curve of its
 *   own compares the curve's value.
 * - With no objectives there is nothing to compare by, and no candidate is complete.
 *
 * O(nm), and O(n log n) for a median.
 * @throws RangeError naming candidate and objective where a measurement is infinite.
 */
export function toMatrix({ settings, catalog }: ReviewSnapshot): DecisionMatrix {
  const { objectives } = settings;
  const n = catalog.candidateIds.length;
  const byMetric = new Map(catalog.columns.map((column) => [column.metricId, column.measured]));
  const complete = new Uint8Array(n).fill(objectives.length > 0 ? 1 : 0);
  const columns = objectives.map((objective) => {
    const measured = byMetric.get(objective.metricId) ?? new Float64Array(n).fill(NaN);
    refuseInfinities(measured, objective, catalog.names);
    const column = toColumn(measured, objective);
    for (let i = 0; i < n; i++) if (Number.isNaN(column.values[i]!)) complete[i] = 0;
    return column;
  });
  return {
    n,
    m: objectives.length,
    objectiveIds: objectives.map((objective) => objective.id),
    measured: columns.map((column) => column.measured),
    compared: columns.map((column) => column.compared),
    signs: Int8Array.from(objectives, (objective) => (objective.direction === 'min' ? -1 : 1)),
    values: columns.map((column) => column.values),
    filled: columns.map((column) => column.filled),
    clamped: columns.map((column) => column.clamped),
    complete,
  };
}

function refuseInfinities(measured: Float64Array, objective: Objective, names: readonly string[]): void {
  for (let i = 0; i < measured.length; i++) {
    const x = measured[i]!;
    // An infinity is the only number that differs from itself by NaN.
    if (x - x !== 0 && x === x) {
      throw new RangeError(
        `${names[i]} has an infinite value for ${objective.name}. Enter a number, or leave it empty.`,
      );
    }
  }
}

function toColumn(measured: Float64Array, { valueFunction: f, direction, missing }: Objective) {
  const n = measured.length;
  const compared = new Float64Array(n);
  const values = new Float64Array(n);
  let filled: Uint8Array | null = null;
  let clamped: Uint8Array | null = null;
  let fill: number | undefined;
  for (let i = 0; i < n; i++) {
    let x = measured[i]!;
    if (x !== x) {
      fill ??= missing === 'exclude' ? NaN : missing === 'worst' ? worstMeasurement(f) : median(measured);
      x = fill;
      if (x === x) (filled ??= new Uint8Array(n))[i] = 1;
    } else if (isClamped(f, x)) {
      (clamped ??= new Uint8Array(n))[i] = 1;
    }
    compared[i] = comparable(f, direction, x);
    values[i] = valueOf(f, x);
  }
  return { measured, compared, values, filled, clamped };
}

/** What dominance compares. Subtracting from 0 keeps −0, which sorts unlike 0, out of the matrix. */
export function comparable(f: ValueFunction, direction: Objective['direction'], x: number): number {
  if (direction !== 'target') return x;
  // A single-peaked curve has no distance beyond its ends, so its value has to do.
  return f.shape === 'target' ? 0 - targetDistance(f, x) : valueOf(f, x);
}

/** The median of the numbers that are there, the mean of the middle two for an even count; NaN when there are none. */
function median(column: Float64Array): number {
  const known = column.filter((x) => x === x).sort();
  const middle = known.length >> 1;
  if (known.length === 0) return NaN;
  return known.length % 2 === 1 ? known[middle]! : known[middle - 1]! / 2 + known[middle]! / 2;
}
