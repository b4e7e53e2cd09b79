// Which of a few values is the best, for the mark beside it.

/** Places of the largest value, all of a tie; none where all are level or fewer than two are known (NaN is not). O(k). */
export function bestOf(values: readonly number[]): number[] {
  const known = values.filter((value) => !Number.isNaN(value));
  const most = Math.max(...known);
  if (known.length < 2 || known.every((value) => value === most)) return [];
  return values.flatMap((value, place) => (value === most ? [place] : []));
}
