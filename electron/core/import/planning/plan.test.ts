// A mapping checked against a whole table: what would be written, and what stands in the way.
import { describe, expect, it } from 'vitest';
import { imports } from '../../../../shared/contract/imports.ts';
import type { TableMapping } from '../../../../shared/contract/imports.ts';
import { planImport } from './plan.ts';
import { emptyReview, proposed, readText } from '../testing/readText.ts';

const nothing = emptyReview;
function plan(text: string, rest: Partial<TableMapping> = {}, existing: Parameters<typeof planImport>[2] = nothing) {
  const { table, preview } = readText(text);
  const result = planImport(table, proposed(preview, rest), existing);
  // Who is gone from a server that was asked is added where it was asked.
  expect(() => imports['imports.check'].output.parse({ ...result.check, gone: null })).not.toThrow();
  expect(result.content === null).toBe(!result.check.acceptable);
  return result;
}
const metric = (name: string) => ({ use: 'metric' as const, name, unit: '', direction: 'max' as const });
const name = { use: 'name' as const };

describe('a plan', () => {
  it('holds rows, metrics and attributes in the order of the file', () => {
    const { check, content } = plan('model,size,acc (%),licence\nx,,85.5,mit\n\ny,3,NaN,\n');
    expect(check).toMatchObject({
      candidates: 2,
      existing: 0,
      metrics: 2,
      newMetrics: 2,
      cells: 2,
      missing: 2,
      acceptable: true,
    });
    expect(content).toEqual({
      incumbent: null,
      rows: [
        { name: 'x', row: 2 },
        { name: 'y', row: 4 },
      ],
      metrics: [
        {
          columnIndex: 1,
          header: 'size',
          name: 'size',
          unit: '',
          direction: 'max',
          measured: Float64Array.of(NaN, 3),
          standardErrors: null,
        },
        {
          columnIndex: 2,
          header: 'acc (%)',
          name: 'acc',
          unit: '%',
          direction: 'max',
          measured: Float64Array.of(85.5, NaN),
          standardErrors: null,
        },
      ],
      attributes: [{ name: 'licence', header: 'licence', values: ['mit', ''] }],
    });
  });
  it('joins the columns of a name and cleans it', () => {
    const text = 'model,img_size,acc\n"  x\n y ",224,1\nx y,384,2\nz,,3\n';
    const uses = [name, name, metric('acc')];
    expect(plan(text, { uses }).content?.rows.map((row) => row.name)).toEqual(['x y · 224', 'x y · 384', 'z']);
  });
  it('keeps what a name looks like as written, numbers too', () => {
    const uses = [name, metric('acc')];
    expect(plan('model,acc\n1.0,1\n007,2\n', { uses }).content?.rows.map((row) => row.name)).toEqual(['1.0', '007']);
  });
  it('counts what the review has, and warns where units or directions differ', () => {
    const existing = {
      ...emptyReview,
      names: ['y', 'other'],
      metrics: [{ id: 1, name: 'latency', unit: 's', direction: 'max' as const, formula: null }],
    };
    const { check } = plan('model,latency (ms),acc\nx,1,2\ny,3,4\n', {}, existing);
    expect(check).toMatchObject({ existing: 1, metrics: 2, newMetrics: 1, acceptable: true, problemCount: 2 });
    expect(check.problems[0]?.message).toContain('The review has "latency" in s, this column is in ms.');
  });
  it('refuses rows without a name, with their number', () => {
    const { check } = plan('model,acc\nx,1\n,2\n');
    expect(check).toMatchObject({ acceptable: false, problems: [{ row: 3, column: 'model', severity: 'error' }] });
  });
  it('shortens names that are too long, one alike every time, and keeps them whole', () => {
    const [a, b] = [`${'n'.repeat(150)}a${'n'.repeat(100)}`, `${'n'.repeat(150)}b${'n'.repeat(100)}`];
    const { check, content } = plan(`model,acc\n${a},1\n${b},2\nx,3\n`);
    expect(check).toMatchObject({ acceptable: true, problems: [{ row: 2, severity: 'warning' }] });
    const names = content!.rows.map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    expect(names.map(({ length }) => length)).toEqual([200, 200, 1]);
    expect(content!.attributes).toMatchObject([{ name: 'full name', values: [a, b, ''] }]);
    expect(plan(`model,acc\n${b},1\n`).content!.rows[0]!.name).toBe(names[1]);
  });
  it('refuses a mapping without a name, two metrics of one name, and columns that are not there', () => {
    const text = 'model,a,b\nx,1,2\ny,3,4\n';
    expect(plan(text, { uses: [{ use: 'ignore' }, metric('a'), metric('b')] }).check).toMatchObject({
      acceptable: false,
    });
    const twice = plan(text, { uses: [name, metric('Score'), metric('score')] }).check;
    expect(twice.acceptable).toBe(false);
    expect(twice.problems[0]?.message).toContain('The columns "a" and "b" would both become the metric "score".');
    expect(() => plan(text, { uses: [name] })).toThrow('1 columns are mapped and the table has 3.');
  });
  it('is refused when the file itself has errors', () => {
    expect(plan('model,a\nx,1\ny,2,3\n').check).toMatchObject({ acceptable: false, problems: [{ row: 3 }] });
  });
});

describe('cells that are no numbers', () => {
  const text = 'model,acc,note\nx,0.5,a\ny,bad,b\nz,1e999,c\nw,NA,d\n';
  it('block, each with its place, unless they are to be missing', () => {
    const { check } = plan(text);
    expect(check).toMatchObject({ acceptable: false, problemCount: 2, cells: 1, missing: 3 });
    expect(check.problems).toMatchObject([
      { row: 3, column: 'acc', found: 'bad', severity: 'error' },
      { row: 4, column: 'acc', found: '1e999', severity: 'error', message: expect.stringContaining('infinite') },
    ]);
    const taken = plan(text, { unreadable: 'missing' });
    expect(taken.check).toMatchObject({ acceptable: true, problemCount: 2, problems: [{ severity: 'warning' }, {}] });
    expect([...(taken.content?.metrics[0]?.measured ?? [])]).toEqual([0.5, NaN, NaN, NaN]);
  });
  it('do not matter in columns that are ignored, or in rows that are dropped', () => {
    const uses = [name, { use: 'ignore' as const }, { use: 'attribute' as const, name: 'note' }];
    expect(plan(text, { uses }).check.acceptable).toBe(true);
    expect(plan('model,acc\nx,1\nx,bad\n', { duplicates: 'keepFirst' }).check).toMatchObject({
      acceptable: true,
      problemCount: 0,
    });
    expect(plan('model,acc\nx,1\nx,bad\n', { duplicates: 'keepLast' }).check).toMatchObject({ acceptable: false });
  });
  it('are counted beyond the hundred that are shown', () => {
    const rows = Array.from({ length: 400 }, (_, i) => `m${i},${i % 2 ? 'bad' : '1'}`).join('\n');
    const { check } = plan(`model,acc\n${rows}\n`);
    expect(check.problemCount).toBe(200);
    expect(check.problems).toHaveLength(100);
  });
});

describe('rows with the same name', () => {
  const text = 'model,acc,size\nx,1,5\ny,2,6\nx,3,7\nz,4,8\nz,4,8\nx (2),9,9\n';
  const rowsOf = (duplicates: TableMapping['duplicates']) =>
    plan(text, { duplicates }).content?.rows.map((row) => `${row.name} ${row.row}`);

  it('are listed, and refused until somebody chooses', () => {
    const { check } = plan(text);
    expect(check).toMatchObject({ acceptable: false, duplicateCount: 2 });
    expect(check.duplicates).toEqual([
      { name: 'x', rows: [2, 4], identical: false },
      { name: 'z', rows: [5, 6], identical: true },
    ]);
    expect(check.problems[0]?.message).toContain('2 names stand on more than one row, for example "x" on rows 2, 4.');
  });
  it('are kept first, last, or numbered', () => {
    expect(rowsOf('keepFirst')).toEqual(['x 2', 'y 3', 'z 5', 'x (2) 7']);
    expect(rowsOf('keepLast')).toEqual(['y 3', 'x 4', 'z 6', 'x (2) 7']);
    expect(rowsOf('number')).toEqual(['x 2', 'y 3', 'x (3) 4', 'z 5', 'z (2) 6', 'x (2) 7']);
  });
  it('bring the values of the rows that are kept', () => {
    const measured = plan(text, { duplicates: 'keepLast' }).content?.metrics[0]?.measured;
    expect([...(measured ?? [])]).toEqual([2, 3, 4, 9]);
  });
});
