// Logs of numbers, of several answers and of ordered lists: which rows are taken, and what is refused with which sentence.
import type { LogRoles } from '../../domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import { csvColumns } from '../testing/csvColumns.ts';
import { multiclassLog } from './multiclassLog.ts';
import { rankingLog } from './rankingLog.ts';
import { regressionLog } from './regressionLog.ts';
import { LogProblem } from './usableRows.ts';

const none: LogRoles = {
  label: null,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [],
  groups: [],
  features: [],
};
function problem(make: () => unknown): string | null {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(LogProblem);
    return (error as LogProblem).message;
  }
  return null;
}

describe('a log of numbers', () => {
  const columns = csvColumns('y,pred_a,b,sex,w\n1.5,1,2,m,1\n,1,2,f,1\n2,x,2,f,1\n3,3,4,,1\n4,4,4,f,-1\n');
  const roles: LogRoles = {
    ...none,
    label: 0,
    groups: [{ place: 3, reference: null }],
    weight: 4,
    candidates: [
      { name: 'a', score: null, prediction: 1 },
      { name: 'b', score: 2, prediction: null },
    ],
  };
  it('takes the rows that are numbers throughout, and counts the others', () => {
    const log = regressionLog(columns, roles);
    expect(log.left).toEqual({ noLabel: 1, noPrediction: 1, noWeight: 1 });
    expect([[...log.at], [...log.labels], [...log.weights!]]).toEqual([
      [0, 3],
      [1.5, 3],
      [1, 1],
    ]);
    expect(log.candidates.map(({ name, predicted }) => [name, ...predicted])).toEqual([
      ['a', 1, 3],
      ['b', 2, 4],
    ]);
    expect(log.groups).toEqual([{ name: 'sex', groups: ['m'], codes: Int32Array.of(0, -1) }]);
  });
  it('says what is wrong', () => {
    expect(problem(() => regressionLog(columns, { ...roles, label: null }))).toBe('Say which column is the label.');
    expect(problem(() => regressionLog(columns, { ...roles, candidates: [] }))).toMatch('Say which columns hold');
    expect(problem(() => regressionLog(columns, { ...roles, label: 3 }))).toMatch('No row has a label');
    const lost = { ...roles, candidates: [{ name: 'a', score: null, prediction: 9 }] };
    expect(problem(() => regressionLog(columns, lost))).toBe('Say which column holds the scores or predictions of a.');
  });
});

describe('a log of several answers', () => {
  const columns = csvColumns('y,pred_a,score_a\n10,10.0,0.1\n9,fish,0.2\ncat,9,0.3\n,9,0.4\n10,,0.5\n');
  const roles: LogRoles = { ...none, label: 0, candidates: [{ name: 'a', score: 2, prediction: 1 }] };
  it('takes every answer of labels and predictions as a class, numbers by size', () => {
    const log = multiclassLog(columns, roles);
    expect(log.classes).toEqual(['9', '10', 'cat', 'fish']);
    expect([...log.labels]).toEqual([1, 0, 2]);
    expect([...log.candidates[0]!.predicted]).toEqual([1, 3, 0]);
    expect(log.left).toEqual({ noLabel: 1, noPrediction: 1, noWeight: 0 });
  });
  it('says what is wrong', () => {
    const scores = { ...roles, candidates: [{ name: 'a', score: 2, prediction: null }] };
    expect(problem(() => multiclassLog(columns, scores))).toMatch('Say which column holds the answers of a');
    const many = csvColumns(`y,pred_a\n${Array.from({ length: 60 }, (_, i) => `c${i},c0`).join('\n')}\n`);
    expect(
      problem(() => multiclassLog(many, { ...roles, candidates: [{ name: 'a', score: null, prediction: 1 }] })),
    ).toBe('The answers have more than 50 different values; up to so many are measured.');
  });
});

describe('a log of ordered lists', () => {
  const table =
    'q,rel,score_a,market,seen,w\nx,2,0.9,de,1,3\ny,0,0.5,fr,1,1\nx,0,0.8,de,2,3\n,1,0.7,de,1,1\ny,1,,fr,1,1\ny,1,0.1,fr,1,1\n';
  const columns = csvColumns(table);
  const roles: LogRoles = {
    ...none,
    label: 1,
    query: 0,
    groups: [
      { place: 3, reference: null },
      { place: 4, reference: null },
    ],
    weight: 5,
    candidates: [{ name: 'a', score: 2, prediction: null }],
  };
  it('counts queries in the order of the log, with groups and weights of queries', () => {
    const log = rankingLog(columns, roles, new Set());
    expect([...log.queries]).toEqual([0, 1, 0, 1]);
    expect(log).toMatchObject({ queryCount: 2, mixed: ['seen'], left: { noQuery: 1, noPrediction: 1 } });
    expect(log.groups).toEqual([{ name: 'market', groups: ['de', 'fr'], codes: Int32Array.of(0, 1) }]);
    expect([...log.weights!]).toEqual([3, 1]);
    expect([...rankingLog(columns, roles, new Set(['a'])).candidates[0]!.scores]).toEqual([-0.9, -0.5, -0.8, -0.1]);
  });
  it('takes queries of too many words to tell apart by their numbers', () => {
    const numbered = [{ header: 'q', numbers: Float64Array.of(7, 3, 7, NaN, 3, 3), words: null }, ...columns.slice(1)];
    expect([...rankingLog(numbered, roles, new Set()).queries]).toEqual([0, 1, 0, 1]);
  });
  it('says what is wrong', () => {
    const rank = (how: Partial<LogRoles>, text = table) =>
      problem(() => rankingLog(csvColumns(text), { ...roles, ...how }, new Set()));
    expect(rank({ query: null })).toBe('Say which column is the query.');
    expect(rank({ weight: 4 })).toMatch('The weights differ within a query.');
    expect(rank({}, table.replace('x,2', 'x,-2'))).toBe('Row 1 has the relevance -2; a relevance is 0 or more.');
  });
});
