// The two sweeps that make new candidates of old ones: the threshold of a score, and how unsure a cheap model may be.
import { scoreOrder } from '../classification/scoreSteps.ts';
import type { Sweep, SweepGroups } from './sweep.ts';
import { runEnds, sweepDecisions } from './sweep.ts';

export interface SweptRows {
  labels: Uint8Array;
  weights: Float64Array | null;
  group: SweepGroups | null;
  /** Whether the negative class is the favourable outcome. */
  flipped: boolean;
  /** Per row the unit it belongs to, 0, 1, 2 …; left out or null: every row is one. */
  units?: Int32Array | null;
}

export interface Swept extends Sweep {
  /**
   * Thresholds: scores of at least this are positive; falling, Infinity first, where nobody is. Hand-overs: rows less sure
   * than this go to the second model; rising, Infinity last, where all do.
   */
  at: Float64Array;
  /** Every number in (above, at] of a state decides the rows alike. −Infinity where nothing bounds it. */
  above: Float64Array;
}

/** A classifier at every distinct score as its threshold. Fawcett (2006), Pattern Recognit. Lett. 27(8):861–874. Near O(n). */
export function sweepThresholds({ labels, weights, group, flipped }: SweptRows, scores: Float64Array): Swept {
  const order = scoreOrder(scores);
  const ends = runEnds(scores, order);
  const before = new Uint8Array(labels.length);
  const after = new Uint8Array(labels.length).fill(1);
  const sweep = sweepDecisions({ labels, before, after, weights, group, flipped }, order, ends);
  const at = new Float64Array(sweep.states).fill(Infinity);
  ends.forEach((end, step) => (at[step + 1] = scores[order[end - 1]!]!));
  const above = new Float64Array(sweep.states).fill(-Infinity);
  above.set(at.subarray(1));
  return { ...sweep, at, above };
}

/** How sure a score is of its decision: its distance from the threshold. */
export function confidences(scores: Float64Array, threshold: number): Float64Array {
  return scores.map((score) => Math.abs(score - threshold));
}

/**
 * A cheap model that decides what it is sure of and hands the rest to another, at every distinct confidence. State 0 is the
 * cheap model alone, the last one the other alone. Wang et al. (2022), ICLR, on confidence cascades. Near O(n).
 * @param sure  per row how sure the cheap model is; larger is surer.
 */
export function sweepHandOver(
  { labels, weights, group, flipped }: SweptRows,
  sure: Float64Array,
  cheap: Uint8Array,
  costly: Uint8Array,
): Swept {
  const order = scoreOrder(sure).toReversed();
  const ends = runEnds(sure, order);
  const sweep = sweepDecisions({ labels, before: cheap, after: costly, weights, group, flipped }, order, ends);
  const at = new Float64Array(sweep.states).fill(Infinity);
  const above = new Float64Array(sweep.states).fill(-Infinity);
  ends.forEach((end, step) => {
    at[step] = sure[order[end - 1]!]!;
    above[step + 1] = at[step];
  });
  return { ...sweep, at, above };
}

/** The number of fewest decimals in (above, at]: as good a threshold as `at`, and easier to say. */
export function tidy(above: number, at: number): number {
  if (!Number.isFinite(at) || !Number.isFinite(above)) return at;
  for (let digits = 0; digits <= 15; digits++) {
    const scale = 10 ** digits;
    const short = Math.floor(at * scale) / scale;
    if (short > above && short <= at) return short;
  }
  return at;
}

/**
 * The threshold that a candidate's decisions follow, of fewest decimals; null where some positive has a score no higher than
 * some negative, or all are decided alike. O(n).
 */
export function decidingThreshold(scores: Float64Array, predicted: Uint8Array): number | null {
  let below = -Infinity;
  let least = Infinity;
  for (let i = 0; i < scores.length; i++) {
    if (predicted[i] === 1) least = Math.min(least, scores[i]!);
    else below = Math.max(below, scores[i]!);
  }
  return below < least && Number.isFinite(below) && Number.isFinite(least) ? tidy(below, least) : null;
}
