// Partial sorting: puts a range of points on the right side of its nth one.

/**
 * Rearranges `points[from … to)` so that everything before `nth` is no larger than everything from it on, by column j of
 * the row-major `ranks`. O(to − from) on average. Hoare (1961), Algorithm 65: Find, CACM 4(7):321–322.
 */
export function selectNth(
  points: Int32Array,
  from: number,
  to: number,
  nth: number,
  ranks: Int32Array,
  d: number,
  j: number,
): void {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = ranks[points[(low + high) >>> 1]! * d + j]!;
    let left = low - 1;
    let right = high + 1;
    for (;;) {
      do left++;
      while (ranks[points[left]! * d + j]! < pivot);
      do right--;
      while (ranks[points[right]! * d + j]! > pivot);
      if (left >= right) break;
      const kept = points[left]!;
      points[left] = points[right]!;
      points[right] = kept;
    }
    if (nth <= right) high = right;
    else low = right + 1;
  }
}
