// Why each candidate says what it says of one row of a log: a straight line through the rows around it.
import { LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import type { LocalFit, LocalFits } from '../../../shared/measures/surrogate/local.ts';
import { localFits } from '../../../shared/measures/surrogate/local.ts';
import type { SurrogateInput } from './surrogate.ts';
import { explained } from './surrogate.ts';

interface LocalExplanationInput extends SurrogateInput {
  /** Of the rows that can be explained, from 0. */
  row: number;
}

export interface LocalStudy extends Omit<LocalFits, 'fits'> {
  problem: null;
  features: string[];
  /** What really happened, 0 or 1; null: the question has no two answers. */
  label: 0 | 1 | null;
  candidates: (LocalFit & {
    name: string;
    /** What is explained: its score, or its decision where it has no score. */
    of: 'score' | 'decision';
    decision: 0 | 1 | null;
  })[];
}
type LocalAnswer = { problem: string } | LocalStudy;

export function localExplanation(input: LocalExplanationInput): LocalAnswer {
  try {
    const { log, features } = explained(input);
    const { row } = input;
    if (!(row >= 0 && row < log.rows)) throw new LogProblem(`The log has no row ${row + 1}.`);
    const outputs = log.candidates.map(({ scores, decisions }) => scores ?? decisions!);
    const { fits, ...found } = localFits(features, row, outputs, log.weights);
    return {
      problem: null,
      ...found,
      features: features.map(({ name }) => name),
      label: log.labels && (log.labels[row] as 0 | 1),
      candidates: log.candidates.map(({ name, scores, decisions }, c) => ({
        ...fits[c]!,
        name,
        of: scores ? 'score' : 'decision',
        decision: decisions && (decisions[row] as 0 | 1),
      })),
    };
  } catch (error) {
    if (error instanceof LogProblem) return { problem: error.message };
    throw error;
  }
}
