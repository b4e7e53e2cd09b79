// Which two objectives the scatter shows: what was last chosen for this review, else the two that conflict most.
import type { Objective } from '../../../shared/domain/objective.ts';
import type { DecisionMatrix } from '../../../shared/engine/evaluation.ts';
import { recalled, remember } from './remembered.ts';

export interface Axes {
  /** Objective ids. */
  x: number;
  y: number;
}

/**
 * Two objectives whose values conflict most, among those that count: (1 − correlation) × the geometric mean of their weights. The one
 * to minimise goes along x, so that a cost lies below a quality; null with fewer than two objectives.
 *
 * @param weights  per objective, in matrix order; what counts for nobody is only chosen when nothing else is there.
 * O(m² × rows), on 1,000 rows at most.
 */
export function conflictingAxes(
  matrix: DecisionMatrix,
  objectives: readonly Objective[],
  weights: Float64Array,
): Axes | null {
  let best: [number, number] | null = null;
  let most = -Infinity;
  for (let a = 0; a < matrix.m; a++) {
    for (let b = a + 1; b < matrix.m; b++) {
      const counts = Math.sqrt(weights[a]! * weights[b]!) + 1e-6;
      const conflict = (1 - correlation(matrix.values[a]!, matrix.values[b]!)) * counts;
      if (conflict > most + 1e-9) {
        most = conflict;
        best = [a, b];
      }
    }
  }
  if (best === null) return null;
  const [first, second] = [objectives[best[0]]!, objectives[best[1]]!];
  const firstIsY = first.direction === 'max' || second.direction === 'min';
  return firstIsY ? { x: second.id, y: first.id } : { x: first.id, y: second.id };
}

/** Pearson's r over the rows where both are there; 0 where it says nothing (a constant column, fewer than two rows). */
export function correlation(a: Float64Array, b: Float64Array): number {
  const stride = Math.max(1, Math.floor(a.length / 1000));
  let [n, sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i += stride) {
    const [x, y] = [a[i]!, b[i]!];
    if (Number.isNaN(x + y)) continue;
    n++;
    sumA += x;
    sumB += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = Math.sqrt((n * aa - sumA * sumA) * (n * bb - sumB * sumB));
  return spread > 1e-12 ? (n * ab - sumA * sumB) / spread : 0;
}

/** What was last shown for a review in this browser, if both objectives are still there. */
export function rememberedAxes(reviewId: string, objectives: readonly Objective[]): Axes | null {
  const { x, y } = (recalled('axes', reviewId) ?? {}) as Partial<Axes>;
  const has = (id: number | undefined) => objectives.some((objective) => objective.id === id);
  return has(x) && has(y) ? { x: x!, y: y! } : null;
}

export function rememberAxes(reviewId: string, axes: Axes): void {
  remember('axes', reviewId, axes);
}
