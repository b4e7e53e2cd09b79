// Which candidates of a log are within noise of each other: every pair, once, for all rankings there may be.
import type { LogColumns, LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import type { PairedDifference } from '../../../shared/measures/compare/noise.ts';
import { accuracyPair, meanDifference } from '../../../shared/measures/compare/noise.ts';
import { multiclassLog } from '../../../shared/measures/log/multiclassLog.ts';
import type { LogChoices } from '../../../shared/measures/log/predictionLog.ts';
import { binaryLog, LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import type { RankingLog } from '../../../shared/measures/log/rankingLog.ts';
import { rankingLog } from '../../../shared/measures/log/rankingLog.ts';
import { regressionLog } from '../../../shared/measures/log/regressionLog.ts';
import { queryMeasures } from '../../../shared/measures/ranking/queries.ts';
import type { Reporter } from '../reporter.ts';

interface NoiseInput {
  kind: LogKind;
  columns: LogColumns;
  roles: LogRoles;
  choices: LogChoices;
}

export interface NoiseAnswer {
  /** What was compared, as a metric is called. */
  measure: string;
  /** Whether it is a share, whose differences are told in points; else it is in the label's unit. */
  share: boolean;
  /** pairs[a][b], b < a: a minus b. Places among the candidates of the roles; empty where there are too many to compare. */
  pairs: PairedDifference[][];
}

/** Rows times pairs: some ten seconds beside the page. */
const MOST_WORK = 4e9;

/** null where the log cannot be measured as it is described: its own tab says why. */
export function noise(input: NoiseInput, report: Pick<Reporter<NoiseAnswer | null>, 'progress'>): NoiseAnswer | null {
  try {
    const { measure, share, n, rows, pair } = comparisonOf(input);
    const few = (n * (n - 1) * rows) / 2 <= MOST_WORK;
    const pairs = Array.from({ length: few ? n : 0 }, (_, a) => {
      report.progress((a * a) / (n * n));
      return Array.from({ length: a }, (_other, b) => pair(a, b));
    });
    return { measure, share, pairs };
  } catch (error) {
    if (error instanceof LogProblem) return null;
    throw error;
  }
}

interface Comparison extends Pick<NoiseAnswer, 'measure' | 'share'> {
  n: number;
  rows: number;
  pair: (a: number, b: number) => PairedDifference;
}

function comparisonOf({ kind, columns, roles, choices }: NoiseInput): Comparison {
  if (kind === 'binary') {
    const log = binaryLog(columns, roles, choices);
    return accuracies(log.labels, log.candidates, log.weights);
  }
  if (kind === 'multiclass') {
    const { labels, candidates, weights } = multiclassLog(columns, roles);
    const right = candidates.map(({ predicted }) => ({
      predicted: Uint8Array.from(predicted, (code, i) => (code === labels[i] ? 1 : 0)),
    }));
    return accuracies(new Uint8Array(labels.length).fill(1), right, weights);
  }
  if (kind === 'ranking') return lists(rankingLog(columns, roles, choices.inverted));
  const { labels, candidates, weights } = regressionLog(columns, roles);
  const errors = candidates.map(({ predicted }) => predicted.map((value, i) => Math.abs(value - labels[i]!)));
  return {
    measure: 'Mean absolute error',
    share: false,
    n: errors.length,
    rows: labels.length,
    pair: (a, b) => meanDifference(errors[a]!, errors[b]!, weights),
  };
}

const accuracies = (
  labels: Uint8Array,
  candidates: readonly { predicted: Uint8Array }[],
  weights: Float64Array | null,
): Comparison => ({
  measure: 'Accuracy',
  share: true,
  n: candidates.length,
  rows: labels.length,
  pair: (a, b) => accuracyPair({ labels, candidates, weights }, a, b),
});

/** The best ten of each list that has anything relevant, which is the same ones for all candidates. */
function lists({ queries, queryCount, relevance, candidates, weights }: RankingLog): Comparison {
  const own = candidates.map(({ scores }) => {
    const { width, values } = queryMeasures(queries, queryCount, relevance, scores, [10]);
    return Float64Array.from({ length: queryCount }, (_, query) => values[query * width]!);
  });
  const known = own[0]!.map((value) => (Number.isNaN(value) ? 0 : 1));
  const gains = own.map((values) => values.filter((_, query) => known[query] === 1));
  return {
    measure: 'NDCG@10',
    share: false,
    n: gains.length,
    rows: gains[0]!.length,
    pair: (a, b) => meanDifference(gains[a]!, gains[b]!, weights && weights.filter((_, query) => known[query] === 1)),
  };
}
