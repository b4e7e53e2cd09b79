// Numbers as people read and type them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalsFor,
  decimalsOfDifference,
  formatDifference,
  formatMeasure,
  formatNumber,
  listText,
  plainNumber,
  readNumber,
  roundedParts,
  shownDifference,
  shownTarget,
  formatInterval,
  verbAfter,
} from './format.ts';

const number = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -100_000, max: 100_000 }).map((x) => x / 1000),
);
/** A printed number in whole units of its last decimal. */
const units = (x: number, decimals: number) => Math.round(Number(x.toFixed(decimals)) * 10 ** decimals);

describe('differences', () => {
  it('have two significant digits, and no more than they carry', () => {
    expect([0.54, 0.11, 1.2, 3, 48.4, 0.0042, 1.08549479].map((x) => decimalsOfDifference(x))).toEqual([
      2, 2, 1, 0, 0, 4, 1,
    ]);
    expect(decimalsOfDifference(0.812 - 0.806)).toBe(3);
    expect([formatMeasure(0.54, 2, '$'), formatMeasure(-0.54, 2, '$ per hour')]).toEqual([
      '$0.54',
      '\u2212$0.54 per hour',
    ]);
  });
  it('of 15 and 12 is 3, of 31.6 and 18.2 is 13.4', () => {
    expect(shownDifference(15, 12)).toEqual({ decimals: 0, from: 15, to: 12, difference: -3 });
    expect(shownDifference(14.6, 12.4)).toEqual({ decimals: 1, from: 14.6, to: 12.4, difference: -2.2 });
    expect(shownDifference(31.6, 18.2)).toEqual({ decimals: 1, from: 31.6, to: 18.2, difference: -13.4 });
  });
  it('any two numbers: what is printed adds up, is not 0 unless it is, and is near what it is of', () => {
    fc.assert(
      fc.property(number, number, (from, to) => {
        const shown = shownDifference(from, to);
        const { decimals } = shown;
        expect(units(shown.to, decimals) - units(shown.from, decimals)).toBe(units(shown.difference, decimals));
        const exact = to - from;
        if (Math.abs(exact) > 1e-9)
          expect(Math.abs(shown.difference - exact)).toBeLessThanOrEqual(0.1 * Math.abs(exact));
      }),
    );
  });
  it('any target: what is printed suffices, adds up, and asks for at most a hundredth more than needed', () => {
    fc.assert(
      fc.property(number, number, (from, to) => {
        fc.pre(Math.abs(to - from) > 1e-6);
        const shown = shownTarget(from, to);
        const { decimals } = shown;
        const slack = 1e-13 * Math.max(Math.abs(from), Math.abs(to));
        if (to > from) expect(shown.to).toBeGreaterThanOrEqual(to - slack);
        else expect(shown.to).toBeLessThanOrEqual(to + slack);
        expect(Math.abs(shown.to - to)).toBeLessThanOrEqual(Math.max(0.010001 * Math.abs(to - from), slack));
        expect(units(shown.to, decimals) - units(shown.from, decimals)).toBe(units(shown.difference, decimals));
      }),
    );
    expect(shownTarget(0.304, 0.16843)).toEqual({ decimals: 3, from: 0.304, to: 0.168, difference: -0.136 });
  });
  it('any parts: rounded, they add up to the rounded sum, each within one step', () => {
    expect(roundedParts([-0.055, -0.0286], 2)).toEqual({ parts: [-0.05, -0.03], total: -0.08 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 8 }), (thousandths) => {
        const exact = thousandths.map((x) => x / 1000);
        const { parts, total } = roundedParts(exact, 2);
        expect(parts.reduce((sum, part) => sum + units(part, 2), 0)).toBe(units(total, 2));
        parts.forEach((part, p) => expect(Math.abs(part - exact[p]!)).toBeLessThan(0.01));
        expect(Math.abs(total - exact.reduce((sum, part) => sum + part, 0))).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });
});

describe('decimalsFor', () => {
  it.each([
    [[90.056, 89.956, 88.2], 2],
    [[1, 2, 3], 0],
    [[0.5, 0.25], 2],
    [[1014.45, 12, 5.3], 0],
    [[NaN, NaN], 0],
    [[], 0],
    [[0.1], 1],
    [[3, 3, 3], 0],
  ])('%j → %i', (values, decimals) => expect(decimalsFor(values)).toBe(decimals));
});

describe('formatting', () => {
  it('groups thousands, uses the typographic minus, and marks what is missing', () => {
    expect(formatNumber(-1234.5, 1)).toBe('−1,234.5');
    expect(formatNumber(NaN, 2)).toBe('—');
    expect(formatNumber(-0.0001, 2)).toBe('0.00');
    expect(formatNumber(2e20, 0)).toBe('2.00e+20');
  });
  it('puts the unit after the number', () => {
    expect(formatMeasure(48, 0, 'ms')).toBe('48\u00a0ms');
    expect(formatMeasure(NaN, 0, 'ms')).toBe('—');
  });
  it('signs differences, and zero not at all', () => {
    expect([formatDifference(0.214, 2), formatDifference(-0.07, 2), formatDifference(0.0001, 2)]).toEqual([
      '+0.21',
      '−0.07',
      '0.00',
    ]);
  });
});

describe('readNumber', () => {
  it.each([
    ['1,014.5', 1014.5],
    ['−3', -3],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['1,5', null],
    ['12 apples', null],
    ['', null],
    ['1e999', null],
  ])('%j → %s', (text, value) => expect(readNumber(text)).toBe(value));
  it('reads back what plainNumber wrote', () => {
    for (const value of [0, -1.25, 1e-9, 123456.789, -1e21]) expect(readNumber(plainNumber(value))).toBe(value);
  });
});

describe('a list of names', () => {
  it('says every name, or how many more there are, and keeps a name with a comma whole', () => {
    expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map((names) => listText(names))).toEqual([
      '',
      'A',
      'A and B',
      'A, B and C',
    ]);
    expect(listText(['A', 'B', 'C', 'D'], 3)).toBe('A, B and 2 more');
    expect(listText(['Two-stage, distilled'])).toBe('Two-stage, distilled');
    expect(listText(['Two-tower', 'Two-stage, distilled'])).toBe('Two-tower and “Two-stage, distilled”');
    expect(listText(['2,200 more of east', '1,234,567 more of west'])).toBe(
      '2,200 more of east and 1,234,567 more of west',
    );
    expect(listText(['A', 'B,1', 'C,1234'])).toBe('A, “B,1” and “C,1234”');
  });
});

it.each([
  [0, 0.2946, 4, 'ms', '0.00 to 0.29 ms'],
  [0.001, 0.2946, 4, '', '0.001 to 0.295'],
  [0.06, 0.14, 3, '', '0.060 to 0.140'],
  [0, 0.0042, 4, '', '0.0000 to 0.0042'],
  [10, 300, 1, '$', '$10 to $300'],
  [0.02, null, 2, '', '0.02 or more'],
])(
  'an interval from %d to %j has the digits of its width, and no end above 0 reads as 0',
  (low, high, most, unit, text) => {
    expect(formatInterval({ low, high }, most, unit).replaceAll('\u00a0', ' ')).toBe(text);
  },
);

it.each([
  ['ML engineers', 'want'],
  ['Customers', 'want'],
  ['People', 'want'],
  ['Security and legal', 'want'],
  ['Product', 'wants'],
  ['Sales', 'wants'],
  ['Field sales', 'wants'],
  ['Operations', 'wants'],
  ['Analytics', 'wants'],
  ['Business', 'wants'],
  ['', 'wants'],
])('%s %s', (name, verb) => expect(verbAfter(name, 'wants', 'want')).toBe(verb));
