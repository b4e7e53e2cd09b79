// A log of a question with two answers: rates and scores of every candidate, rates of every group, and how alike groups are treated.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { startCountedBootstrap } from '../../bootstrap/counted.ts';
import type { IntervalOrReason } from '../../bootstrap/interval.ts';
import type { ScoredId, ScoredIntervals } from '../../bootstrap/scored.ts';
import { scoredIds, startScoredBootstrap } from '../../bootstrap/scored.ts';
import type { BinaryLog, BinaryMeasureId } from '../../classification/binary.ts';
import { binaryMeasures } from '../../classification/binary.ts';
import type { Reliability } from '../../classification/calibration.ts';
import { reliability } from '../../classification/calibration.ts';
import { confusionTable, rightRows } from '../../classification/confusion.ts';
import { rocAuc } from '../../classification/curveAreas.ts';
import { areProbabilities } from '../../classification/probability.ts';
import type { RateId } from '../../classification/rates.ts';
import { scoreOrder, scoreSteps } from '../../classification/scoreSteps.ts';
import type { ComparedMeasure } from '../../compare/verdict.ts';
import type { GroupMeasureId } from '../../fairness/groupMeasures.ts';
import { groupMeasures } from '../../fairness/groupMeasures.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import type { ParityId } from '../../fairness/parity.ts';
import { parity, parityIds } from '../../fairness/parity.ts';
import { againstReference } from '../../fairness/reference.ts';
import type { PredictionLog } from '../../log/predictionLog.ts';
import { binaryLog } from '../../log/predictionLog.ts';
import type { Measure } from '../../measure.ts';
import { measured } from '../../measure.ts';
import type { Backwards, LogKernel } from '../kind.ts';
import type { MeasuredCandidate, MeasuredColumn, Study, StudyOptions } from '../study.ts';
import { findingOf, findingsOf, startStudy } from '../study.ts';

type BinaryGroupId = RateId | GroupMeasureId;
type MeasuredBinary = MeasuredCandidate<BinaryMeasureId, BinaryGroupId, ParityId>;
type BinaryStudy = Study<BinaryMeasureId, BinaryGroupId, ParityId>;

export const binary: LogKernel = {
  answersInWords: true,
  says: ['score', 'prediction'],
  yesOrNo: true,
  inLists: false,
  read: (columns, roles, choices) => {
    const log = binaryLog(columns, roles, choices);
    return {
      rows: log,
      mixed: [],
      compared: accuracyOf(log),
      study: (groups, options) => binaryStudy(log, groups, options),
      backwards: () => backwardsOf(log),
    };
  },
};

/** Rows are drawn, candidates over the same ones; the leading measure is accuracy. */
export function binaryStudy(
  log: PredictionLog,
  columns: readonly GroupColumn[],
  options: StudyOptions,
): SlicedRun<BinaryStudy> {
  return startStudy(
    {
      rows: log.rows,
      weighted: log.weights !== null,
      columns,
      candidates: log.candidates.map(({ name }) => name),
      measure: startMeasuring(log, columns, options),
      compared: accuracyOf(log),
      counts: () => ({ positives: log.labels.reduce((sum, label) => sum + label, 0) }),
    },
    options,
  );
}

function accuracyOf({ rows, labels, weights, candidates }: PredictionLog): ComparedMeasure {
  return {
    candidates: candidates.length,
    cases: rows,
    weights,
    rightness: true,
    better: 'larger',
    of: (c) => rightRows(labels, candidates[c]!.predicted),
  };
}

/** Whose larger scores go with the other answer. */
function backwardsOf({ labels, weights, candidates }: PredictionLog): Backwards[] {
  return candidates.flatMap(({ name, scores }) => {
    if (scores === null) return [];
    const area = rocAuc(scoreSteps(labels, scores, weights, scoreOrder(scores)));
    return area < 0.5 ? [{ name, value: area, reversed: null }] : [];
  });
}

/**
 * The measures first, then the bootstrap of counts, then that of each candidate's score. A slice of 16 replicates of a million
 * rows takes some 20 ms.
 */
function startMeasuring(
  log: PredictionLog,
  columns: readonly GroupColumn[],
  options: StudyOptions,
): SlicedRun<MeasuredBinary[]> {
  const { labels, weights } = log;
  const favoursNegative = options.favourable === 'negative';
  const logs = log.candidates.map(({ scores, predicted }): BinaryLog => ({ labels, predicted, scores, weights }));
  const measures = logs.map(binaryMeasures);
  const counted = startCountedBootstrap(
    {
      labels,
      weights,
      predicted: log.candidates.map(({ predicted }) => predicted),
      columns: columns.map(({ codes, groups }) => ({ codes, groups: groups.length })),
      flipped: favoursNegative,
    },
    options,
  );
  // Sorted and binned one after another, when their turn comes.
  const scored: { run: SlicedRun<ScoredIntervals> | null; result: ScoredIntervals | null }[] = logs.map(() => ({
    run: null,
    result: null,
  }));
  let finishedScores = 0;

  function startScores(c: number): SlicedRun<ScoredIntervals> | null {
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
      if (counted.done < counted.total) {
        counted.advance(count);
        return;
      }
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
      return logs.map((own, c): MeasuredBinary => {
        const { rates, parity: ofGaps } = intervals.candidates[c]!;
        const asked = favoursNegative ? aboutTheOtherAnswer(own) : own;
        return {
          measures: findingsOf(measures[c]!, { ...scored[c]!.result, ...rates }),
          reliability: reliabilityOf(own),
          columns: columns.map((column, v) => measureGroups(asked, column, options, v, ofGaps[v]!)),
        };
      });
    },
  };
}

const reliabilityOf = ({ labels, scores, weights }: BinaryLog): Reliability | null =>
  scores !== null && areProbabilities(scores) ? reliability(labels, scores, weights) : null;

function measureGroups(
  log: BinaryLog,
  column: GroupColumn,
  { smallest, references }: StudyOptions,
  v: number,
  intervals: Record<ParityId, IntervalOrReason>,
): MeasuredColumn<BinaryGroupId, ParityId> {
  const table = confusionTable(log.labels, log.predicted, log.weights, column.codes, column.groups.length);
  const values = parity(table);
  const gap = (id: ParityId): Measure =>
    measured(values[id], 'Fewer than two groups have the rate, or the largest is 0.');
  const reference = references[v] ?? -1;
  return {
    groups: groupMeasures(log, column, smallest).map((group) => ({
      measures: findingsOf<BinaryGroupId>(
        {
          ...group.rates,
          rocAuc: group.rocAuc,
          meanScore: group.meanScore,
          brier: group.brier,
          ece: group.ece,
          calibrationInTheLarge: group.calibrationInTheLarge,
        },
        group.intervals,
      ),
      reliability: group.reliability,
    })),
    gaps: Object.fromEntries(parityIds.map((id) => [id, findingOf(gap(id), intervals[id])])) as MeasuredColumn<
      BinaryGroupId,
      ParityId
    >['gaps'],
    against: reference < 0 ? null : againstReference(table, reference),
  };
}

function aboutTheOtherAnswer({ labels, predicted, scores, weights }: BinaryLog): BinaryLog {
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
