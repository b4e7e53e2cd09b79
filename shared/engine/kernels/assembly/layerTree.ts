// Layers on many objectives: for each point the deepest layer among those who dominate it, by branch and bound.
import { WORD } from './codes';
import { CornerTree, LANES } from './cornerTree';
import { unset } from './memory';
import { RankSpace } from './rankSpace';

/**
 * Points enter in lexicographic order, so that whoever dominates one is in before it and the first objective need not be compared. The
 * tree stands over all of them, its corners over those that are in. A node is skipped when its deepest layer cannot improve the answer,
 * or its best corner is worse somewhere; the deepest open node is looked at first, so that a good bound is found early; where it is
 * known how deep a point can be, the search ends as soon as it is. Gustavsson & Syberfeldt (2018), Evol. Comput. 26(1):89–116, use such
 * a tree per front; here one serves all.
 */
export function layersByTree(space: RankSpace, bounds: StaticArray<i32>): StaticArray<i32> {
  const search = new DeepestSearch(space);
  const u = space.u;
  const slotOf = unset<i32>(u);
  for (let slot = 0; slot < u; slot++) slotOf[search.tree.rows[slot]] = slot;
  const found = unset<i32>(u);
  for (let p = 0; p < u; p++) {
    const layer = search.deepest(slotOf[p], p, bounds[p] - 1) + 1;
    found[p] = layer;
    search.insert(slotOf[p], layer);
  }
  return found;
}

class DeepestSearch {
  tree!: CornerTree;
  /** u × d ranks, on all objectives but the first. */
  rows: StaticArray<i32>;
  d: i32;
  /** Per slot and per node the deepest layer that has been inserted there; 0: none. */
  slotLayers!: StaticArray<i32>;
  nodeLayers!: StaticArray<i32>;
  leafOf!: StaticArray<i32>;

  constructor(space: RankSpace) {
    const u = space.u;
    const d = space.d - 1;
    this.d = d;
    const width = (d + WORD - 1) & -WORD;
    const codes = new StaticArray<i16>(u * width);
    this.rows = unset<i32>(u * d);
    for (let j = 0; j < d; j++) {
      const ranks = space.ranks[j + 1];
      // Stretched over all codes, so that objectives with few levels are divided too.
      const step = 32767.0 / <f64>(space.levels[j + 1] - 1);
      for (let p = 0; p < u; p++) {
        this.rows[p * d + j] = ranks[p];
        codes[p * width + j] = <i16>(<f64>ranks[p] * step);
      }
    }
    const tree = new CornerTree(codes, width, d, u);
    // Corners are those of the points that are in: none yet.
    for (let at = 0, end = tree.first[tree.levels] * d * LANES; at < end; at++) tree.words[at] = 32767;
    this.tree = tree;
    this.slotLayers = new StaticArray<i32>(u);
    this.nodeLayers = new StaticArray<i32>(tree.first[tree.levels + 1]);
    this.leafOf = unset<i32>(u);
    const leaves = tree.first[tree.levels + 1] - tree.first[tree.levels];
    for (let leaf = 0; leaf < leaves; leaf++) {
      for (let slot = tree.starts[leaf]; slot < tree.starts[leaf + 1]; slot++) this.leafOf[slot] = leaf;
    }
  }

  /** The deepest layer of those inserted that dominate point p, or 0; no more than `enough` is known to be there. */
  deepest(slot: i32, p: i32, enough: i32): i32 {
    if (enough == 0) return 0;
    const tree = this.tree;
    tree.ask(slot);
    const stack = tree.stack;
    const nodeLayers = this.nodeLayers;
    const slotLayers = this.slotLayers;
    const levels = tree.levels;
    let best = 0;
    let top = 0;
    stack[top++] = 0;
    while (top > 0) {
      const entry = stack[--top];
      const node = entry >> 4;
      if (nodeLayers[node] <= best) continue;
      const level = entry & 15;
      let open = tree.passing(node);
      const place = node - tree.first[level];
      if (level < levels) {
        const child = tree.first[level + 1] + (place << 3);
        const bottom = top;
        while (open) {
          const next = child + ctz(open);
          open &= open - 1;
          if (next >= tree.first[level + 2]) break;
          const layer = nodeLayers[next];
          if (layer <= best) continue;
          let at = top++;
          for (; at > bottom && nodeLayers[stack[at - 1] >> 4] > layer; at--) stack[at] = stack[at - 1];
          stack[at] = (next << 4) | (level + 1);
        }
      } else {
        const start = tree.starts[place];
        open &= (1 << (tree.starts[place + 1] - start)) - 1;
        while (open) {
          const other = start + ctz(open);
          open &= open - 1;
          if (slotLayers[other] <= best || !this.noWorse(tree.rows[other], p)) continue;
          best = slotLayers[other];
          if (best >= enough) return best;
        }
      }
    }
    return best;
  }

  /** Whether point q, which came before point p, is no worse on every objective. */
  private noWorse(q: i32, p: i32): bool {
    const rows = this.rows;
    for (let x = q * this.d, y = p * this.d, end = x + this.d; x < end; x++, y++) if (rows[x] > rows[y]) return false;
    return true;
  }

  /** Lets a point in; nodes above it get its layer and its codes where those are deeper and better. */
  insert(slot: i32, layer: i32): void {
    const tree = this.tree;
    const d = this.d;
    const row = tree.rows[slot] * tree.width;
    this.slotLayers[slot] = layer;
    let place = this.leafOf[slot];
    for (let level = tree.levels; level >= 0; level--, place >>= 3) {
      const node = tree.first[level] + place;
      let changed = this.nodeLayers[node] < layer;
      if (changed) this.nodeLayers[node] = layer;
      if (level > 0) {
        const corner = (tree.first[level - 1] + (place >> 3)) * d * LANES + (place & 7);
        for (let j = 0; j < d; j++) {
          const code = tree.codes[row + j];
          if (tree.words[corner + j * LANES] <= code) continue;
          tree.words[corner + j * LANES] = code;
          changed = true;
        }
      }
      if (!changed) return;
    }
  }
}
