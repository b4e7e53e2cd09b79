// The golden logs from the text of their tables, through the builders, to the studies: every number to 1e-9, null where undefined.
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import { intersection } from '../fairness/groups.ts';
import type { PredictionLog } from '../log/predictionLog.ts';
import { binaryLog } from '../log/predictionLog.ts';
import { rankingLog } from '../log/rankingLog.ts';
import { regressionLog } from '../log/regressionLog.ts';
import type { CutoffId } from '../ranking/queries.ts';
import type { GoldenGroups, GoldenOverall } from '../testing/binaryGolden.ts';
import { checkGroups, checkOverall } from '../testing/binaryGolden.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import { compasGolden, compasLog, expectClose, readFixture } from '../testing/golden.ts';
import { rankingCutoffs, rankingStudy } from './kinds/ranking.ts';
import type { RegressionGroupId, RegressionId } from './kinds/regression.ts';
import { regressionStudy } from './kinds/regression.ts';
import type { CandidateStudy } from './study.ts';

type Numbers = Record<string, number | null>;
type Case = { overall: GoldenOverall; overall_weighted?: GoldenOverall; by: Record<string, GoldenGroups> };
/** The numbers do not depend on the samples: few are enough. */
const options = { replicates: 10, seed: 1, method: 'BCa', smallest: 5, tolerance: 0.05 } as const;

const textOf = (columns: Record<string, readonly (string | number)[]>) => {
  const names = Object.keys(columns);
  const rows = columns[names[0]!]!.map((_, row) => names.map((name) => columns[name]![row]!).join());
  return [names.join(), ...rows].join('\n');
};
/** Places by header; the candidates are the columns that begin with `first`. */
function rolesOf(
  columns: readonly LogColumn[],
  label: string,
  first: 'score' | 'pred',
  more: Partial<Record<'weight' | 'query', string>>,
  groups: readonly string[],
): LogRoles {
  const place = (header: string) => columns.findIndex((column) => column.header === header);
  const models = columns.flatMap(({ header }) =>
    header.startsWith(`${first}_`) ? [header.slice(first.length + 1)] : [],
  );
  const found = (header: string) => (place(header) < 0 ? null : place(header));
  return {
    label: place(label),
    row: null,
    model: null,
    features: [],
    groups: groups.map((header) => ({ place: place(header), reference: null })),
    weight: more.weight ? place(more.weight) : null,
    query: more.query ? place(more.query) : null,
    candidates: models.map((name) => ({ name, score: found(`score_${name}`), prediction: found(`pred_${name}`) })),
  };
}

describe('two answers', () => {
  const choices = { positive: '1', threshold: 0.5, inverted: new Set<string>() };
  const candidate = ({ labels, weights, candidates }: PredictionLog, c: number) => ({
    labels,
    weights,
    ...candidates[c]!,
  });
  type Row = [string, string, string, number, number, number, number];
  const { rows, cases } = readFixture<{ rows: Row[]; cases: Record<string, Case> }>('edge_cases');

  // The golden weighted mean score counts the row of weight 0: see the test of the kernels.
  it.each(Object.keys(cases).filter((name) => name !== 'weights'))('%s', (name) => {
    const header = ['case', 'group', 'group2', 'y_true', 'pred_m', 'score_m', 'w'];
    const own = rows.filter((row) => row[0] === name);
    const columns = csvColumns([header.join(), ...own.map((row) => row.join())].join('\n'));
    const log = (weight: string[]) =>
      binaryLog(
        columns,
        rolesOf(columns, 'y_true', 'pred', weight[0] ? { weight: weight[0] } : {}, ['group', 'group2']),
        choices,
      );
    const [plain, weighed] = [log([]), log(['w'])];
    checkOverall(candidate(plain, 0), cases[name]!.overall, name);
    const [group, group2] = plain.groups;
    for (const [by, expected] of Object.entries(cases[name]!.by)) {
      const of = by.endsWith('_weighted') ? weighed : plain;
      const column = by === 'group x group2' ? intersection(group!, group2!) : group!;
      expect(checkGroups(candidate(of, 0), column, expected, `${name} by ${by}`)).toBeGreaterThan(20);
    }
  });

  it('the whole COMPAS log, weighted and by intersections', () => {
    const golden = compasGolden<{ models: Record<string, Case> }>();
    const columns = csvColumns(compasLog());
    const roles = rolesOf(columns, 'y_true', 'score', {}, ['race', 'sex', 'age_cat']);
    const log = binaryLog(columns, roles, choices);
    const weighed = binaryLog(
      columns,
      { ...roles, weight: columns.findIndex(({ header }) => header === 'sample_weight') },
      choices,
    );
    const [race, sex, age] = log.groups;
    let compared = 0;
    log.candidates.forEach(({ name }, c) => {
      const expected = golden.models[name]!;
      compared += checkOverall(candidate(log, c), expected.overall, name);
      compared += checkOverall(candidate(weighed, c), expected.overall_weighted!, `${name} weighted`);
      for (const by of [race!, sex!, age!, intersection(race!, sex!)])
        compared += checkGroups(candidate(log, c), by, expected.by[by.name]!, `${name} by ${by.name}`);
    });
    expect(compared).toBeGreaterThan(4000);
  });
});

const errorNames: Record<string, RegressionId> = {
  mae: 'mae',
  mse: 'mse',
  rmse: 'rmse',
  bias_mean_error: 'bias',
  r2: 'r2',
  mape_fraction: 'mape',
  max_error: 'maxError',
  mean_prediction: 'meanPrediction',
  median_absolute_error: 'medianAbsoluteError',
  explained_variance: 'explainedVariance',
  'pinball_q0.9': 'pinball90',
  pearson_r: 'pearson',
  spearman_rho: 'spearman',
  kendall_tau_b: 'kendall',
};
const groupNames: Record<string, RegressionGroupId> = {
  mae: 'mae',
  rmse: 'rmse',
  bias_mean_error: 'bias',
  bias: 'bias',
  mean_prediction: 'meanPrediction',
};
type By = { groups: Record<string, Numbers>; worst_group_mae: number } & Record<string, { difference: number | null }>;
type Regression = { models: Record<string, { overall: Numbers; overall_weighted: Numbers; by: Record<string, By> }> };

function checkErrors({ name, measures }: CandidateStudy<RegressionId, RegressionGroupId>, golden: Numbers): number {
  const known = Object.keys(golden).filter((key) => errorNames[key]);
  for (const key of known) expectClose(measures[errorNames[key]!].measure, golden[key], `${name} ${key}`);
  return known.length;
}
function checkRegression(text: string, { models }: Regression): number {
  const columns = csvColumns(text);
  const plain = regressionLog(columns, rolesOf(columns, 'y_true', 'pred', {}, ['sex', 'age_band']));
  const weighed = regressionLog(columns, rolesOf(columns, 'y_true', 'pred', { weight: 'sample_weight' }, []));
  const study = finish(regressionStudy(plain, plain.groups, options))!;
  let compared = 0;
  for (const candidate of finish(regressionStudy(weighed, [], options))!.candidates)
    compared += checkErrors(candidate, models[candidate.name]!.overall_weighted);
  for (const candidate of study.candidates) {
    const golden = models[candidate.name]!;
    compared += checkErrors(candidate, golden.overall);
    study.columns.forEach(({ name: by, groups }, v) => {
      const expected = golden.by[by]!;
      const column = candidate.columns[v]!;
      expect(groups).toEqual(Object.keys(expected.groups));
      for (const { group, n, measures } of column.groups) {
        expect(n).toBe(expected.groups[group]!['n']);
        for (const key of ['mae', 'rmse', 'bias_mean_error', 'mean_prediction'])
          expectClose(
            measures[groupNames[key]!].measure,
            expected.groups[group]![key],
            `${candidate.name} ${group} ${key}`,
          );
      }
      for (const key of ['mae', 'rmse', 'bias', 'mean_prediction'])
        expectClose(
          column.gaps[groupNames[key]!].measure,
          expected[key]!.difference,
          `${candidate.name} by ${by} ${key} gap`,
        );
      expectClose(column.gaps.worst.measure, expected.worst_group_mae, `${candidate.name} worst group of ${by}`);
      compared += 5 + 4 * groups.length;
    });
  }
  return compared;
}

describe('numbers', () => {
  it('overall, weighted, by group, gaps and the worst group', () => {
    const { columns, ...golden } = readFixture<Regression & { columns: Record<string, number[]> }>(
      'diabetes_regression',
    );
    expect(checkRegression(textOf(columns), golden)).toBeGreaterThan(200);
  });
});

const cutoffNames: Record<string, CutoffId> = {
  ndcg_linear: 'ndcg',
  ndcg_exponential: 'ndcgExponential',
  recall: 'recall',
  precision: 'precision',
  hit_rate: 'hitRate',
  map: 'map',
};
type Ranking = { models: Record<string, Record<string, number> & Record<`@${number}`, Record<string, number>>> };

function checkRanking(text: string, { models }: Ranking): number {
  const columns = csvColumns(text);
  const log = rankingLog(columns, rolesOf(columns, 'relevance', 'score', { query: 'query_id' }, []), new Set());
  const study = finish(rankingStudy(log, [], options))!;
  study.candidates.forEach(({ name, measures }, c) => {
    const golden = models[name]!;
    for (const k of rankingCutoffs) {
      for (const [key, id] of Object.entries(cutoffNames))
        expectClose(measures[`asFiled:${id}@${k}`].measure, golden[`@${k}`]![key], `${name} ${key}@${k}`);
    }
    expectClose(measures['asFiled:mrr'].measure, golden['mrr'], `${name} MRR`);
    expectClose(measures['asFiled:map'].measure, golden['map_full'], `${name} MAP`);
    const { counts } = finish(rankingStudy({ ...log, candidates: [log.candidates[c]!] }, [], options))!;
    expect([counts['queries'], counts['withoutRelevant'], counts['withTies']]).toEqual([
      golden['queries'],
      golden['queries_without_relevant_skipped'],
      golden['queries_with_tied_scores'],
    ]);
  });
  return study.candidates.length;
}

describe('ordered lists', () => {
  it('at every cut-off, and of whole lists', () => {
    const { columns, ...golden } = readFixture<Ranking & { columns: Record<string, number[]> }>('ranking_graded');
    expect(checkRanking(textOf(columns), golden)).toBe(3);
  });
});
