// Files made to do harm, and files that are merely broken: always a clean table or a sentence, never a crash.
import { describe, expect, it } from 'vitest';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { tablePreview } from '../../../../shared/contract/imports.ts';
import { planImport } from '../planning/plan.ts';
import { mostColumns, mostRows } from '../text/rows.ts';
import { readTable } from './table.ts';
import { randomFrom } from '../testing/badTables.ts';
import { emptyReview, proposed, readText } from '../testing/readText.ts';

describe('a file that is too large', () => {
  it('in columns is refused', () => {
    const wide = Array.from({ length: mostColumns + 1 }, (_, i) => `c${i}`).join(',');
    expect(() => readText(`${wide}\n${wide}\n`)).toThrow('has 2,001 columns; the limit is 2,000.');
    const just = Array.from({ length: mostColumns }, (_, i) => `c${i}`).join(',');
    expect(readText(`${just}\n${just}\n`, { header: true }).preview.columns).toHaveLength(mostColumns);
  });
  it('in rows is refused', () => {
    expect(() => readText(`m,a\n${'x,1\n'.repeat(mostRows + 1)}`)).toThrow('more than 1,000,000 rows');
  });
  it('in cells is refused', () => {
    const row = `x${','.repeat(1999)}\n`;
    const header = Array.from({ length: 2000 }, (_, i) => `c${i}`).join(',');
    expect(() => readText(`${header}\n${row.repeat(10_001)}`)).toThrow('more than 20,000,000 cells');
  });
});

describe('a file with', () => {
  it('thousands of equal headers or names is read in good time', () => {
    const header = Array<string>(mostColumns).fill('acc').join(',');
    const before = process.threadCpuUsage();
    const { preview } = readText(`${header}\n${Array<string>(mostColumns).fill('1').join(',')}\n`, { header: true });
    expect(new Set(preview.columns.map((column) => column.header)).size).toBe(mostColumns);
    const same = readText(`m,a\n${'x,1\n'.repeat(100_000)}`);
    const plan = planImport(same.table, proposed(same.preview, { duplicates: 'number' }), emptyReview);
    expect(plan.content?.rows.at(-1)?.name).toBe('x (100000)');
    expect(process.threadCpuUsage(before).user).toBeLessThan(10_000_000);
  });
  it('formulas keeps them as words', () => {
    const { preview } = readText('model,acc\n=cmd|x!A1,1\n@x,2\n');
    expect(preview.columns[0]?.samples).toEqual(['=cmd|x!A1', '@x']);
  });
  it('control characters gives names that can be stored', () => {
    const { table, preview } = readText('mo\u0001del,a\u0007cc\nx\u001b[31m,1\ny,2\n');
    const plan = planImport(table, proposed(preview), emptyReview);
    expect(plan.content?.rows[0]?.name).toBe('x [31m');
    expect(preview.columns.map(({ header }) => header)).toEqual(['mo del', 'a cc']);
  });
  it('cells of a million characters shows little of them', () => {
    const { preview } = readText(`m,a\n${'x'.repeat(1_000_000)},1\ny,2\nz,${'9'.repeat(1_000_000)}\n`);
    for (const { samples } of preview.columns) for (const sample of samples) expect(sample.length).toBeLessThan(70);
    expect(preview.problems).toMatchObject([{ row: 4, column: 'a' }]);
    expect(preview.problems[0]?.message.length).toBeLessThan(200);
  });
});

describe('a broken file', () => {
  it('of random pieces is read, or refused with a sentence, four thousand times', () => {
    const random = randomFrom(7);
    const pieces = [
      'a',
      'model',
      '1',
      '0.5',
      '1,5',
      '"',
      '""',
      ',',
      ',',
      ';',
      '\t',
      '|',
      '\n',
      '\n',
      '\r\n',
      '\r',
      ' ',
      'NaN',
      'inf',
      '-',
      '%',
      '±',
      '(0.1)',
      '__proto__',
      '\ufeff',
      '\u0000',
      '\u202e',
      '\ud800',
      '😀',
      'Total',
      'sep=;',
      '1e999',
      "'",
      '=',
    ];
    let read = 0;
    for (let run = 0; run < 4000; run += 1) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 60) },
        () => pieces[Math.floor(random() * pieces.length)],
      );
      try {
        const { table, preview } = readText(text.join(''));
        expect(tablePreview.omit({ table: true }).safeParse(preview).success, JSON.stringify(text.join(''))).toBe(true);
        const plan = planImport(table, proposed(preview), emptyReview);
        for (const metric of plan.content?.metrics ?? []) {
          expect(metric.measured.length).toBe(plan.check.candidates);
          for (const value of metric.measured) expect(Math.abs(value) <= 1e300 || Number.isNaN(value)).toBe(true);
        }
        for (const row of plan.content?.rows ?? []) expect(row.name).toBe(row.name.trim());
        read += 1;
      } catch (error) {
        expect(error, JSON.stringify(text.join(''))).toBeInstanceOf(ParleyError);
        expect((error as ParleyError).message).toMatch(/^table\.csv .+\.$/s);
      }
    }
    expect(read).toBeGreaterThan(1000);
  });

  it('of random bytes is read, or refused with a sentence', () => {
    const random = randomFrom(11);
    const options = { delimiter: null, decimal: null, header: null };
    for (let run = 0; run < 1000; run += 1) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
      try {
        readTable(bytes, 'table.csv', options);
      } catch (error) {
        expect(error).toBeInstanceOf(ParleyError);
      }
    }
  });
});
