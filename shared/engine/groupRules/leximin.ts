// Group rule: lift the worst-off role as high as it goes, then the next worst-off, and so on.
import { ranksByKeys } from '../rank.ts';

interface Leximin {
  /** Per candidate the score of its worst-off role; NaN where not marked. */
  worst: Float64Array;
  /** Competition ranks; candidates whose sorted scores are all level share. 0 = not ranked. */
  ranks: Int32Array;
}

/**
 * Maximin with ties settled by the next worst-off role (lexicographic maximin). It does not matter which role is which.
 * Sen (1970), Collective Choice and Social Welfare, chapter 9. O(n log n · roles).
 * One role: its own ranking. No role: nobody is ranked. All scores equal: everybody shares rank 1.
 * @param scores  per role, on scales that can be compared; finite where marked.
 * @param mask    1 is ranked.
 */
export function leximin(scores: readonly Float64Array[], mask: Uint8Array): Leximin {
  const n = mask.length;
  const r = scores.length;
  const worst = new Float64Array(n).fill(NaN);
  if (r === 0) return { worst, ranks: new Int32Array(n) };
  // Key k holds the score of each candidate's role that is k-th from the worst-off.
  const rising = scores.map(() => new Float64Array(n));
  const row = new Float64Array(r);
  for (let i = 0; i < n; i++) {
    if (mask[i] !== 1) continue;
    for (let k = 0; k < r; k++) row[k] = scores[k]![i]!;
    row.sort();
    for (let k = 0; k < r; k++) rising[k]![i] = row[k]!;
    worst[i] = row[0]!;
  }
  return { worst, ranks: ranksByKeys(rising, mask) };
}
