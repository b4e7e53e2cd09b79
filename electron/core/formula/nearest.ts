// The name somebody probably meant.

/**
 * The known name that is fewest letters away (Levenshtein 1966), case aside; null when none is close. O(names × letters²).
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const away = editsBetween(name.toLowerCase(), candidate.toLowerCase(), fewest);
    if (away < fewest) [best, fewest] = [candidate, away];
  }
  return best;
}

/** Insertions, deletions and exchanges of letters that turn one into the other; `most` when there are at least so many. */
function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const exchanged = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return Math.min(row[b.length]!, most);
}
