// Which states are proposed: fronts, greedy volumes against whole ones, and halves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../engine/pareto/hypervolume.ts';
import { bestState, consideredStates, fewest, nondominatedStates } from './chooseStates.ts';
import { holdoutHalves } from './holdout.ts';

describe('what is chosen', () => {
  const columns = [Float64Array.of(1, 2, 3, 4, NaN), Float64Array.of(9, 7, 8, 1, 0)];
  const criteria = { columns, signs: [1, 1] as const };
  const all = Int32Array.of(0, 1, 2, 3, 4);
  it('is beaten by none on the criteria; undefined takes no part', () => {
    expect(nondominatedStates(criteria, all)).toEqual([0, 2, 3]);
    expect(bestState(columns[0]!, 1)).toBe(3);
    expect(bestState(columns[0]!, -1)).toBe(0);
    expect(bestState(Float64Array.of(NaN), 1)).toBe(-1);
  });
  it('adds who covers most of what is left, from what is given on, and ends when nobody does', () => {
    // Scaled: (0, 1), (2/3, 7/8), (1, 0). The middle one covers most.
    expect(fewest(criteria, [0, 2, 3], [], 1)).toEqual([2]);
    expect(fewest(criteria, [0, 2, 3], [0], 2)).toEqual([0, 2]);
    expect(fewest(criteria, [0, 2, 3], [0, 4], 9)).toEqual([0, 2, 3, 4]);
    const alike = { columns: [Float64Array.of(1, 1, 1)], signs: [1 as const] };
    expect(fewest(alike, [0, 1, 2], [1], 3)).toEqual([1]);
  });
  it('is the greedy choice by whole volumes, though few are measured again', () => {
    const axis = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(axis, axis, axis, (x, y, z) => {
        const asked = { columns: [x, y, z].map((list) => Float64Array.from(list)), signs: [1, -1, 1] as const };
        const members = nondominatedStates(asked, Int32Array.from(x.keys()));
        const volume = (states: readonly number[]) => {
          const compared = asked.columns.map((column, j) => {
            const own = members.map((k) => asked.signs[j]! * column[k]!);
            const [low, high] = [Math.min(...own), Math.max(...own)];
            return Float64Array.from(states, (k) =>
              high > low ? (asked.signs[j]! * column[k]! - low) / (high - low) : 1,
            );
          });
          return hypervolume(
            { n: states.length, m: 3, compared, signs: Int8Array.of(1, 1, 1) },
            null,
            [-0.1, -0.1, -0.1],
          );
        };
        const chosen = fewest(asked, members, [], 4);
        let naive: number[] = [];
        while (naive.length < 4) {
          const best = Math.max(...members.map((k) => volume([...naive, k])));
          if (!(best > volume(naive) + 1e-12)) break;
          naive = [...naive, members.find((k) => volume([...naive, k]) > best - 1e-12)!];
        }
        // Ties may be settled otherwise on the way; the volumes at the end of equal ways are alike to a part.
        expect(chosen.length).toBe(naive.length);
        if (chosen.length <= 1) expect(volume(chosen)).toBeCloseTo(volume(naive), 9);
        expect(volume(chosen)).toBeGreaterThan(0.9 * volume(naive));
      }),
    );
  });
  it('comes from evenly spaced states where there are too many, and always from the best and the wanted', () => {
    const column = Float64Array.from({ length: 10_000 }, (_, k) => -Math.abs(k - 4321));
    const found = consideredStates({ columns: [column], signs: [1] }, 10_000, [77], 100);
    expect(found.length).toBeLessThanOrEqual(102);
    expect([0, 77, 4321, 9999].every((k) => found.includes(k))).toBe(true);
    expect([...found]).toEqual([...found].sort((a, b) => a - b));
    expect([...consideredStates({ columns: [], signs: [] }, 3, [], 100)]).toEqual([0, 1, 2]);
  });
  it('halves hold every second row of either label', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { maxLength: 40 }), fc.integer(), (list, seed) => {
        const labels = Uint8Array.from(list);
        const half = holdoutHalves(labels, seed);
        for (const label of [0, 1]) {
          const own = list.filter((y) => y === label).length;
          const measured = list.filter((y, i) => y === label && half[i] === 1).length;
          expect(Math.abs(own - 2 * measured)).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(holdoutHalves(new Uint8Array(40), 1)).not.toEqual(holdoutHalves(new Uint8Array(40), 2));
  });
});
