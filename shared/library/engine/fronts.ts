// Pareto fronts: who is dominated by nobody, in which layer everybody else lies, how much of the space a front covers.
import { dominatorsOf as dominatorsIn } from '../../engine/dominance.ts';
import { fronts as layersOf, nondominated } from '../../engine/fronts.ts';
import { exclusiveVolumes } from '../../engine/pareto/contributions.ts';
import { crowdingDistances as crowdingOf } from '../../engine/pareto/crowding.ts';
import { epsilonFront } from '../../engine/pareto/epsilon.ts';
import { hypervolume as volumeOf } from '../../engine/pareto/hypervolume.ts';
import { farthestKnee } from '../../engine/pareto/knees.ts';
import { checkPlace, columnsOf, compared, type Direction, type Table } from './table.ts';

/**
 * The Pareto front: the candidates that nobody dominates. One dominates another when it is at least as good on every objective and
 * better on one; duplicates do not dominate each other. A candidate with a missing number takes no part.
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @returns places of the front's candidates, ascending.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(n log n) up to three objectives, O(n²m) at worst beyond. Kung, Luccio & Preparata (1975), J. ACM 22(4):469–476.
 * @example
 * ```ts
 * import { front } from 'parley/engine';
 * // accuracy (larger is better), latency (smaller is better)
 * const rows = [[0.95, 200], [0.9, 20], [0.8, 100]];
 * front({ rows }, ['max', 'min']); // → [0, 1]
 * ```
 */
export function front(table: Table, directions: readonly Direction[]): number[] {
  const { complete, ...matrix } = compared(table, directions);
  const marks = nondominated(matrix, complete);
  return Array.from(marks.keys()).filter((i) => marks[i] === 1);
}

/**
 * Non-dominated sorting: layer 1 is the front, layer 2 the front of the rest, and so on.
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @returns length n: the layer of each candidate, from 1; 0 where a number is missing.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(n log n) for two objectives, O(n²m) at worst beyond. Deb et al. (2002), IEEE TEC 6(2):182–197.
 * @example
 * ```ts
 * import { layers } from 'parley/engine';
 * layers({ rows: [[0.95, 200], [0.9, 20], [0.8, 100], [0.7, 300]] }, ['max', 'min']); // → [1, 1, 2, 3]
 * ```
 */
export function layers(table: Table, directions: readonly Direction[]): Int32Array {
  const { complete, ...matrix } = compared(table, directions);
  return layersOf(matrix, complete);
}

/**
 * The candidates that dominate one.
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @param candidate   its place.
 * @returns places, ascending; empty for a candidate on the front, and where a number of it is missing.
 * @throws RangeError for an infinite number, an unknown candidate, or lengths that do not fit.
 * O(nm).
 * @example
 * ```ts
 * import { dominatorsOf } from 'parley/engine';
 * dominatorsOf({ rows: [[0.95, 200], [0.9, 20], [0.8, 100]] }, ['max', 'min'], 2); // → [1]
 * ```
 */
export function dominatorsOf(table: Table, directions: readonly Direction[], candidate: number): number[] {
  const { complete, ...matrix } = compared(table, directions);
  checkPlace('candidate', candidate, matrix.n);
  return dominatorsIn(matrix, complete, candidate);
}

/**
 * How much of the space between a reference point and perfection the candidates dominate, exactly.
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @param reference   length m, in the units of the table: a point that every counted candidate beats on every objective.
 * @returns the volume, in the product of the objectives' units; 0 where nobody beats the reference.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(n log n) up to three objectives, about O(n²) for four, a factor of n more at worst for each further one.
 * Zitzler & Thiele (1998), PPSN V, 292–301.
 * @example
 * ```ts
 * import { hypervolume } from 'parley/engine';
 * hypervolume({ rows: [[3, 1], [2, 2], [1, 3]] }, ['max', 'max'], [0, 0]); // → 6
 * ```
 */
export function hypervolume(table: Table, directions: readonly Direction[], reference: readonly number[]): number {
  const { complete, ...matrix } = compared(table, directions);
  return volumeOf(matrix, complete, fitting(reference, matrix.m));
}

/**
 * What each candidate alone adds to the hypervolume: the volume of all less that of all others.
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @param reference   as in `hypervolume`.
 * @returns length n; 0 for dominated candidates and for duplicates.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(n log n) up to three objectives; n volumes of the others beyond. Bringmann & Friedrich (2009), EMO, LNCS 5467, 6–20.
 * @example
 * ```ts
 * import { hypervolumeContributions } from 'parley/engine';
 * hypervolumeContributions({ rows: [[3, 1], [2, 2], [1, 3]] }, ['max', 'max'], [0, 0]); // → [1, 1, 1]
 * ```
 */
export function hypervolumeContributions(
  table: Table,
  directions: readonly Direction[],
  reference: readonly number[],
): Float64Array {
  const { complete, ...matrix } = compared(table, directions);
  return exclusiveVolumes(matrix, complete, fitting(reference, matrix.m));
}

function fitting(reference: readonly number[], m: number): readonly number[] {
  if (reference.length === m && reference.every(Number.isFinite)) return reference;
  throw new RangeError(`The reference point needs a finite number for each of the ${m} objectives.`);
}

/**
 * How lonely each candidate is among the given ones: the sum over objectives of the gap between its neighbours, as a share of the
 * range. Give one layer; directions do not matter.
 *
 * @param table  n candidates × m objectives.
 * @returns length n; Infinity for whoever stands alone at an end of an objective, 0 where a number is missing.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(m n log n). Deb et al. (2002), IEEE TEC 6(2):182–197; equal ones share, so the order of rows does not matter.
 * @example
 * ```ts
 * import { crowdingDistances } from 'parley/engine';
 * crowdingDistances({ rows: [[0, 4], [1, 2], [4, 0]] }); // → [Infinity, 2, Infinity]
 * ```
 */
export function crowdingDistances(table: Table): Float64Array {
  const columns = columnsOf(table);
  const { complete, ...matrix } = compared(
    table,
    columns.map(() => 'max' as const),
  );
  return crowdingOf(matrix, complete);
}

/** What difference on one objective is too small to matter: so much in its unit, or so much as a share of the other's number. */
export type Tolerance = { kind: 'additive' | 'relative'; amount: number };

/**
 * A short list that stands for the front: for every candidate there is one on the list that is at most a tolerance worse on every
 * objective (an ε-Pareto set).
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @param tolerances  length m; amounts from 0, relative ones below 1. With tolerances of 0 the list is the front.
 * @returns length n: the candidate on the list that stands for each (itself for those on it); −1 where a number is missing.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(front × list × m) after the front. Laumanns, Thiele, Deb & Zitzler (2002), Evol. Comput. 10(3):263–282.
 * @example
 * ```ts
 * import { shortlist } from 'parley/engine';
 * const rows = [[0.95, 200], [0.949, 199], [0.9, 20]];
 * const tolerances = [{ kind: 'additive', amount: 0.01 }, { kind: 'relative', amount: 0.05 }] as const;
 * shortlist({ rows }, ['max', 'min'], tolerances); // → [0, 0, 2]
 * ```
 */
export function shortlist(
  table: Table,
  directions: readonly Direction[],
  tolerances: readonly Tolerance[],
): Int32Array {
  const { complete, ...matrix } = compared(table, directions);
  if (
    tolerances.length !== matrix.m ||
    tolerances.some(({ kind, amount }) => !(amount >= 0) || (kind === 'relative' && amount >= 1))
  ) {
    throw new RangeError(`Give each of the ${matrix.m} objectives a tolerance from 0, a relative one below 1.`);
  }
  return epsilonFront(matrix, complete, tolerances);
}

/**
 * The knee of the front: the candidate farthest from the plane through the extremes, from which every move costs much for little.
 * Every objective is scaled to the range of the front.
 *
 * @param table       n candidates × m objectives.
 * @param directions  length m.
 * @returns its place; −1 where no candidate lies beyond the plane, as on a straight front.
 * @throws RangeError for an infinite number, or lengths that do not fit.
 * O(k m + m³) for k on the front, after the front. Das (1999), Struct. Optim. 18:107–115; Branke, Deb, Dierolf & Osswald (2004), PPSN VIII.
 * @example
 * ```ts
 * import { knee } from 'parley/engine';
 * knee({ rows: [[1, 0], [0.8, 0.8], [0, 1]] }, ['max', 'max']); // → 1
 * knee({ rows: [[1, 0], [0.5, 0.5], [0, 1]] }, ['max', 'max']); // → -1
 * ```
 */
export function knee(table: Table, directions: readonly Direction[]): number {
  const { complete, ...matrix } = compared(table, directions);
  const marks = nondominated(matrix, complete);
  const members = Array.from(marks.keys()).filter((i) => marks[i] === 1);
  const values = matrix.compared.map((column, j) => (matrix.signs[j] === 1 ? column : column.map((x) => 0 - x)));
  return farthestKnee(values, members).index;
}
