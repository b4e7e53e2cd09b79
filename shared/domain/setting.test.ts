// What a person chose changes what is shown and how what is typed is read, and nothing that others read.
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dateStyle, dayText, momentText, shortDayText, type DateStyle } from './day.ts';
import {
  countText,
  formatCount,
  formatDifference,
  formatMeasure,
  formatNumber,
  numberStyle,
  numberStyles,
  plainNumber,
  readTyped,
  shortNumber,
  type NumberStyle,
} from './format.ts';
import { readPreferences } from './preferences.ts';
import { forEverybody } from './setting.ts';

afterEach(() => {
  numberStyle.follow(() => 'commaPoint');
  dateStyle.follow(() => 'dayMonthYear');
});
const shownAs = (style: NumberStyle) => numberStyle.follow(() => style);
const datesAs = (style: DateStyle) => dateStyle.follow(() => style);

describe('numbers as a person chose', () => {
  it('have a space between thousands, and a comma before decimals', () => {
    shownAs('spacePoint');
    expect(formatNumber(-1234.5, 1)).toBe('−1\u202f234.5');
    shownAs('spaceComma');
    expect(formatNumber(-1234567.25, 2)).toBe('−1\u202f234\u202f567,25');
    expect(formatCount(10_000)).toBe('10\u202f000');
    expect(countText(1200, 'case')).toBe('1\u202f200 cases');
    expect(formatDifference(0.25, 2)).toBe('+0,25');
    expect(formatDifference(-0.001, 2)).toBe('0,00');
    expect(formatMeasure(-0.5, 2, '$ per hour')).toBe('−$0,50 per hour');
    expect(formatNumber(NaN, 2)).toBe('—');
  });

  it('are 1,234.5 in whatever others read, also where making it fails', () => {
    shownAs('spaceComma');
    expect(forEverybody(() => formatNumber(1234.5, 1))).toBe('1,234.5');
    expect(() =>
      forEverybody(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(formatNumber(1234.5, 1)).toBe('1\u202f234,5');
    expect(plainNumber(0.5)).toBe('0.5');
  });

  it('are read as they are shown', () => {
    for (const style of numberStyles) {
      shownAs(style);
      fc.assert(
        fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
          expect(readTyped(shortNumber(value))).toBe(Number(value.toPrecision(12)) + 0);
          const rounded = Number(value.toFixed(2));
          expect(readTyped(formatNumber(rounded, 2))).toBeCloseTo(rounded, 6);
        }),
      );
    }
  });

  it('are not guessed where a point or a comma could mean two things', () => {
    expect(readTyped('1,5')).toBeNull();
    expect(readTyped('1,500')).toBe(1500);
    expect(readTyped('12 500.5')).toBe(12500.5);
    expect(readTyped('1 5')).toBeNull();
    shownAs('spaceComma');
    expect(readTyped('1,5')).toBe(1.5);
    expect(readTyped('1,500')).toBe(1.5);
    expect(readTyped('0.5')).toBe(0.5);
    expect(readTyped('1.500')).toBeNull();
    expect(readTyped('1.500,5')).toBeNull();
    expect(readTyped('1,500,000')).toBeNull();
  });
});

describe('dates as a person chose', () => {
  it('have another order, and the same day', () => {
    datesAs('monthDayYear');
    expect(dayText('2026-12-14')).toBe('December 14, 2026');
    expect(momentText(new Date(2026, 11, 4, 9, 5), false)).toBe('Dec 4, 09:05');
    datesAs('iso');
    expect(shortDayText('2026-12-14T23:00:00.000Z')).toBe('2026-12-14');
    expect(momentText(new Date(2026, 11, 4, 9, 5))).toBe('2026-12-04, 09:05');
    expect(forEverybody(() => shortDayText('2026-12-14'))).toBe('14 Dec 2026');
  });
});

describe('preferences', () => {
  it('are those of nobody where they cannot be read, one by one', () => {
    const none = readPreferences(null);
    expect(none).toEqual({
      theme: 'system',
      numbers: 'commaPoint',
      dates: 'dayMonthYear',
      textSize: 'normal',
      motion: 'system',
      smallestGroup: 30,
      securityUpdates: false,
    });
    expect(readPreferences({ theme: 'dark', numbers: 'roman', smallestGroup: 0 })).toEqual({ ...none, theme: 'dark' });
    expect(readPreferences('dark')).toEqual(none);
  });
});
