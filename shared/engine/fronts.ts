// The Pareto front and its layers, fast at any size. What dominance means is in dominance.ts.
import type { ObjectiveColumns } from './dominance.ts';
import { kernels } from './kernels/kernels.ts';
import { dominanceTree } from './pareto/dominanceTree.ts';
import { eliminate } from './pareto/eliminate.ts';
import { toRankSpace } from './pareto/rankSpace.ts';
import type { RankSpace } from './pareto/rankSpace.ts';
import { sweepFront3, sweepLayers } from './pareto/sweep.ts';

/** Told how much is done, from 0 to 1; answering false stops the work. */
export type ReportProgress = (fraction: number) => boolean | void;

/** Points between two calls of a progress callback. */
const STEP = 1024;

/**
 * Non-dominated sorting: 1 for candidates nobody dominates, 2 for those only layer 1 dominates, and so on; duplicates share
 * a layer. With no objectives, or only constant ones, everybody shares the first.
 *
 * Up to two objectives by a sweep in O(n log n), otherwise points in lexicographic order against a tree of those before
 * them; nothing quadratic is known to be avoidable at worst, see pareto/dominanceTree.ts.
 * Goldberg (1989), Genetic Algorithms, p. 201, for the layers; Deb et al. (2002), IEEE TEC 6(2):182–197, for the name.
 *
 * @param mask  1 takes part (and then has no missing cell), or null for all; the others get 0.
 * @returns     length n; null when `onProgress` stopped it.
 */
export function fronts(matrix: ObjectiveColumns, mask: Uint8Array | null): Int32Array;
export function fronts(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  onProgress: ReportProgress,
): Int32Array | null;
export function fronts(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  onProgress?: ReportProgress,
): Int32Array | null {
  const found = onProgress ? null : kernels()?.layers(matrix, mask);
  if (found) return found;
  const space = toRankSpace(matrix, mask);
  const layers = space.d <= 2 ? sweepLayers(space) : treeLayers(space, Infinity, null, onProgress);
  return layers && Int32Array.from(space.pointOf, (point) => (point < 0 ? 0 : layers[point]!));
}

/**
 * The same among some, where the layers among more are known: nobody's layer gets deeper when others leave, so that the search for
 * who is above a candidate ends as soon as its old layer is reached. About half the time of `fronts` on ten objectives.
 *
 * @param mask    1 takes part; everybody who does has a layer in `ofMore`.
 * @param ofMore  length n, as `fronts` gave it.
 */
export function frontsAmong(matrix: ObjectiveColumns, mask: Uint8Array, ofMore: Int32Array): Int32Array {
  const found = kernels()?.layers(matrix, mask, ofMore);
  if (found) return found;
  const space = toRankSpace(matrix, mask);
  const atMost = new Int32Array(space.u);
  space.pointOf.forEach((point, i) => {
    if (point >= 0) atMost[point] = ofMore[i]!;
  });
  const layers = space.d <= 2 ? sweepLayers(space) : treeLayers(space, Infinity, atMost)!;
  return Int32Array.from(space.pointOf, (point) => (point < 0 ? 0 : layers[point]!));
}

/**
 * The front alone: 1 for candidates nobody dominates, duplicates included, 0 for the rest and for those left out.
 * Faster than `fronts`, since a dominated candidate is done with at its first dominator.
 * Kung, Luccio & Preparata (1975), J. ACM 22(4):469–476.
 */
export function nondominated(matrix: ObjectiveColumns, mask: Uint8Array | null): Uint8Array;
export function nondominated(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  onProgress: ReportProgress,
): Uint8Array | null;
export function nondominated(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  onProgress?: ReportProgress,
): Uint8Array | null {
  // The kernel is done before anybody would stop it; who wants to be asked gets the plain version.
  const marks = onProgress ? null : kernels()?.front(matrix, mask);
  if (marks) return marks;
  const space = toRankSpace(matrix, eliminate(matrix, mask));
  const front =
    space.d <= 2 ? sweepLayers(space) : space.d === 3 ? sweepFront3(space) : treeLayers(space, 1, null, onProgress);
  return front && Uint8Array.from(space.pointOf, (point) => (point >= 0 && front[point] === 1 ? 1 : 0));
}

/** Layers up to `last`, 0 for deeper ones. Only points of a wanted layer enter the tree: whoever else dominates is dominated too. */
function treeLayers(
  space: RankSpace,
  last: number,
  atMost: Int32Array | null,
  onProgress?: ReportProgress,
): Int32Array | null {
  const tree = dominanceTree(space);
  const layers = new Int32Array(space.u);
  for (let p = 0; p < space.u; p++) {
    if (onProgress && p % STEP === 0 && onProgress(p / space.u) === false) return null;
    const bound = atMost?.[p] ?? last + 1;
    const layer = bound === 1 ? 1 : tree.deepest(p, bound - 1) + 1;
    if (layer > last) continue;
    layers[p] = layer;
    tree.insert(p, layer);
  }
  if (onProgress) onProgress(1);
  return layers;
}
