// The kinds of row that the confusion table of a candidate can tell apart.

export interface CountProblem {
  /** 0 or 1 per row. */
  labels: Uint8Array;
  /** Its decisions, 0 or 1. */
  predicted: Uint8Array;
  weights: Float64Array | null;
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

/** Rows alike in label and decision, and in weight unless that makes too many. Near O(n). */
export function countCells({ labels, predicted, weights }: CountProblem): CountCells {
  let cells = refine({ codes: Int32Array.from(labels), count: 2 }, (i) => predicted[i]!, 2);
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
