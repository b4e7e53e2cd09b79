// Tables that leave Parley: as the engine has them, cell by cell, and with nothing in them that a spreadsheet would run.
import { evaluate } from '../engine/evaluate.ts';
import { linear, snapshotOf } from '../engine/testing/snapshot.ts';
import { toCsv } from './csv.ts';
import { ballotsTable, candidatesTable, holdsTable, rankingTable, requirementsTable } from './reviewTables.ts';
import { toXlsx } from './xlsx.ts';
import fc from 'fast-check';
import Papa from 'papaparse';
import readWorkbook from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';

const review = snapshotOf({
  names: ['=1+1', 'B', 'C', 'D'],
  objectives: [
    { ...linear(0, 1), name: 'Accuracy' },
    { ...linear(100, 0), name: 'Latency' },
  ],
  units: ['', 'ms'],
  rows: [
    [0.9, 80],
    [0.6, 10],
    [0.5, 20],
    [NaN, 5],
  ],
  roles: [
    { name: 'Sales', weights: [1, 0] },
    {
      name: 'Product',
      weights: [0.25, 0.75],
      requirements: [{ metricId: 2, comparator: '<=', bound: 50, strength: 'must' }],
    },
    { name: 'New' },
  ],
});

describe('tables of a review', () => {
  it('writes every measurement and leaves what is missing empty', () => {
    const { headers, rows } = candidatesTable(review);
    expect(headers).toEqual(['Candidate', 'Accuracy', 'Latency (ms)', 'Tags', 'In use today']);
    expect(rows[0]).toEqual(['=1+1', 0.9, 80, null, null]);
    expect(rows[3]).toEqual(['D', null, 5, null, null]);
  });

  it('ranks as the engine does, and says why the others are not ranked', () => {
    const evaluation = evaluate(review, { role: null });
    const { headers, rows } = rankingTable(review, evaluation, '2026-11-30');
    const byName = new Map(rows.map((row) => [row[0], row]));
    const column = (name: string) => headers.indexOf(name);
    expect(rows[0]![0]).toBe('B');
    expect(byName.get('B')![column('Rank by least regret')]).toBe(1);
    expect(byName.get('B')![column('Sales: gives up (0…1)')]).toBe(0);
    expect(byName.get('=1+1')![column('Rank by least regret')]).toBeNull();
    expect(byName.get('=1+1')![column('Standing')]).toBe('fails a must');
    expect(byName.get('=1+1')![column('Breaks')]).toBe('Product: Latency (ms) ≤ 50 (is 80)');
    expect(byName.get('D')![column('Standing')]).toBe('a measurement is missing');
  });

  it('keeps a role that has not weighed apart from weights of nothing', () => {
    const { rows } = ballotsTable(review);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['Sales', 1, 1, 0],
      ['Product', 1, 0.25, 0.75],
      ['New', 1, null, null],
    ]);
    expect(requirementsTable(review).rows).toEqual([['Product', 'must', 'Latency (ms)', 'at most', 50, null]]);
    expect(holdsTable(review).rows).toEqual([]);
  });
});

const cell = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', '\t', ' ', 'a', '1', '＝', 'é') }),
);
const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.record({
    name: fc.constant('Sheet'),
    headers: fc.array(fc.constantFrom('Name', '=SUM(A1)', '@x', 'µ (ms)'), { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }),
  }),
);

describe('CSV', () => {
  it('comes back cell by cell, numbers to the bit, and no text begins like a formula', () => {
    fc.assert(
      fc.property(table, (made) => {
        const text = toCsv(made);
        expect(text.startsWith('\uFEFF')).toBe(true);
        const read = Papa.parse<string[]>(text.slice(1), { newline: '\r\n' }).data.slice(0, -1);
        expect(read).toHaveLength(made.rows.length + 1);
        made.rows.forEach((row, r) =>
          row.forEach((value, c) => {
            const found = read[r + 1]![c]!;
            if (value === null) expect(found).toBe('');
            else if (typeof value === 'number') expect(Object.is(Number(found), value) || value === 0).toBe(true);
            else {
              expect([value, `'${value}`]).toContain(found);
              expect(found).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/);
            }
          }),
        );
      }),
    );
  });

  it('keeps a negative number a number and a text that looks like one a text', () => {
    expect(toCsv({ name: 'x', headers: ['a', 'b'], rows: [[-5, '-5 °C']] })).toBe('\uFEFF"a","b"\r\n-5,"\'-5 °C"\r\n');
  });
});

describe('XLSX', () => {
  it('has a sheet per table with text as text and numbers to the bit', async () => {
    const made = [
      {
        name: 'One',
        headers: ['a', '=b'],
        rows: [
          ['=1+1', 0.1 + 0.2],
          [null, -5],
          ['@x <&> "q"', 1e-300],
        ],
      },
      { name: 'Two', headers: ['c'], rows: [] },
    ];
    const bytes = await toXlsx(made);
    const sheets = await readWorkbook(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['One', 'Two']);
    expect(sheets[0]!.data).toEqual([
      ['a', '=b'],
      ['=1+1', 0.1 + 0.2],
      [null, -5],
      ['@x <&> "q"', 1e-300],
    ]);
    const { unzipSync, strFromU8 } = await import('fflate');
    const parts = unzipSync(bytes);
    for (const [name, part] of Object.entries(parts)) {
      if (name.startsWith('xl/worksheets/')) expect(strFromU8(part)).not.toMatch(/<f[ >]/);
    }
  });
});
