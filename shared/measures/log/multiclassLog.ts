// A log of a question with several answers as columns. Built from the columns of a wide table and what each was said to be.
import type { LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { requireKnownAnswers, sameAnswer, usedWords } from './answers.ts';
import type { LogRows } from './usableRows.ts';
import { LogProblem, requireCandidates, usableRows, wordsOf } from './usableRows.ts';

/** All columns have the same rows, those that can be measured. */
export interface MulticlassLog extends LogRows {
  /** Every answer that is a label or a prediction: numbers by size, then words by alphabet. */
  classes: string[];
  /** Places among the classes. */
  labels: Int32Array;
  candidates: { name: string; predicted: Int32Array }[];
}

/** More answers than this cannot be told apart on a screen, nor measured one by one. */
export const MOST_CLASSES = 50;

/** @throws LogProblem. O(rows × columns used). */
export function multiclassLog(columns: LogColumns, roles: LogRoles): MulticlassLog {
  const label = wordsOf(columns, roles.label, 'label');
  requireCandidates(roles.candidates);
  const said = roles.candidates.map(({ name, prediction }) => {
    if (prediction === null || !columns[prediction])
      throw new LogProblem(`Say which column holds the answers of ${name}; a score alone names none of several.`);
    return { name, header: columns[prediction].header, words: wordsOf(columns, prediction, 'prediction') };
  });
  const log = usableRows(columns, roles, {
    label: (at) => label.codes[at]! >= 0,
    candidates: said.map(
      ({ words }) =>
        (at) =>
          words.codes[at]! >= 0,
    ),
  });
  const labels = usedWords(label, log.at);
  for (const { name, header, words } of said)
    requireKnownAnswers(labels, { name, header, words: usedWords(words, log.at) });
  const answers = new Set<string>();
  for (const { codes, names } of [label, ...said.map(({ words }) => words)]) {
    // "1.0" and "1" are the same answer, and so are "Yes" and "yes".
    for (const code of new Set(log.at.map((at) => codes[at]!))) {
      const name = names[code]!;
      if (![...answers].some((known) => sameAnswer(known, name))) answers.add(name);
      if (answers.size > MOST_CLASSES)
        throw new LogProblem(
          `The answers have more than ${MOST_CLASSES} different values; up to so many are measured.`,
        );
    }
  }
  const classes = [...answers].sort(byNumberOrWord);
  const coded = ({ codes, names }: { codes: Int32Array; names: readonly string[] }) => {
    const place = names.map((name) => classes.findIndex((known) => sameAnswer(known, name)));
    return log.at.map((at) => place[codes[at]!]!);
  };
  return {
    ...log,
    classes,
    labels: coded(label),
    candidates: said.map(({ name, words }) => ({ name, predicted: coded(words) })),
  };
}

function byNumberOrWord(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y)) return x - y;
  if (Number.isFinite(x) !== Number.isFinite(y)) return Number.isFinite(x) ? -1 : 1;
  return a < b ? -1 : 1;
}
