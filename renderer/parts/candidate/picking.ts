// Which candidates a list of names offers for what was typed.

/**
 * Names that contain every word typed, best ranked first, the unranked last, in the catalogue's order where level.
 * @param without  indices that are left out.
 * O(n), and a sort of what matches.
 */
export function matchingCandidates(
  names: readonly string[],
  ranks: Int32Array,
  query: string,
  most: number,
  without: readonly number[] = [],
): { candidates: readonly number[]; more: number } {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const left = new Set(without);
  const matching: number[] = [];
  for (let i = 0; i < names.length; i++) {
    if (left.has(i)) continue;
    if (words.length === 0) matching.push(i);
    else {
      const name = names[i]!.toLowerCase();
      if (words.every((word) => name.includes(word))) matching.push(i);
    }
  }
  const place = (i: number) => (ranks[i] === 0 ? Infinity : ranks[i]!);
  matching.sort((a, b) => {
    const [x, y] = [place(a), place(b)];
    return x === y ? a - b : x - y;
  });
  return { candidates: matching.slice(0, most), more: Math.max(0, matching.length - most) };
}

/**
 * Who is asked about when nobody is chosen: the best after the answer, or one that shares its place; the answer itself
 * where nobody else is ranked, and −1 where nobody is.
 */
export function runnerUp(ranks: Int32Array, winner: number, names: readonly string[]): number {
  let best = -1;
  for (let i = 0; i < ranks.length; i++) {
    if (i === winner || ranks[i] === 0) continue;
    if (best < 0 || ranks[i]! < ranks[best]! || (ranks[i] === ranks[best] && names[i]! < names[best]!)) best = i;
  }
  return best < 0 ? winner : best;
}
