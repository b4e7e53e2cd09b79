// Exclusive contributions: how much volume would be lost without this one candidate.
import type { ObjectiveColumns } from '../dominance.ts';
import type { ReportProgress } from '../fronts.ts';
import { kernels } from '../kernels/kernels.ts';
import { contributionSweep } from './contributionSweep.ts';
import { boxVolume, toGains } from './gains.ts';
import { limitSet, volumeByLimits } from './volumeByLimits.ts';

/**
 * Per candidate the hypervolume of all less that of all but this one. 0 for dominated candidates, for duplicates (either
 * alone changes nothing), for those not better than the reference, and for those left out. Dominated candidates take part:
 * what they cover is not lost with the one that dominates them, so leaving them out by `mask` can only raise the others.
 *
 * Up to three objectives one sweep in O(u log u) (pareto/contributionSweep.ts), then the box of each candidate less the
 * volume of the others clipped to it, never n + 1 volumes. Bradstreet, While & Barone (2008), IEEE CEC, 2651–2658; Bringmann
 * & Friedrich (2009), EMO, LNCS 5467, 6–20.
 *
 * @param mask       1 takes part; null for all. Candidates with a missing cell are left out.
 * @param reference  as in hypervolume().
 * @returns          length n; null when `onProgress` stopped it.
 */
export function exclusiveVolumes(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  reference: ArrayLike<number>,
): Float64Array;
export function exclusiveVolumes(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  reference: ArrayLike<number>,
  onProgress: ReportProgress,
): Float64Array | null;
export function exclusiveVolumes(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  reference: ArrayLike<number>,
  onProgress?: ReportProgress,
): Float64Array | null {
  const { u, d, rows, candidates } = toGains(matrix, mask, reference);
  const found = new Float64Array(matrix.n);
  if (d === 0) return found;
  if (d <= 3) {
    const fast = d === 3 ? kernels()?.contributionSweep(rows, u) : null;
    const volumes = fast ?? contributionSweep(rows, u, d as 1 | 2 | 3);
    volumes.forEach((volume, p) => (found[candidates[p]!] = volume));
    return found;
  }
  const fast = kernels()?.contributionsByLimits(rows, u, d, onProgress && ((done) => onProgress(done / u))) ?? null;
  if (fast === 'stopped') return null;
  if (fast) {
    fast.forEach((volume, p) => (found[candidates[p]!] = volume));
    onProgress?.(1);
    return found;
  }
  const limits = new Float64Array(u * d);
  for (let p = 0; p < u; p++) {
    if (onProgress?.(p / u) === false) return null;
    const kept = limitSet(rows, u, d, rows, p, limits, p);
    // What rounding leaves of nothing may lie below 0.
    if (kept >= 0) found[candidates[p]!] = Math.max(0, boxVolume(rows, p, d) - volumeByLimits(limits, kept, d));
  }
  onProgress?.(1);
  return found;
}
