// A log as far as explaining needs it: what each candidate said of each row, and which rows of the table those are.
import type { LogChoices, LogColumn } from './predictionLog.ts';
import { binaryLog, LogProblem } from './predictionLog.ts';
import type { LogRoles } from './roles.ts';

export interface ExplainedCandidate {
  name: string;
  /** 0 or 1; null: it decides nothing. */
  decisions: Uint8Array | null;
  /** null: decisions only. */
  scores: Float64Array | null;
}

export interface ExplainedLog {
  rows: number;
  /** Per row its row of the table. */
  at: Int32Array;
  /** null: the question has no two answers. */
  labels: Uint8Array | null;
  weights: Float64Array | null;
  candidates: ExplainedCandidate[];
}

/** Fewer rows are no log: half of them are for judging. */
const FEWEST = 20;

/**
 * @param kind  'binary': decisions and scores; 'number': each candidate's number is its score.
 * @throws LogProblem. O(rows × columns used).
 */
export function explainedLog(
  columns: readonly (LogColumn | undefined)[],
  roles: LogRoles,
  choices: LogChoices,
  kind: 'binary' | 'number',
): ExplainedLog {
  const log = kind === 'binary' ? twoAnswers(columns, roles, choices) : numbers(columns, roles);
  if (log.rows < FEWEST)
    throw new LogProblem(`Only ${log.rows} rows can be used; half of at least ${FEWEST} are needed to judge a tree.`);
  return log;
}

function twoAnswers(columns: readonly (LogColumn | undefined)[], roles: LogRoles, choices: LogChoices): ExplainedLog {
  const { rows, at, labels, weights, candidates } = binaryLog(columns, roles, choices);
  return {
    ...{ rows, at, labels, weights },
    candidates: candidates.map(({ name, scores, predicted }) => ({ name, scores, decisions: predicted })),
  };
}

/** Rows on which every candidate has a number; the label is not asked for. */
function numbers(columns: readonly (LogColumn | undefined)[], roles: LogRoles): ExplainedLog {
  const said = roles.candidates.map(({ name, score, prediction }) => {
    const column = columns[prediction ?? score ?? -1];
    if (!column) throw new LogProblem(`Say which column holds the predictions of ${name}.`);
    return { name, column };
  });
  const weight = roles.weight === null ? null : columns[roles.weight]!.numbers;
  const length = said[0]?.column.numbers.length ?? 0;
  const at = Int32Array.from({ length }, (_, row) => row).filter(
    (row) =>
      said.every(({ column }) => Number.isFinite(column.numbers[row]!)) && (weight === null || weight[row]! >= 0),
  );
  if (at.length === 0) throw new LogProblem('No row has a prediction of every candidate.');
  return {
    ...{ rows: at.length, at, labels: null },
    weights: weight && Float64Array.from(at, (row) => weight[row]!),
    candidates: said.map(({ name, column }) => ({
      ...{ name, decisions: null },
      scores: Float64Array.from(at, (row) => column.numbers[row]!),
    })),
  };
}
