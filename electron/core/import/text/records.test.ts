// Text to cells: every table that can be written is read back, and rows that do not fit are named.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachRecord, withEvenLineEnds } from './records.ts';
import type { Delimiter } from './records.ts';
import { cellsOf, readText } from '../testing/readText.ts';

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const piece = fc.constantFrom(
  'a',
  'Z',
  '7',
  '0.5',
  ' ',
  '"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  'é',
  '😀',
  "'",
  '-',
  '=',
  '__proto__',
  '\\',
);
const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const tables = fc
  .record({ columns: fc.integer({ min: 2, max: 6 }), rows: fc.integer({ min: 1, max: 12 }) })
  .chain(({ columns, rows }) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )
  .map((rows) => rows.map((row, index) => [`row ${index}`, ...row]));

function write(rows: string[][], delimiter: Delimiter, ends: readonly string[], quoteAll: readonly boolean[]): string {
  let written = 0;
  const cellText = (value: string) => {
    const must = /["\r\n]/.test(value) || value.includes(delimiter) || /^\s|\s$/.test(value);
    written += 1;
    return must || quoteAll[written % quoteAll.length] ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return rows.map((row, index) => row.map(cellText).join(delimiter) + ends[index % ends.length]).join('');
}

describe('cells', () => {
  it('come back as they were written, with any delimiter, quotes and line ends, mixed ones too', () => {
    const ends = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        ...([
          tables,
          fc.constantFrom(...delimiters),
          ends,
          fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
        ] as const),
        (rows, delimiter, lineEnds, quotes) => {
          const read = readText(write(rows, delimiter, lineEnds, quotes), { delimiter, header: false });
          expect(cellsOf(read)).toEqual(rows);
          expect(read.table.problems.errors).toBe(0);
          expect([...read.table.records]).toEqual(rows.map((_, index) => index + 1));
        },
      ),
      { numRuns: 1500 },
    );
  });
  it('keep a lone carriage return inside quotes', () => {
    const read = readText('m,note\r\nx,"a\rb\nc"\r\ny,2\r\n');
    expect(cellsOf(read)).toEqual([
      ['x', 'a\rb\nc'],
      ['y', '2'],
    ]);
    expect(withEvenLineEnds('a\r\n"b\r\nc"\rd')).toBe('a\n"b\r\nc"\nd');
  });
  it('stop where the receiver throws', () => {
    let seen = 0;
    const stop = () => {
      seen += 1;
      throw new RangeError('enough');
    };
    expect(() => forEachRecord('a\nb\nc\n', ',', stop)).toThrow('enough');
    expect(seen).toBe(1);
  });
});

describe('rows', () => {
  const problemsOf = (text: string) =>
    readText(text).preview.problems.map(({ row, column, severity, message }) => [row, column, severity, message]);

  it('that are too long or too short are errors with their number and both counts', () => {
    expect(problemsOf('m,a,b\nx,1,2\ny,3\nz,4,5,6\nw,7,8\n')).toEqual([
      [3, '', 'error', expect.stringContaining('Row 3 has 2 cells; the header has 3.')],
      [4, '', 'error', expect.stringContaining('Row 4 has 4 cells; the header has 3.')],
    ]);
  });
  it('may end in empty cells beyond the last column', () => {
    const read = readText('m,a,,\nx,1,,\ny,2, ,\n');
    expect(read.preview).toMatchObject({ rows: 2, problemCount: 0 });
    expect(read.preview.columns).toHaveLength(2);
  });
  it('keep an unnamed last column that has values', () => {
    expect(readText('m,a,\nx,1,note\ny,2,\n').preview.columns.map(({ header }) => header)).toEqual([
      'm',
      'a',
      'Column 3',
    ]);
  });
  it('that are blank are skipped and still counted', () => {
    const read = readText('\nm,a\n\nx,1\n,,\n  \ny,oops\nz,3\nw,4\n');
    expect(cellsOf(read)).toEqual([
      ['x', '1'],
      ['y', 'oops'],
      ['z', '3'],
      ['w', '4'],
    ]);
    expect([...read.table.records]).toEqual([4, 7, 8, 9]);
    expect(read.preview.problems).toMatchObject([{ row: 7, column: 'a', found: 'oops', severity: 'error' }]);
  });
  it('are counted as records, not lines', () => {
    const read = readText('m,a,note\nx,1,"two\nlines"\ny,oops,n\nz,3,n\n');
    expect(read.preview.problems).toMatchObject([{ row: 3, column: 'a', found: 'oops' }]);
  });
  it('with an open or a stray quote are errors with their number', () => {
    expect(problemsOf('m,a\nx,1\ny,"2\nz,3\n')).toEqual([[3, '', 'error', expect.stringContaining('a quote opens')]]);
    expect(problemsOf('m,a\nx,1\ny,"2"3\nz,3\n')[0]).toEqual([
      3,
      '',
      'error',
      expect.stringContaining('In row 3 text follows a closing quote'),
    ]);
  });
  it('that look like a total are warned about', () => {
    expect(readText('m,a\nx,1\ny,2\nTotal:,3\n').preview.problems).toMatchObject([
      { row: 4, column: 'm', found: 'Total:', severity: 'warning' },
    ]);
    expect(readText('m,a\nx,1\ny,2\nTotalizer,3\n').preview.problemCount).toBe(0);
  });
  it('are asked for when there are none', () => {
    expect(() => readText('m,a\n')).toThrow('table.csv has column names and no rows under them.');
    expect(() => readText('\n\n \n')).toThrow('table.csv has no rows.');
  });
});

describe('headers', () => {
  const headersOf = (text: string) => readText(text).preview.columns.map(({ header }) => header);

  it('are made unique where only case, invisible characters or forms differ, and that is said', () => {
    expect(headersOf('m,acc,Acc,acc\u200b,ａｃｃ,acc (2)\nx,1,2,3,4,5\n')).toEqual([
      'm',
      'acc',
      'Acc (3)',
      'acc (4)',
      'ａｃｃ (5)',
      'acc (2)',
    ]);
    expect(readText('m,a,a\nx,1,2\n').preview.problems).toMatchObject([
      { row: 1, column: 'a (2)', severity: 'warning' },
    ]);
  });
  it('that are empty are numbered, long ones shortened', () => {
    expect(headersOf('m,,Column 2\nx,1,2\n')).toEqual(['m', 'Column 2', 'Column 2 (2)']);
    expect(headersOf(`m,${'h'.repeat(500)}\nx,1\n`)[1]).toHaveLength(200);
  });
  it('may have the names that objects give a meaning to', () => {
    const read = readText('__proto__,constructor,toString\nx,1,2\n');
    expect(read.preview.columns.map(({ header }) => header)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
