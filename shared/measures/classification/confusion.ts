// Counting a classifier's hits and misses, for everybody or per group.

/** Where the four counts stand: 2 × label + prediction. */
export const TN = 0;
export const FP = 1;
export const FN = 2;
export const TP = 3;

/**
 * The confusion counts of each group.
 *
 * @param labels     length n, 0 or 1; 1 is the positive class.
 * @param predicted  length n, 0 or 1.
 * @param weights    length n and not negative; null: every row counts 1. With weights each count is a sum of weights.
 * @param groups     length n, 0 … groupCount − 1, or −1 for a row that belongs to none; null: all rows are group 0.
 * @returns          groupCount × 4: true negatives, false positives, false negatives, true positives of a group. O(n).
 */
export function confusionTable(
  labels: Uint8Array,
  predicted: Uint8Array,
  weights: Float64Array | null,
  groups: Int32Array | null = null,
  groupCount = 1,
): Float64Array {
  const table = new Float64Array(groupCount * 4);
  for (let i = 0; i < labels.length; i++) {
    const group = groups === null ? 0 : groups[i]!;
    if (group >= 0) table[group * 4 + 2 * labels[i]! + predicted[i]!]! += weights === null ? 1 : weights[i]!;
  }
  return table;
}

/** The same counts with the other class as the positive one: a favourable outcome is not always the class a model looks for. */
export function flipped(table: Float64Array): Float64Array {
  return table.map((_, k) => table[k ^ 3]!);
}

/** 1 where the score reaches the threshold. A loop: `from` with a function takes ten times as long on a million scores. */
export function atThreshold(scores: Float64Array, threshold: number): Uint8Array {
  const decided = new Uint8Array(scores.length);
  for (let i = 0; i < scores.length; i++) decided[i] = scores[i]! >= threshold ? 1 : 0;
  return decided;
}

/** Per row 1 where the decision, or the answer, is the label. */
export function rightRows<Codes extends Uint8Array | Int32Array>(labels: Codes, predicted: Codes): Uint8Array {
  const right = new Uint8Array(labels.length);
  for (let i = 0; i < right.length; i++) right[i] = labels[i] === predicted[i] ? 1 : 0;
  return right;
}
