// Weights: the sum stays 1 whatever is moved, locked ones stay put.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ballotOf, hasWeighed, moveWeight, normalise, typeWeight, weightsOfRole } from './weights.ts';

const entries = (...weights: (number | [number])[]) =>
  weights.map((entry) =>
    Array.isArray(entry) ? { weight: entry[0], locked: true } : { weight: entry, locked: false },
  );
const shares = (list: readonly { weight: number }[]) => list.map(({ weight }) => Number(weight.toFixed(12)));

test('normalise divides by the sum, at any size', () => {
  expect([...normalise([2, 1, 1])]).toEqual([0.5, 0.25, 0.25]);
  expect([...normalise([1e308, 1e308])]).toEqual([0.5, 0.5]);
  expect([...normalise([5e-324, 0])]).toEqual([1, 0]);
});

test('nothing but zeros, negatives and non-numbers are refused', () => {
  expect(() => normalise([0, 0])).toThrow('Every weight is 0');
  for (const bad of [
    [-1, 2],
    [NaN, 1],
    [Infinity, 1],
  ])
    expect(() => normalise(bad)).toThrow(RangeError);
});

test('a role that has not weighed counts every objective alike, and says so', () => {
  const equal = { weights: Float64Array.of(0.5, 0.5), assumedEqual: true };
  expect(weightsOfRole({ weights: [] }, [7, 8])).toEqual(equal);
  expect(weightsOfRole({ weights: [{ objectiveId: 3, weight: 1, locked: false }] }, [7, 8])).toEqual(equal);
  expect(weightsOfRole({ weights: [{ objectiveId: 8, weight: 0.4, locked: false }] }, [7, 8])).toEqual({
    weights: Float64Array.of(0, 1),
    assumedEqual: false,
  });
});

const ballot = (...weights: number[]) => ({
  weights: weights.map((weight, k) => ({ objectiveId: k + 1, weight, locked: k === 1 })),
});

test('who has weighed none of the objectives, or gave each of them 0, has not weighed', () => {
  expect(hasWeighed({ weights: [] }, [1, 2])).toBe(false);
  expect(hasWeighed(ballot(0, 0), [1, 2])).toBe(false);
  expect(hasWeighed(ballot(1), [2, 3])).toBe(false);
  expect(hasWeighed(ballot(0, 1), [1, 2])).toBe(true);
});

test('a ballot as it counts: in the order of the objectives, 0 for what it leaves out, alike where nobody has weighed', () => {
  expect(ballotOf(ballot(0.25, 0.75), [3, 2, 1])).toEqual([
    { objectiveId: 3, weight: 0, locked: false },
    { objectiveId: 2, weight: 0.75, locked: true },
    { objectiveId: 1, weight: 0.25, locked: false },
  ]);
  expect(ballotOf({ weights: [] }, [4, 5]).map(({ weight }) => weight)).toEqual([0.5, 0.5]);
});

test('a ballot that does not add up to 1 is shown as the ranking reads it', () => {
  expect(ballotOf(ballot(0.2, 0.2), [1, 2]).map(({ weight }) => weight)).toEqual([0.5, 0.5]);
});

test('any ballot that adds up keeps its weights to the last digit; any other reads as the ranking reads it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 997 }), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (parts, half) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const given = ballot(...parts.map((part) => (half ? 0.5 : 1) * (part / total)));
        const ids = given.weights.map(({ objectiveId }) => objectiveId);
        const wanted = half ? [...weightsOfRole(given, ids).weights] : given.weights.map(({ weight }) => weight);
        expect(ballotOf(given, ids).map(({ weight }) => weight)).toEqual(wanted);
      },
    ),
  );
});

test('the others make room in proportion', () => {
  expect(shares(moveWeight(entries(0.2, 0.6, 0.2), 0, 0.6))).toEqual([
    0.6,
    expect.closeTo(0.3, 12),
    expect.closeTo(0.1, 12),
  ]);
});

test('locked ones stay, and cap the moved one', () => {
  expect(shares(moveWeight(entries(0.2, [0.5], 0.3), 0, 0.9))).toEqual([0.5, 0.5, 0]);
});

test('others that are all 0 share equally what is given up', () => {
  expect(shares(moveWeight(entries(1, 0, 0), 0, 0.5))).toEqual([0.5, 0.25, 0.25]);
});

test('with every other one locked, or alone, it stays', () => {
  expect(shares(moveWeight(entries(0.25, [0.5], [0.25]), 0, 0.9))).toEqual([0.25, 0.5, 0.25]);
  expect(shares(moveWeight(entries(1), 0, 0.3))).toEqual([1]);
});

test('any move: the sum stays 1, nothing negative, locked untouched, ratios of the others kept', () => {
  const ballot = fc
    .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { minLength: 1, maxLength: 8 })
    .filter((list) => list.some(([weight]) => weight > 1e-6))
    .map((list) => {
      const normal = normalise(list.map(([weight]) => weight));
      return list.map(([, locked], k) => ({ weight: normal[k]!, locked }));
    });
  fc.assert(
    fc.property(ballot, fc.nat(), fc.double({ min: -1, max: 2, noNaN: true }), (before, pick, to) => {
      const j = pick % before.length;
      const after = moveWeight(before, j, to);
      expect(after.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      after.forEach(({ weight, locked }, k) => {
        expect(weight).toBeGreaterThanOrEqual(0);
        if (locked && k !== j) expect(weight).toBe(before[k]!.weight);
      });
    }),
  );
});

test('55 % typed, then 30 %: the 55 stays, the others share the rest, and it is said', () => {
  const first = typeWeight(entries(0.25, 0.25, 0.25, 0.25), 0, 0.55, []);
  expect(shares(first.weights)).toEqual([0.55, 0.15, 0.15, 0.15]);
  const second = typeWeight(first.weights, 1, 0.3, first.typed);
  expect(shares(second.weights)).toEqual([0.55, 0.3, 0.075, 0.075]);
  expect(second).toMatchObject({ typed: [0, 1], released: [], capped: false });
  expect(second.changed.map(({ index }) => index)).toEqual([2, 3]);
  // 60 leaves no room for both 55 and 30: the oldest gives way.
  const third = typeWeight(second.weights, 2, 0.6, second.typed);
  expect(shares(third.weights)).toEqual([0.088, 0.3, 0.6, 0.012]);
  expect(third).toMatchObject({ typed: [1, 2], released: [0], total: expect.closeTo(1.45, 12) as number });
});

test('any weights typed one after another: the sum stays 1, what was typed stands unless it is said to give way', () => {
  const move = fc.record({ j: fc.nat(4), to: fc.integer({ min: 0, max: 100 }) });
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.array(move, { maxLength: 12 }),
      (locks, moves) => {
        let weights = locks.map((locked) => ({ weight: 0.2, locked }));
        let typed: number[] = [];
        for (const { j, to } of moves) {
          const before = weights;
          const step = typeWeight(weights, j, to / 100, typed);
          expect(step.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
          expect(step.weights.every(({ weight }) => weight >= 0)).toBe(true);
          expect(step.capped).toBe(Math.abs(step.weights[j]!.weight - to / 100) > 1e-12);
          for (const k of typed) {
            const stands = Math.abs(step.weights[k]!.weight - before[k]!.weight) <= 1e-9;
            expect(k === j || stands || step.released.includes(k)).toBe(true);
          }
          step.weights.forEach(({ weight, locked }, k) => {
            if (locked && k !== j) expect(weight).toBe(before[k]!.weight);
            const said = k === j || step.changed.some(({ index }) => index === k);
            expect(said || Math.abs(weight - before[k]!.weight) <= 1e-9).toBe(true);
          });
          [weights, typed] = [step.weights, step.typed];
        }
      },
    ),
  );
});
