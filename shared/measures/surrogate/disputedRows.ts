// The rows on which the candidates disagree.
import type { ExplainedCandidate } from '../log/explainedLog.ts';

/** Enough to step through. */
const MOST = 1000;

/**
 * Rows in rising order: of candidates that decide, the first on which they do not all decide alike; of numbers, those that lie
 * farthest apart. At most 1000. O(rows × candidates), and a sort for numbers.
 */
export function disputedRows(candidates: readonly ExplainedCandidate[]): Int32Array {
  const deciding = candidates.flatMap(({ decisions }) => (decisions ? [decisions] : []));
  if (deciding.length > 0) {
    const [first, ...others] = deciding;
    const rows: number[] = [];
    for (let row = 0; row < first!.length && rows.length < MOST; row++)
      if (others.some((decisions) => decisions[row] !== first![row])) rows.push(row);
    return Int32Array.from(rows);
  }
  const scores = candidates.flatMap(({ scores }) => (scores ? [scores] : []));
  const spread = Float64Array.from(scores[0] ?? [], (_, row) => {
    const said = scores.map((values) => values[row]!);
    return Math.max(...said) - Math.min(...said);
  });
  const apart = Int32Array.from(spread, (_, row) => row).filter((row) => spread[row]! > 0);
  return apart
    .sort((a, b) => spread[b]! - spread[a]! || a - b)
    .slice(0, MOST)
    .sort();
}
