// Layers on a few objectives: halves by the last objective, then one objective less.
import { unset } from './memory';
import { RankSpace } from './rankSpace';

/** Sets up to this size are compared pair by pair. */
const FEW = 40;
/** And two sets with no more pairs than this. */
const FEW_PAIRS = 2048;
/** Members looked at to find the middle of a set. */
const SAMPLE = 31;
const HIGHEST: i32 = 0x7fffffff;

/**
 * Sets are ranges of a working array that hold points in their lexicographic order, so the first objective is settled by order. A set
 * is divided into those below, at and above the middle of its last objective: those below are sorted first, then they push those at
 * the middle and above deeper on one objective less, and so on. With two objectives left a sweep does it.
 * Jensen (2003), IEEE TEC 7(5):503–515; Fortin, Grenier & Parizeau (2013), GECCO, 615–622, for ties; Buzdalov & Shalyto (2014), PPSN,
 * LNCS 8672, 528–537, for the bound O(u (log u)^(d − 1)).
 */
export class DivideAndConquer {
  ranks: StaticArray<StaticArray<i32>>;
  d: i32;
  u: i32;
  /** Per point the layer found so far, from 0. */
  found: StaticArray<i32>;
  /** Per layer the lowest second rank in it, while a sweep runs; rises from layer to layer. */
  private lowest: StaticArray<i32>;
  private deepest: i32 = -1;
  /** The working array, the sets at its end being those of the innermost call. */
  private sets: StaticArray<i32>;
  private end: i32 = 0;
  private sample: StaticArray<i32> = new StaticArray<i32>(SAMPLE);

  constructor(space: RankSpace) {
    this.ranks = space.ranks;
    this.d = space.d;
    this.u = space.u;
    this.found = new StaticArray<i32>(space.u);
    this.lowest = unset<i32>(space.u + 1);
    this.sets = unset<i32>(8 * space.u + 64);
  }

  /** Layers from 1. */
  layers(): StaticArray<i32> {
    const found = this.found;
    for (let p = 0; p < this.u; p++) this.sets[p] = p;
    this.end = this.u;
    this.sort(0, this.u, this.d - 1);
    for (let p = 0; p < this.u; p++) found[p]++;
    return found;
  }

  /** Makes room for more members behind the sets in use, and answers where. */
  private reserve(count: i32): i32 {
    const from = this.end;
    this.end += count;
    if (this.end > this.sets.length) {
      const larger = unset<i32>(max(2 * this.sets.length, this.end));
      memory.copy(changetype<usize>(larger), changetype<usize>(this.sets), (<usize>from) << 2);
      this.sets = larger;
    }
    return from;
  }

  /** Whether q, which stands before p, is no worse on objectives 1 to k, two at least. */
  private noWorse(q: i32, p: i32, k: i32): bool {
    const ranks = this.ranks;
    // The last two first, without a loop: mostly that is all there are.
    if (ranks[k][q] > ranks[k][p] || ranks[k - 1][q] > ranks[k - 1][p]) return false;
    for (k -= 2; k >= 1; k--) if (ranks[k][q] > ranks[k][p]) return false;
    return true;
  }

  /** Layers within a set, on objectives 0 to k. */
  private sort(from: i32, count: i32, k: i32): void {
    if (count <= 1) return;
    if (k == 1) return this.sweep(from, count);
    let sets = this.sets;
    const found = this.found;
    if (count <= FEW) {
      for (let at = from + 1; at < from + count; at++) {
        const p = sets[at];
        let layer = found[p];
        for (let before = from; before < at; before++) {
          const q = sets[before];
          if (found[q] >= layer && this.noWorse(q, p, k)) layer = found[q] + 1;
        }
        found[p] = layer;
      }
      return;
    }
    const ranks = this.ranks[k];
    const middle = this.middle(from, count, k);
    const kept = this.end;
    const below = this.reserve(4 * count);
    const at = below + count;
    const above = at + count;
    const upTo = above + count;
    sets = this.sets;
    let belowCount = 0;
    let atCount = 0;
    let aboveCount = 0;
    let upToCount = 0;
    for (let place = from; place < from + count; place++) {
      const p = sets[place];
      const rank = ranks[p];
      if (rank > middle) sets[above + aboveCount++] = p;
      else {
        if (rank < middle) sets[below + belowCount++] = p;
        else sets[at + atCount++] = p;
        sets[upTo + upToCount++] = p;
      }
    }
    if (atCount == count) {
      this.end = kept;
      return this.sort(from, count, k - 1);
    }
    this.sort(below, belowCount, k);
    this.push(below, belowCount, at, atCount, k - 1);
    this.sort(at, atCount, k - 1);
    this.push(upTo, upToCount, above, aboveCount, k - 1);
    this.sort(above, aboveCount, k);
    this.end = kept;
  }

  /** Pushes the members of the second set below those of the first, whose layers are known, on objectives 0 to k. */
  private push(from: i32, count: i32, to: i32, pushed: i32, k: i32): void {
    if (count == 0 || pushed == 0) return;
    let sets = this.sets;
    const found = this.found;
    if (sets[to + pushed - 1] < sets[from]) return;
    if (k == 1) return this.sweepBoth(from, count, to, pushed);
    if (<i64>count * pushed <= FEW_PAIRS || count == 1 || pushed == 1) {
      for (let at = to; at < to + pushed; at++) {
        const p = sets[at];
        let layer = found[p];
        for (let before = from; before < from + count && sets[before] < p; before++) {
          const q = sets[before];
          if (found[q] >= layer && this.noWorse(q, p, k)) layer = found[q] + 1;
        }
        found[p] = layer;
      }
      return;
    }
    const ranks = this.ranks[k];
    let least = HIGHEST;
    let most = -1;
    for (let at = from; at < from + count; at++) {
      const rank = ranks[sets[at]];
      least = min(least, rank);
      most = max(most, rank);
    }
    let leastPushed = HIGHEST;
    let mostPushed = -1;
    for (let at = to; at < to + pushed; at++) {
      const rank = ranks[sets[at]];
      leastPushed = min(leastPushed, rank);
      mostPushed = max(mostPushed, rank);
    }
    if (least > mostPushed) return;
    if (most <= leastPushed) return this.push(from, count, to, pushed, k - 1);
    const middle = count > pushed ? this.middle(from, count, k) : this.middle(to, pushed, k);
    const kept = this.end;
    const below = this.reserve(3 * (count + pushed));
    const upTo = below + count;
    const above = upTo + count;
    const pushedBelow = above + count;
    const pushedFrom = pushedBelow + pushed;
    const pushedAbove = pushedFrom + pushed;
    sets = this.sets;
    let belowEnd = below;
    let upToEnd = upTo;
    let aboveEnd = above;
    for (let at = from; at < from + count; at++) {
      const q = sets[at];
      const rank = ranks[q];
      if (rank > middle) sets[aboveEnd++] = q;
      else {
        sets[upToEnd++] = q;
        if (rank < middle) sets[belowEnd++] = q;
      }
    }
    let pushedBelowEnd = pushedBelow;
    let pushedFromEnd = pushedFrom;
    let pushedAboveEnd = pushedAbove;
    for (let at = to; at < to + pushed; at++) {
      const p = sets[at];
      const rank = ranks[p];
      if (rank < middle) sets[pushedBelowEnd++] = p;
      else {
        sets[pushedFromEnd++] = p;
        if (rank > middle) sets[pushedAboveEnd++] = p;
      }
    }
    this.push(below, belowEnd - below, pushedBelow, pushedBelowEnd - pushedBelow, k);
    this.push(upTo, upToEnd - upTo, pushedFrom, pushedFromEnd - pushedFrom, k - 1);
    this.push(above, aboveEnd - above, pushedAbove, pushedAboveEnd - pushedAbove, k);
    this.end = kept;
  }

  /** About the median of objective k in a set. */
  private middle(from: i32, count: i32, k: i32): i32 {
    const ranks = this.ranks[k];
    const sample = this.sample;
    const size = min(SAMPLE, count);
    const step = count / size;
    for (let at = 0; at < size; at++) {
      const rank = ranks[this.sets[from + at * step + (step >> 1)]];
      let place = at - 1;
      for (; place >= 0 && sample[place] > rank; place--) sample[place + 1] = sample[place];
      sample[place + 1] = rank;
    }
    return sample[size >> 1];
  }

  /** Two objectives: each layer is remembered by its lowest second rank, see sweepLayers; layers known before only get deeper. */
  private sweep(from: i32, count: i32): void {
    const heights = this.ranks[1];
    const lowest = this.lowest;
    const found = this.found;
    this.deepest = -1;
    for (let at = from; at < from + count; at++) {
      const p = this.sets[at];
      const height = heights[p];
      const layer = this.firstHigher(found[p], height);
      found[p] = layer;
      this.lower(layer, height, lowest);
    }
  }

  /** The same with one set that is known and one that it pushes, both in lexicographic order. */
  private sweepBoth(from: i32, count: i32, to: i32, pushed: i32): void {
    const sets = this.sets;
    const heights = this.ranks[1];
    const lowest = this.lowest;
    const found = this.found;
    this.deepest = -1;
    let known = from;
    for (let at = to; at < to + pushed; at++) {
      const p = sets[at];
      for (; known < from + count && sets[known] < p; known++) {
        const q = sets[known];
        this.lower(found[q], heights[q], lowest);
      }
      found[p] = this.firstHigher(found[p], heights[p]);
    }
  }

  /** The first layer from `layer` on that is higher than `height`. */
  private firstHigher(layer: i32, height: i32): i32 {
    const lowest = this.lowest;
    const deepest = this.deepest;
    if (layer > deepest || lowest[layer] > height) return layer;
    let low = layer;
    let step = 1;
    while (low + step <= deepest && lowest[low + step] <= height) {
      low += step;
      step <<= 1;
    }
    let high = min(low + step, deepest + 1);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (lowest[middle] <= height) low = middle;
      else high = middle;
    }
    return high;
  }

  /** A point of this height joined a layer: no layer above it counts as higher, since that point stands for those too. */
  private lower(layer: i32, height: i32, lowest: StaticArray<i32>): void {
    while (this.deepest < layer) lowest[++this.deepest] = HIGHEST;
    for (let at = layer; at >= 0 && lowest[at] > height; at--) lowest[at] = height;
  }
}
