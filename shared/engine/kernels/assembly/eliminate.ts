// A first pass over all candidates: most are dominated by one of a few strong ones.
import { codesPass, Scale } from './codes';
import { unset } from './memory';

/** How many strong candidates everybody is tested against. */
const WINDOW = 48;
/** After every so many candidates it is looked whether testing still pays. */
const BLOCK = 1024;
/** The window begins with one in so many candidates, at most a block of them. */
const SPARSE = 8;
/** Of the window, those whose measurements everybody is tested against before any codes are worked out. */
const FOREMOST = 2;

/** Who is left, ascending. */
export class Survivors {
  candidates: StaticArray<i32>;
  count: i32 = 0;

  constructor(n: i32) {
    this.candidates = unset<i32>(n);
  }
}

/** Who is left, ascending, with their codes. */
export class CodedSurvivors extends Survivors {
  codes: StaticArray<i16>;

  constructor(n: i32, width: i32) {
    super(n);
    this.codes = unset<i16>((n + 1) * width);
  }
}

/** Strong candidates, the first ones tested first. */
class Window {
  candidates: StaticArray<i32> = new StaticArray<i32>(WINDOW);
  sums: StaticArray<i32> = new StaticArray<i32>(WINDOW);
  codes: StaticArray<i16>;
  size: i32 = 0;

  constructor(public width: i32) {
    this.codes = new StaticArray<i16>(WINDOW * width);
  }

  put(place: i32, candidate: i32, sum: i32, codes: StaticArray<i16>, row: i32): void {
    this.candidates[place] = candidate;
    this.sums[place] = sum;
    const from = row * this.width;
    const to = place * this.width;
    for (let j = 0; j < this.width; j++) this.codes[to + j] = codes[from + j];
  }

  swap(a: i32, b: i32): void {
    const candidate = this.candidates[a];
    this.candidates[a] = this.candidates[b];
    this.candidates[b] = candidate;
    const sum = this.sums[a];
    this.sums[a] = this.sums[b];
    this.sums[b] = sum;
    for (let j = 0, x = a * this.width, y = b * this.width; j < this.width; j++, x++, y++) {
      const code = this.codes[x];
      this.codes[x] = this.codes[y];
      this.codes[y] = code;
    }
  }

  /** Lets one in who is left; where there is no room, in the place of the weakest, if that has the larger sum. */
  offer(candidate: i32, sum: i32, codes: StaticArray<i16>, row: i32): void {
    let place = this.size;
    if (place < WINDOW) this.size++;
    else if (sum < this.sums[WINDOW - 1]) place--;
    else return;
    this.put(place, candidate, sum, codes, row);
    for (; place > 0 && this.sums[place - 1] > sum; place--) this.swap(place, place - 1);
  }
}

/**
 * Takes out candidates that one of a window of strong ones dominates, in one pass. The window begins with the strongest of a sample;
 * whoever is left and stronger than its weakest takes that place; a test that succeeds moves its strong candidate towards the front.
 * Where a block of candidates loses less than a third, the rest is let through untested.
 * Godfrey, Shipley & Gryz (2005), VLDB, 229–240, "elimination filter". O(n · window) tests at most.
 */
export function eliminate(scale: Scale): CodedSurvivors {
  const n = scale.n;
  const width = scale.width;
  const left = new CodedSurvivors(n, width);
  const codes = left.codes;
  const window = new Window(width);
  for (let k = 0, step = max(SPARSE, n / BLOCK); k < n; k += step) window.offer(k, scale.encode(k, codes, 0), codes, 0);
  let count = 0;
  let before = 0;
  let testing = true;
  for (let i = 0; i < n; i++) {
    if (testing && i % BLOCK == 0 && i > 0) {
      testing = 3 * (count - before) < 2 * BLOCK;
      before = count;
    }
    if (testing && beaten(scale, window, i)) continue;
    // The row is that of the next survivor, whether this is one or not.
    const sum = scale.encode(i, codes, count);
    if (testing) {
      let k = 0;
      const size = window.size;
      while (
        k < size &&
        !(codesPass(window.codes, k, codes, count, width) && scale.compare(window.candidates[k], i) < 0)
      )
        k++;
      if (k < size) {
        if (k > size >> 2) window.swap(k, k >> 1);
        continue;
      }
      window.offer(i, sum, codes, count);
    }
    left.candidates[count++] = i;
  }
  left.count = count;
  return left;
}

/** Whether one of the foremost dominates the candidate. Most of many that are dominated at all are gone with this. */
function beaten(scale: Scale, window: Window, i: i32): bool {
  for (let k = 0; k < FOREMOST && k < window.size; k++) if (scale.compare(window.candidates[k], i) < 0) return true;
  return false;
}
