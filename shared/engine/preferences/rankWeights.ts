// Weights from an order of importance alone. The rank-order centroid is the starting point of swing weighting.

/** The weight of each place among n, place 1 first. */
type Places = (n: number) => Float64Array;

/**
 * Rank-order centroid: the mean of all weights that keep the order; place k has 1/n Σ_{i=k…n} 1/i.
 * Barron & Barrett (1996), Management Science 42(11):1515–1523. O(n log n).
 *
 * Those who share a rank share the mean of the places they take, so the weights still sum to 1. Only the order of the
 * ranks counts: 1, 1, 3 and 1, 1, 2 are the same. One objective weighs 1; none, nothing.
 * @param ranks  1 is the most important.
 * @throws RangeError for a rank that is not a number.
 */
export function rankOrderCentroid(ranks: ArrayLike<number>): Float64Array {
  return sharedByTies(ranks, (n) => {
    const weights = new Float64Array(n);
    for (let k = n, sum = 0; k >= 1; k--) weights[k - 1] = (sum += 1 / k) / n;
    return weights;
  });
}

/** Rank sum: place k weighs in proportion to n + 1 − k. Stillwell, Seaver & Edwards (1981), OBHP 28(1):62–77. As above. */
export function rankSum(ranks: ArrayLike<number>): Float64Array {
  return sharedByTies(ranks, (n) => Float64Array.from({ length: n }, (_, k) => (2 * (n - k)) / (n * (n + 1))));
}

/** Rank reciprocal: place k weighs in proportion to 1/k. Stillwell, Seaver & Edwards (1981). As above. */
export function rankReciprocal(ranks: ArrayLike<number>): Float64Array {
  return sharedByTies(ranks, (n) => {
    const weights = Float64Array.from({ length: n }, (_, k) => 1 / (k + 1));
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum);
  });
}

function sharedByTies(ranks: ArrayLike<number>, places: Places): Float64Array {
  const n = ranks.length;
  const order = Array.from(ranks, (_, j) => j).sort((a, b) => ranks[a]! - ranks[b]!);
  if (order.some((j) => !Number.isFinite(ranks[j]))) throw new RangeError('Give every objective a rank.');
  const byPlace = places(n);
  const weights = new Float64Array(n);
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && ranks[order[to]!] === ranks[order[from]!]) to++;
    const mean = byPlace.subarray(from, to).reduce((a, b) => a + b, 0) / (to - from);
    for (const j of order.slice(from, to)) weights[j] = mean;
    from = to;
  }
  return weights;
}
