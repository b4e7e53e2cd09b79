// Numbers as people read and type them.
import { describe, expect, it } from 'vitest';
import { decimalsFor, formatDifference, formatMeasure, formatNumber, plainNumber, readNumber } from './format.ts';

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
