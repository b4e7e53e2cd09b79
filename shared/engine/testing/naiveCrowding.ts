// The textbook crowding distance: one sort with a comparator per objective; ties as the rows come. For tests and benchmarks.

/** Deb et al. (2002), crowding-distance-assignment, as printed. */
export function naiveCrowding(rows: readonly (readonly number[])[]): number[] {
  const distances = rows.map(() => 0);
  (rows[0] ?? []).forEach((_, j) => {
    const order = rows.map((_row, i) => i).sort((a, b) => rows[a]![j]! - rows[b]![j]!);
    const range = rows[order.at(-1)!]![j]! - rows[order[0]!]![j]!;
    distances[order[0]!] = distances[order.at(-1)!] = Infinity;
    for (let k = 1; k < order.length - 1; k++) {
      distances[order[k]!]! += (rows[order[k + 1]!]![j]! - rows[order[k - 1]!]![j]!) / range;
    }
  });
  return distances;
}
