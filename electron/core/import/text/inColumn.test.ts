// Cells that are numbers only beside the others of their column, and those that stay words.
import { describe, expect, it } from 'vitest';
import { readingInColumn } from './inColumn.ts';

const read = (header: string, cells: string[], numeric = 0) => {
  const reading = readingInColumn(header, cells, numeric, '.');
  return reading === null ? null : cells.map(reading);
};

describe('a column', () => {
  it('of ranks has ordinals, and no other column has', () => {
    expect(read('Rank', ['1st', '2nd', '3rd', '12th'])).toEqual([1, 2, 3, 12]);
    expect(read('percentile', ['50th', '95th'])).toBeNull();
    expect(read('rank_forest', ['1st', '2nd'])).toEqual([1, 2]);
    expect(read('Rank', ['1st', 'n.d.'])).toBeNull();
  });
  it('with numbers has bounds; alone they are the names of classes', () => {
    expect(read('latency (ms)', ['>10000', '≥ 30000'], 3)).toEqual([10_000, 30_000]);
    expect(read('age', ['<30', '>50'])).toBeNull();
    expect(read('age', ['<30', '30 to 50', '>50'], 1)).toBeNull();
  });
  it('of shares of one whole has the number before the stroke', () => {
    expect(read('MT-Bench', ['8.3/10', '7.9/10'])).toEqual([8.3, 7.9]);
    expect(read('passed', ['45/50', '41/50'])).toEqual([45, 41]);
  });
  it.each([
    ['different wholes', ['4/5', '8/10']],
    ['more than the whole', ['12/10', '3/10']],
    ['days and months', ['3/4', '4/4']],
    ['days of a month', ['3/12', '4/12']],
  ])('of %s stays words', (_, cells) => {
    expect(read('x', cells)).toBeNull();
  });
});
