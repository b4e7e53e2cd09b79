// Digits, units and citations in sentences.
import { expect, test } from 'vitest';
import { linear, snapshotOf } from './testing/snapshot.ts';
import { distinct, listed, wordingOf, worthText } from './wording.ts';

const wording = wordingOf(
  snapshotOf({
    rows: [
      [72.25, 0.806, 12.5],
      [120, 0.812, 40],
    ],
    objectives: [linear(200, 40), linear(0, 1), linear(0, 100)],
    units: ['ms', '', '%'],
  }),
);

test('digits follow the column, units follow the number', () => {
  expect([wording.measure(1, 120), wording.measure(2, 0.8), wording.measure(3, 40)]).toEqual([
    '120.0\u00a0ms',
    '0.800',
    '40.0\u00a0%',
  ]);
  expect(wording.measure(1, 1234.56)).toBe('1,234.6\u00a0ms');
});

test('a difference is a size, in percentage points for percentages, and never 0 when it is not', () => {
  expect(wording.difference(1, -47.75)).toBe('47.8\u00a0ms');
  expect(wording.difference(3, 27.5)).toBe('27.5\u00a0percentage points');
  expect(wording.difference(2, 0.00004)).toBe('0.00004');
  expect(wording.difference(2, 0.812 - 0.806)).toBe('0.006');
});

test('a bound is rounded to the side on which it suffices', () => {
  expect(wording.target(1, 100, 120.31)).toEqual({ by: '20.4\u00a0ms', fromTo: 'from 100.0 to 120.4\u00a0ms' });
  expect(wording.target(1, 120, 99.99)).toEqual({ by: '20.1\u00a0ms', fromTo: 'from 120.0 to 99.9\u00a0ms' });
  expect(wording.target(1, 120, 131)).toEqual({ by: '11\u00a0ms', fromTo: 'from 120 to 131\u00a0ms' });
  expect(wording.target(2, 0.304, 0.16843)).toEqual({ by: '0.136', fromTo: 'from 0.304 to 0.168' });
});

test('worth is signed, with a true minus, and shows that it is not 0', () => {
  expect([0.214, -0.07, 0.0031, -0.00004, 0].map(worthText)).toEqual(['+0.21', '−0.07', '+0.003', '−0.00004', '0.00']);
});

test('lists and citations', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  const cell = (candidateId: number) => ({ candidateId, metricId: 1 });
  expect(distinct([cell(1), cell(2), cell(1)])).toEqual([cell(1), cell(2)]);
});
