// A log as far as explaining needs it: what each candidate said of each row, and which rows of the table those are.
import type { LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import type { LogChoices } from './predictionLog.ts';
import { multiclassLog } from './multiclassLog.ts';
import { sameAnswer } from './answers.ts';
import { binaryLog, LogProblem } from './predictionLog.ts';
import { rankingLog } from './rankingLog.ts';
import { regressionLog } from './regressionLog.ts';

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
  /** null: the question is about a number. */
  labels: Uint8Array | null;
  /** Of several answers the one that is told from all others, and all of them; null: there are not several. */
  answer: string | null;
  answers: readonly string[];
  weights: Float64Array | null;
  /** Per row the unit it belongs to; null: every row is one. */
  units: Int32Array | null;
  candidates: ExplainedCandidate[];
}

/** Fewer rows are no log: half of them are for judging. */
const FEWEST = 20;

/** @throws LogProblem where there are too few rows to judge a tree. */
export function checkExplained(log: ExplainedLog): ExplainedLog {
  if (log.rows < FEWEST)
    throw new LogProblem(`Only ${log.rows} rows can be used; half of at least ${FEWEST} are needed to judge a tree.`);
  return log;
}

/** Decisions and scores. O(rows × columns used), as the others. */
export function explainedAnswers(columns: LogColumns, roles: LogRoles, choices: LogChoices): ExplainedLog {
  const { rows, at, labels, weights, units = null, candidates } = binaryLog(columns, roles, choices);
  return {
    rows,
    at,
    labels,
    weights,
    units,
    answer: null,
    answers: [],
    candidates: candidates.map(({ name, scores, predicted }) => ({ name, scores, decisions: predicted })),
  };
}

/** Whether a candidate gives the answer `choices.positive`, or where that is none of them the first. */
export function explainedAnswer(columns: LogColumns, roles: LogRoles, { positive }: LogChoices): ExplainedLog {
  const { rows, at, labels, weights, units = null, classes, candidates } = multiclassLog(columns, roles);
  const place = Math.max(
    0,
    classes.findIndex((known) => sameAnswer(known, positive)),
  );
  const is = (codes: Int32Array) => Uint8Array.from(codes, (code) => (code === place ? 1 : 0));
  return {
    rows,
    at,
    weights,
    units,
    labels: is(labels),
    answer: classes[place] ?? null,
    answers: classes,
    candidates: candidates.map(({ name, predicted }) => ({ name, scores: null, decisions: is(predicted) })),
  };
}

/** Each candidate's number is its score. */
export function explainedNumbers(columns: LogColumns, roles: LogRoles): ExplainedLog {
  const { rows, at, weights, units = null, candidates } = regressionLog(columns, roles);
  return {
    rows,
    at,
    weights,
    units,
    labels: null,
    answer: null,
    answers: [],
    candidates: candidates.map(({ name, predicted }) => ({ name, scores: predicted, decisions: null })),
  };
}

/** Items one by one; those of one list stay together. Weights are of lists. */
export function explainedLists(columns: LogColumns, roles: LogRoles, { inverted }: LogChoices): ExplainedLog {
  const { rows, at, queries, units = null, candidates } = rankingLog(columns, roles, inverted);
  return {
    rows,
    at,
    weights: null,
    units: units === null ? queries : queries.map((query) => units[query]!),
    labels: null,
    answer: null,
    answers: [],
    candidates: candidates.map(({ name, scores }) => ({ name, scores, decisions: null })),
  };
}
