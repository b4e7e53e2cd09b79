// Hypervolume: how much of the space between a reference point and perfection a set of candidates dominates.
import type { ObjectiveColumns } from '../dominance.ts';
import type { ReportProgress } from '../fronts.ts';
import { nondominated } from '../fronts.ts';
import { kernels } from '../kernels/kernels.ts';
import { toGains } from './gains.ts';
import { sweepVolume } from './volumeSweep.ts';
import { volumeByLimits } from './volumeByLimits.ts';

/**
 * The exact volume, in the product of the objectives' units, or a share of the box between the anchors when the matrix holds
 * values and the reference is 0 everywhere. 0 for no candidates, no objectives, and for candidates that are not better than
 * the reference on every objective; duplicates and dominated candidates add nothing.
 *
 * Zitzler & Thiele (1998), PPSN V, 292–301. O(u log u) up to three objectives (pareto/volumeSweep.ts), O(u²) as a rule for
 * four and a factor of u more at worst for each further one (pareto/volumeByLimits.ts): exact volumes of thousands of
 * candidates on six objectives are out of reach, and `onProgress` can stop the attempt.
 *
 * @param mask       1 takes part; null for all. Candidates with a missing cell are left out.
 * @param reference  length m, in the units of `compared`; the worst anchors keep volumes comparable between meetings.
 * @returns          null when `onProgress` stopped it.
 */
export function hypervolume(matrix: ObjectiveColumns, mask: Uint8Array | null, reference: ArrayLike<number>): number;
export function hypervolume(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  reference: ArrayLike<number>,
  onProgress: ReportProgress,
): number | null;
export function hypervolume(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  reference: ArrayLike<number>,
  onProgress?: ReportProgress,
): number | null {
  const d = matrix.m;
  if (d === 0) return 0;
  const all = toGains(matrix, mask, reference);
  if (d === 1) return sweepVolume(all.rows, all.u, 1);
  if (d <= 3) {
    const dimensions = d as 2 | 3;
    return kernels()?.sweepVolume(all.rows, all.u, dimensions) ?? sweepVolume(all.rows, all.u, dimensions);
  }
  const inside = new Uint8Array(matrix.n);
  for (const i of all.candidates) inside[i] = 1;
  const { rows, u } = toGains(matrix, nondominated(matrix, inside), reference);
  const onRow = onProgress && ((done: number) => onProgress(done / u));
  const fast = kernels()?.volumeByLimits(rows, u, d, onRow) ?? null;
  if (fast === 'stopped') return null;
  const volume = fast ?? volumeByLimits(rows, u, d, (done) => onRow?.(done));
  if (volume !== null) onProgress?.(1);
  return volume;
}
