// Decisions that change step by step along an order of the rows: confusion counts and gaps between groups after every step.
import { FN, FP, TN, TP } from '../classification/confusion.ts';

export const gapIds = ['demographicParityDifference', 'equalOpportunityDifference', 'equalizedOddsDifference'] as const;
export type GapId = (typeof gapIds)[number];

/** A group column: per row its code, −1 for none, and how many groups there are. */
export interface SweepGroups {
  codes: Int32Array;
  groups: number;
}

interface SweepProblem {
  /** 0 or 1 per row, as are the decisions before and after a row's step. */
  labels: Uint8Array;
  before: Uint8Array;
  after: Uint8Array;
  /** Not negative; null: every row counts 1. */
  weights: Float64Array | null;
  /** null: no gaps are kept. */
  group: SweepGroups | null;
  /** Whether the negative class is the favourable outcome, which the gaps are then about. */
  flipped: boolean;
}

export interface Sweep {
  /** One more than there are steps: state 0 is before the first. */
  states: number;
  /** states × 4: true negatives, false positives, false negatives, true positives. */
  counts: Float64Array;
  /** Weight of the rows whose step is past, and of all rows. */
  past: Float64Array;
  total: number;
  /** Largest less smallest group, NaN where fewer than two groups have the rate; as `parity` defines them. */
  gaps: Record<GapId, Float64Array> | null;
}

/**
 * @param order  rows in the order of their steps; every row of the problem.
 * @param ends   per step where its rows end in the order, rising; the last is the number of rows.
 * O(n + steps × groups).
 */
export function sweepDecisions(problem: SweepProblem, order: Int32Array, ends: Int32Array): Sweep {
  const { labels, before, after, weights, group } = problem;
  const states = ends.length + 1;
  const counts = new Float64Array(states * 4);
  const past = new Float64Array(states);
  const now = new Float64Array(4);
  const tables = group && new Float64Array(group.groups * 4);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const cell = 2 * labels[i]! + before[i]!;
    total += w;
    now[cell]! += w;
    if (group && group.codes[i]! >= 0) tables![4 * group.codes[i]! + cell]! += w;
  }
  const gaps = group && {
    demographicParityDifference: new Float64Array(states),
    equalOpportunityDifference: new Float64Array(states),
    equalizedOddsDifference: new Float64Array(states),
  };
  const keep = (state: number) => {
    counts.set(now, state * 4);
    if (!gaps) return;
    const selection = range(tables!, FP, TP, TN, FN);
    const tpr = range(tables!, TP, -1, FN, -1);
    const fpr = range(tables!, FP, -1, TN, -1);
    gaps.demographicParityDifference[state] = selection;
    // Of the negative class the true positive rate is 1 − FPR, and the false positive rate 1 − TPR: the same gaps, exchanged.
    gaps.equalOpportunityDifference[state] = problem.flipped ? fpr : tpr;
    gaps.equalizedOddsDifference[state] = Number.isNaN(tpr) ? fpr : Number.isNaN(fpr) ? tpr : Math.max(tpr, fpr);
  };
  keep(0);
  let at = 0;
  for (let step = 0; step < ends.length; step++) {
    let moved = past[step]!;
    for (; at < ends[step]!; at++) {
      const i = order[at]!;
      const w = weights === null ? 1 : weights[i]!;
      moved += w;
      const from = 2 * labels[i]! + before[i]!;
      const to = 2 * labels[i]! + after[i]!;
      if (from === to) continue;
      shift(now, 0, from, to, w);
      if (group && group.codes[i]! >= 0) shift(tables!, 4 * group.codes[i]!, from, to, w);
    }
    past[step + 1] = moved;
    keep(step + 1);
  }
  return { states, counts, past, total, gaps };
}

/** What rounding leaves of nothing may lie below 0. */
function shift(table: Float64Array, at: number, from: number, to: number, weight: number): void {
  table[at + from] = Math.max(0, table[at + from]! - weight);
  table[at + to]! += weight;
}

/** Largest less smallest of (a + b) / (a + b + c + d) over groups; −1 stands for no cell. NaN with fewer than two of them. */
function range(tables: Float64Array, a: number, b: number, c: number, d: number): number {
  let min = Infinity;
  let max = -Infinity;
  let known = 0;
  for (let at = 0; at < tables.length; at += 4) {
    const part = tables[at + a]! + (b < 0 ? 0 : tables[at + b]!);
    const rest = tables[at + c]! + (d < 0 ? 0 : tables[at + d]!);
    if (!(part + rest > 0)) continue;
    const rate = part / (part + rest);
    known++;
    if (rate < min) min = rate;
    if (rate > max) max = rate;
  }
  return known < 2 ? NaN : max - min;
}

/** Where runs of equal keys end along an order. O(n). */
export function runEnds(keys: Float64Array, order: Int32Array): Int32Array {
  const ends = new Int32Array(order.length);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    if (k + 1 === order.length || keys[order[k + 1]!] !== keys[order[k]!]) ends[count++] = k + 1;
  }
  return ends.slice(0, count);
}
