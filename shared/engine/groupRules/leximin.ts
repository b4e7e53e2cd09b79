// Group rule: lift the worst-off role as high as it goes, then the next worst-off, and so on.

export interface Leximin {
  /** Per candidate the score of its worst-off role; NaN where not marked. */
  worst: Float64Array;
  /** Competition ranks; candidates whose sorted scores are all equal share. 0 = not ranked. */
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
  const ranks = new Int32Array(n);
  if (r === 0) return { worst, ranks };
  const members = Int32Array.from(mask.keys()).filter((i) => mask[i] === 1);
  // Row i holds the scores of candidate i from the worst-off role to the best-off.
  const rising = new Float64Array(n * r);
  for (const i of members) {
    const row = rising.subarray(i * r, i * r + r);
    for (let k = 0; k < r; k++) row[k] = scores[k]![i]!;
    row.sort();
    worst[i] = row[0]!;
  }
  const compare = (a: number, b: number) => {
    for (let k = 0; k < r; k++) {
      const difference = rising[b * r + k]! - rising[a * r + k]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  members.sort(compare);
  members.forEach((i, place) => {
    const tied = place > 0 && compare(members[place - 1]!, i) === 0;
    ranks[i] = tied ? ranks[members[place - 1]!]! : place + 1;
  });
  return { worst, ranks };
}
