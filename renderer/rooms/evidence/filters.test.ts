// Filters: bounds include their ends, missing is within no bounds, words compare without case.
import { describe, expect, it } from 'vitest';
import type { Column } from './columns.ts';
import type { NumberFilter, TextFilter } from './filters.ts';
import { filterWords, keepsEverything, numberTest, openFilter, searchTest, textTest } from './filters.ts';

const measured = Float64Array.of(1, 2, NaN, 3);
const number = (change: Partial<NumberFilter>): NumberFilter => ({
  kind: 'number',
  atLeast: null,
  atMost: null,
  presence: 'any',
  ...change,
});
const text = (change: Partial<TextFilter>): TextFilter => ({
  kind: 'text',
  how: 'contains',
  text: '',
  presence: 'any',
  ...change,
});
const kept = (test: (row: number) => boolean, n = 4) => Array.from({ length: n }, (_, i) => i).filter(test);
const metric: Column = {
  kind: 'metric',
  key: 'metric 1',
  label: 'top1',
  width: 100,
  objective: null,
  measured,
  decimals: 0,
  standardErrors: null,
  errors: null,
  metric: { id: 1, name: 'top1', unit: '%', direction: 'max', formula: null },
};

describe('numberTest', () => {
  it('keeps the ends of the range and no missing value', () => {
    expect(kept(numberTest(number({ atLeast: 2 }), measured))).toEqual([1, 3]);
    expect(kept(numberTest(number({ atMost: 2 }), measured))).toEqual([0, 1]);
    expect(kept(numberTest(number({ atLeast: 2, atMost: 2 }), measured))).toEqual([1]);
  });
  it('asks for presence', () => {
    expect(kept(numberTest(number({ presence: 'missing' }), measured))).toEqual([2]);
    expect(kept(numberTest(number({ presence: 'measured' }), measured))).toEqual([0, 1, 3]);
    expect(kept(numberTest(number({}), measured))).toEqual([0, 1, 2, 3]);
  });
});

describe('textTest', () => {
  const words = ['Apache-2.0', 'MIT', '', 'apache'];
  it('contains, equals, missing and given', () => {
    expect(kept(textTest(text({ text: ' APACHE ' }), words))).toEqual([0, 3]);
    expect(kept(textTest(text({ text: 'Apache', how: 'equals' }), words))).toEqual([3]);
    expect(kept(textTest(text({ presence: 'missing' }), words))).toEqual([2]);
    expect(kept(textTest(text({ presence: 'measured' }), words))).toEqual([0, 1, 3]);
  });
});

describe('searchTest', () => {
  it('wants every word, in any order', () => {
    const test = searchTest('tiny VIT', ['vit_tiny', 'vit_large', 'tiny']);
    expect(kept(test!, 3)).toEqual([0]);
    expect(searchTest('  ', [])).toBeNull();
  });
});

describe('words', () => {
  it('says what a filter keeps', () => {
    expect(filterWords(metric, number({ atLeast: 80 }))).toBe('top1 ≥ 80');
    expect(filterWords(metric, number({ atLeast: -1, atMost: 2 }))).toBe('−1 ≤ top1 ≤ 2');
    expect(filterWords(metric, number({ presence: 'missing' }))).toBe('top1 is missing');
    expect(filterWords(metric, text({ how: 'equals', text: 'x' }))).toBe('top1 is “x”');
  });
  it('starts open', () => {
    expect(keepsEverything(openFilter(metric))).toBe(true);
    expect(keepsEverything(number({ atMost: 0 }))).toBe(false);
  });
});
