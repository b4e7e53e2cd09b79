// A log of a question with two answers as columns: what is measured from. Built from the columns of a wide table and what each was
// said to be.
import type { LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { atThreshold } from '../classification/confusion.ts';
import type { LogRows, Says } from './usableRows.ts';
import { LogProblem, requireCandidates, saysNumber, numbersAt, usableRows, wordsOf } from './usableRows.ts';

export { LogProblem } from './usableRows.ts';

interface LogCandidate {
  name: string;
  /** Larger: more surely positive. null: decisions only. */
  scores: Float64Array | null;
  predicted: Uint8Array;
}

/** A log of a question with two answers. All columns have the same rows, those that can be measured. */
export interface PredictionLog extends LogRows {
  labels: Uint8Array;
  candidates: LogCandidate[];
}

export interface LogChoices {
  /** The label that counts as positive, as written. */
  positive: string;
  /** Scores of at least this are decided positive; a prediction column of its own goes before. */
  threshold: number;
  /** Candidates whose larger scores mean the other answer. */
  inverted: ReadonlySet<string>;
}

/**
 * @param columns  by their place in the table; only those that `roles` names are read.
 * @throws LogProblem. O(rows × columns used).
 */
export function binaryLog(columns: LogColumns, roles: LogRoles, choices: LogChoices): PredictionLog {
  const label = wordsOf(columns, roles.label, 'label');
  requireCandidates(roles.candidates);
  const readers = roles.candidates.map((candidate) => reader(columns, candidate));
  const log = usableRows(columns, roles, {
    label: (at) => label.codes[at]! >= 0,
    candidates: readers.map(({ says }) => says),
  });
  const positive = label.names.indexOf(choices.positive);
  if (positive < 0) throw new LogProblem(`No row has the label "${choices.positive}".`);
  const used = new Set(log.at.map((at) => label.codes[at]!));
  if (used.size > 2) throw new LogProblem(`The label has ${used.size} values; this view takes two.`);
  return {
    ...log,
    labels: Uint8Array.from(log.at, (at) => (label.codes[at] === positive ? 1 : 0)),
    candidates: readers.map(({ take }) => take(log.at, choices)),
  };
}

interface Reader {
  says: Says;
  take: (at: Int32Array, choices: LogChoices) => LogCandidate;
}

function reader(
  columns: LogColumns,
  { name, score, prediction, threshold: own }: LogRoles['candidates'][number],
): Reader {
  const scores = score === null ? null : columns[score]!;
  const decided = prediction === null ? null : columns[prediction]!;
  if (!scores && !decided) throw new LogProblem(`Say which column holds the scores or predictions of ${name}.`);
  if (decided && !decided.words)
    throw new LogProblem(`"${decided.header}" has too many different values to be decisions.`);
  const scored = scores && saysNumber(scores);
  return {
    says: (at) => (scored === null || scored(at)) && (decided === null || decided.words!.codes[at]! >= 0),
    take: (at, { positive, threshold, inverted }) => {
      const values = scores && numbersAt(scores, at);
      const turned = values && inverted.has(name) ? invertedScores(values) : values;
      // "1.0" and "1" are the same decision; words are compared as written.
      const yes = decided?.words!.names.findIndex((word) => sameAnswer(word, positive)) ?? -1;
      const predicted = decided
        ? Uint8Array.from(at, (row) => (decided.words!.codes[row] === yes ? 1 : 0))
        : atThreshold(turned!, own ?? threshold);
      return { name, scores: turned, predicted };
    },
  };
}

export const sameAnswer = (a: string, b: string) =>
  a === b || (a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b));

/** 1 − score for probabilities, −score for others. */
function invertedScores(scores: Float64Array): Float64Array {
  const probable = scores.every((score) => score >= 0 && score <= 1);
  return scores.map((score) => (probable ? 1 - score : -score));
}
