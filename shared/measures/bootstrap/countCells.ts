// The kinds of row that the confusion table of a candidate can tell apart.
import type { Entries } from '../classification/entries.ts';
import { squaredAmountsOf } from '../classification/entries.ts';

export interface CountProblem extends Entries {
  /** 0 or 1 per row. */
  labels: Uint8Array;
  /** Its decisions, 0 or 1. */
  predicted: Uint8Array;
}

interface CountCells {
  /** Rows in each cell. */
  counts: Int32Array;
  /** A row or an entry of each cell, to read its label, decisions and groups from. */
  example: Int32Array;
  /** Mean weight of a cell's rows, and their standard deviation; 0 where all weigh the same. */
  weight: Float64Array;
  spread: Float64Array;
}

/** With more cells than this, rows of different weight share one. */
const MOST_CELLS = 20_000;

/** Rows alike in label and decision, and in weight unless that makes too many. Near O(n). */
export function countCells(problem: CountProblem): CountCells {
  const { labels, predicted, weights } = problem;
  if (problem.counts) return mergedCells(problem, problem.counts);
  let cells = refine({ codes: Int32Array.from(labels), count: 2 }, (i) => predicted[i]!, 2);
  if (weights !== null) {
    const levels = new Map<number, number>();
    for (const w of weights) if (levels.size <= MOST_CELLS && !levels.has(w)) levels.set(w, levels.size);
    if (levels.size <= MOST_CELLS) {
      const weighed = refine(cells, (i) => levels.get(weights[i]!)!, levels.size);
      if (weighed.count <= MOST_CELLS) cells = weighed;
    }
  }
  return inOrder(described(cells, weights), problem);
}

/**
 * Of a log that was counted before: cells of one label, decision and weight as one; those whose cases differ in weight are one each of
 * label and decision. O(entries).
 */
function mergedCells(problem: CountProblem, counted: Float64Array): CountCells {
  const { labels, predicted, weights } = problem;
  const squared = squaredAmountsOf(problem)!;
  const keyOf = (i: number) => {
    const answer = 2 * labels[i]! + predicted[i]!;
    if (weights === null) return `${answer}`;
    const mean = weights[i]! / counted[i]!;
    // The sums are of whole numbers, and were rounded once.
    const even = Math.abs(counted[i]! * squared[i]! - weights[i]! ** 2) <= 1e-12 * weights[i]! ** 2;
    return even ? `${answer} ${mean.toPrecision(12)}` : `${answer}`;
  };
  const entries = Int32Array.from(labels.keys()).filter((i) => counted[i]! > 0);
  const cells = [...Map.groupBy(entries, keyOf).values()];
  const sum = (cell: readonly number[], of: Float64Array) => cell.reduce((total, i) => total + of[i]!, 0);
  const counts = Int32Array.from(cells, (cell) => sum(cell, counted));
  const example = Int32Array.from(cells, ([first]) => first!);
  if (weights === null)
    return inOrder({ counts, example, weight: ones(counts), spread: new Float64Array(counts.length) }, problem);
  const weight = Float64Array.from(cells, (cell, k) => sum(cell, weights) / counts[k]!);
  const spread = Float64Array.from(cells, (cell, k) => {
    const variance = sum(cell, squared) / counts[k]! - weight[k]! ** 2;
    return variance > 1e-12 * weight[k]! ** 2 ? Math.sqrt(variance) : 0;
  });
  return inOrder({ counts, example, weight, spread }, problem);
}

const ones = (like: ArrayLike<number>) => new Float64Array(like.length).fill(1);

/** By label, decision and weight, so that samples do not depend on the order in which rows or cells came. O(cells log cells). */
function inOrder(cells: CountCells, { labels, predicted }: CountProblem): CountCells {
  const { example, weight, spread } = cells;
  const answer = (cell: number) => 2 * labels[example[cell]!]! + predicted[example[cell]!]!;
  const order = Int32Array.from(example.keys()).sort(
    (a, b) => answer(a) - answer(b) || weight[a]! - weight[b]! || spread[a]! - spread[b]!,
  );
  return {
    counts: order.map((cell) => cells.counts[cell]!),
    example: order.map((cell) => example[cell]!),
    weight: Float64Array.from(order, (cell) => weight[cell]!),
    spread: Float64Array.from(order, (cell) => spread[cell]!),
  };
}

interface Coded {
  codes: Int32Array;
  count: number;
}

/** Splits cells by one more property of `width` levels; codes stay dense, in order of appearance. */
function refine({ codes, count }: Coded, level: (row: number) => number, width: number): Coded {
  const direct = count * width <= 1 << 22 ? new Int32Array(count * width) : null;
  const keys = new Map<number, number>();
  const refined = new Int32Array(codes.length);
  let next = 0;
  for (let i = 0; i < codes.length; i++) {
    const key = codes[i]! * width + level(i);
    let code = direct === null ? keys.get(key) : direct[key];
    // Kept one higher, so that 0 means new.
    if (!code) {
      code = ++next;
      if (direct === null) keys.set(key, code);
      else direct[key] = code;
    }
    refined[i] = code - 1;
  }
  return { codes: refined, count: next };
}

function described({ codes, count }: Coded, weights: Float64Array | null): CountCells {
  const counts = new Int32Array(count);
  const example = new Int32Array(count);
  const weight = new Float64Array(count).fill(1);
  const spread = new Float64Array(count);
  codes.forEach((cell, i) => {
    if (counts[cell]!++ === 0) example[cell] = i;
  });
  if (weights === null) return { counts, example, weight, spread };
  // From the first of a cell on: rows that weigh the same then have exactly that mean and no spread.
  example.forEach((row, cell) => (weight[cell] = weights[row]!));
  const excess = new Float64Array(count);
  const squares = new Float64Array(count);
  codes.forEach((cell, i) => {
    const more = weights[i]! - weight[cell]!;
    excess[cell]! += more;
    squares[cell]! += more * more;
  });
  for (let cell = 0; cell < count; cell++) {
    const mean = excess[cell]! / counts[cell]!;
    weight[cell]! += mean;
    spread[cell] = Math.sqrt(Math.max(0, squares[cell]! / counts[cell]! - mean * mean));
  }
  return { counts, example, weight, spread };
}
