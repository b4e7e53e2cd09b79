// The quick way through a text against the slow one, record by record and cell by cell.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText, differentNumbers, packedCells, readColumn } from './columns.ts';
import { cut } from './cells.ts';
import { cellKind, quickNumber, readCell } from './numbers.ts';
import { filledLength, forEachRecord, isBlank, withEvenLineEnds } from './records.ts';

const different = (list: readonly number[]) => {
  const known = list.filter((number) => !Number.isNaN(number));
  const bounds = known.reduce(
    ([least, most], one) => [Math.min(least!, one), Math.max(most!, one)],
    [Infinity, -Infinity],
  );
  return differentNumbers(Float64Array.from(list), bounds[0]!, bounds[1]!);
};

interface Read {
  rows: { number: number; cells: string[] }[];
  odd: { number: number; cells: string[] }[];
}

function slowly(text: string, width: number): Read | null {
  const read: Read = { rows: [], odd: [] };
  let faults = 0;
  forEachRecord(text, ',', (cells, number, fault) => {
    if (fault !== null) faults += 1;
    else if (isBlank(cells)) return;
    else if (cells.length < width || filledLength(cells) > width) read.odd.push({ number, cells: [...cells] });
    else read.rows.push({ number, cells: cells.slice(0, width) });
  });
  return faults > 0 ? null : read;
}

function quickly(text: string, width: number, expected: number): (Read & { points: number[][] }) | null {
  const odd: Read['odd'] = [];
  const table = cut(
    text,
    { delimiter: ',', width, expected, most: 10_000 },
    {
      isRow: () => true,
      odd: (cells, number) => odd.push({ number, cells }),
      onRow: () => undefined,
      onFull: () => {
        throw new Error('full');
      },
    },
  );
  if (!table) return null;
  const rows = Array.from(table.records, (number, row) => ({
    number,
    cells: table.columns.map((column) => cellText(column, row)),
  }));
  return { rows, odd, points: table.columns.map(({ points }) => [...(points ?? [])]) };
}

const pieces = [
  ',',
  ',',
  ',',
  '\n',
  '\n',
  '"',
  '""',
  '"a,b"',
  '"1.5"',
  '"x ""y"" z"',
  '1',
  '0.25',
  '-3',
  '1e5',
  '.',
  '-',
  '+1',
  ' ',
  '\t',
  '\u00a0',
  '\u0001',
  '\u007f',
  'ä',
  '日本',
  '😀',
  '\ud800',
  'model',
  '123456789012345',
  '1234567890123456',
];

const plainReading = {
  kind: cellKind.number,
  percent: false,
  spread: null,
  ambiguous: false,
  unit: '',
  marked: false,
  interval: false,
};

describe('cutting a text', () => {
  it('reads every number as the double that the whole text stands for, and leaves the rest to the slow way', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 33 });
    const written = fc
      .tuple(
        fc.constantFrom('', '', '-', '+', '−'),
        digits,
        fc.constantFrom('', '.', '.', ',', '_', '\u2009', 'x'),
        digits,
        fc.constantFrom('', '', 'e', 'E', 'e+', 'e-', 'ee', 'f'),
        fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 1200 }).map(String)),
      )
      .map((parts) => parts.join(''));
    const anyCell = fc.oneof(
      written,
      fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
      fc.double({ min: 0, max: 1, noNaN: true }).map((one) => one.toPrecision(17)),
      fc.constantFrom('0x1F', '1_000', '1\u2009000', '1e300', '1e301', '1e-400', '-0', '-0.0e0', '.5', '5.', '.', 'e5'),
      fc.constantFrom('0b11', '0o7', 'Infinity', '1e', '1e+', '1n', '9007199254740993', '0.1e-7', '1.e3', '12em'),
    );
    let direct = 0;
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1, maxLength: 20 }), (cells) => {
        // A word beside each, so that no record is blank.
        const plains = cells.map((cell) => cell.replaceAll(',', ';'));
        const read = quickly(plains.map((plain) => `m,${plain}\n`).join(''), 2, 1)!;
        plains.forEach((plain, row) => {
          const point = read.points[1]![row]!;
          const alone = readCell(plain, '.');
          if (/^-?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][-+]?\d{1,3})?$/.test(plain) && plain.length <= 64) {
            const value = Number(plain);
            direct += 1;
            expect(point, plain).toBe(Math.abs(value) <= 1e300 ? value + 0 : NaN);
          } else expect(point, plain).toBeNaN();
          if (!Number.isNaN(point)) expect(alone, plain).toEqual({ ...plainReading, value: point });
        });
      }),
      { numRuns: 2000 },
    );
    expect(direct).toBeGreaterThan(5000);
  });
  it('gives the records and cells that the slow way gives, or gives up', () => {
    let quick = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => withEvenLineEnds(parts.join(''))),
        fc.integer({ min: 1, max: 5 }),
        (text, width) => {
          const mine = quickly(text, width, 1);
          const theirs = slowly(text, width);
          // What the slow way objects to, this way never takes.
          if (theirs === null) expect(mine).toBeNull();
          if (theirs === null || mine === null) return;
          quick += 1;
          expect({ rows: mine.rows, odd: mine.odd }).toEqual(theirs);
          mine.rows.forEach(({ cells }, row) =>
            cells.forEach((cell, column) => {
              const point = mine.points[column]![row]!;
              const simple = quickNumber(cell, 0, cell.length, '.');
              if (!Number.isNaN(simple) || Number.isNaN(point)) expect(point).toBe(simple);
              else expect(readCell(cell, '.')).toEqual({ ...plainReading, value: point });
            }),
          );
        },
      ),
      { numRuns: 5000 },
    );
    expect(quick).toBeGreaterThan(1000);
  });
  it('grows with the rows, and stops before one too many', () => {
    const text = 'x,"a ""b""",1\n'.repeat(5000);
    const table = quickly(text, 3, 1)!;
    expect(table.rows).toHaveLength(5000);
    expect(table.rows.at(-1)).toEqual({ number: 5000, cells: ['x', 'a "b"', '1'] });
    expect(() => quickly('x\n'.repeat(10_001), 1, 1)).toThrow('full');
  });
});

describe('a column', () => {
  it('counts different numbers as a set does', () => {
    const number = fc.oneof(
      fc.integer({ min: -50, max: 50 }).map((one) => one / 10),
      fc.double(),
      fc.constant(NaN),
    );
    fc.assert(
      fc.property(fc.array(number.map((one) => one + 0)), (list) => {
        const known = new Set(list.filter((one) => !Number.isNaN(one)));
        expect(different(list)).toBe(known.size);
      }),
    );
    const pairs = (each: (i: number) => number) => Array.from({ length: 300_000 }, (_, i) => each(Math.floor(i / 2)));
    expect(different(pairs((i) => i / 7))).toBe(150_000);
    expect(different(pairs((i) => i / 100 - 300))).toBe(150_000);
    // On a grid, but for the last.
    expect(different([...Array.from({ length: 100 }, (_, i) => i / 10), 0.123456])).toBe(101);
  });
  it('reads every cell as it is read alone, and counts what is different', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'nan',
        'NaN ',
        'na',
        'N/A',
        'null',
        'none',
        'missing',
        'undefined',
        'inf',
        'Infinity',
        'Mi',
        'in',
      ),
      fc.constantFrom(
        'model',
        'Node',
        'unit',
        'x',
        '1.5',
        '-0',
        '1,000',
        '5 %',
        '0.8 ± 0.1',
        '',
        ' ',
        'ä',
        'é',
        '0.8 (3)',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const packed = packedCells();
        for (const one of cells) packed.push(one);
        const column = readColumn('c', packed.finish(), '.');
        const readings = cells.map((one) => readCell(one, '.'));
        // Cells with a unit are brought to the unit of the column, which has tests of its own.
        fc.pre(readings.every(({ unit }) => unit === ''));
        expect([...column.kinds]).toEqual(readings.map(({ kind }) => kind));
        expect([...column.numbers].map((one) => one + 0)).toEqual(readings.map(({ value }) => value + 0));
        const numbers = new Set(readings.filter(({ kind }) => kind === 0).map(({ value }) => value + 0));
        const others = new Set(cells.filter((_, i) => readings[i]!.kind > 1));
        expect(column.distinct).toBe(numbers.size + others.size);
        expect(column.min).toBe(numbers.size === 0 ? null : Math.min(...numbers));
      }),
      { numRuns: 2000 },
    );
  });
});
