// A prediction log of any kind measured: candidates, groups, pairs, with bootstrap intervals. Told by slices, stopped by ending the
// worker.
import type { LogColumns, LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import type { Run } from '../../../shared/engine/certainty/run.ts';
import { rocAuc } from '../../../shared/measures/classification/curveAreas.ts';
import { scoreOrder, scoreSteps } from '../../../shared/measures/classification/scoreSteps.ts';
import type { GroupColumn } from '../../../shared/measures/fairness/groups.ts';
import { intersection } from '../../../shared/measures/fairness/groups.ts';
import { multiclassLog } from '../../../shared/measures/log/multiclassLog.ts';
import type { LogChoices } from '../../../shared/measures/log/predictionLog.ts';
import { binaryLog, LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import { rankingLog } from '../../../shared/measures/log/rankingLog.ts';
import { regressionLog } from '../../../shared/measures/log/regressionLog.ts';
import type { LeftOut } from '../../../shared/measures/log/usableRows.ts';
import { reversedGain } from '../../../shared/measures/ranking/reversed.ts';
import type { MulticlassStudy } from '../../../shared/measures/study/multiclassStudy.ts';
import { multiclassStudy } from '../../../shared/measures/study/multiclassStudy.ts';
import type { RankingStudy } from '../../../shared/measures/study/rankingStudy.ts';
import { rankingStudy } from '../../../shared/measures/study/rankingStudy.ts';
import type { RegressionStudy } from '../../../shared/measures/study/regressionStudy.ts';
import { regressionStudy } from '../../../shared/measures/study/regressionStudy.ts';
import type { Study, StudyOptions } from '../../../shared/measures/study/study.ts';
import { startStudy } from '../../../shared/measures/study/study.ts';
import type { Reporter } from '../reporter.ts';

export interface PredictionStudyInput {
  kind: LogKind;
  /** By their place in the table; only those that the roles name. */
  columns: LogColumns;
  roles: LogRoles;
  choices: LogChoices;
  options: Omit<StudyOptions, 'references'>;
}

/** A candidate that seems to say the opposite of what it means. */
interface Backwards {
  name: string;
  /** Two answers: ROC AUC. Numbers: the correlation. Lists: NDCG@10 as it is. */
  value: number;
  /** Lists: NDCG@10 in the reversed order. */
  reversed: number | null;
}
interface Measured<Kind extends LogKind, KindStudy> {
  problem: null;
  kind: Kind;
  study: KindStudy;
  /** Rows left out, by reason. */
  left: LeftOut;
  backwards: Backwards[];
  /** Of lists: group columns that differ within a query, so that nothing is measured by them. */
  mixed: string[];
}
export type MeasuredBinary = Measured<'binary', Study>;
export type MeasuredNumbers = Measured<'regression', RegressionStudy>;
export type MeasuredAnswers = Measured<'multiclass', MulticlassStudy>;
export type MeasuredLists = Measured<'ranking', RankingStudy>;
export type MeasuredLog = MeasuredBinary | MeasuredNumbers | MeasuredAnswers | MeasuredLists;
export type PredictionStudyAnswer = { problem: string } | MeasuredLog;

/** What one slice may take. */
const SLICE_MS = 60;

/** A log that cannot be measured as it was described is an answer, with the sentence. */
export function predictionStudy(
  input: PredictionStudyInput,
  report: Pick<Reporter<PredictionStudyAnswer>, 'progress'>,
): PredictionStudyAnswer {
  const drive: Drive = (run) => {
    let count = 8;
    while (run.done < run.total) {
      const from = performance.now();
      run.advance(count);
      const took = Math.max(0.1, performance.now() - from);
      count = Math.max(1, Math.min(4 * count, Math.floor((count * SLICE_MS) / took)));
      report.progress(run.done / run.total);
    }
    return run.result();
  };
  try {
    return measure[input.kind](input, drive);
  } catch (error) {
    if (error instanceof LogProblem) return { problem: error.message };
    throw error;
  }
}

type Drive = <Result>(run: Run<Result>) => Result;

const measure: Record<LogKind, (input: PredictionStudyInput, drive: Drive) => MeasuredLog> = {
  binary({ columns, roles, choices, options }, drive) {
    const log = binaryLog(columns, roles, choices);
    const backwards = log.candidates.flatMap(({ name, scores }) => {
      if (scores === null) return [];
      const area = rocAuc(scoreSteps(log.labels, scores, log.weights, scoreOrder(scores)));
      return area < 0.5 ? [{ name, value: area, reversed: null }] : [];
    });
    const groups = withPairs(log.groups);
    const referred = groups.map((column, v) => column.groups.indexOf(roles.groups[v]?.reference ?? ''));
    const study = drive(startStudy(log, groups, { ...options, references: referred }));
    return { problem: null, kind: 'binary', study, left: log.left, backwards, mixed: [] };
  },
  regression({ columns, roles, options }, drive) {
    const log = regressionLog(columns, roles);
    const study = drive(regressionStudy(log, withPairs(log.groups), options));
    const backwards = study.candidates.flatMap(({ name, measures }) => {
      const { value } = measures.pearson.measure;
      return value !== null && value < 0 ? [{ name, value, reversed: null }] : [];
    });
    return { problem: null, kind: 'regression', study, left: log.left, backwards, mixed: [] };
  },
  multiclass({ columns, roles, options }, drive) {
    const log = multiclassLog(columns, roles);
    const study = drive(multiclassStudy(log, withPairs(log.groups), options));
    return { problem: null, kind: 'multiclass', study, left: log.left, backwards: [], mixed: [] };
  },
  ranking({ columns, roles, choices, options }, drive) {
    const log = rankingLog(columns, roles, choices.inverted);
    const backwards = log.candidates.flatMap(({ name, scores }) => {
      const found = reversedGain(log, scores);
      return found === null ? [] : [{ name, value: found.asIs, reversed: found.reversed }];
    });
    const study = drive(rankingStudy(log, withPairs(log.groups), options));
    return { problem: null, kind: 'ranking', study, left: log.left, backwards, mixed: log.mixed };
  },
};

/** Every attribute, and every two of them at once. */
const withPairs = (groups: readonly GroupColumn[]): GroupColumn[] => [
  ...groups,
  ...groups.flatMap((one, k) => groups.slice(k + 1).map((two) => intersection(one, two))),
];
