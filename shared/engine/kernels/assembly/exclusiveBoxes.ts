// What one box covers in four dimensions and more that others do not: the loop around the one for three.
import { argsort } from './argsort';
import { ExclusiveIn3 } from './exclusiveIn3';
import { makeRoom, unset } from './memory';

/**
 * Asked row after row, answers the volume that each adds to those before; or, of a whole set, what is lost without one row.
 *
 * The step of HV4D+ with one dimension more. Rows stand by falling last coordinate. At its own height a row is delimited by those
 * above that fall short of it in one of the other coordinates only; what lies between those outer delimiters may be its own. The
 * others that reach in there are clipped to it, and cover what each adds to those before it in one dimension less. So the sweep goes
 * down, until one of them covers the base whole. Guerreiro & Fonseca (2018), IEEE TEC 22(3):449–463.
 *
 * O(u) a row to find who reaches in, and O(v^(d − 2)) at worst for v of these.
 */
export class ExclusiveBoxes {
  /** One column per coordinate, `stride` apart. */
  private cells: StaticArray<f64>;
  private stride: i32;
  private count: i32 = 0;
  /** Where the base of the row that is asked about begins to be its own, by coordinate. */
  private from: StaticArray<f64>;
  /** The same before the sweep went down. */
  private origin: StaticArray<f64>;
  /** A row clipped to the one that is asked about, counted from `origin`. */
  private clipped: StaticArray<f64>;
  private in3: ExclusiveIn3 | null = null;
  private inner: ExclusiveBoxes | null = null;
  /** Of a whole set: where each row stands. */
  private places: StaticArray<i32> = unset<i32>(0);

  constructor(
    capacity: i32,
    public d: i32,
  ) {
    const stride = capacity + 1;
    this.stride = stride;
    this.cells = unset<f64>(stride * d);
    this.from = unset<f64>(d - 1);
    this.origin = unset<f64>(d - 1);
    this.clipped = unset<f64>(d - 1);
    if (d == 4) this.in3 = new ExclusiveIn3(capacity);
    else this.inner = new ExclusiveBoxes(capacity, d - 1);
  }

  /** Forgets all rows. */
  clear(): void {
    this.count = 0;
  }

  /** The volume that a row adds; from then on it is one of those before. */
  next(rows: StaticArray<f64>, at: i32): f64 {
    const below = this.firstBelow(rows[at + this.d - 1]);
    if (!this.delimit(rows, at, below, -1)) return 0;
    const volume = this.sweep(rows, at, below, -1);
    this.insert(rows, at, below);
    return volume;
  }

  /** Takes in a whole set at once, with all that is covered. */
  fill(rows: StaticArray<f64>, u: i32): void {
    const d = this.d;
    const keys = unset<f64>(u);
    for (let p = 0; p < u; p++) keys[p] = -rows[p * d + d - 1];
    const order = argsort(keys, u);
    const places = unset<i32>(u);
    for (let k = 0; k < u; k++) {
      const p = order[k];
      places[p] = k;
      for (let j = 0; j < d; j++) this.cells[j * this.stride + k] = rows[p * d + j];
    }
    this.places = places;
    this.count = u;
  }

  /** What only row p of the whole set covers. */
  of(rows: StaticArray<f64>, p: i32): f64 {
    const at = p * this.d;
    const place = this.places[p];
    const below = this.firstBelow(rows[at + this.d - 1]);
    return this.delimit(rows, at, below, place) ? this.sweep(rows, at, below, place) : 0;
  }

  /** The first of the rows whose last coordinate is lower. O(log u). */
  private firstBelow(last: f64): i32 {
    const heights = (this.d - 1) * this.stride;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cells[heights + middle] >= last) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Finds the outer delimiters among the first `above` rows but `skip`; false where one of these covers the row. */
  private delimit(rows: StaticArray<f64>, at: i32, above: i32, skip: i32): bool {
    const base = this.d - 1;
    const from = this.from;
    for (let j = 0; j < base; j++) from[j] = 0;
    const row = changetype<usize>(rows) + ((<usize>at) << 3);
    const cells = changetype<usize>(this.cells);
    const step = (<usize>this.stride) << 3;
    const one = i64x2.splat(1);
    for (let k = 0; k < above; k += 2) {
      // How many coordinates of each of two rows fall short. The second may be one below: that is looked at again.
      let short = i64x2.splat(0);
      let column = cells + ((<usize>k) << 3);
      for (let j = 0; j < base; j++, column += step) {
        short = i64x2.sub(short, f64x2.lt(v128.load(column), v128.load64_splat(row + ((<usize>j) << 3))));
      }
      const few = i64x2.bitmask(i64x2.le_s(short, one));
      if (few == 0) continue;
      if (few & 1 && k != skip && !this.delimitBy(k, rows, at)) return false;
      if (few & 2 && k + 1 != skip && k + 1 < above && !this.delimitBy(k + 1, rows, at)) return false;
    }
    return true;
  }

  /** Row k falls short in at most one coordinate but the last: it is a delimiter there, or covers the base. */
  private delimitBy(k: i32, rows: StaticArray<f64>, at: i32): bool {
    const from = this.from;
    for (let j = 0, cell = k; j < this.d - 1; j++, cell += this.stride) {
      const x = this.cells[cell];
      if (x >= rows[at + j]) continue;
      if (x > from[j]) from[j] = x;
      return true;
    }
    return false;
  }

  /** The volume between the row's own last coordinate and 0 that is over its base and no other row's. */
  private sweep(rows: StaticArray<f64>, at: i32, below: i32, skip: i32): f64 {
    const base = this.d - 1;
    const cells = this.cells;
    const count = this.count;
    const heights = base * this.stride;
    const origin = this.origin;
    const clipped = this.clipped;
    const in3 = this.in3;
    const inner = this.inner;
    if (in3) in3.clear();
    else (<ExclusiveBoxes>inner).clear();
    let own: f64 = 1;
    for (let j = 0; j < base; j++) {
      origin[j] = this.from[j];
      own *= rows[at + j] - origin[j];
    }
    let level = rows[at + base];
    let volume: f64 = 0;
    for (let k = this.within(0); k < count; k = this.within(k + 1)) {
      if (k == skip) continue;
      let short = 0;
      for (let j = 0, cell = k; j < base; j++, cell += this.stride) {
        const x = cells[cell];
        if (x < rows[at + j]) short++;
        clipped[j] = min(x, rows[at + j]) - origin[j];
      }
      const covered = in3 ? in3.next(clipped[0], clipped[1], clipped[2]) : (<ExclusiveBoxes>inner).next(clipped, 0);
      if (k >= below) {
        if (covered == 0) continue;
        volume += own * (level - cells[heights + k]);
        level = cells[heights + k];
        if (short == 0) return volume;
        if (short == 1) this.delimitBy(k, rows, at);
      }
      own -= covered;
    }
    return volume + own * level;
  }

  /** The first row from k on that reaches beyond all delimiters, or the number of rows. */
  @inline
  private within(k: i32): i32 {
    const base = this.d - 1;
    const count = this.count;
    const from = changetype<usize>(this.from);
    const cells = changetype<usize>(this.cells);
    const step = (<usize>this.stride) << 3;
    for (; k < count; k += 2) {
      let inside = i64x2.splat(-1);
      let column = cells + ((<usize>k) << 3);
      for (let j = 0; j < base; j++, column += step) {
        inside = v128.and(inside, f64x2.gt(v128.load(column), v128.load64_splat(from + ((<usize>j) << 3))));
      }
      if (v128.any_true(inside)) return i64x2.extract_lane(inside, 0) != 0 ? k : min(k + 1, count);
    }
    return count;
  }

  /** Puts the row before those that are lower, and drops those among them that it covers. */
  private insert(rows: StaticArray<f64>, at: i32, place: i32): void {
    const d = this.d;
    const first = this.firstCovered(rows, at, place);
    for (let j = 0; j < d; j++) {
      const column = j * this.stride;
      makeRoom(this.cells, column + place, column + first);
      this.cells[column + place] = rows[at + j];
    }
    if (first == this.count) {
      this.count = first + 1;
      return;
    }
    let kept = first + 1;
    for (let k = kept; k < this.count; k++) {
      if (this.covers(rows, at, k)) continue;
      for (let cell = k, to = kept; cell < d * this.stride; cell += this.stride, to += this.stride) {
        this.cells[to] = this.cells[cell];
      }
      kept++;
    }
    this.count = kept;
  }

  /** Whether the row's base covers that of row k. */
  @inline
  private covers(rows: StaticArray<f64>, at: i32, k: i32): bool {
    for (let j = 0, cell = k; j < this.d - 1; j++, cell += this.stride) {
      if (this.cells[cell] > rows[at + j]) return false;
    }
    return true;
  }

  /** The first row from k on whose base the row's covers, or the number of rows. */
  private firstCovered(rows: StaticArray<f64>, at: i32, k: i32): i32 {
    const base = this.d - 1;
    const count = this.count;
    const row = changetype<usize>(rows) + ((<usize>at) << 3);
    const cells = changetype<usize>(this.cells);
    const step = (<usize>this.stride) << 3;
    for (; k < count; k += 2) {
      let covered = i64x2.splat(-1);
      let column = cells + ((<usize>k) << 3);
      for (let j = 0; j < base; j++, column += step) {
        covered = v128.and(covered, f64x2.le(v128.load(column), v128.load64_splat(row + ((<usize>j) << 3))));
      }
      if (v128.any_true(covered)) return i64x2.extract_lane(covered, 0) != 0 ? k : min(k + 1, count);
    }
    return count;
  }
}
