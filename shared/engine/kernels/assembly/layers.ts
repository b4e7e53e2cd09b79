// Non-dominated sorting: 1 for candidates nobody dominates, 2 for those only layer 1 dominates, and so on.
import { DivideAndConquer } from './divideAndConquer';
import { layersByTree } from './layerTree';
import { unset } from './memory';
import { RankSpace } from './rankSpace';
import { layersByStaircases } from './staircaseLayers';

/** Objectives from which pruning in a tree beats dividing them one by one. */
const MANY = 4;
/** Levels of an objective up to which dividing by it is done so soon that it still wins at `MANY`. */
const FEW_LEVELS = 64;

/**
 * The layer of every candidate; duplicates share one, smaller is better.
 * @param columns  d × n, finite.
 * @param atMost   n layers that none is deeper than, or null: those among more candidates, where they are known.
 */
export function layers(columns: StaticArray<f64>, n: i32, d: i32, atMost: StaticArray<i32> | null): StaticArray<i32> {
  const space = new RankSpace(columns, n, d);
  const bounds = new StaticArray<i32>(space.u);
  for (let i = 0; i < n; i++) bounds[space.pointOf[i]] = atMost ? atMost[i] : i32.MAX_VALUE;
  const ofPoints = layersOf(space, bounds);
  const found = unset<i32>(n);
  for (let i = 0; i < n; i++) found[i] = ofPoints[space.pointOf[i]];
  return found;
}

function layersOf(space: RankSpace, bounds: StaticArray<i32>): StaticArray<i32> {
  const divides = space.d == MANY && space.levels[MANY - 1] <= FEW_LEVELS;
  if (space.d >= MANY && !divides) return layersByTree(space, bounds);
  if (space.d == 3) return layersByStaircases(space) || new DivideAndConquer(space).layers();
  if (space.d > 3) return new DivideAndConquer(space).layers();
  const found = new StaticArray<i32>(space.u);
  if (space.d == 2) return sweepLayers(space, found);
  for (let p = 0; p < space.u; p++) found[p] = p + 1;
  return found;
}

/**
 * Points come by rising first rank. Each layer is remembered by its lowest second rank, which grows from layer to layer; a point
 * belongs to the first layer that is higher than it. O(u log layers). Jensen (2003), IEEE TEC 7(5):503–515.
 */
function sweepLayers(space: RankSpace, found: StaticArray<i32>): StaticArray<i32> {
  const heights = space.ranks[1];
  const lowest = unset<i32>(space.u);
  let count = 0;
  for (let p = 0; p < space.u; p++) {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lowest[middle] <= heights[p]) low = middle + 1;
      else high = middle;
    }
    if (low == count) count++;
    lowest[low] = heights[p];
    found[p] = low + 1;
  }
  return found;
}
