// Runs of sources and rows, and what comes back of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from './provenance.ts';

const of = (ids: readonly number[], rows: readonly number[]) => ({
  sourceIds: Int32Array.from(ids),
  sourceRows: Int32Array.from(rows),
});
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe('provenance', () => {
  it('of a whole table is one run, and of several tables a few', () => {
    const one = packed(of(Array<number>(1000).fill(3), range(2, 1000)));
    expect(one).toEqual(of([-1, 3, 1000], [-1, 2, 1]));
    const ids = [...Array<number>(500).fill(3), ...Array<number>(20).fill(0), ...Array<number>(480).fill(4)];
    const rows = [...range(2, 500), ...Array<number>(20).fill(0), ...range(7, 480)];
    expect(packed(of(ids, rows))).toEqual(of([-1, 3, 500, 0, 20, 4, 480], [-1, 2, 1, 0, 0, 7, 1]));
  });
  it('comes back as it was, and never takes more room', () => {
    const run = fc.record({ id: fc.nat(3), row: fc.nat(9), step: fc.nat(1), count: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(run), (runs) => {
        const ids = runs.flatMap(({ id, count }) => Array<number>(count).fill(id));
        const rows = runs.flatMap(({ row, step, count }) => Array.from({ length: count }, (_, i) => row + step * i));
        const kept = packed(of(ids, rows));
        expect(kept.sourceIds.length).toBe(kept.sourceRows.length);
        expect(kept.sourceIds.length).toBeLessThanOrEqual(ids.length);
        expect(unpacked(kept, ids.length)).toEqual(of(ids, rows));
      }),
    );
  });
  it('that does not add up is left as it is, so that its length tells', () => {
    for (const ids of [
      [-1],
      [-1, 3],
      [-1, 3, 0],
      [-1, 3, -5, 3, 9],
      [-1, 3, 2_000_000_000, 3, 2_000_000_000],
      [-1, 3, 5],
    ]) {
      const kept = of(ids, ids);
      expect(unpacked(kept, 4)).toBe(kept);
    }
  });
});
