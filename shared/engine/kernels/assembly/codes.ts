// Candidates as SIMD compares them: every measurement as 15 bits, side by side, eight in a word.
import { argsort } from './argsort';
import { unset } from './memory';

/** Codes in a SIMD word. */
export const WORD = 8;
const LARGEST = 32767;
/** Candidates looked at for the range of a column. */
const SAMPLE = 256;

/**
 * How the measurements of each column become codes. A code grows with its measurement without telling all of them apart: one that
 * is larger proves that the measurement is, one that passes still needs the exact numbers.
 *
 * Codes are even steps over the range of the bulk of a sample, so that one outlier does not put all others into one step; what lies
 * beyond has the smallest or the largest code.
 */
export class Scale {
  low: StaticArray<f64>;
  steps: StaticArray<f64>;
  /** Codes in a row: d rounded up to whole words, the rest 0. */
  width: i32;

  constructor(
    /** d × n: candidate i on objective j is columns[j * n + i]; smaller is better. */
    public columns: StaticArray<f64>,
    public n: i32,
    public d: i32,
  ) {
    this.width = (d + WORD - 1) & -WORD;
    this.low = new StaticArray<f64>(d);
    this.steps = new StaticArray<f64>(d);
    const count = min(n, SAMPLE);
    const step = n / max(1, count);
    const sample = unset<f64>(count);
    for (let j = 0; j < d && count > 0; j++) {
      for (let k = 0; k < count; k++) sample[k] = columns[j * n + k * step];
      const order = argsort(sample, count);
      const least = sample[order[0]];
      const most = sample[order[count - 1]];
      const tenth = sample[order[count / 10]];
      const ninth = sample[order[count - 1 - count / 10]];
      const spread = ninth - tenth;
      const margin = 0.1 * (most - least);
      let low = least - margin;
      let high = most + margin;
      if (spread > 0) {
        low = max(low, tenth - 3 * spread);
        high = min(high, ninth + 3 * spread);
      }
      this.low[j] = low;
      this.steps[j] = <f64>LARGEST / (high - low);
    }
  }

  /** The code of candidate i on objective j. */
  @inline
  codeOf(i: i32, j: i32): i32 {
    const step = <i32>((this.columns[j * this.n + i] - this.low[j]) * this.steps[j]);
    return step < 0 ? 0 : step > LARGEST ? LARGEST : step;
  }

  /** Writes the codes of candidate i as a row, and answers with their sum: whoever dominates has a sum that is no larger. */
  encode(i: i32, codes: StaticArray<i16>, row: i32): i32 {
    const to = changetype<usize>(codes) + ((<usize>row * this.width) << 1);
    for (let at: usize = 0, end = (<usize>this.width) << 1; at < end; at += 16) v128.store(to + at, i16x8.splat(0));
    let sum = 0;
    for (let j = 0; j < this.d; j++) {
      const code = this.codeOf(i, j);
      store<i16>(to + ((<usize>j) << 1), <i16>code);
      sum += code;
    }
    return sum;
  }

  /** Candidate a against candidate b, by the exact numbers: −1 when it dominates, 0 when they are equal, else 1. */
  compare(a: i32, b: i32): i32 {
    const columns = this.columns;
    let relation = 0;
    for (let j = 0, at = 0; j < this.d; j++, at += this.n) {
      const x = columns[at + a];
      const y = columns[at + b];
      if (x > y) return 1;
      if (x < y) relation = -1;
    }
    return relation;
  }
}

/** Whether no code of row a in the first table is larger than its neighbour of row b in the second. */
export function codesPass(first: StaticArray<i16>, a: i32, second: StaticArray<i16>, b: i32, width: i32): bool {
  const left = changetype<usize>(first) + ((<usize>a * width) << 1);
  const right = changetype<usize>(second) + ((<usize>b * width) << 1);
  for (let at: usize = 0, end = (<usize>width) << 1; at < end; at += 16) {
    if (v128.any_true(v128.gt<i16>(v128.load(left + at), v128.load(right + at)))) return false;
  }
  return true;
}
