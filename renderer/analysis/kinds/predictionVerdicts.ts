// How the candidates of a log compare in pairs, without measuring anything else: quick enough for a ranking to wait for.
import type { PairVerdict } from '../../../shared/measures/compare/verdict.ts';
import { startComparison } from '../../../shared/measures/compare/verdict.ts';
import { LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import type { Reporter } from '../reporter.ts';
import { inSteps, type Steps } from '../steps.ts';
import { type PredictionStudyInput } from './predictionStudy.ts';

type PredictionVerdictsInput = Pick<
  PredictionStudyInput,
  'kind' | 'columns' | 'roles' | 'choices' | 'scores' | 'units' | 'mailed'
>;

/** The same verdicts as those of the measured log. null where it cannot be measured as it is described: its own tab says why. */
export function* predictionVerdicts(
  { kind, columns, roles, choices, scores = [], units = null, mailed = null }: PredictionVerdictsInput,
  report: Pick<Reporter<PairVerdict[] | null>, 'progress'>,
): Steps<PairVerdict[] | null> {
  try {
    const { compared } = kinds[kind].read(columns, roles, choices, scores, units, mailed);
    return yield* inSteps(startComparison(compared), report.progress);
  } catch (error) {
    if (error instanceof LogProblem) return null;
    throw error;
  }
}
