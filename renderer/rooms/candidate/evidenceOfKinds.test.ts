// What a candidate's page says of logs of numbers, of several answers and of ordered lists.
import { describe, expect, it } from 'vitest';
import { finish } from '../../../shared/engine/certainty/run.ts';
import type { KeptLog, LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { multiclassLog } from '../../../shared/measures/log/multiclassLog.ts';
import { rankingLog } from '../../../shared/measures/log/rankingLog.ts';
import { regressionLog } from '../../../shared/measures/log/regressionLog.ts';
import { multiclassStudy } from '../../../shared/measures/study/kinds/multiclass.ts';
import { rankingStudy } from '../../../shared/measures/study/kinds/ranking.ts';
import { regressionStudy } from '../../../shared/measures/study/kinds/regression.ts';
import { csvColumns } from '../../../shared/measures/testing/csvColumns.ts';
import type { Study } from '../../../shared/measures/study/study.ts';
import { attributesOf, evidenceSentence, headlinesOf } from './evidenceSentences.ts';

const options = { replicates: 100, seed: 1, method: 'BCa', smallest: 2, tolerance: 0.05 } as const;
const none: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [],
  groups: [],
  features: [],
};
const kept = (label: string) =>
  ({
    name: 'Cases',
    headers: [label],
    roles: { label: 0, weight: null, query: null, groups: [], features: [] },
  }) as unknown as KeptLog;
const bySex = new Set(['sex']);
const said = (log: KeptLog, kind: LogKind, study: Study, c: number) =>
  evidenceSentence(log, kind, study, c, attributesOf(log, kind, study, c, bySex)).replaceAll('\u00a0', ' ');

describe('numbers', () => {
  // Near is off by 1 everywhere; far by 2 for f and by 8 for m, upwards.
  const rows = Array.from({ length: 20 }, (_, i) => [
    i,
    i + (i % 4 < 2 ? 1 : -1),
    i + (i % 2 ? 8 : 2),
    i % 2 ? 'm' : 'f',
  ]);
  const columns = csvColumns(['price (€),pred_near,pred_far,sex', ...rows.map((row) => row.join())].join('\n'));
  const roles = {
    ...none,
    groups: [{ place: 3, reference: null }],
    candidates: ['near', 'far'].map((name, k) => ({ name, score: null, prediction: 1 + k })),
  };
  const log = regressionLog(columns, roles);
  const study = finish(regressionStudy(log, log.groups, options))!;
  const about = kept('price (€)');

  it('are said in the unit of the label, with the group they are worst for', () => {
    expect(said(about, 'regression', study, 1)).toBe(
      'It is off by 5.000 € on average over the 20 cases of Cases, 2nd of 2. By sex its MAE is worst for m: 8.000 €, and 2.000 € for f.',
    );
    expect(said(about, 'regression', study, 0)).toBe(
      'It is off by 1.000 € on average over the 20 cases of Cases, the least of 2. By sex no difference can be told from chance.',
    );
  });

  it('stand with their place, a bias by its distance from 0', () => {
    const [mae, ...rest] = headlinesOf(about, 'regression', study, 0);
    expect(mae).toMatchObject({ name: 'MAE', unit: '€', place: { place: 1, of: 2 } });
    expect(rest).toHaveLength(5);
    expect(rest.find(({ key }) => key === 'bias')).toMatchObject({ place: { place: 1, of: 2 } });
    const [attribute] = attributesOf(kept('price (€)'), 'regression', study, 1, bySex);
    expect(attribute).toMatchObject({ worst: { group: 'm', n: 10 }, apart: { measure: { value: 6 } } });
    expect(attributesOf(kept('price (€)'), 'regression', study, 1, new Set())).toEqual([]);
  });
});

describe('several answers', () => {
  const rows = Array.from({ length: 18 }, (_, i) => ['abc'[i % 3], 'abc'[i % 6 === 5 ? 0 : i % 3], i < 9 ? 'm' : 'f']);
  const columns = csvColumns(['y,pred_one,sex', ...rows.map((row) => row.join())].join('\n'));
  const roles = {
    ...none,
    groups: [{ place: 2, reference: null }],
    candidates: [{ name: 'one', score: null, prediction: 1 }],
  };
  const log = multiclassLog(columns, roles);
  const study = finish(multiclassStudy(log, log.groups, options))!;

  it('are said as a share, and without a rank where there is nobody else', () => {
    expect(said(kept('y'), 'multiclass', study, 0)).toBe(
      'It answers 83.3 % of the 18 cases of Cases rightly. Whether it serves the groups of sex alike cannot be told from so few cases.',
    );
  });
});

describe('ordered lists', () => {
  const rows = Array.from({ length: 12 }, (_, i) => [
    i % 3 === 0 ? 1 : 0,
    i % 3 === 0 ? 9 : i % 3,
    `q${Math.floor(i / 3)}`,
  ]);
  const columns = csvColumns(['relevance,score_one,query', ...rows.map((row) => row.join())].join('\n'));
  const roles = { ...none, query: 2, candidates: [{ name: 'one', score: 1, prediction: null }] };
  const log = rankingLog(columns, roles, new Set());
  const study = finish(rankingStudy(log, log.groups, options))!;

  it('are said by their NDCG, over lists', () => {
    expect(said(kept('relevance'), 'ranking', study, 0)).toBe(
      'It orders the 4 lists of Cases with an NDCG@10 of 1.000.',
    );
    expect(headlinesOf(kept('relevance'), 'ranking', study, 0)[0]).toMatchObject({ name: 'NDCG@10', unit: '' });
  });
});
