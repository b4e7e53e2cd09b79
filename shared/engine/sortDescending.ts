// Sorting candidates by a score, large first, without a comparator: buckets by interpolation, so nearly linear.

/** Below this many, insertion sort. */
const FEW = 24;

/**
 * Sorts `order[from … to)` by falling score, in place; equal scores end up next to each other in no stated order.
 *
 * Scores are dealt into as many buckets as there are candidates, by interpolation between the extremes, and each bucket is
 * sorted the same way. Evenly spread scores take one round, O(n); each round narrows a clump by the number of buckets, and
 * what is left of a stubborn one goes to a comparison sort. Dobosiewicz (1978), Inf. Process. Lett. 7(1):1–6.
 * @param scores  finite where `order` points.
 */
export function sortDescending(scores: Float64Array, order: Int32Array, from: number, to: number, round = 0): void {
  const count = to - from;
  if (count <= FEW) return insertionSort(scores, order, from, to);
  let min = Infinity;
  let max = -Infinity;
  for (let k = from; k < to; k++) {
    const score = scores[order[k]!]!;
    if (score < min) min = score;
    if (score > max) max = score;
  }
  if (min === max) return;
  const scale = (count - 1) / (max - min);
  // Scores too close or too far apart to interpolate, or clumped again and again.
  if (round > 8 || !(scale < Infinity && scale > 0)) {
    order.subarray(from, to).sort((a, b) => scores[b]! - scores[a]!);
    return;
  }
  const starts = new Int32Array(count + 1);
  const bucketOf = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const bucket = ((max - scores[order[from + k]!]!) * scale) | 0;
    bucketOf[k] = bucket;
    starts[bucket + 1]!++;
  }
  for (let b = 0; b < count; b++) starts[b + 1]! += starts[b]!;
  const dealt = order.slice(from, to);
  for (let k = 0; k < count; k++) order[from + starts[bucketOf[k]!]!++] = dealt[k]!;
  // `starts[b]` is now the end of bucket b.
  for (let b = 0, start = 0; b < count; b++) {
    const end = starts[b]!;
    if (end - start > 1) sortDescending(scores, order, from + start, from + end, round + 1);
    start = end;
  }
}

function insertionSort(scores: Float64Array, order: Int32Array, from: number, to: number): void {
  for (let k = from + 1; k < to; k++) {
    const i = order[k]!;
    const score = scores[i]!;
    let place = k;
    while (place > from && scores[order[place - 1]!]! < score) {
      order[place] = order[place - 1]!;
      place--;
    }
    order[place] = i;
  }
}
