// Moments as people write them, and what cannot be told from them.
import { describe, expect, it } from 'vitest';
import { readTimes } from './times.ts';

const at = (text: string) => Date.parse(text) / 1000;

describe('moments', () => {
  it.each([
    ['2024-12-31', '2024-12-31T00:00:00Z'],
    ['2024-12', '2024-12-01T00:00:00Z'],
    ['2024-12-31T18:05:30Z', '2024-12-31T18:05:30Z'],
    ['2024-12-31 18:05:30.250', '2024-12-31T18:05:30.250Z'],
    ['2024-12-31T18:05:30+02:00', '2024-12-31T16:05:30Z'],
    ['31.12.2024', '2024-12-31T00:00:00Z'],
    ['31.12.24 18:05', '2024-12-31T18:05:00Z'],
    ['12/31/2024 6:05 PM', '2024-12-31T18:05:00Z'],
    ['31/12/2024 12:00 am', '2024-12-31T00:00:00Z'],
  ])('%s', (written, meant) => {
    expect(readTimes([written])).toEqual({ seconds: [at(meant)], odd: 0, ambiguous: false });
  });
  it('are told apart by the other cells of the column, or not at all', () => {
    expect(readTimes(['3/4/2024', '3/25/2024']).seconds[0]).toBe(at('2024-03-04'));
    expect(readTimes(['3/4/2024', '25/3/2024']).seconds[0]).toBe(at('2024-04-03'));
    expect(readTimes(['3/4/2024', '5/6/2024']).ambiguous).toBe(true);
    expect(readTimes(['3/25/2024', '25/3/2024']).ambiguous).toBe(true);
    expect(readTimes(['3.4.2024']).ambiguous).toBe(false);
  });
  it('are no cells of anything else, and blanks are missing', () => {
    const { seconds, odd } = readTimes(['', 'Monday', '2024-02-30', '25:00', '09:30']);
    expect([odd, seconds]).toEqual([3, [NaN, NaN, NaN, NaN, 34_200]]);
  });
});
