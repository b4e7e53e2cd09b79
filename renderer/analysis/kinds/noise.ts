// Which candidates of a log are within noise of each other: every pair, once, for all rankings there may be.
import type { PairedDifference } from '../../../shared/measures/compare/noise.ts';
import { accuracyPair } from '../../../shared/measures/compare/noise.ts';
import type { LogChoices, LogColumn } from '../../../shared/measures/log/predictionLog.ts';
import { binaryLog, LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import type { LogRoles } from '../../../shared/measures/log/roles.ts';
import type { Reporter } from '../reporter.ts';

export interface NoiseInput {
  columns: readonly (LogColumn | undefined)[];
  roles: LogRoles;
  choices: LogChoices;
}

export interface NoiseAnswer {
  /** What was compared, as a metric is called. */
  measure: string;
  rows: number;
  /** pairs[a][b], b < a: a minus b. Places among the candidates of the roles; empty where there are too many to compare. */
  pairs: PairedDifference[][];
}

/** Rows times pairs: some ten seconds beside the page. */
const MOST_WORK = 4e9;

/** null where the log cannot be measured as it is described: its own tab says why. */
export function noise(
  { columns, roles, choices }: NoiseInput,
  report: Pick<Reporter<NoiseAnswer | null>, 'progress'>,
): NoiseAnswer | null {
  try {
    const log = binaryLog(columns, roles, choices);
    const n = log.candidates.length;
    const few = (n * (n - 1) * log.rows) / 2 <= MOST_WORK;
    const pairs = !few
      ? []
      : log.candidates.map((_, a) => {
          report.progress((a * a) / (n * n));
          return Array.from({ length: a }, (_other, b) => accuracyPair(log, a, b));
        });
    return { measure: 'Accuracy', rows: log.rows, pairs };
  } catch (error) {
    if (error instanceof LogProblem) return null;
    throw error;
  }
}
