// A whole log measured: every candidate with intervals, every group column, every pair. What a worker drives.
import type { Run } from '../../engine/certainty/run.ts';
import type { BootstrapOptions, CountedIntervals } from '../bootstrap/counted.ts';
import { startCountedBootstrap } from '../bootstrap/counted.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { ScoredId, ScoredIntervals } from '../bootstrap/scored.ts';
import { scoredIds, startScoredBootstrap } from '../bootstrap/scored.ts';
import type { BinaryLog, BinaryMeasureId } from '../classification/binary.ts';
import { binaryMeasures } from '../classification/binary.ts';
import type { Reliability } from '../classification/calibration.ts';
import { reliability } from '../classification/calibration.ts';
import { confusionTable } from '../classification/confusion.ts';
import { areProbabilities } from '../classification/probability.ts';
import type { PairOutcome } from '../compare/mcnemar.ts';
import { comparePredictions } from '../compare/mcnemar.ts';
import type { GroupMeasures } from '../fairness/groupMeasures.ts';
import { groupMeasures } from '../fairness/groupMeasures.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { ParityId } from '../fairness/parity.ts';
import { parity } from '../fairness/parity.ts';
import type { AgainstReference } from '../fairness/reference.ts';
import { againstReference } from '../fairness/reference.ts';
import type { PredictionLog } from '../log/predictionLog.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';

export interface StudyOptions extends BootstrapOptions {
  /** Whether the positive label is the favourable outcome. The fairness measures are about the favourable one. */
  favourable: 'positive' | 'negative';
  /** Groups of fewer rows are flagged. */
  smallest: number;
  /** Per group column the place of its reference group; −1: none was named. */
  references: readonly number[];
}

/** A measure with its interval; `interval` is null where none is made. */
export interface Finding {
  measure: Measure;
  interval: IntervalOrReason | null;
}

export interface GroupStudy {
  groups: GroupMeasures[];
  parity: Record<ParityId, Finding>;
  /** Against the reference group; null where none was named. */
  against: (AgainstReference | null)[] | null;
}

export interface CandidateStudy {
  name: string;
  measures: Record<BinaryMeasureId, Finding>;
  /** Ten bins of equal width of the score of the positive label; null where there are no probabilities. */
  reliability: Reliability | null;
  /** Per group column. */
  columns: GroupStudy[];
}

export interface PairStudy extends PairOutcome {
  a: number;
  b: number;
  /** Accuracy of a minus that of b, with the weights of the log; NaN where undefined. */
  difference: number;
  /** Of that difference, bootstrapped in pairs. */
  interval: IntervalOrReason;
}

export interface Study {
  rows: number;
  positives: number;
  /** Whether rows were weighed. McNemar's test counts every row alike all the same. */
  weighted: boolean;
  columns: { name: string; groups: readonly string[] }[];
  candidates: CandidateStudy[];
  pairs: PairStudy[];
}

/** Of more candidates than this only the most accurate one is compared with every other: all pairs would be too many to read. */
export const MOST_PAIRED = 12;

/**
 * The measures first, then the bootstrap of counts, then that of each candidate's score. A slice of 16 replicates of a million
 * rows takes some 20 ms.
 */
export function startStudy(log: PredictionLog, columns: readonly GroupColumn[], options: StudyOptions): Run<Study> {
  const { labels, weights } = log;
  const flipped = options.favourable === 'negative';
  const logs = log.candidates.map(({ scores, predicted }): BinaryLog => ({ labels, predicted, scores, weights }));
  const measures = logs.map(binaryMeasures);
  const counted = startCountedBootstrap(
    {
      labels,
      weights,
      predicted: log.candidates.map(({ predicted }) => predicted),
      columns: columns.map(({ codes, groups }) => ({ codes, groups: groups.length })),
      flipped,
    },
    options,
  );
  // Sorted and binned one after another, when their turn comes.
  const scored: { run: Run<ScoredIntervals> | null; result: ScoredIntervals | null }[] = logs.map(() => ({
    run: null,
    result: null,
  }));
  let finishedScores = 0;

  function startScores(c: number): Run<ScoredIntervals> | null {
    const { scores } = logs[c]!;
    if (scores === null) return null;
    const estimates = Object.fromEntries(scoredIds.map((id) => [id, measures[c]![id].value ?? NaN]));
    return startScoredBootstrap(labels, unitScores(scores), weights, estimates as Record<ScoredId, number>, options);
  }

  return {
    total: options.replicates * (1 + logs.length),
    get done() {
      return counted.done + finishedScores * options.replicates + (scored[finishedScores]?.run?.done ?? 0);
    },
    advance(count) {
      if (counted.done < counted.total) return counted.advance(count);
      const current = scored[finishedScores];
      if (!current) return;
      current.run ??= startScores(finishedScores);
      current.run?.advance(count);
      if (current.run !== null && current.run.done < current.run.total) return;
      current.result = current.run?.result() ?? null;
      // Frees its replicates.
      current.run = null;
      finishedScores++;
    },
    result() {
      const intervals = counted.result();
      const asked = flipped ? logs.map(other) : logs;
      return {
        rows: log.rows,
        weighted: weights !== null,
        positives: labels.reduce((sum, label) => sum + label, 0),
        columns: columns.map(({ name, groups }) => ({ name, groups })),
        candidates: log.candidates.map(({ name }, c) => ({
          name,
          measures: findings(measures[c]!, { ...scored[c]!.result, ...intervals.candidates[c]!.rates }),
          reliability: reliabilityOf(logs[c]!),
          columns: columns.map((column, v) => groupStudy(asked[c]!, column, options, v, intervals, c)),
        })),
        pairs: pairs(logs, measures, intervals),
      };
    },
  };
}

const reliabilityOf = ({ labels, scores, weights }: BinaryLog): Reliability | null =>
  scores !== null && areProbabilities(scores) ? reliability(labels, scores, weights) : null;

function findings(
  measures: Record<BinaryMeasureId, Measure>,
  intervals: Partial<Record<BinaryMeasureId, IntervalOrReason>>,
): Record<BinaryMeasureId, Finding> {
  return Object.fromEntries(
    Object.entries(measures).map(([id, measure]) => [
      id,
      { measure, interval: measure.value === null ? null : (intervals[id as BinaryMeasureId] ?? null) },
    ]),
  ) as Record<BinaryMeasureId, Finding>;
}

function groupStudy(
  log: BinaryLog,
  column: GroupColumn,
  { smallest, references }: StudyOptions,
  v: number,
  intervals: CountedIntervals,
  c: number,
): GroupStudy {
  const table = confusionTable(log.labels, log.predicted, log.weights, column.codes, column.groups.length);
  const reference = references[v] ?? -1;
  return {
    groups: groupMeasures(log, column, smallest),
    parity: Object.fromEntries(
      Object.entries(parity(table)).map(([id, value]) => [
        id,
        {
          measure: measured(value, 'Fewer than two groups have the rate, or the largest is 0.'),
          interval: Number.isNaN(value) ? null : intervals.candidates[c]!.parity[v]![id as ParityId],
        },
      ]),
    ) as Record<ParityId, Finding>,
    against: reference < 0 ? null : againstReference(table, reference),
  };
}

/** The same log about the other answer. */
function other({ labels, predicted, scores, weights }: BinaryLog): BinaryLog {
  return {
    labels: labels.map((label) => 1 - label),
    predicted: predicted.map((decision) => 1 - decision),
    scores: scores && (areProbabilities(scores) ? scores.map((score) => 1 - score) : scores.map((score) => -score)),
    weights,
  };
}

/** Scores as they are when they are probabilities; others squeezed into 0 … 1, which changes no order. */
function unitScores(scores: Float64Array): Float64Array {
  if (areProbabilities(scores)) return scores;
  const lo = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const hi = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  return scores.map((score) => (hi > lo ? (score - lo) / (hi - lo) : 0.5));
}

function pairs(
  logs: readonly BinaryLog[],
  measures: readonly Record<BinaryMeasureId, Measure>[],
  intervals: CountedIntervals,
): PairStudy[] {
  const accuracy = (c: number) => measures[c]!.accuracy.value ?? NaN;
  const best = logs.reduce((most, _, c) => (accuracy(c) > accuracy(most) ? c : most), 0);
  return logs.flatMap((one, a) =>
    logs.slice(a + 1).flatMap((two, k) => {
      const b = a + 1 + k;
      if (logs.length > MOST_PAIRED && a !== best && b !== best) return [];
      return {
        ...comparePredictions(one.labels, one.predicted, two.predicted),
        ...{ a, b, difference: accuracy(a) - accuracy(b) },
        interval: intervals.difference(a, b, 'accuracy'),
      };
    }),
  );
}
