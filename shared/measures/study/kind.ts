// The interface that every kind of log implements. A new one is a file beside the others in kinds/, and a line in kinds/index.ts.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { ComparedMeasure } from '../compare/verdict.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { ExplainedLog } from '../log/explainedLog.ts';
import type { LogChoices } from '../log/predictionLog.ts';
import type { CountedScores, CountedUnits, MailedCounts } from '../../domain/cube.ts';
import type { LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import type { LogRows } from '../log/usableRows.ts';
import type { Study, StudyOptions } from './study.ts';

/** A candidate that seems to say the opposite of what it means. */
export interface Backwards {
  name: string;
  /** What goes the other way. */
  says: 'score' | 'prediction';
  /** The measure that shows it, as it is. */
  value: number;
  /** The same with the order reversed; null where it was not tried. */
  reversed: number | null;
}

/** A log of one kind, ready to be measured. */
export interface ReadLog {
  rows: Pick<LogRows, 'groups' | 'left' | 'merged'>;
  /** Group columns that differ within what is drawn as one, so that nothing is measured by them. */
  mixed: readonly string[];
  /** The leading measure, case by case: what candidates are compared by. */
  compared: ComparedMeasure;
  /** Per case of it a row of the table; of a list its first. */
  caseAt: Int32Array;
  /** @param columns  the groups to measure by: those of the log, and perhaps two of them together. */
  study: (columns: readonly GroupColumn[], options: StudyOptions) => SlicedRun<Study>;
  /** Asked with the finished study of the log. */
  backwards: (study: Study) => Backwards[];
}

/** A column in which a candidate says what it says, or several: a probability of each answer. */
export type SaidIn = 'score' | 'prediction' | 'intervalLow' | 'intervalHigh' | 'classProbabilities';

/** What is particular to one kind of log. */
export interface LogKernel {
  /** Labels and predictions are answers, compared as words however they are written; else they are numbers. */
  answersInWords: boolean;
  /** Whether cells may say what no log of this kind can, so that it is read before it is kept, and refused with the sentence. */
  readBeforeKept: boolean;
  /** What a candidate says, in the order in which a person is asked for it. */
  says: readonly SaidIn[];
  /** Whether what a candidate has is enough. */
  needs: (has: (said: SaidIn) => boolean) => boolean;
  /**
   * Candidates say yes or no, some by a score and a threshold. So one label is the positive one, one outcome may be favourable,
   * groups may be compared with a reference, and another threshold makes another candidate.
   */
  yesOrNo: boolean;
  /** Cases come in lists, which the query tells apart. */
  inLists: boolean;
  /** Answers stand on a scale, so that those in words have an order, which is asked. */
  onScale: boolean;
  /**
   * Reads the columns as a log of this kind.
   * @param scores  of a cube: scores that were counted in bins, beside the cells that the columns are.
   * @param units   of a cube whose cases come in units: how these go together.
   * @param mailed  of a cube that was made to be mailed: all that is known of its cases.
   * @throws LogProblem with the sentence for the person, where they cannot be read so.
   */
  read: (
    columns: LogColumns,
    roles: LogRoles,
    choices: LogChoices,
    scores?: readonly CountedScores[],
    units?: CountedUnits | null,
    mailed?: MailedCounts | null,
  ) => ReadLog;
  /**
   * Reads them as far as surrogates need it.
   * @throws LogProblem as `read`.
   */
  explained: (columns: LogColumns, roles: LogRoles, choices: LogChoices) => ExplainedLog;
}
