// The rows of a log in two halves without parting rows that belong together.
import type { Random } from '../../engine/certainty/random.ts';

/**
 * Per row 0 or 1: units come in a random order, each to the half that has fewer rows. O(rows).
 * @param units  per row its unit, 0, 1, 2 …
 */
export function halvesOfUnits(units: Int32Array, random: Random): Uint8Array {
  const count = units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const sizes = new Int32Array(count);
  for (const unit of units) sizes[unit]!++;
  const order = Int32Array.from({ length: count }, (_, unit) => unit);
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor((random() / 4294967296) * (k + 1));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  const rows = [0, 0];
  const halfOf = new Uint8Array(count);
  for (const unit of order) {
    const which = rows[0]! <= rows[1]! ? 0 : 1;
    halfOf[unit] = which;
    rows[which]! += sizes[unit]!;
  }
  return Uint8Array.from(units, (unit) => halfOf[unit]!);
}
