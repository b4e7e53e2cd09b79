// What the cells of the rank-acceptability table say.
import { describe, expect, it } from 'vitest';
import { acceptabilityRows, percentText } from './layout.ts';

describe('acceptabilityRows', () => {
  it('has a column per rank, and one for all later ranks where they happen', () => {
    const { ranks, rows } = acceptabilityRows(
      [4, 2],
      [
        [0.7, 0.2, 0.1],
        [0.3, 0.3, 0.4],
      ],
      2,
    );
    expect(ranks).toEqual([1, 2, 0]);
    expect(rows[0]!.candidate).toBe(4);
    expect(rows[0]!.cells.map(({ text }) => text)).toEqual(['70', '20', '10']);
    expect(rows[1]!.cells[2]!.probability).toBeCloseTo(0.4, 12);
  });
  it('leaves the column of later ranks out where nothing is in it', () => {
    const { ranks } = acceptabilityRows(
      [0, 1],
      [
        [0.1 + 0.2, 0.7],
        [0.7, 0.3],
      ],
      5,
    );
    expect(ranks).toEqual([1, 2]);
  });
  it('counts what the rows do not account for as later', () => {
    const { ranks, rows } = acceptabilityRows([0], [[0.5, 0.25]], 10);
    expect(ranks).toEqual([1, 2, 0]);
    expect(rows[0]!.cells[2]!.probability).toBeCloseTo(0.25, 12);
  });
  it('shades from white to full', () => {
    const { rows } = acceptabilityRows([0], [[1, 0]], 2);
    expect(rows[0]!.cells.map(({ shade }) => shade)).toEqual([1, 0]);
  });
});

describe('percentText', () => {
  it('does not round a chance away, nor to certainty', () => {
    expect([0, 0.001, 0.004, 0.5, 0.996, 1].map(percentText)).toEqual(['', '<1', '<1', '50', '>99', '100']);
    expect(percentText(NaN)).toBe('—');
  });
});
