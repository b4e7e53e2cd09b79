// A log of a question with two answers: rates and scores of every candidate, rates of every group, and how alike groups are treated.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { atOnce } from '../../../engine/certainty/run.ts';
import { dealt, effectiveUnits, gathered } from '../../bootstrap/units.ts';
import { unitScoreIntervals } from '../../bootstrap/unitScores.ts';
import type { CountedIntervals } from '../../bootstrap/counted.ts';
import { startCountedBootstrap } from '../../bootstrap/counted.ts';
import type { ScoredId, ScoredIntervals } from '../../bootstrap/scored.ts';
import { scoredIds, startBinnedBootstrap, startScoredBootstrap } from '../../bootstrap/scored.ts';
import type { BinaryLog, BinaryMeasureId } from '../../classification/binary.ts';
import { binaryMeasures } from '../../classification/binary.ts';
import type { Reliability } from '../../classification/calibration.ts';
import { reliability } from '../../classification/calibration.ts';
import { confusionTable, FN, FP, TN, TP } from '../../classification/confusion.ts';
import { rocAuc } from '../../classification/curveAreas.ts';
import { amountsOf, effectiveCases } from '../../classification/entries.ts';
import { areaBounds, binnedReliability, otherAnswerBins } from '../../classification/scoreBins.ts';
import { areProbabilities } from '../../classification/probability.ts';
import type { RateId } from '../../classification/rates.ts';
import { rate, rateIds } from '../../classification/rates.ts';
import type { IntervalOrReason } from '../../bootstrap/interval.ts';
import type { UnitSizes } from '../../compare/unitSizes.ts';
import { shareOfSizes } from '../../compare/unitSizes.ts';
import type { CandidateUnits, UnitRows } from '../../log/countedUnits.ts';
import { scoreOrder, scoreSteps } from '../../classification/scoreSteps.ts';
import type { GroupMeasureId, SharedRateId } from '../../fairness/groupMeasures.ts';
import { groupMeasures } from '../../fairness/groupMeasures.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import { unitShareInterval } from '../../fairness/unitShares.ts';
import { unitRateIntervals } from '../../fairness/unitRateIntervals.ts';
import type { JudgedId } from '../../fairness/parityVerdicts.ts';
import { judgeParity } from '../../fairness/parityVerdicts.ts';
import { againstReference } from '../../fairness/reference.ts';
import type { PredictionLog } from '../../log/predictionLog.ts';
import { binaryCube, binaryLog } from '../../log/predictionLog.ts';
import { explainedAnswers } from '../../log/explainedLog.ts';
import type { Backwards, LogKernel } from '../kind.ts';
import type { MeasuredCandidate, MeasuredColumn, Study, StudyOptions } from '../study.ts';
import { rightCases, startCaseStudy } from '../caseStudy.ts';
import { findingsWith, UNITS_UNKNOWN, unjudged } from './unitsUnknown.ts';
import { readMargins } from './binaryMargins.ts';
import { findingsOf } from '../study.ts';

type RateIntervals = Pick<CountedIntervals, 'rates'>;
type BinaryGroupId = RateId | GroupMeasureId;
type MeasuredBinary = MeasuredCandidate<BinaryMeasureId, BinaryGroupId, JudgedId>;
type BinaryStudy = Study<BinaryMeasureId, BinaryGroupId, JudgedId>;

export const binary: LogKernel = {
  answersInWords: true,
  readBeforeKept: true,
  says: ['score', 'prediction'],
  needs: (has) => has('score') || has('prediction'),
  yesOrNo: true,
  inLists: false,
  onScale: false,
  explained: explainedAnswers,
  read: (columns, roles, choices, scores = [], cubeUnits = null, mailed = null) => {
    if (mailed !== null) return readMargins(columns, roles, choices, mailed);
    const log = roles.cells
      ? binaryCube(columns, roles, choices, scores, cubeUnits)
      : binaryLog(columns, roles, choices);
    return {
      rows: log,
      mixed: [],
      compared: rightCases(log),
      caseAt: log.at,
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
  return startCaseStudy(
    log,
    columns,
    {
      measure: startMeasuring(log, columns, options),
      compared: rightCases(log),
      counts: () => ({
        positives: log.labels.reduce((sum, label, i) => sum + label * (log.counts ? log.counts[i]! : 1), 0),
      }),
    },
    options,
  );
}

/** Whose larger scores go with the other answer, and whose decisions do. */
function backwardsOf(log: PredictionLog): Backwards[] {
  const { labels, weights, candidates } = log;
  const effective = effectiveCases(labels.length, log);
  return candidates.flatMap(({ name, scores, predicted, bins = null }): Backwards[] => {
    if (scores !== null) {
      const area = rocAuc(scoreSteps(labels, scores, weights, scoreOrder(scores)));
      if (area < 0.5) return [{ name, says: 'score', value: area, reversed: null }];
    }
    if (bins !== null) {
      const { lo, hi } = areaBounds(bins.whole);
      if (hi < 0.5) return [{ name, says: 'score', value: (lo + hi) / 2, reversed: null }];
    }
    const right = againstLabel(confusionTable(labels, predicted, amountsOf(log)), effective);
    return right === null ? [] : [{ name, says: 'prediction', value: right, reversed: 1 - right }];
  });
}

/** A correlation of label and decision this far below 0, and this many standard errors, is no chance and no weak candidate. */
const FAR_BELOW = -0.2;
const FAR_OFF = -3;

/** The share of right decisions where it is far below what chance would give; else null. */
function againstLabel(table: Float64Array, rows: number): number | null {
  const [tn, fp, fn, tp] = [table[TN]!, table[FP]!, table[FN]!, table[TP]!];
  const spread = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  if (!(spread > 0)) return null;
  const correlation = (tp * tn - fp * fn) / spread;
  if (correlation > FAR_BELOW || correlation * Math.sqrt(rows) > FAR_OFF) return null;
  return (tp + tn) / (tn + fp + fn + tp);
}

/**
 * The measures first, then of one candidate after another the bootstrap of its counts and that of its score. A slice of 16
 * replicates of a million rows takes some 20 ms.
 */
function startMeasuring(
  log: PredictionLog,
  columns: readonly GroupColumn[],
  options: StudyOptions,
): SlicedRun<MeasuredBinary[]> {
  const { labels, weights, counts = null, squares = null } = log;
  const favoursNegative = options.favourable === 'negative';
  const logs = log.candidates.map(({ scores, predicted, bins = null }): BinaryLog => ({
    labels,
    predicted,
    scores,
    bins,
    weights,
    counts,
    squares,
  }));
  const measures = logs.map(binaryMeasures);
  const units = log.units ? dealt(log.units, options.seed) : null;
  const inOrder = units && gathered(units);
  const effective = inOrder ? effectiveUnits(inOrder, weights) : 0;
  // Where rows come in units no samples are drawn: each unit is left out in turn, which is one step.
  const inUnits = units !== null || log.candidates.some(({ byUnit = null }) => byUnit !== null);
  const steps = inUnits ? 1 : options.replicates;
  const runs = logs.flatMap((_, c): (() => SlicedRun<RateIntervals | ScoredIntervals>)[] => {
    const { byUnit = null } = log.candidates[c]!;
    if (byUnit !== null) {
      const byRates = () => atOnce(() => ({ rates: countedRateIntervals(logs[c]!, byUnit, log.sizes ?? null, c) }));
      return hasScores(logs[c]!) ? [byRates, () => atOnce(() => unknownScoreIntervals)] : [byRates];
    }
    if (units !== null) {
      const byRates = () => atOnce(() => ({ rates: unitRateIntervals(logs[c]!, inOrder!, units, effective) }));
      return logs[c]!.scores === null ? [byRates] : [byRates, () => atOnce(() => scoresByUnits(c))];
    }
    const counted = () => startCountedBootstrap(logs[c]!, options);
    return hasScores(logs[c]!) ? [counted, () => startScores(c)] : [counted];
  });
  const results: (RateIntervals | ScoredIntervals)[] = [];
  let current: SlicedRun<RateIntervals | ScoredIntervals> | null = null;

  const estimatesOf = (c: number) =>
    Object.fromEntries(scoredIds.map((id) => [id, measures[c]![id].value ?? NaN])) as Record<ScoredId, number>;
  const startScores = (c: number): SlicedRun<ScoredIntervals> => {
    const { scores, bins = null } = logs[c]!;
    if (bins !== null) return startBinnedBootstrap(bins.whole, estimatesOf(c), options);
    return startScoredBootstrap(labels, unitScores(scores!), weights, estimatesOf(c), options);
  };
  const scoresByUnits = (c: number): ScoredIntervals =>
    unitScoreIntervals(labels, unitScores(logs[c]!.scores!), weights, inOrder!, effective, estimatesOf(c));

  return {
    total: steps * runs.length,
    get done() {
      return results.length * steps + (current?.done ?? 0);
    },
    advance(count) {
      if (results.length === runs.length) return;
      current ??= runs[results.length]!();
      current.advance(count);
      if (current.done < current.total) return;
      results.push(current.result());
      // Frees its replicates.
      current = null;
    },
    result() {
      let at = 0;
      return logs.map((own, c): MeasuredBinary => {
        const { rates } = results[at++] as RateIntervals;
        const scored = hasScores(own) ? (results[at++] as ScoredIntervals) : {};
        const asked = favoursNegative ? aboutTheOtherAnswer(own) : own;
        return {
          measures: findingsOf(measures[c]!, { ...scored, ...rates }),
          reliability: reliabilityOf(own),
          columns: columns.map((column, v) => {
            const { byUnit = null } = log.candidates[c]!;
            if (byUnit === null) return measureGroups(asked, column, options, v, units);
            return measureCountedGroups(asked, column, options, v, byUnit);
          }),
        };
      });
    },
  };
}

const hasScores = ({ scores, bins = null }: BinaryLog) => scores !== null || bins !== null;

function reliabilityOf({ labels, scores, weights, bins = null }: BinaryLog): Reliability | null {
  if (bins !== null) return binnedReliability(bins.whole);
  return scores !== null && areProbabilities(scores) ? reliability(labels, scores, weights) : null;
}

function measureGroups(
  log: BinaryLog,
  column: GroupColumn,
  { smallest, tolerance, references }: StudyOptions,
  v: number,
  units: ReturnType<typeof dealt> | null,
): MeasuredColumn<BinaryGroupId, JudgedId> {
  const reference = references[v] ?? -1;
  const table = confusionTable(log.labels, log.predicted, amountsOf(log), column.codes, column.groups.length);
  return {
    groups: groupMeasures(log, column, smallest, units).map((group) => ({
      measures: findingsOf<BinaryGroupId>(
        {
          ...group.rates,
          rocAuc: group.rocAuc,
          meanScore: group.meanScore,
          logLoss: group.logLoss,
          brier: group.brier,
          ece: group.ece,
          calibrationInTheLarge: group.calibrationInTheLarge,
        },
        group.intervals,
      ),
      reliability: group.reliability,
    })),
    gaps: judgeParity(log, column, { smallest, tolerance, reference, units }),
    against: reference < 0 ? null : againstReference(table, reference),
  };
}

/**
 * Of a cube whose cases come in units: rates from the cells, their intervals and the verdicts on gaps from the units that were counted.
 * Of what was not counted it is said that nobody knows.
 * @param log  the positive answer being the favourable one.
 */
function measureCountedGroups(
  log: BinaryLog,
  column: GroupColumn,
  options: StudyOptions,
  v: number,
  byUnit: CandidateUnits,
): MeasuredColumn<BinaryGroupId, JudgedId> {
  const plain = measureGroups(log, column, options, v, null);
  const rows = byUnit.of(column);
  const asRows = rows && entriesOf(rows, options.favourable === 'negative');
  const own: GroupColumn | null = rows && { ...column, codes: rows.codes, counts: rows.counts };
  const { smallest, tolerance } = options;
  const reference = options.references[v] ?? -1;
  const intervals = asRows && groupMeasures(asRows, own!, smallest, rows!.units).map((group) => group.intervals);
  const known = (g: number, id: string) => (id in intervals![g]! ? intervals![g]![id as SharedRateId] : UNITS_UNKNOWN);
  return {
    ...plain,
    groups: plain.groups.map((group, g) => ({
      ...group,
      measures: findingsWith(group.measures, (id) => (intervals === null ? UNITS_UNKNOWN : known(g, id))),
    })),
    gaps:
      asRows === null || byUnit.shares(column)
        ? unjudged(plain.gaps)
        : judgeParity(asRows, own!, { smallest, tolerance, reference, units: rows!.units }),
  };
}

/** Units of a cube as rows of a log. */
function entriesOf({ labels, predicted, counts }: UnitRows, otherAnswer: boolean): BinaryLog {
  const log: BinaryLog = { labels, predicted, scores: null, weights: null, counts, squares: null };
  return otherAnswer ? aboutTheOtherAnswer(log) : log;
}

const unknownScoreIntervals = Object.fromEntries(scoredIds.map((id) => [id, UNITS_UNKNOWN])) as ScoredIntervals;

/** Intervals of the rates of a candidate of a cube whose cases come in units; of accuracy always, of the others where they were counted. */
function countedRateIntervals(
  log: BinaryLog,
  byUnit: CandidateUnits,
  sizes: UnitSizes | null,
  c: number,
): Record<RateId, IntervalOrReason> {
  const rows = byUnit.of(null);
  if (rows !== null) {
    const inOrder = gathered(rows.units);
    const asRows = entriesOf(rows, false);
    return unitRateIntervals(asRows, inOrder, rows.units, effectiveUnits(inOrder, rows.counts));
  }
  const unknown = Object.fromEntries(rateIds.map((id) => [id, UNITS_UNKNOWN])) as Record<RateId, IntervalOrReason>;
  if (sizes === null || sizes.cases.length === 0) return unknown;
  const value = rate('accuracy', confusionTable(log.labels, log.predicted, amountsOf(log)));
  return { ...unknown, accuracy: unitShareInterval(shareOfSizes(sizes, c, value), 0) };
}

function aboutTheOtherAnswer({ labels, predicted, scores, bins = null, ...entries }: BinaryLog): BinaryLog {
  return {
    ...entries,
    labels: labels.map((label) => 1 - label),
    predicted: predicted.map((decision) => 1 - decision),
    scores: scores && (areProbabilities(scores) ? scores.map((score) => 1 - score) : scores.map((score) => -score)),
    bins: bins && {
      whole: otherAnswerBins(bins.whole),
      byColumn: new Map(Array.from(bins.byColumn, ([column, groups]) => [column, groups.map(otherAnswerBins)])),
    },
  };
}

/** Scores as they are when they are probabilities; others squeezed into 0 … 1, which changes no order. */
function unitScores(scores: Float64Array): Float64Array {
  if (areProbabilities(scores)) return scores;
  const lo = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const hi = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  return scores.map((score) => (hi > lo ? (score - lo) / (hi - lo) : 0.5));
}
