// A cheap first look before a front is computed: most candidates are dominated by one of a few strong ones.
import type { ObjectiveColumns } from '../dominance.ts';

/** Strong candidates to test against. */
const PIVOTS = 48;
/** Where this many in a row of tests find fewer than a tenth dominated, the look is not worth its time. */
const TRIAL = 2048;

/**
 * A mask of those who may be on the front: takes out candidates dominated by one of the strongest, by the sum of measurements
 * scaled to their range. Whoever is taken out is dominated for certain; whoever stays may still be.
 * Godfrey, Shipley & Gryz (2005), VLDB, "elimination filter". O(nm) when it pays, O(n · m · pivots) at worst.
 */
export function eliminate(matrix: ObjectiveColumns, mask: Uint8Array | null): Uint8Array {
  const { n, m } = matrix;
  const rows = toRows(matrix);
  const left = mask ? mask.slice() : new Uint8Array(n).fill(1);
  const pivots = strongest(matrix, rows, left);
  let tested = 0;
  let taken = 0;
  for (let i = 0; i < n; i++) {
    if (left[i] === 0) continue;
    if (tested === TRIAL && taken * 10 < tested) break;
    tested++;
    for (let k = 0; k < pivots.length; k++) {
      if (!rowDominates(rows, m, pivots[k]!, i)) continue;
      left[i] = 0;
      taken++;
      break;
    }
  }
  return left;
}

/** Row-major, smaller is better: a test reads one candidate at a time. */
function toRows({ n, m, compared, signs }: ObjectiveColumns): Float64Array {
  const rows = new Float64Array(n * m);
  for (let j = 0; j < m; j++) {
    const column = compared[j]!;
    const sign = -signs[j]!;
    for (let i = 0; i < n; i++) rows[i * m + j] = sign * column[i]!;
  }
  return rows;
}

/** The members with the smallest scaled sums, strongest first. */
function strongest({ n, m }: ObjectiveColumns, rows: Float64Array, members: Uint8Array): number[] {
  const low = new Float64Array(m).fill(Infinity);
  const high = new Float64Array(m).fill(-Infinity);
  for (let i = 0; i < n; i++) {
    if (members[i] === 0) continue;
    for (let j = 0; j < m; j++) {
      const x = rows[i * m + j]!;
      if (x < low[j]!) low[j] = x;
      if (x > high[j]!) high[j] = x;
    }
  }
  const scale = high.map((top, j) => (top > low[j]! ? 1 / (top - low[j]!) : 0));
  const chosen: { i: number; sum: number }[] = [];
  for (let i = 0; i < n; i++) {
    if (members[i] === 0) continue;
    let sum = 0;
    for (let j = 0; j < m; j++) sum += (rows[i * m + j]! - low[j]!) * scale[j]!;
    if (chosen.length === PIVOTS && !(sum < chosen[PIVOTS - 1]!.sum)) continue;
    if (chosen.length === PIVOTS) chosen.pop();
    let place = chosen.length;
    while (place > 0 && chosen[place - 1]!.sum > sum) place--;
    chosen.splice(place, 0, { i, sum });
  }
  return chosen.map(({ i }) => i);
}

function rowDominates(rows: Float64Array, m: number, a: number, b: number): boolean {
  let better = false;
  for (let x = a * m, y = b * m, end = x + m; x < end; x++, y++) {
    if (rows[x]! > rows[y]!) return false;
    if (rows[x]! < rows[y]!) better = true;
  }
  return better;
}
