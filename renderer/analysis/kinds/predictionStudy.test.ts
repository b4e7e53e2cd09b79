// Logs of every kind as the page hands them to the worker: measured, noticed to run backwards, turned round, or refused.
import { describe, expect, it } from 'vitest';
import type { LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { csvColumns } from '../../../shared/measures/testing/csvColumns.ts';
import type { MeasuredLog, PredictionStudyInput } from './predictionStudy.ts';
import { finished } from '../steps.ts';
import { predictionStudy } from './predictionStudy.ts';

const table = (header: string, cells: (i: number) => (string | number)[]) =>
  csvColumns([header, ...Array.from({ length: 80 }, (_, i) => cells(i).join())].join('\n'));
const none: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  features: [],
  candidates: [],
  groups: [],
};
const input: Omit<PredictionStudyInput, 'kind' | 'columns' | 'roles'> = {
  choices: { positive: '1', threshold: 0.5, inverted: new Set() },
  options: {
    replicates: 100,
    seed: 1,
    method: 'BCa',
    stratified: false,
    favourable: 'positive',
    smallest: 30,
    tolerance: 0.05,
  },
};
const quiet = { progress: () => undefined };
function measured(kind: LogKind, more: Partial<PredictionStudyInput>): MeasuredLog {
  const answer = finished(predictionStudy({ ...input, kind, columns: [], roles: none, ...more }, quiet));
  if (answer.problem !== null) throw new Error(answer.problem);
  expect(answer.kind).toBe(kind);
  return answer;
}

describe('a log of two answers', () => {
  const columns = table('y,score_good,score_back,sex,age', (i) => [
    i % 2,
    i % 2 === 1 ? 0.9 - (i % 7) / 10 : 0.1 + (i % 5) / 10,
    i % 2 === 1 ? 0.2 : 0.6 + (i % 3) / 10,
    i % 3 ? 'f' : 'm',
    i % 4 ? 'old' : 'young',
  ]);
  const roles: LogRoles = {
    ...none,
    candidates: [
      { name: 'good', score: 1, prediction: null },
      { name: 'back', score: 2, prediction: null },
    ],
    groups: [
      { place: 3, reference: 'm' },
      { place: 4, reference: null },
    ],
  };
  it('is measured by each attribute and both together, and noticed to run backwards', () => {
    const fractions: number[] = [];
    const answer = finished(
      predictionStudy(
        { ...input, kind: 'binary', columns, roles },
        { progress: (fraction) => fractions.push(fraction) },
      ),
    ) as MeasuredLog;
    expect(answer.study.columns.map(({ name }) => name)).toEqual(['sex', 'age', 'sex x age']);
    expect(answer.backwards).toEqual([{ name: 'back', says: 'score', value: 0, reversed: null }]);
    expect(fractions.at(-1)).toBe(1);
    const [bySex, byAge] = answer.study.candidates[0]!.columns;
    expect(bySex!.against![1]).toBeNull();
    expect(byAge!.against).toBeNull();
    const turned = measured('binary', { columns, roles, choices: { ...input.choices, inverted: new Set(['back']) } });
    expect(turned.backwards).toEqual([]);
    expect(turned.study.candidates[1]!.measures['rocAuc']!.measure.value).toBe(1);
  });
  it('is refused with a sentence where it does not fit what was said', () => {
    const choices = { ...input.choices, positive: 'yes' };
    expect(finished(predictionStudy({ ...input, kind: 'binary', columns, roles, choices }, quiet))).toEqual({
      problem: 'No row has the label "yes".',
    });
  });
});

describe('other logs', () => {
  const two = (score: number | null, prediction: number | null) => [
    { name: 'good', score: score && 1, prediction: prediction && 1 },
    { name: 'back', score: score && 2, prediction: prediction && 2 },
  ];
  it('of numbers say which predictions fall where the labels rise', () => {
    const columns = table('y,pred_good,pred_back,sex', (i) => [i, i + (i % 3), 80 - i, i % 2 ? 'f' : 'm']);
    const { study, backwards } = measured('regression', {
      columns,
      roles: { ...none, candidates: two(null, 1), groups: [{ place: 3, reference: null }] },
    });
    expect(backwards.map(({ name, value }) => [name, value.toFixed(6)])).toEqual([['back', '-1.000000']]);
    expect(study.candidates[0]!.measures['mae']!.measure.value).toBeCloseTo(79 / 80, 12);
    expect(study.columns[0]!.groups).toEqual(['f', 'm']);
  });
  it('of several answers are measured', () => {
    const answers = ['a', 'b', 'c'];
    const columns = table('y,pred_good,pred_back', (i) => [answers[i % 3]!, answers[i % 3]!, answers[(i + 1) % 3]!]);
    const { study } = measured('multiclass', { columns, roles: { ...none, candidates: two(null, 1) } });
    expect(study.candidates.map(({ measures }) => measures['accuracy']!.measure.value)).toEqual([1, 0]);
    expect(study.candidates[0]!.confusions!.classes).toEqual(answers);
  });
  it('of lists are noticed to stand upside down, and turned', () => {
    const columns = table('y,score_good,score_back,q', (i) => [
      i % 4 === 0 ? 1 : 0,
      -(i % 4),
      i % 4,
      Math.floor(i / 4),
    ]);
    const roles: LogRoles = { ...none, candidates: two(1, null), query: 3 };
    const asIs = measured('ranking', { columns, roles });
    expect(asIs.backwards).toEqual([
      { name: 'back', says: 'score', value: expect.closeTo(1 / Math.log2(5), 12) as number, reversed: 1 },
    ]);
    const turned = measured('ranking', { columns, roles, choices: { ...input.choices, inverted: new Set(['back']) } });
    expect(turned.backwards).toEqual([]);
    expect(turned.study.candidates[1]!.measures['ndcg@10']!.measure.value).toBe(1);
  });
});

describe('what else is said of a log', () => {
  const roles: LogRoles = { ...none, candidates: [{ name: 'good', score: 1, prediction: null }] };
  it('attributes of many values are crossed only when that is asked for', () => {
    const columns = table('y,score,country,job', (i) => [i % 2, i / 80, `c${i % 16}`, `j${i % 15}`]);
    const log = { columns, roles: { ...roles, groups: [2, 3].map((place) => ({ place, reference: null })) } };
    const asProposed = measured('binary', { columns, roles: log.roles });
    // 80 rows have 80 of the 240 pairs.
    expect(asProposed.study.columns.map(({ name }) => name)).toEqual(['country', 'job', 'country x job']);
    const many = csvColumns(
      [
        'y,score,country,job',
        ...Array.from({ length: 300 }, (_, i) => `${i % 2},${i / 300},c${i % 16},j${i % 15}`),
      ].join('\n'),
    );
    const unasked = measured('binary', { columns: many, roles: log.roles });
    expect(unasked.study.columns.map(({ name }) => name)).toEqual(['country', 'job']);
    expect(unasked.uncrossed).toEqual([{ name: 'country x job', groups: 240 }]);
    const asked = measured('binary', { columns: many, roles: log.roles, crossAll: true });
    expect([asked.study.columns.length, asked.uncrossed]).toEqual([3, []]);
  });
  it('groups that an older Parley kept in two spellings count as one, with their reference', () => {
    const columns = table('y,score,sex', (i) => [i % 2, i / 80, i % 5 === 0 ? 'FEMALE' : i % 2 ? 'female' : 'male']);
    const found = measured('binary', { columns, roles: { ...roles, groups: [{ place: 2, reference: 'FEMALE' }] } });
    expect(found.study.columns[0]!.groups).toEqual(['female', 'male']);
    expect(found.study.candidates[0]!.columns[0]!.against![0]).toBeNull();
    expect(found.merged).toEqual([{ header: 'sex', kept: 'female', others: ['FEMALE'] }]);
  });
  it('what a case took, of each candidate that says so, of rows without a label too', () => {
    const columns = table('y,score,latency_ms,who', (i) => [i === 3 ? '' : i % 2, i / 80, i === 5 ? '' : i, i >> 3]);
    const [candidate] = roles.candidates;
    const told = { ...roles, unit: 3, candidates: [{ ...candidate!, latency: 2 }] };
    const { spent, study } = measured('binary', { columns, roles: told });
    expect([study.rows, spent[0]!.latency!.cases, spent[0]!.cost]).toEqual([79, 79, null]);
    expect(spent[0]!.latency!.measures.total.measure.value).toBe(3155);
    expect(measured('binary', { columns, roles }).spent).toEqual([{ latency: null, cost: null }]);
  });
});
