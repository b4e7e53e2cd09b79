// Hypervolume: the volume of the union of the boxes between 0 and rows of gains.
import { argsort } from './argsort';
import { ExclusiveBoxes } from './exclusiveBoxes';
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
 * among those so far, in the other d − 1 dimensions. In four that is the HV4D+ sweep of Guerreiro & Fonseca (2018), IEEE TEC
 * 22(3):449–463, O(u²) and the moves of staircases; a factor of u more for each further dimension at worst.
 */
class RowByRow {
  private order: StaticArray<i32>;
  private in3: ExclusiveIn3 | null = null;
  private boxes: ExclusiveBoxes | null = null;

  constructor(
    private rows: StaticArray<f64>,
    u: i32,
    private d: i32,
  ) {
    this.order = byLast(rows, u, d);
    if (d == 4) this.in3 = new ExclusiveIn3(u);
    else this.boxes = new ExclusiveBoxes(u, d - 1);
  }

  /** What the k-th row by falling last coordinate adds. */
  add(k: i32): f64 {
    const rows = this.rows;
    const at = this.order[k] * this.d;
    const in3 = this.in3;
    const base = in3 ? in3.next(rows[at], rows[at + 1], rows[at + 2]) : (<ExclusiveBoxes>this.boxes).next(rows, at);
    return rows[at + this.d - 1] * base;
  }
}

/** For a host that wants to be asked between rows: begin, then add each k from 0 to u − 1, and sum up what comes back. d ≥ 4. */
export function beginVolume(rows: StaticArray<f64>, u: i32, d: i32): RowByRow {
  return new RowByRow(rows, u, d);
}

export function addRow(work: RowByRow, k: i32): f64 {
  return work.add(k);
}

/** Exclusive contributions one by one, d ≥ 4: what is lost without one row. */
export function beginExclusives(rows: StaticArray<f64>, u: i32, d: i32): WholeSet {
  return new WholeSet(rows, u, d);
}

class WholeSet {
  boxes: ExclusiveBoxes;

  constructor(
    public rows: StaticArray<f64>,
    u: i32,
    d: i32,
  ) {
    this.boxes = new ExclusiveBoxes(u, d);
    this.boxes.fill(rows, u);
  }
}

/** What row p alone covers. What rounding leaves of nothing may lie below 0. */
export function exclusiveOf(work: WholeSet, p: i32): f64 {
  return max<f64>(0, work.boxes.of(work.rows, p));
}
