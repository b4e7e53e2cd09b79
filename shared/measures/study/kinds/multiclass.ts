// A log of a question with several answers: rates of every candidate and group, and what each takes for what.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { expectedError } from '../../classification/calibration.ts';
import type { ProbabilityRows, TopId } from '../../classification/classProbabilities.ts';
import {
  BINS,
  binOf,
  classReliability,
  confidenceReliability,
  errorOfBins,
  probabilityRows,
  topCutoffs,
} from '../../classification/classProbabilities.ts';
import type { MulticlassId } from '../../classification/multiclass.ts';
import {
  multiclassIds,
  multiclassMeasures,
  multiclassRates,
  multiclassTable,
} from '../../classification/multiclass.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import type { MulticlassLog } from '../../log/multiclassLog.ts';
import { multiclassLog } from '../../log/multiclassLog.ts';
import { explainedAnswer } from '../../log/explainedLog.ts';
import type { Measure } from '../../measure.ts';
import { measured } from '../../measure.ts';
import type { LogKernel } from '../kind.ts';
import type { AnswerCalibration, Confusions, Kernel, MeasuredCandidate, SampleOptions, Study } from '../study.ts';
import { rightCases, startCaseStudy } from '../caseStudy.ts';
import type { GapOf } from '../sums.ts';
import { startSums } from '../sums.ts';

/** What follows from probabilities. */
const probabilityIds = ['logLoss', 'brier', 'top1', 'top3', 'top5', 'ece', 'classwiseEce'] as const;
export type ProbabilityId = (typeof probabilityIds)[number];
type AnswerId = MulticlassId | ProbabilityId;

const answerGroupIds = ['accuracy', 'macroRecall'] as const;
/** Measured by group where a candidate gives probabilities; elsewhere the study has none of them. */
const lossGroupIds = ['logLoss', 'brier'] as const;
export type MulticlassGroupId = (typeof answerGroupIds)[number] | (typeof lossGroupIds)[number];
type MulticlassStudy = Study<AnswerId, MulticlassGroupId, GapOf<MulticlassGroupId>>;

export const multiclass: LogKernel = {
  answersInWords: true,
  readBeforeKept: true,
  says: ['prediction', 'classProbabilities'],
  needs: (has) => has('prediction') || has('classProbabilities'),
  yesOrNo: false,
  inLists: false,
  onScale: false,
  explained: explainedAnswer,
  read: (columns, roles) => {
    const log = multiclassLog(columns, roles);
    return {
      rows: log,
      mixed: [],
      compared: rightCases(log),
      caseAt: log.at,
      study: (groups, options) => multiclassStudy(log, groups, options),
      backwards: () => [],
    };
  },
};

/**
 * Rows are drawn, candidates over the same ones; the leading measure is accuracy. Counted are the answers, and the rows in which
 * probabilities of some candidate did not add up to 1.
 */
export function multiclassStudy(
  log: MulticlassLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): SlicedRun<MulticlassStudy> {
  return startCaseStudy(
    log,
    columns,
    {
      measure: startMeasuring(log, columns, options),
      compared: rightCases(log),
      counts: () => ({
        classes: log.classes.length,
        ...unevenOf(log),
      }),
    },
    options,
  );
}

/** Over all candidates the most rows whose probabilities did not add up to 1, the least and the largest sum. */
function unevenOf({ candidates }: MulticlassLog) {
  const found = candidates.flatMap(({ probabilities }) => (probabilities === null ? [] : [probabilities.uneven]));
  return {
    uneven: Math.max(0, ...found.map(({ rows }) => rows)),
    unevenLeast: Math.min(1, ...found.map(({ least }) => least)),
    unevenMost: Math.max(1, ...found.map(({ most }) => most)),
  };
}

function startMeasuring(
  { rows, labels, weights, classes, candidates, units = null }: MulticlassLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): Kernel<AnswerId, MulticlassGroupId, GapOf<MulticlassGroupId>>['measure'] {
  const k = classes.length;
  const told: Pick<MeasuredCandidate<AnswerId, MulticlassGroupId, string>, 'confusions' | 'answers' | 'reliability'>[] =
    [];
  const losses = candidates.some(({ probabilities }) => probabilities?.scores === false);
  const groupIds: readonly MulticlassGroupId[] = losses ? [...answerGroupIds, ...lossGroupIds] : answerGroupIds;
  const weight = (row: number) => (weights === null ? 1 : weights[row]!);
  const run = startSums<AnswerId, AnswerId, MulticlassGroupId>(
    {
      rows,
      columns,
      weights,
      units,
      shares: answerGroupIds,
      candidates: candidates.length,
      measure: (c) => {
        const { name, predicted, probabilities } = candidates[c]!;
        const table = multiclassTable(labels, predicted, weights, k);
        const { classes: ofClasses, ...measures } = multiclassMeasures(table, classes);
        const confusions: Confusions = { classes, table, ofClasses };
        const given = probabilities !== null && probabilities.without.length === 0 ? probabilities.values : null;
        const scores = probabilities?.scores === true;
        const ranked = given && probabilityRows(labels, given, k);
        const sums = ranked && probabilitySums(ranked, { labels, values: given!, scores, k, from: k * k });
        // Scores have an order, and nothing else that could be right or wrong.
        const costs = scores ? null : ranked;
        const answers = given && costs && classes.map((_, answer) => calibrationOf(answer, given));
        const whole = answers && measured(answers.reduce((sum, { ece }) => sum + ece.value!, 0) / k, NO_ROWS);
        const reason =
          probabilities === null
            ? `${name} gives no probabilities.`
            : probabilities.without.length > 0
              ? `${name} gives no probability of “${probabilities.without[0]!}”.`
              : `${name} gives scores, which are no probabilities.`;
        told[c] = { confusions, answers, reliability: costs && confidenceReliability(costs, weights) };
        return {
          measures: {
            ...measures,
            ...probabilityMeasures(sums, reason),
            ...(whole === null ? {} : { classwiseEce: whole }),
          },
          sums: {
            ids: [...multiclassIds, ...(sums?.ids ?? [])],
            shares: { accuracy: 0, top1: 0, top3: 0, top5: 0 },
            groupIds,
            worst: 'smallest',
            sums: k * k + (sums?.size ?? 0),
            groupSums: 2 * k + 2,
            reasons: {
              accuracy: NO_ROWS,
              macroRecall: NO_ROWS,
              logLoss: costs === null ? reason : NO_ROWS,
              brier: costs === null ? reason : NO_ROWS,
            },
            contribute: (row, add) => {
              add(labels[row]! * k + predicted[row]!, weight(row));
              sums?.contribute(row, weight(row), add);
            },
            contributeToGroup: (row, add) => {
              add(2 * labels[row]!, weight(row));
              if (labels[row] === predicted[row]) add(2 * labels[row]! + 1, weight(row));
              if (costs === null) return;
              add(2 * k, weight(row) * costs.logLoss[row]!);
              add(2 * k + 1, weight(row) * costs.brier[row]!);
            },
            whole: (found, out) => {
              multiclassRates(found, k, out);
              sums?.whole(found, out, multiclassIds.length);
            },
            group: (found, at, out, to) => {
              const total = recalls(found, at, k, out, to);
              if (!losses) return;
              out[to + 2] = costs === null ? NaN : found[at + 2 * k]! / total;
              out[to + 3] = costs === null ? NaN : found[at + 2 * k + 1]! / total;
            },
          },
        };
      },
    },
    options,
  );

  function calibrationOf(answer: number, values: Float64Array): AnswerCalibration {
    const table = classReliability(labels, values, k, answer, weights);
    const support = labels.reduce((sum, label, row) => sum + (label === answer ? weight(row) : 0), 0);
    return {
      answer: classes[answer]!,
      support,
      reliability: table,
      ece: measured(expectedError(table), NO_ROWS),
    };
  }
  /** The whole log as one sample. */
  function probabilityMeasures(sums: ProbabilitySums | null, reason: string): Record<ProbabilityId, Measure> {
    const values = new Map<ProbabilityId, number>();
    if (sums !== null) {
      const all = new Float64Array(k * k + sums.size);
      for (let row = 0; row < rows; row++) {
        all[0]! += weight(row);
        sums.contribute(row, weight(row), (place, amount) => (all[place]! += amount));
      }
      const out = new Float64Array(sums.ids.length);
      sums.whole(all, out, 0);
      sums.ids.forEach((id, j) => values.set(id, out[j]!));
    }
    const entries = probabilityIds.map((id): [ProbabilityId, Measure] => {
      const value = values.get(id);
      if (value !== undefined) return [id, measured(value, NO_ROWS)];
      const tooFew = sums !== null && topCutoffs.some((cutoff) => id === `top${cutoff}` && cutoff >= k);
      return [id, { value: null, reason: tooFew ? `There are only ${k} answers.` : reason }];
    });
    return Object.fromEntries(entries) as Record<ProbabilityId, Measure>;
  }

  return {
    total: run.total,
    get done() {
      return run.done;
    },
    advance: (count) => run.advance(count),
    result: () => run.result().map((candidate, c) => ({ ...candidate, ...told[c]! })),
  };
}

interface ProbabilitySums {
  ids: ProbabilityId[];
  size: number;
  contribute: (row: number, weight: number, add: (place: number, amount: number) => void) => void;
  whole: (sums: Float64Array, out: Float64Array, to: number) => void;
}

/** The classwise error is drawn where this many answers or fewer make the sums of its bins. */
const MOST_DRAWN = 12;

/**
 * The measures of probabilities as sums: the losses, the chances to be among the first, then per bin of the largest probability and of
 * the probability of each answer its weight, what came true and the probabilities. The classwise error is the mean error of the
 * answers: Kull et al. (2019), NeurIPS.
 * @param scores  whether the numbers are scores: then only who is among the first is measured.
 * @param from    the place of the first of these sums; those before hold the weight of all rows.
 */
function probabilitySums(
  costs: ProbabilityRows,
  {
    labels,
    values,
    scores,
    k,
    from,
  }: { labels: Int32Array; values: Float64Array; scores: boolean; k: number; from: number },
): ProbabilitySums {
  const tops = topCutoffs.flatMap((cutoff, t) =>
    cutoff < k ? [{ id: `top${cutoff}` as TopId, of: costs.top[t]! }] : [],
  );
  if (scores)
    return {
      ids: tops.map(({ id }) => id),
      size: tops.length,
      contribute: (row, w, add) => tops.forEach(({ of }, j) => add(from + j, w * of[row]!)),
      whole: (sums, out, to) => {
        const total = sumUpTo(sums, from);
        tops.forEach((_, j) => (out[to + j] = sums[from + j]! / total));
      },
    };
  const losses = [costs.logLoss, costs.brier, ...tops.map(({ of }) => of)];
  const bins = from + losses.length;
  const classBins = bins + 3 * BINS;
  const perClass = k <= MOST_DRAWN;
  return {
    ids: ['logLoss', 'brier', ...tops.map(({ id }) => id), 'ece', ...(perClass ? (['classwiseEce'] as const) : [])],
    size: losses.length + 3 * BINS * (1 + (perClass ? k : 0)),
    contribute: (row, w, add) => {
      losses.forEach((loss, j) => add(from + j, w * loss[row]!));
      const put = (at: number, probability: number, came: number) => {
        const bin = at + 3 * binOf(probability);
        add(bin, w);
        if (came > 0) add(bin + 1, w * came);
        add(bin + 2, w * probability);
      };
      put(bins, costs.confidence[row]!, costs.right[row]!);
      if (!perClass) return;
      for (let c = 0; c < k; c++) put(classBins + 3 * BINS * c, values[row * k + c]!, labels[row] === c ? 1 : 0);
    },
    whole: (sums, out, to) => {
      const total = sumUpTo(sums, from);
      losses.forEach((_, j) => (out[to + j] = sums[from + j]! / total));
      out[to + losses.length] = errorOfBins(sums, bins);
      if (!perClass) return;
      let error = 0;
      for (let c = 0; c < k; c++) error += errorOfBins(sums, classBins + 3 * BINS * c);
      out[to + losses.length + 1] = error / k;
    },
  };
}

function sumUpTo(sums: Float64Array, end: number): number {
  let total = 0;
  for (let place = 0; place < end; place++) total += sums[place]!;
  return total;
}

const NO_ROWS = 'The group has no rows, or all their weights are 0.';

/** Accuracy, and the mean recall of the classes that occur in the labels. @returns the weight of all rows. */
function recalls(sums: Float64Array, at: number, k: number, out: Float64Array, to: number): number {
  let total = 0;
  let right = 0;
  let recall = 0;
  let seen = 0;
  for (let c = 0; c < k; c++) {
    const labelled = sums[at + 2 * c]!;
    const hit = sums[at + 2 * c + 1]!;
    total += labelled;
    right += hit;
    if (labelled === 0) continue;
    recall += hit / labelled;
    seen++;
  }
  out[to] = right / total;
  out[to + 1] = recall / seen;
  return total;
}
