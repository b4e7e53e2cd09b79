// A log as far as explaining needs it: what each candidate said of each row, and which rows of the table those are.
import type { LogChoices } from './predictionLog.ts';
import { binaryLog, LogProblem } from './predictionLog.ts';
import { rankingLog } from './rankingLog.ts';
import { regressionLog } from './regressionLog.ts';
import type { LogRoles } from './roles.ts';
import type { LogColumns } from './usableRows.ts';

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
 * @param kind  'binary': decisions and scores; 'regression' and 'ranking': each candidate's number is its score.
 * @throws LogProblem. O(rows × columns used).
 */
export function explainedLog(
  columns: LogColumns,
  roles: LogRoles,
  choices: LogChoices,
  kind: 'binary' | 'regression' | 'ranking',
): ExplainedLog {
  const log = { binary: twoAnswers, regression: numbers, ranking: lists }[kind](columns, roles, choices);
  if (log.rows < FEWEST)
    throw new LogProblem(`Only ${log.rows} rows can be used; half of at least ${FEWEST} are needed to judge a tree.`);
  return log;
}

function twoAnswers(columns: LogColumns, roles: LogRoles, choices: LogChoices): ExplainedLog {
  const { rows, at, labels, weights, candidates } = binaryLog(columns, roles, choices);
  return {
    ...{ rows, at, labels, weights },
    candidates: candidates.map(({ name, scores, predicted }) => ({ name, scores, decisions: predicted })),
  };
}

function numbers(columns: LogColumns, roles: LogRoles): ExplainedLog {
  const { rows, at, weights, candidates } = regressionLog(columns, roles);
  return {
    ...{ rows, at, weights, labels: null },
    candidates: candidates.map(({ name, predicted }) => ({ name, scores: predicted, decisions: null })),
  };
}

/** Items one by one, whatever list they stand in; weights are of lists. */
function lists(columns: LogColumns, roles: LogRoles, { inverted }: LogChoices): ExplainedLog {
  const { rows, at, candidates } = rankingLog(columns, roles, inverted);
  return {
    ...{ rows, at, weights: null, labels: null },
    candidates: candidates.map(({ name, scores }) => ({ name, scores, decisions: null })),
  };
}
