// The import draft: what is proposed as objectives, what blocks, and what is sent.
import { describe, expect, it } from 'vitest';
import type { ColumnPreview, TablePreview } from '../../../shared/contract/imports.ts';
import {
  answered,
  answersOf,
  draftOf,
  draftProblem,
  mappingOf,
  objectiveColumns,
  isAnswered,
  openQuestions,
  unexplainedZeros,
  unreadableCells,
  withAnswer,
} from './mapping.ts';

function column(index: number, header: string, change: Partial<ColumnPreview> = {}): ColumnPreview {
  return {
    index,
    header,
    because: '',
    numeric: 10,
    missing: 0,
    text: 0,
    distinct: 10,
    min: 0,
    max: 1,
    samples: [],
    zeros: 0,
    asks: [],
    remembered: [],
    use: { use: 'metric', name: header, unit: '', direction: 'max' },
    ...change,
  };
}
const named = column(0, 'model', { use: { use: 'name' } });
function preview(columns: ColumnPreview[]): TablePreview {
  return {
    table: 't',
    fileName: 'a.csv',
    sha256: '',
    encoding: 'UTF-8',
    delimiter: ',',
    decimal: '.',
    header: true,
    format: 'Table',
    choices: [],
    incumbent: null,
    rows: 10,
    columns,
    problems: [],
    problemCount: 0,
  };
}
describe('answers', () => {
  const columns = [
    named,
    column(1, 'latency', { asks: ['statistic', 'unit'] }),
    column(2, 'cost', { asks: ['zeros'] }),
    column(3, 'STS12', { asks: ['direction'] }),
  ];
  const draft = () => draftOf(preview(columns), true);
  it('put the statistic into the name, and take it out again', () => {
    const first = answered(draft().columns[1]!, { statistic: 'p95' });
    expect(first.name).toBe('p95 latency');
    expect(answered(first, { statistic: 'mean' }).name).toBe('mean latency');
    expect(answered(answered(first, { unit: 'ms' }), { statistic: 'unknown' })).toMatchObject({
      name: 'latency',
      unit: 'ms',
      said: { statistic: 'unknown', unit: 'ms' },
    });
  });
  it('are asked for, those that stop the import first, as long as the column is a metric', () => {
    expect(openQuestions(draft(), columns).map(({ index }) => index)).toEqual([2, 1, 3]);
    const without = draft();
    without.columns[2]!.use = 'ignore';
    expect(openQuestions(without, columns).map(({ index }) => index)).toEqual([1, 3]);
    expect(unexplainedZeros(without, columns)).toBeNull();
  });
  it('are sent for what was said, and the zeros go into the mapping', () => {
    const mine = draft();
    expect(unexplainedZeros(mine, columns)?.header).toBe('cost');
    mine.columns[2] = answered(mine.columns[2]!, { zeros: 'unknown' });
    expect(unexplainedZeros(mine, columns)).toBeNull();
    expect(answersOf(mine)).toEqual([{ column: 2, answer: { zeros: 'unknown' } }]);
    expect(mappingOf(mine).uses[2]).toMatchObject({ use: 'metric', zeros: 'unknown' });
    mine.columns[1] = { ...mine.columns[1]!, objective: true };
    expect(objectiveColumns(mine)).toContain(1);
  });
});

describe('a column whose name does not say which way is better', () => {
  const size = column(2, 'size', { asks: ['direction'], directed: false });
  const table = preview([named, column(1, 'accuracy', { directed: true }), size]);
  it('becomes an objective once its direction is said, and leaves nothing open then', () => {
    const before = draftOf(table, true);
    expect(objectiveColumns(before)).toEqual([1]);
    expect(isAnswered(before.columns[2]!, size.asks)).toBe(false);
    const after = withAnswer(before, table, [2], { direction: 'min' });
    expect(after.columns[2]).toMatchObject({ direction: 'min', objective: true });
    expect(isAnswered(after.columns[2]!, size.asks)).toBe(true);
  });
  it('stays as the person left it when they answer again, or where no objectives are proposed', () => {
    const after = withAnswer(draftOf(table, true), table, [2], { direction: 'min' });
    after.columns[2]!.objective = false;
    expect(objectiveColumns(withAnswer(after, table, [2], { direction: 'max' }))).toEqual([1]);
    expect(objectiveColumns(withAnswer(draftOf(table, false), table, [2], { direction: 'min' }))).toEqual([]);
  });
  it('is no objective where it would not be proposed, for all its values are one', () => {
    const same = preview([named, column(1, 'accuracy'), { ...size, distinct: 1 }]);
    expect(objectiveColumns(withAnswer(draftOf(same, true), same, [2], { direction: 'min' }))).toEqual([1]);
  });
});

describe('draftOf and mappingOf', () => {
  it('sends the proposal back as it came, trimmed', () => {
    const words = column(2, 'licence', { use: { use: 'attribute', name: 'licence ' } });
    const draft = draftOf(preview([named, column(1, 'ms'), words, column(3, 'x', { use: { use: 'ignore' } })]), true);
    expect(draft.columns.map(({ objective }) => objective)).toEqual([false, true, false, false]);
    expect(mappingOf(draft)).toEqual({
      uses: [
        { use: 'name' },
        { use: 'metric', name: 'ms', unit: '', direction: 'max' },
        { use: 'attribute', name: 'licence' },
        { use: 'ignore' },
      ],
      duplicates: 'refuse',
      unreadable: 'refuse',
      incumbent: false,
    });
  });
});

describe('draftProblem', () => {
  const columns = [named, column(1, 'a'), column(2, 'b')];
  const change = (index: number, fields: object) => {
    const draft = draftOf(preview(columns), false);
    Object.assign(draft.columns[index]!, fields);
    return draftProblem(draft, columns);
  };
  it('asks for a name column, for names, and for different ones', () => {
    expect(change(0, { use: 'ignore' })).toContain('names the candidates');
    expect(change(1, { name: ' ' })).toBe('Give the column a a name.');
    expect(change(2, { name: 'A' })).toContain('a and b would get the same name');
    expect(change(1, {})).toBeNull();
  });
});

describe('standard errors', () => {
  const error = (index: number, of: string) => column(index, `${of}_stderr`, { use: { use: 'standardError', of } });
  const columns = [named, column(1, 'a'), column(2, 'b'), error(3, 'a')];
  const change = (index: number, fields: object) => {
    const draft = draftOf(preview(columns), true);
    Object.assign(draft.columns[index]!, fields);
    return draft;
  };
  it('stay with their metric when it is renamed, and are no objective', () => {
    const draft = change(1, { name: ' accuracy ' });
    expect(mappingOf(draft).uses[3]).toEqual({ use: 'standardError', of: 'accuracy' });
    expect(draft.columns[3]!.objective).toBe(false);
    expect(draftProblem(draft, columns)).toBeNull();
  });
  it('belong to one metric each, which is one of the import', () => {
    expect(draftProblem(change(1, { use: 'ignore' }), columns)).toContain('whose standard errors a_stderr holds');
    expect(draftProblem(change(3, { of: null }), columns)).toContain('whose standard errors');
    const twice = [...columns, error(4, 'a')];
    expect(draftProblem(draftOf(preview(twice), false), twice)).toContain('a_stderr and a_stderr hold');
  });
  it('are offered to the metric before them when a person says what they are', () => {
    const draft = draftOf(preview([...columns, column(4, 'x', { use: { use: 'ignore' } })]), false);
    expect(draft.columns[4]!.of).toBe(2);
  });
});

describe('unreadableCells', () => {
  it('counts only in columns used as metrics', () => {
    const columns = [named, column(1, 'a', { text: 3 }), column(2, 'b', { text: 5, use: { use: 'ignore' } })];
    expect(unreadableCells(draftOf(preview(columns), false), columns)).toBe(3);
  });
});
