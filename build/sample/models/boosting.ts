// Gradient-boosted regression trees for labels in [0, 1], on binned inputs, each tree grown on half of the rows. Friedman
// (2001), Annals of Statistics 29(5); Friedman (2002), Computational Statistics & Data Analysis 38(4).
import type { Examples } from '../features.ts';
import { randomFrom } from '../random.ts';

const BINS = 32;
const RIDGE = 4;
const SHARE = 0.5;

interface Boosting {
  trees: number;
  depth: number;
  rate: number;
}

export interface Forest {
  /** Log-odds, but for a constant. */
  predict(inputs: Float64Array, at: number): number;
  /** Nodes visited by one prediction. */
  steps: number;
  parameters: number;
  fittingSteps: number;
}

/** Upper edges of BINS bins with about as many rows each, from a sample of at most 4,000 rows. */
function binEdges({ rows, inputs, width }: Examples, column: number): Float64Array {
  const stride = Math.max(1, Math.floor(rows / 4000));
  const sample: number[] = [];
  for (let row = 0; row < rows; row += stride) sample.push(inputs[row * width + column]!);
  sample.sort((a, b) => a - b);
  return Float64Array.from({ length: BINS - 1 }, (_, k) => sample[Math.floor(((k + 1) * sample.length) / BINS)]!);
}

const binOf = (edges: Float64Array, value: number): number => {
  let bin = 0;
  while (bin < BINS - 1 && value > edges[bin]!) bin++;
  return bin;
};

/**
 * Complete trees in heap order: node k has the children 2k + 1 and 2k + 2. Splits stop being useful where the gain is 0;
 * such a node sends everything left. O(trees · depth · rows · width).
 */
export function fitForest(examples: Examples, { trees, depth, rate }: Boosting): Forest {
  const { rows, inputs, width, labels } = examples;
  const edges = Array.from({ length: width }, (_, column) => binEdges(examples, column));
  const binned = new Uint8Array(rows * width);
  for (let i = 0; i < binned.length; i++) binned[i] = binOf(edges[i % width]!, inputs[i]!);

  const inner = 2 ** depth - 1;
  const leaves = 2 ** depth;
  const column = new Uint8Array(trees * inner);
  const threshold = new Float64Array(trees * inner).fill(Infinity);
  const leaf = new Float64Array(trees * leaves);
  const margin = new Float64Array(rows);
  const gradient = new Float64Array(rows);
  const curvature = new Float64Array(rows);
  const node = new Int32Array(rows);
  const random = randomFrom(rows);

  for (let tree = 0; tree < trees; tree++) {
    const drawn = Int32Array.from({ length: Math.floor(rows * SHARE) }, () => random.below(rows));
    for (let row = 0; row < rows; row++) {
      const probability = 1 / (1 + Math.exp(-margin[row]!));
      gradient[row] = labels[row]! - probability;
      curvature[row] = probability * (1 - probability);
      node[row] = 0;
    }
    for (let level = 0; level < depth; level++) {
      const first = 2 ** level - 1;
      const size = width * BINS;
      const sums = new Float64Array(2 ** level * size * 2);
      for (const row of drawn) {
        const base = (node[row]! - first) * size;
        for (let c = 0; c < width; c++) {
          const at = 2 * (base + c * BINS + binned[row * width + c]!);
          sums[at]! += gradient[row]!;
          sums[at + 1]! += curvature[row]!;
        }
      }
      const cut = new Int32Array(2 ** level).fill(BINS - 1);
      const by = new Uint8Array(2 ** level);
      for (let k = 0; k < 2 ** level; k++) {
        let best = 1e-9;
        for (let c = 0; c < width; c++) {
          const start = 2 * (k * size + c * BINS);
          let [totalG, totalH] = [0, 0];
          for (let b = 0; b < BINS; b++)
            [totalG, totalH] = [totalG + sums[start + 2 * b]!, totalH + sums[start + 2 * b + 1]!];
          let [g, h] = [0, 0];
          for (let b = 0; b < BINS - 1; b++) {
            g += sums[start + 2 * b]!;
            h += sums[start + 2 * b + 1]!;
            const gain =
              (g * g) / (h + RIDGE) + (totalG - g) ** 2 / (totalH - h + RIDGE) - (totalG * totalG) / (totalH + RIDGE);
            if (gain > best) [best, by[k], cut[k]] = [gain, c, b];
          }
        }
        column[tree * inner + first + k] = by[k]!;
        threshold[tree * inner + first + k] = cut[k]! === BINS - 1 ? Infinity : edges[by[k]!]![cut[k]!]!;
      }
      for (let row = 0; row < rows; row++) {
        const k = node[row]! - first;
        node[row] = 2 * node[row]! + (binned[row * width + by[k]!]! <= cut[k]! ? 1 : 2);
      }
    }
    const g = new Float64Array(leaves);
    const h = new Float64Array(leaves);
    for (const row of drawn) {
      g[node[row]! - inner]! += gradient[row]!;
      h[node[row]! - inner]! += curvature[row]!;
    }
    for (let k = 0; k < leaves; k++) leaf[tree * leaves + k] = (rate * g[k]!) / (h[k]! + RIDGE);
    for (let row = 0; row < rows; row++) margin[row]! += leaf[tree * leaves + node[row]! - inner]!;
  }

  return {
    predict: (row, at) => {
      let sum = 0;
      for (let tree = 0; tree < trees; tree++) {
        let k = 0;
        for (let level = 0; level < depth; level++) {
          const split = tree * inner + k;
          k = 2 * k + (row[at + column[split]!]! <= threshold[split]! ? 1 : 2);
        }
        sum += leaf[tree * leaves + k - inner]!;
      }
      return sum;
    },
    steps: trees * (depth + 1),
    parameters: trees * (2 * inner + leaves),
    fittingSteps: trees * depth * rows * SHARE * width,
  };
}
