// A tree over candidates that finds who dominates one, eight nodes or candidates at a time.
import { unset } from './memory';

/** Children of a node and candidates of a leaf: as many as one SIMD word compares. */
export const LANES = 8;
/** Candidates looked at to find the widest objective of a node. */
const SAMPLE = 32;
/** Ranges up to this long are sorted instead of divided. */
const SHORT = 12;

/**
 * A packed 8-ary k-d tree: Bentley (1975), CACM 18(9):509–517, with three median splits at once. A node stores the best corners of
 * its children side by side, objective by objective, so that one SIMD comparison per objective tells which of the eight can hold
 * anybody who dominates the one asked about. Leaves hold their candidates in the same form. All of that is in codes; whoever asks
 * compares those that pass exactly. Nodes are numbered level by level. Build O(d n log n).
 */
export class CornerTree {
  /** Per slot its row; slots are in the order of the leaves. */
  rows!: StaticArray<i32>;
  /** Levels above the leaves. */
  levels: i32 = 0;
  /** Per level the number of its first node; the leaves are the last level. */
  first: StaticArray<i32>;
  /** Per leaf its first slot. */
  starts!: StaticArray<i32>;
  /** Per node d words: the corners of its children, of a leaf the codes of its candidates. */
  words!: StaticArray<i16>;
  /** The codes of the one asked about, each eight times. */
  asked!: StaticArray<i16>;
  /** Room for a walk: nodes still to be visited, each as number and level. */
  stack!: StaticArray<i32>;
  /** While it is built: the row of a candidate, below the code that it is divided by. */
  private keys!: StaticArray<u64>;

  constructor(
    /** A row of `width` codes for each, of which the first `d` count. */
    public codes: StaticArray<i16>,
    public width: i32,
    public d: i32,
    public count: i32,
  ) {
    let splits = 0;
    while (count > LANES << splits) splits++;
    const levels = (splits + 2) / 3;
    this.levels = levels;
    this.first = new StaticArray<i32>(levels + 2);
    // The root has as many children as are left over, every other node eight.
    let nodes = 1;
    for (let level = 1; level <= levels; level++) {
      this.first[level] = nodes;
      nodes += 1 << (splits - 3 * (levels - level));
    }
    this.first[levels + 1] = nodes;
    this.rows = unset<i32>(count);
    this.asked = new StaticArray<i16>(this.d * LANES);
    this.stack = new StaticArray<i32>(LANES * (levels + 1));
    this.keys = unset<u64>(count);
    this.starts = unset<i32>((1 << splits) + 1);
    this.words = unset<i16>(nodes * this.d * LANES);
    for (let k = 0; k < count; k++) this.keys[k] = k;
    this.split(0, 0, count, splits);
    this.starts[1 << splits] = count;
    this.fill();
  }

  /** Cuts a range in halves as often as asked, and notes where its leaves begin. */
  private split(leaf: i32, from: i32, to: i32, times: i32): void {
    if (times == 0) {
      this.starts[leaf] = from;
      return;
    }
    const middle = (from + to) >> 1;
    this.divide(from, to, middle);
    this.split(leaf, from, middle, times - 1);
    this.split(leaf + (1 << (times - 1)), middle, to, times - 1);
  }

  /** The objective on which a sample of the range is widest. */
  private widest(from: i32, to: i32): i32 {
    const width = this.width;
    const step = max(1, (to - from) / SAMPLE);
    let best = 0;
    let range = -1;
    for (let word = 0; word < width; word += LANES) {
      let low = i16x8.splat(32767);
      let high = i16x8.splat(0);
      for (let k = from; k < to; k += step) {
        const codes = v128.load(changetype<usize>(this.codes) + ((<usize>(<i32>this.keys[k] * width + word)) << 1));
        low = v128.min<i16>(low, codes);
        high = v128.max<i16>(high, codes);
      }
      const asked = changetype<usize>(this.asked);
      v128.store(asked, v128.sub<i16>(high, low));
      for (let j = 0; j < LANES; j++) {
        const spread = <i32>load<i16>(asked + ((<usize>j) << 1));
        if (spread <= range) continue;
        range = spread;
        best = word + j;
      }
    }
    return best;
  }

  /**
   * Puts the smaller ones by the widest objective before `nth`. Hoare (1961), Algorithm 65: Find, CACM 4(7):321–322; the pivot is
   * the one of a sorted sample that stands where `nth` does, as in Floyd & Rivest (1975), CACM 18(3):165–172; the partition has no
   * branch to mispredict.
   */
  private divide(from: i32, to: i32, nth: i32): void {
    const keys = this.keys;
    const width = this.width;
    const widest = this.widest(from, to);
    for (let k = from; k < to; k++) {
      const row = <i32>keys[k];
      keys[k] = ((<u64>this.codes[row * width + widest]) << 32) | (<u64>row);
    }
    let low = from;
    let high = to;
    while (high - low > SHORT) {
      const size = high - low > 128 ? 15 : 5;
      const step = (high - low) / size;
      for (let k = 0; k < size; k++) {
        const at = low + k * step + (step >> 1);
        const key = keys[low + k];
        keys[low + k] = keys[at];
        keys[at] = key;
      }
      sortKeys(keys, low, low + size);
      const place = max(1, min(size - 1, <i32>((<i64>(nth - low) * size) / (high - low))));
      const pivot = keys[low + place];
      let middle = low;
      for (let k = low; k < high; k++) {
        const key = keys[k];
        keys[k] = keys[middle];
        keys[middle] = key;
        middle += i32(key < pivot);
      }
      if (nth < middle) high = middle;
      else low = middle;
    }
    sortKeys(keys, low, high);
  }

  private fill(): void {
    const d = this.d;
    const width = this.width;
    const words = this.words;
    const firstLeaf = this.first[this.levels];
    const nodes = this.first[this.levels + 1];
    for (let leaf = 0; leaf < nodes - firstLeaf; leaf++) {
      const start = this.starts[leaf];
      const end = this.starts[leaf + 1];
      const at = (firstLeaf + leaf) * d * LANES;
      for (let j = 0; j < d * LANES; j++) words[at + j] = 32767;
      for (let slot = start; slot < end; slot++) {
        const row = <i32>this.keys[slot];
        this.rows[slot] = row;
        for (let j = 0; j < d; j++) words[at + j * LANES + slot - start] = this.codes[row * width + j];
      }
    }
    for (let level = this.levels; level > 0; level--) {
      const above = this.first[level - 1];
      const first = this.first[level];
      const end = this.first[level + 1];
      for (let node = first; node < end; node++) {
        const to = (above + ((node - first) >> 3)) * d * LANES + ((node - first) & 7);
        for (let j = 0; j < d; j++) {
          let least: i16 = 32767;
          for (let lane = 0, at = (node * d + j) * LANES; lane < LANES; lane++) least = min(least, words[at + lane]);
          words[to + j * LANES] = least;
        }
      }
    }
  }

  /** Makes a slot the one asked about. */
  ask(slot: i32): void {
    const row = changetype<usize>(this.codes) + ((<usize>this.rows[slot] * this.width) << 1);
    const to = changetype<usize>(this.asked);
    for (let j: usize = 0; j < <usize>this.d; j++)
      v128.store(to + (j << 4), v128.splat<i16>(load<i16>(row + (j << 1))));
  }

  /** Which lanes of a node are no worse in codes than the one asked about, as eight bits. */
  passing(node: i32): i32 {
    const left = changetype<usize>(this.words) + <usize>node * ((<usize>this.d) << 4);
    const right = changetype<usize>(this.asked);
    let fails = v128.gt<i16>(v128.load(left), v128.load(right));
    for (let at: usize = 16, end = (<usize>this.d) << 4; at < end; at += 16) {
      fails = v128.or(fails, v128.gt<i16>(v128.load(left + at), v128.load(right + at)));
      if (v128.all_true<i16>(fails)) return 0;
    }
    return ~v128.bitmask<i16>(fails) & 255;
  }
}

function sortKeys(keys: StaticArray<u64>, from: i32, to: i32): void {
  for (let k = from + 1; k < to; k++) {
    const key = keys[k];
    let place = k - 1;
    while (place >= from && keys[place] > key) {
      keys[place + 1] = keys[place];
      place--;
    }
    keys[place + 1] = key;
  }
}
