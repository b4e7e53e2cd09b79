// Blocked products: the scores of all members under many sets of weights at once, read from one pass over their values.
import { snap } from '../snap.ts';

/**
 * scores[v × c + row] = Σ weights[v × m + j] · rows[row × m + j], rounded as every score is, so that what is equal on paper
 * ties. Four sets to a pass: a value is loaded once for four products. O(vectors × c × m).
 * @param rows     c × m values.
 * @param weights  vectors × m.
 * @param scores   vectors × c, written.
 */
export function scoreVectors(
  rows: Float64Array,
  c: number,
  m: number,
  weights: Float64Array,
  vectors: number,
  scores: Float64Array,
): void {
  let v = 0;
  for (; v + 4 <= vectors; v += 4) {
    const [w0, w1, w2, w3] = [v * m, (v + 1) * m, (v + 2) * m, (v + 3) * m];
    for (let row = 0; row < c; row++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let j = 0, at = row * m; j < m; j++, at++) {
        const value = rows[at]!;
        s0 += value * weights[w0 + j]!;
        s1 += value * weights[w1 + j]!;
        s2 += value * weights[w2 + j]!;
        s3 += value * weights[w3 + j]!;
      }
      const to = v * c + row;
      scores[to] = snap(s0);
      scores[to + c] = snap(s1);
      scores[to + 2 * c] = snap(s2);
      scores[to + 3 * c] = snap(s3);
    }
  }
  for (; v < vectors; v++) {
    for (let row = 0; row < c; row++) {
      let score = 0;
      for (let j = 0; j < m; j++) score += rows[row * m + j]! * weights[v * m + j]!;
      scores[v * c + row] = snap(score);
    }
  }
}
