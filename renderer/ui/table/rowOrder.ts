// The order of the rows of a table.

interface OrderBy {
  values: readonly (number | null)[];
  better: 'max' | 'min';
}

/**
 * Places of the rows, best first; what has no value comes last either way, and what is equal stays as given. Without an order as given.
 *
 * O(rows × log rows).
 */
export function rowOrder(count: number, by: OrderBy | undefined, worstFirst = false): number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (!by) return places;
  const sign = (by.better === 'max') === worstFirst ? 1 : -1;
  const known = (place: number) => {
    const value = by.values[place] ?? null;
    return value !== null && !Number.isNaN(value);
  };
  return places.sort((a, b) => {
    if (!known(a) || !known(b)) return Number(known(b)) - Number(known(a)) || a - b;
    return sign * (by.values[a]! - by.values[b]!) || a - b;
  });
}
