// The kinds of row that a confusion table can tell apart, for all candidates and group columns at once.

export interface CountProblem {
  /** 0 or 1 per row. */
  labels: Uint8Array;
  /** Per candidate its decisions, 0 or 1. */
  predicted: readonly Uint8Array[];
  /** Per group column its codes, −1 for a row of no group, and how many groups there are. */
  columns: readonly { codes: Int32Array; groups: number }[];
  weights: Float64Array | null;
  /** Whether the fairness measures are about the negative class as the favourable outcome. */
  flipped?: boolean;
}

interface CountCells {
  /** Rows in each cell. */
  counts: Int32Array;
  /** A row of each cell, to read its label, decisions and groups from. */
  example: Int32Array;
  /** Mean weight of a cell's rows, and their standard deviation; 0 where all weigh the same. */
  weight: Float64Array;
  spread: Float64Array;
}

/** With more cells than this, rows of different weight share one. */
const MOST_CELLS = 20_000;

/** Rows alike in label, all decisions and all groups, and in weight unless that makes too many. Near O(n × columns). */
export function countCells(problem: CountProblem): CountCells {
  const { labels, predicted, columns, weights } = problem;
  let cells: Coded = { codes: Int32Array.from(labels), count: 2 };
  for (const decisions of predicted) cells = refine(cells, (i) => decisions[i]!, 2);
  for (const { codes, groups } of columns) cells = refine(cells, (i) => codes[i]! + 1, groups + 1);
  if (weights !== null) {
    const levels = new Map<number, number>();
    for (const w of weights) if (levels.size <= MOST_CELLS && !levels.has(w)) levels.set(w, levels.size);
    if (levels.size <= MOST_CELLS) {
      const weighed = refine(cells, (i) => levels.get(weights[i]!)!, levels.size);
      if (weighed.count <= MOST_CELLS) cells = weighed;
    }
  }
  return described(cells, weights);
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
