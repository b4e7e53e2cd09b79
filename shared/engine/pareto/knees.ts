// Knees: front members from which every move costs much for little. Two ways to find them, both on values.
import { solve } from './solve.ts';

interface Knee {
  /** The member farthest from the plane towards the best corner; the first by `members` of equals, −1 when none lies beyond it. */
  index: number;
  /** Per member, in the order given: the distance from the plane, positive towards the best corner. In value. */
  distances: Float64Array;
  /** The plane goes through the best member of each objective, or, where these do not span one, through the unit corners of the members' range. */
  plane: 'extremes' | 'corners';
}

/**
 * The member farthest from the hyperplane through the extremes, after scaling every objective to the members' range; an
 * objective on which they are all equal is left out. Fewer than two such objectives, or members no farther than the plane,
 * have no knee.
 *
 * Das (1999), Struct. Optim. 18:107–115; Branke, Deb, Dierolf & Osswald (2004), PPSN VIII, LNCS 3242, 722–731. O(k d + d³).
 * @param values   per objective, larger is better, indexed by candidate; not missing for the members.
 * @param members  candidates on the front.
 */
export function farthestKnee(values: readonly Float64Array[], members: readonly number[]): Knee {
  const rows = scaled(values, members);
  const d = rows[0]?.length ?? 0;
  const extremes = Array.from({ length: d }, (_, j) =>
    rows.reduce((best, row) => (row[j]! > best[j]! || (row[j] === best[j] && total(row) > total(best)) ? row : best)),
  );
  // a·x = 1 through the extremes, counted from the best corner, so that the corner itself lies at 0.
  const solved = d >= 2 ? solve(extremes.map((row) => row.map((x) => 1 - x))) : null;
  const usable = solved !== null && solved.every((a) => a > 0);
  const normal = usable ? solved : new Array<number>(d).fill(1);
  const length = Math.hypot(...normal);
  const distances = Float64Array.from(rows, (row) =>
    d < 2 ? 0 : (1 - row.reduce((sum, x, j) => sum + normal[j]! * (1 - x), 0)) / length,
  );
  const farthest = distances.reduce((best, distance, k) => (distance > distances[best]! ? k : best), 0);
  // Rounding leaves the extremes themselves a hair off the plane.
  const index = distances.length > 0 && distances[farthest]! > 1e-12 ? members[farthest]! : -1;
  return { index, distances, plane: usable ? 'extremes' : 'corners' };
}

/**
 * Per member, in the order given, how much is lost for what is gained by the most tempting move to another member: the
 * smallest ratio of losses to gains over all of them, each objective scaled to the members' range. High is a knee: every
 * move costs more than it brings. Infinity where no other member is better at anything (one member, or all alike).
 *
 * Rachmawati & Srinivasan (2009), IEEE TEC 13(4):810–824. O(k² d).
 */
export function tradeoffs(values: readonly Float64Array[], members: readonly number[]): Float64Array {
  const rows = scaled(values, members);
  const d = rows[0]?.length ?? 0;
  const flat = Float64Array.from(rows.flat());
  const smallest = new Float64Array(rows.length).fill(Infinity);
  for (let own = 0; own < rows.length; own++) {
    for (let other = 0; other < rows.length; other++) {
      let gain = 0;
      let loss = 0;
      for (let j = 0; j < d; j++) {
        const difference = flat[other * d + j]! - flat[own * d + j]!;
        if (difference > 0) gain += difference;
        else loss -= difference;
      }
      if (gain > 0 && loss < smallest[own]! * gain) smallest[own] = loss / gain;
    }
  }
  return smallest;
}

/** Members × objectives that vary, 0 at the worst member and 1 at the best. */
function scaled(values: readonly Float64Array[], members: readonly number[]): number[][] {
  const varying = values
    .map((column) => ({ column, ...rangeOf(column, members) }))
    .filter(({ low, high }) => high > low);
  return members.map((i) => varying.map(({ column, low, high }) => (column[i]! - low) / (high - low)));
}

function rangeOf(column: Float64Array, members: readonly number[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const i of members) {
    low = Math.min(low, column[i]!);
    high = Math.max(high, column[i]!);
  }
  return { low, high };
}

function total(row: readonly number[]): number {
  return row.reduce((sum, x) => sum + x, 0);
}
