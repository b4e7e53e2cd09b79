// A prediction log measured: candidates, groups, pairs, with bootstrap intervals. Told by slices, stopped by ending the worker.
import { rocAuc } from '../../../shared/measures/classification/curveAreas.ts';
import { scoreOrder, scoreSteps } from '../../../shared/measures/classification/scoreSteps.ts';
import { intersection } from '../../../shared/measures/fairness/groups.ts';
import type { LogChoices, LogColumn } from '../../../shared/measures/log/predictionLog.ts';
import { binaryLog, LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import type { LogRoles } from '../../../shared/measures/log/roles.ts';
import type { Study, StudyOptions } from '../../../shared/measures/study/study.ts';
import { startStudy } from '../../../shared/measures/study/study.ts';
import { inSlices } from '../inSlices.ts';
import type { Reporter } from '../reporter.ts';

export interface PredictionStudyInput {
  /** By their place in the table; only those that the roles name. */
  columns: readonly (LogColumn | undefined)[];
  roles: LogRoles;
  choices: LogChoices;
  options: Omit<StudyOptions, 'references'>;
  /** Per group column of the roles its reference group; null: none was named. */
  references: readonly (string | null)[];
}

export interface MeasuredLog {
  problem: null;
  study: Study;
  /** Rows left out, by reason. */
  left: { noLabel: number; noPrediction: number; noWeight: number };
  /** Candidates whose larger scores go with the other answer. */
  backwards: { name: string; rocAuc: number }[];
}
export type PredictionStudyAnswer = { problem: string } | MeasuredLog;

/** A log that cannot be measured as it was described is an answer, with the sentence. */
export function predictionStudy(
  { columns, roles, choices, options, references }: PredictionStudyInput,
  report: Pick<Reporter<PredictionStudyAnswer>, 'progress'>,
): PredictionStudyAnswer {
  try {
    const log = binaryLog(columns, roles, choices);
    const backwards = log.candidates.flatMap(({ name, scores }) => {
      if (scores === null) return [];
      const area = rocAuc(scoreSteps(log.labels, scores, log.weights, scoreOrder(scores)));
      return area < 0.5 ? [{ name, rocAuc: area }] : [];
    });
    const both = log.groups.flatMap((one, k) => log.groups.slice(k + 1).map((two) => intersection(one, two)));
    const groups = [...log.groups, ...both];
    const run = startStudy(log, groups, {
      ...options,
      references: groups.map((column, v) => column.groups.indexOf(references[v] ?? '')),
    });
    inSlices(run, (fraction) => report.progress(fraction));
    return { problem: null, study: run.result(), left: log.left, backwards };
  } catch (error) {
    if (error instanceof LogProblem) return { problem: error.message };
    throw error;
  }
}
