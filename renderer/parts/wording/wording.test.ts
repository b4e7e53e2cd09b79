// Numbers in words: what is not 0 does not read as 0, and what stands beside each other adds up.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumber } from '../../../shared/domain/format.ts';
import { missText, unclearText, valueText, type Metrics } from './wording.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const metrics = (unit: string, decimals: number): Metrics => ({
  metricById: new Map([[1, { id: 1, name: 'Exposure', unit, direction: 'max', formula: null }]]),
  decimals: new Map([[1, decimals]]),
});

test('a value that is not 0 never reads as 0, and rounding noise is none', () => {
  expect([0.17, 0.0038, 0.0001, -0.00004, 0, 1e-17].map(valueText)).toEqual([
    ...['0.17', '0.004', '0.0001', '−0.00004', '0.00', '0.00'],
  ]);
});

test('those of which it is not known whether they meet a bound agree in number', () => {
  expect(unclearText(0)).toBe('');
  expect(unclearText(1)).toBe(
    '1 may or may not meet it: the bound lies within the interval of its value. It stays in.',
  );
  expect(unclearText(2)).toBe(
    '2 may or may not meet it: the bound lies within the interval of their values. They stay in.',
  );
});

test('what was measured and what is missing add up to the bound', () => {
  const share = missText(metrics('× share', 2), { metricId: 1, comparator: '>=', bound: 0.8 }, 0.723);
  expect(plain(share)).toBe('0.723 × share, 0.077 × share too little');
  expect(plain(missText(metrics('%', 1), { metricId: 1, comparator: '<=', bound: 5 }, 6.25))).toBe(
    '6.3 %, 1.3 pt too much',
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.nat(3),
      (m, b, decimals) => {
        const [measured, bound] = [m / 1000, b / 1000];
        if (measured >= bound) return;
        const text = missText(metrics('', decimals), { metricId: 1, comparator: '>=', bound }, measured);
        const [from, by] = text
          .replace(' too little', '')
          .split(', ')
          .map((part: string) => readNumber(part)!);
        expect(Number((from! + by!).toFixed(6))).toBe(bound);
      },
    ),
  );
});
