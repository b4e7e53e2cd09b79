// What drives each candidate, from a log: small trees that repeat it. Told per candidate, stopped by ending the worker.
import type { LogColumns, LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { checkExplained } from '../../../shared/measures/log/explainedLog.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import type { LogChoices } from '../../../shared/measures/log/predictionLog.ts';
import { LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import { totalWeight } from '../../../shared/measures/measure.ts';
import type { Features } from '../../../shared/measures/surrogate/features.ts';
import { featuresOf } from '../../../shared/measures/surrogate/features.ts';
import { disputedRows } from '../../../shared/measures/surrogate/disputedRows.ts';
import type { AskedQuestion } from '../../../shared/measures/surrogate/sentences.ts';
import { askedOf } from '../../../shared/measures/surrogate/sentences.ts';
import type { CandidateSurrogates } from '../../../shared/measures/surrogate/surrogate.ts';
import { surrogatesOf, surroundings } from '../../../shared/measures/surrogate/surrogate.ts';
import type { Reporter } from '../reporter.ts';

export interface SurrogateInput {
  /** By their place in the table; only those that the roles name. */
  columns: LogColumns;
  roles: LogRoles;
  choices: LogChoices;
  kind: LogKind;
  /** Whether trees may ask about the groups as well. */
  groups: boolean;
}

export interface SurrogateStudy {
  problem: null;
  /** Names of the features, and the columns that cannot be asked. */
  features: string[];
  left: Features['left'];
  /** Of several answers the one that is told from all others, and all of them. */
  answer: string | null;
  answers: readonly string[];
  /** Per question of the trees, how it is said. */
  asked: AskedQuestion[];
  /** Rows that trees were grown from, and rows they are judged on. */
  grown: number;
  unseen: number;
  /** How many rows of one weight those they are judged on are worth: (Σw)² / Σw². */
  trials: number;
  candidates: CandidateSurrogates[];
  /** Per row of the log its row of the table, and the rows on which the candidates differ, the first ones. */
  at: Int32Array;
  disputed: Int32Array;
}
export type SurrogateAnswer = { problem: string } | SurrogateStudy;

/** The log's features at the rows that can be explained, and what was said of them. @throws LogProblem */
export function explained({ columns, roles, choices, kind, groups }: SurrogateInput) {
  const log = checkExplained(kinds[kind].explained(columns, roles, choices));
  const places = groups ? [...roles.features, ...roles.groups.map(({ place }) => place)] : roles.features;
  const found = featuresOf(columns, places, log.at);
  if (found.features.length === 0) throw new LogProblem('The log has no column that a tree could ask about.');
  return { log, ...found };
}

/** Kish (1965), Survey Sampling. */
function trialsOf(rows: number, weights: Float64Array | null): number {
  if (weights === null) return rows;
  return totalWeight(rows, weights) ** 2 / weights.reduce((sum, w) => sum + w * w, 0);
}

/** A log that cannot be explained is an answer, with the sentence. */
export function surrogate(input: SurrogateInput, report: Pick<Reporter<SurrogateAnswer>, 'progress'>): SurrogateAnswer {
  try {
    const { log, features, left } = explained(input);
    const around = surroundings(features, log.rows, log.labels, log.weights, log.units);
    report.progress(1 / (1 + log.candidates.length));
    const candidates = log.candidates.map((candidate, c) => {
      const found = surrogatesOf(around, candidate);
      report.progress((2 + c) / (1 + log.candidates.length));
      return found;
    });
    return {
      problem: null,
      left,
      candidates,
      at: log.at,
      answer: log.answer,
      answers: log.answers,
      features: features.map(({ name }) => name),
      asked: askedOf(around.questions, features),
      grown: around.grown.rows.length,
      unseen: around.unseen.rows.length,
      trials: trialsOf(around.unseen.rows.length, around.unseen.weights),
      disputed: disputedRows(log.candidates),
    };
  } catch (error) {
    if (error instanceof LogProblem) return { problem: error.message };
    throw error;
  }
}
