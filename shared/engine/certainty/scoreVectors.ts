// Blocked products: the scores of all members under many sets of weights at once, read from one pass over their values.

/**
 * scores[v × c + row] = Σ weights[v × m + j] · rows[row × m + j], summed from the first
 * objective to the last. Two rows and four sets to a pass: six numbers loaded make eight products. O(vectors × c × m).
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
  const four = new Float64Array(4 * m);
  let v = 0;
  for (; v + 4 <= vectors; v += 4) {
    for (let j = 0; j < m; j++) for (let k = 0; k < 4; k++) four[4 * j + k] = weights[(v + k) * m + j]!;
    for (let row = 0; row < c; row += 2) {
      // The last row of an odd number is done twice, by itself.
      const second = row + 1 < c ? row + 1 : row;
      let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let j = 0, a = row * m, b = second * m, w = 0; j < m; j++, a++, b++, w += 4) {
        const x = rows[a]!;
        const y = rows[b]!;
        a0 += x * four[w]!;
        a1 += x * four[w + 1]!;
        a2 += x * four[w + 2]!;
        a3 += x * four[w + 3]!;
        b0 += y * four[w]!;
        b1 += y * four[w + 1]!;
        b2 += y * four[w + 2]!;
        b3 += y * four[w + 3]!;
      }
      const [to, next] = [v * c + row, v * c + second];
      scores[to] = a0;
      scores[to + c] = a1;
      scores[to + 2 * c] = a2;
      scores[to + 3 * c] = a3;
      scores[next] = b0;
      scores[next + c] = b1;
      scores[next + 2 * c] = b2;
      scores[next + 3 * c] = b3;
    }
  }
  for (; v < vectors; v++) {
    for (let row = 0; row < c; row++) {
      let score = 0;
      for (let j = 0; j < m; j++) score += rows[row * m + j]! * weights[v * m + j]!;
      scores[v * c + row] = score;
    }
  }
}
