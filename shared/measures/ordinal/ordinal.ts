// How far ordered answers are from the labels, and how well they agree.

export const ordinalIds = ['mae', 'quadraticKappa', 'withinOne', 'accuracy', 'macroMae', 'bias'] as const;
export type OrdinalId = (typeof ordinalIds)[number];

/**
 * From the counts of label × answer, or sums of weights.
 *
 * quadraticKappa: 1 − Σ o(i, j)(xᵢ − xⱼ)² / Σ e(i, j)(xᵢ − xⱼ)², o as counted and e as if answers had nothing to do with labels: Cohen
 * (1968), Psychol. Bull. 70(4):213–220. Distances are those of the answers themselves, so an answer that nobody gave keeps its place on
 * the scale; with 1, 2, 3 … they are those of the usual matrix. Undefined where all labels and answers are one. withinOne: share of
 * answers at most one step off. macroMae: the mean error of each label that occurs, all counting alike: Baccianella, Esuli &
 * Sebastiani (2009), ISDA. bias: mean of answer minus label.
 *
 * @param table   levels × levels: entry label × levels + answer.
 * @param levels  the answers, rising.
 * @param step    how far two neighbouring answers are apart.
 * @param out     takes the measures in the order of their ids from `to` on; NaN where undefined. O(levels²).
 */
export function ordinalRates(
  table: ArrayLike<number>,
  levels: Float64Array,
  step: number,
  out: Float64Array,
  to = 0,
): void {
  const k = levels.length;
  // Told from the first answer, so that squares keep their digits.
  const x = (level: number) => levels[level]! - levels[0]!;
  let total = 0;
  let absolute = 0;
  let squared = 0;
  let signed = 0;
  let near = 0;
  let right = 0;
  let ofLabels = 0;
  let ofAnswers = 0;
  let labelSquares = 0;
  let answerSquares = 0;
  let macro = 0;
  let seen = 0;
  for (let i = 0; i < k; i++) {
    let own = 0;
    let off = 0;
    for (let j = 0; j < k; j++) {
      const w = table[i * k + j]!;
      if (w === 0) continue;
      const difference = x(j) - x(i);
      own += w;
      off += w * Math.abs(difference);
      squared += w * difference * difference;
      signed += w * difference;
      ofAnswers += w * x(j);
      answerSquares += w * x(j) * x(j);
      if (Math.abs(difference) <= step * (1 + 1e-9)) near += w;
      if (i === j) right += w;
    }
    total += own;
    absolute += off;
    ofLabels += own * x(i);
    labelSquares += own * x(i) * x(i);
    if (own === 0) continue;
    macro += off / own;
    seen++;
  }
  // Σ e(i, j)(xᵢ − xⱼ)², written out.
  const expected = labelSquares + answerSquares - (2 * ofLabels * ofAnswers) / total;
  out[to] = absolute / total;
  out[to + 1] = expected > 1e-12 * (labelSquares + answerSquares) ? 1 - squared / expected : NaN;
  out[to + 2] = near / total;
  out[to + 3] = right / total;
  out[to + 4] = macro / seen;
  out[to + 5] = signed / total;
}
