// Every spelling of a number that is read, and every one that is not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellKind, quickNumber, readCell } from './numbers.ts';
import type { DecimalMark } from './numbers.ts';

const point: readonly [cell: string, value: number][] = [
  ['0', 0],
  ['-0', 0],
  ['7', 7],
  ['+1.088', 1.088],
  ['-2.510', -2.51],
  ['.5', 0.5],
  ['5.', 5],
  ['007', 7],
  ['  42  ', 42],
  ['\u00a042\u00a0', 42],
  ['1e3', 1000],
  ['1E-05', 1e-5],
  ['2.5e+3', 2500],
  ['\u22120.25', -0.25],
  ['\u20133', -3],
  ["'-0.25", -0.25],
  ["'42", 42],
  ['1,014.45', 1014.45],
  ['1,014', 1014],
  ['12,345,678', 12345678],
  ['-1,014.45', -1014.45],
  ['1 014.45', 1014.45],
  ['1\u00a0014\u00a0000', 1014000],
  ['1\u2009014.5', 1014.5],
  ['1\u202f014', 1014],
  ["1'014'000.25", 1014000.25],
  ['1\u2019014', 1014],
  ['85.1%', 85.1],
  ['85.1 %', 85.1],
  ['20.0 ± 1.2', 20],
  ['20.0±1.2', 20],
  ['20.0 +/- 1.2', 20],
  ['85.1% ± 1.2%', 85.1],
  ['85.1 ± 1.2%', 85.1],
  ['0.85 (0.02)', 0.85],
  ['0.85(0.02)', 0.85],
  ['0.802435064935065', 0.802435064935065],
  ['0.8750000000000001', 0.8750000000000001],
  ['9007199254740993', 9007199254740992],
  ['1e300', 1e300],
];
const comma: readonly [cell: string, value: number][] = [
  ['1,5', 1.5],
  ['-0,25', -0.25],
  [',5', 0.5],
  ['1.014,45', 1014.45],
  ['1.014.000', 1014000],
  ['1 014,45', 1014.45],
  ["1'014,45", 1014.45],
  ['1,5e3', 1500],
  ['85,1 %', 85.1],
  ['0,85 ± 0,02', 0.85],
];
const missing = [
  '',
  ' ',
  '\t',
  '\u00a0',
  'NaN',
  'nan',
  'NAN',
  '-nan',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaT',
  'null',
  'NULL',
  'None',
  'none',
  '-',
  '--',
  '–',
  '—',
  '?',
  '!',
  '#VALUE!',
  '#DIV/0!',
  '#REF!',
  '\\N',
  '1.#IND',
  ' N/A ',
];
const text = [
  '0x10',
  '1,5',
  '1,23',
  '0,123',
  '00,123',
  '1,0145',
  '1,014,45',
  '1,014 000',
  '1_000',
  '1.2.3',
  '1 5',
  '- 5',
  '--5',
  '1e',
  'e5',
  '.',
  '+',
  'true',
  'False',
  'resnet50',
  '2024-01-02',
  '1:30',
  '10/3',
  '45.2 (+1.2)',
  '(12)',
  '(1)',
  '0.85 ± x',
  '± 1',
  '١٢',
  '１２',
  '12 parsecs',
  '5m',
  '>50K',
  '<30',
  '10²',
  '5.1 [6; 7]',
  "''5",
  '%',
  '5%%',
  '9'.repeat(31),
  '1'.repeat(65),
  `0.${'1'.repeat(31)}`,
  '1e1000'.replace('1000', '10000'),
];
const infinite = ['inf', '-inf', '+Infinity', 'INF', '∞', '-∞', '1.#INF', '1e999', '-1e999', '1e301', 'Infinity'];

describe('one cell', () => {
  it.each(point)('%j is %d with a decimal point', (cell, value) => {
    expect(readCell(cell, '.')).toMatchObject({ kind: cellKind.number, value });
    expect(Object.is(readCell(cell, '.').value, -0)).toBe(false);
  });
  it.each(comma)('%j is %d with a decimal comma', (cell, value) => {
    expect(readCell(cell, ',')).toMatchObject({ kind: cellKind.number, value });
  });
  it.each(missing)('%j is missing', (cell) => {
    for (const mark of ['.', ','] as const) expect(readCell(cell, mark).kind).toBe(cellKind.missing);
  });
  it.each(text)('%j is no number', (cell) => {
    expect(readCell(cell, '.').kind).toBe(cellKind.text);
  });
  it.each(infinite)('%j is infinite', (cell) => {
    for (const mark of ['.', ','] as const) expect(readCell(cell, mark).kind).toBe(cellKind.infinite);
  });
  it.each([
    ['1,25,000', 125_000, false],
    ['12,34,567.5', 1_234_567.5, false],
    ['±0', 0, false],
    ['±0.0%', 0, false],
    ['(12.5)', -12.5, true],
    ['($1,200)', -1200, true],
    ['(1,200.50)', -1200.5, true],
    ['0.93 ↑', 0.93, true],
    ['0.90▼', 0.9, true],
    ['~~0.5~~ 0.90', 0.9, true],
    ['$0.912$', 0.912, false],
    ['\\textbf{0.93}', 0.93, false],
    ['93.1\\%', 93.1, false],
  ])('%j is %d, with a mark: %j', (cell, value, marked) => {
    expect(readCell(cell, '.')).toMatchObject({ kind: cellKind.number, value, marked });
  });
  it('has its spread as LaTeX writes it', () => {
    expect(readCell(String.raw`$0.912 \pm 0.004$`, '.')).toMatchObject({ value: 0.912, spread: 0.004 });
    expect(readCell(String.raw`$0.912_{\pm 0.004}$`, '.')).toMatchObject({ value: 0.912, spread: 0.004 });
  });
  it('has an interval with decimal commas', () => {
    const { value, spread, interval } = readCell('5,1 [4,8; 5,4]', ',');
    expect([value, interval]).toEqual([5.1, true]);
    expect(spread).toBeCloseTo(0.6 / 3.92, 12);
  });
  it.each([
    ['12 ms', 12, 'ms'],
    ['12ms', 12, 'ms'],
    ['1.2 s', 1.2, 's'],
    ['$0.15', 0.15, 'US$'],
    ['-$0.15', -0.15, 'US$'],
    ['0.15 €', 0.15, '€'],
    ['$1,200.50', 1200.5, 'US$'],
    ['7B', 7e9, 'count'],
    ['350M', 3.5e8, 'count'],
    ['1.3B', 1_300_000_000, 'count'],
    ['$1.5M', 1_500_000, 'US$'],
    ['1.5 GB', 1.5, 'GB'],
    ['800 MiB', 800, 'MiB'],
    ['3m 20s', 200, 's'],
    ['1h 05m', 3900, 's'],
    ['0:03:20', 200, 's'],
    ['36:00:00', 129_600, 's'],
    ['120 tok/s', 120, 'tokens/s'],
    ['2.5x', 2.5, '×'],
    ['3.1 kWh', 3.1, 'kWh'],
  ])('%j is %d in %s', (cell, value, unit) => {
    expect(readCell(cell, '.')).toMatchObject({ kind: cellKind.number, value, unit });
  });
  it('reads a unit behind a decimal comma', () => {
    expect(readCell('1,5 GB', ',')).toMatchObject({ value: 1.5, unit: 'GB' });
  });
  it.each([
    ['0.912*', 0.912],
    ['0.905†', 0.905],
    ['0.88¹', 0.88],
    ['**0.88**', 0.88],
    ['_0.86_', 0.86],
    ['**0.88***', 0.88],
    ['~0.95', 0.95],
    ['≈ 12', 12],
    ['>0.99', 0.99],
    ['< 0.001', 0.001],
    ['**12 ms**', 12],
  ])('%j is %d in a mark', (cell, value) => {
    expect(readCell(cell, '.')).toMatchObject({ kind: cellKind.number, value, marked: true });
  });
  it.each(['5.1 [4.8; 5.4]', '5.1 [4.8, 5.4]', '5.1 (4.8–5.4)', '5.1 (95% CI 4.8-5.4)', '**5.1** [4.8; 5.4]'])(
    '%j is a value with its interval',
    (cell) => {
      const read = readCell(cell, '.');
      expect(read).toMatchObject({ kind: cellKind.number, value: 5.1, interval: true });
      expect(read.spread).toBeCloseTo(0.6 / 3.92, 12);
    },
  );
  it('takes a point for nothing but thousands when the comma is the decimal mark', () => {
    expect(readCell('1.5', ',').kind).toBe(cellKind.text);
    expect(readCell('1.014', ',')).toMatchObject({ value: 1014, ambiguous: true });
  });
  it('marks what could be read in two ways, and only that', () => {
    expect(readCell('1,014', '.').ambiguous).toBe(true);
    for (const cell of ['1,014.45', '1,014,000', "1'014", '1 014', '1014'])
      expect(readCell(cell, '.').ambiguous).toBe(false);
  });
  it('notes percent signs and spreads', () => {
    expect(readCell('85 %', '.')).toMatchObject({ percent: true, spread: null });
    expect(readCell('0.85 (0.02)', '.')).toMatchObject({ percent: false, spread: 0.02 });
  });
  it('is quick on cells made to be slow', () => {
    const hostile = [
      '1'.repeat(64),
      `${'1,'.repeat(31)}x`,
      `${'1 '.repeat(32)}`,
      `${' '.repeat(60_000)}x`,
      `${'('.repeat(63)})`,
    ];
    // Computing time of this thread: other work on the machine does not count.
    const before = process.threadCpuUsage();
    for (const cell of hostile) for (let i = 0; i < 200; i += 1) readCell(cell, '.');
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

describe('the quick way', () => {
  const both = (cell: string, mark: DecimalMark) =>
    [quickNumber(cell, 0, cell.length, mark), readCell(cell, mark)] as const;

  it('agrees with the careful way wherever it answers', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.,-+e '), maxLength: 20 });
    fc.assert(
      fc.property(digits, fc.constantFrom<DecimalMark>('.', ','), (cell, mark) => {
        const [quick, careful] = both(cell, mark);
        if (!Number.isNaN(quick)) expect(Object.is(quick, careful.value)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
  it('rounds decimals as JavaScript does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 15 }),
        (mantissa, places) => {
          const padded = String(mantissa).padStart(places + 1, '0');
          const cell = places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
          const [quick] = both(cell, '.');
          if (!Number.isNaN(quick)) expect(quick).toBe(Number(cell));
          else expect(padded.length).toBeGreaterThan(14);
        },
      ),
      { numRuns: 20_000 },
    );
  });
  it('reads only its part of the text', () => {
    expect(quickNumber('12.534', 1, 5, '.')).toBe(2.53);
    expect(quickNumber('1234', 2, 2, '.')).toBeNaN();
  });
});
