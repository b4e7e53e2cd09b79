// Hypervolume: the volume of the union of the boxes between 0 and rows of gains.
import { argsort } from './argsort';
import { ExclusiveIn3 } from './exclusiveIn3';
import { GainStairs } from './gainStairs';
import { unset } from './memory';

/** Steps above which moving a staircase costs more than it saves; the plain version, with ordered sets, does such a volume. */
const LONGEST_STAIRCASE = 16384;

/**
 * In two and three dimensions, by one sweep: rows enter by falling last coordinate, and the staircase of what they cover in the first
 * two grows under it. O(u log u), and the moves of the staircase.
 * Fonseca, Paquete & López-Ibáñez (2006), CEC, 1157–1163; Beume et al. (2009), IEEE TEC 13(5):1075–1082.
 * @param rows  u × d, above 0.
 * @returns     NaN when another procedure should do it.
 */
export function sweepVolume(rows: StaticArray<f64>, u: i32, d: i32): f64 {
  if (u == 0) return 0;
  const order = byLast(rows, u, d);
  let volume: f64 = 0;
  if (d == 2) {
    let reach: f64 = 0;
    for (let k = 0; k < u; k++) {
      const at = order[k] * 2;
      if (rows[at] <= reach) continue;
      volume += (rows[at] - reach) * rows[at + 1];
      reach = rows[at];
    }
    return volume;
  }
  const stairs = new GainStairs(min(u, LONGEST_STAIRCASE) + 1);
  let area: f64 = 0;
  let level = rows[order[0] * 3 + 2];
  for (let k = 0; k < u; k++) {
    const at = order[k] * 3;
    const place = stairs.first(rows[at]);
    const gained = stairs.add(place, rows[at], rows[at + 1]);
    if (gained == 0) continue;
    volume += area * (level - rows[at + 2]);
    level = rows[at + 2];
    area += gained;
    if (stairs.size > LONGEST_STAIRCASE) return NaN;
  }
  return volume + area * level;
}

/** Rows by falling last coordinate. */
function byLast(rows: StaticArray<f64>, u: i32, d: i32): StaticArray<i32> {
  const keys = unset<f64>(u);
  for (let p = 0; p < u; p++) keys[p] = -rows[p * d + d - 1];
  return argsort(keys, u);
}

/**
 * In four dimensions and more: rows go by falling last coordinate, so that each adds its last coordinate times what it alone covers,
 * among those so far, in the other d − 1 dimensions. In three that is a sweep; else its box less the volume of the others clipped to
 * it, the limit set. While, Bradstreet & Barone (2012), IEEE TEC 16(1):86–95; Guerreiro & Fonseca (2018), IEEE TEC 22(3):449–463.
 * O(u²) at d = 4 as a rule, a factor of u more for each further dimension at worst.
 */
export class LimitVolume {
  private order: StaticArray<i32>;
  /** d = 4. */
  private sweep: ExclusiveIn3 | null = null;
  /** d > 4: the rows so far on the first d − 1 coordinates, the limit set of the next, and who measures that. */
  private seen: StaticArray<f64>;
  private limits: StaticArray<f64>;
  private below: LimitVolume | null = null;
  private count: i32 = 0;

  constructor(
    capacity: i32,
    public d: i32,
  ) {
    this.order = unset<i32>(capacity);
    const room = d > 4 ? (capacity + 1) * (d - 1) : 0;
    this.seen = unset<f64>(room);
    this.limits = unset<f64>(room);
    if (d == 4) this.sweep = new ExclusiveIn3(capacity);
    else this.below = new LimitVolume(capacity, d - 1);
  }

  clear(): void {
    this.count = 0;
    const sweep = this.sweep;
    if (sweep) sweep.clear();
  }

  /** The volume of a few rows. */
  volume(rows: StaticArray<f64>, u: i32): f64 {
    const d = this.d;
    if (u <= 2) return fewVolume(rows, u, d);
    const order = this.order;
    for (let p = 0; p < u; p++) {
      const last = rows[p * d + d - 1];
      let place = p - 1;
      for (; place >= 0 && rows[order[place] * d + d - 1] < last; place--) order[place + 1] = order[place];
      order[place + 1] = p;
    }
    this.clear();
    let volume: f64 = 0;
    for (let k = 0; k < u; k++) volume += this.next(rows, order[k]);
    return volume;
  }

  /** What the next row adds; rows come by falling last coordinate. */
  next(rows: StaticArray<f64>, p: i32): f64 {
    const d = this.d;
    const at = p * d;
    const height = rows[at + d - 1];
    const sweep = this.sweep;
    if (sweep) return height * sweep.next(rows[at], rows[at + 1], rows[at + 2]);
    const seen = this.seen;
    const limits = this.limits;
    const base = d - 1;
    for (let j = 0; j < base; j++) seen[this.count * base + j] = rows[at + j];
    const kept = limitSet(seen, this.count, base, this.count, limits, -1);
    if (kept < 0) return 0;
    const covered = (<LimitVolume>this.below).volume(limits, kept);
    return height * (boxVolume(seen, this.count++, base) - covered);
  }
}

/** The order in which rows are given to `LimitVolume.next`, and one that takes them. */
export class RowByRow {
  order: StaticArray<i32>;
  volume: LimitVolume;

  constructor(
    public rows: StaticArray<f64>,
    u: i32,
    d: i32,
  ) {
    this.order = byLast(rows, u, d);
    this.volume = new LimitVolume(u, d);
  }
}

/** For a host that wants to be asked between rows: begin, then add each k from 0 to u − 1, and sum up what comes back. d ≥ 4. */
export function beginVolume(rows: StaticArray<f64>, u: i32, d: i32): RowByRow {
  return new RowByRow(rows, u, d);
}

export function addRow(work: RowByRow, k: i32): f64 {
  return work.volume.next(work.rows, work.order[k]);
}

/** Exclusive contributions one by one, d ≥ 4: what is lost without one row. */
export class Exclusives {
  limits: StaticArray<f64>;
  volume: LimitVolume;

  constructor(
    public rows: StaticArray<f64>,
    public u: i32,
    public d: i32,
  ) {
    this.limits = unset<f64>((u + 1) * d);
    this.volume = new LimitVolume(u, d);
  }
}

export function beginExclusives(rows: StaticArray<f64>, u: i32, d: i32): Exclusives {
  return new Exclusives(rows, u, d);
}

/** The box of a row less the others clipped to it. Bradstreet, While & Barone (2008), IEEE CEC, 2651–2658. */
export function exclusiveOf(work: Exclusives, p: i32): f64 {
  const kept = limitSet(work.rows, work.u, work.d, p, work.limits, p);
  if (kept < 0) return 0;
  // What rounding leaves of nothing may lie below 0.
  return max<f64>(0, boxVolume(work.rows, p, work.d) - work.volume.volume(work.limits, kept));
}

/**
 * The first u rows clipped to row p, without those that another covers; into `limits`.
 * @param skip  a row to leave out, or −1.
 * @returns     how many are left, or −1 when one of them covers p.
 */
function limitSet(rows: StaticArray<f64>, u: i32, d: i32, p: i32, limits: StaticArray<f64>, skip: i32): i32 {
  let kept = 0;
  for (let q = 0; q < u; q++) {
    if (q == skip) continue;
    const to = kept * d;
    let whole = true;
    for (let j = 0; j < d; j++) {
      const bound = rows[p * d + j];
      const x = rows[q * d + j];
      if (x < bound) whole = false;
      limits[to + j] = min(x, bound);
    }
    if (whole) return -1;
    kept = keepUncovered(limits, kept, d);
  }
  return kept;
}

/** Adds the row behind the kept ones unless one of them covers it, and drops those it covers. Returns how many are kept. */
function keepUncovered(rows: StaticArray<f64>, kept: i32, d: i32): i32 {
  const added = kept * d;
  for (let k = 0; k < kept; k++) {
    if (!covers(rows, k * d, added, d)) continue;
    // Who covered one is likely to cover more: it is asked sooner from now on.
    if (k > 0) swapRows(rows, k * d, (k >> 1) * d, d);
    return kept;
  }
  let to = 0;
  for (let k = 0; k <= kept; k++) {
    if (k < kept && covers(rows, added, k * d, d)) continue;
    if (to != k) for (let j = 0; j < d; j++) rows[to * d + j] = rows[k * d + j];
    to++;
  }
  return to;
}

function swapRows(rows: StaticArray<f64>, a: i32, b: i32, d: i32): void {
  for (let j = 0; j < d; j++) {
    const x = rows[a + j];
    rows[a + j] = rows[b + j];
    rows[b + j] = x;
  }
}

function covers(rows: StaticArray<f64>, a: i32, b: i32, d: i32): bool {
  for (let j = 0; j < d; j++) if (rows[a + j] < rows[b + j]) return false;
  return true;
}

function boxVolume(rows: StaticArray<f64>, p: i32, d: i32): f64 {
  let volume: f64 = 1;
  for (let at = p * d, end = at + d; at < end; at++) volume *= rows[at];
  return volume;
}

function fewVolume(rows: StaticArray<f64>, u: i32, d: i32): f64 {
  if (u == 0) return 0;
  if (u == 1) return boxVolume(rows, 0, d);
  let shared: f64 = 1;
  for (let j = 0; j < d; j++) shared *= min(rows[j], rows[d + j]);
  return boxVolume(rows, 0, d) + boxVolume(rows, 1, d) - shared;
}
