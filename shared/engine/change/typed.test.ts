// What is printed works when it is typed in: weights of a concession, of the nearest challenger, and bounds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundedTowards } from '../../domain/format.ts';
import { evaluate } from '../evaluate.ts';
import { meets } from '../screen.ts';
import { anyReview, whole, withWeights } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { typedBound, typedWeights } from '../typed.ts';
import { concessionOfGroup, typedConcession } from './concession.ts';
import { firmnessOf, nearestChallenger } from './nearestChallenger.ts';

const rules = ['weightedMean', 'leastRegret'] as const;

test.each(rules)('%s: a concession typed in as printed makes the candidate first', (rule) => {
  let typedIn = 0;
  fc.assert(
    fc.property(anyReview({ n: 6, m: 3, roles: 3 }), fc.nat(5), fc.nat(3), (snapshot, who, asked) => {
      const before = whole(snapshot);
      const candidate = who % before.matrix.n;
      const roleId = asked === 3 ? null : before.roles[asked % before.roles.length]!.roleId;
      const concession = concessionOfGroup(snapshot, before, rule, candidate, roleId);
      if (concession.kind !== 'change' || concession.roles.length === 0) return;
      const typed = typedConcession(snapshot, before, rule, concession);
      if (typed === null) return;
      typedIn++;
      const changes = typed.map(({ percent, decimals, points }, r) => {
        const text = percent.map((share) => share.toFixed(decimals));
        expect(text.map(Number)).toEqual(percent);
        expect(percent.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
        expect(percent.every((share) => share >= 0)).toBe(true);
        const own = before.roles.find((role) => role.roleId === concession.roles[r]!.roleId)!.weights;
        const moved = own.reduce((sum, weight, j) => sum + Math.abs(100 * weight - percent[j]!), 0) / 2;
        expect(points).toBeGreaterThanOrEqual(moved - 1e-9);
        return { roleId: concession.roles[r]!.roleId, weights: Float64Array.from(text, Number) };
      });
      const shares = changes.map(({ roleId: id, weights }) => ({ roleId: id, weights: weights.map((x) => x / 100) }));
      expect(whole(withWeights(snapshot, shares)).groups[rule].winners).toContain(candidate);
    }),
    { numRuns: 150 },
  );
  expect(typedIn).toBeGreaterThan(20);
});

test.each(rules)('%s: nobody is nearer than the nearest challenger, and its weights turn the answer', (rule) => {
  let turned = 0;
  fc.assert(
    fc.property(anyReview({ n: 6, m: 3, roles: 3 }), (snapshot) => {
      const before = whole(snapshot);
      const { winner, winners } = before.groups[rule];
      const { answer, level, nearest, byRole } = nearestChallenger(snapshot, before, rule);
      expect(answer).toBe(winner);
      expect([...level, winner].sort()).toEqual([...winners].sort());
      const alone = nearestChallenger(snapshot, before, rule, undefined, { everyRole: false }).nearest;
      expect(alone?.points ?? -1).toBeCloseTo(nearest?.points ?? -1, 5);
      if (level.length > 0) return void expect(nearest).toBeNull();
      let least = Infinity;
      for (const { roleId } of before.roles) {
        for (let i = 0; i < before.matrix.n; i++) {
          if (i === winner) continue;
          const concession = concessionOfGroup(snapshot, before, rule, i, roleId);
          if (concession.kind === 'change') least = Math.min(least, 50 * concession.total);
        }
      }
      if (nearest === null) return void expect(least).toBe(Infinity);
      expect(nearest).toBe(byRole[0]);
      expect(nearest.points).toBeCloseTo(least, 5);
      expect(nearest.proven).toBe(true);
      if (nearest.typed === null) return;
      turned++;
      const weights = Float64Array.from(nearest.typed.percent, (share) => share / 100);
      const then = whole(withWeights(snapshot, [{ roleId: nearest.roleId, weights }])).groups[rule].winners;
      expect(then).toContain(nearest.candidate);
      expect(then).not.toContain(winner);
    }),
    { numRuns: 80 },
  );
  expect(turned).toBeGreaterThan(20);
});

test('firm, fairly firm, not firm', () => {
  const at = (points: number) => ({ level: [], nearest: { points } as never });
  expect(firmnessOf(at(10), false)).toBe('firm');
  expect(firmnessOf(at(10), true)).toBe('fairlyFirm');
  expect(firmnessOf(at(9.9), false)).toBe('fairlyFirm');
  expect(firmnessOf(at(4.9), false)).toBe('notFirm');
  expect(firmnessOf({ level: [], nearest: null }, false)).toBe('firm');
  expect(firmnessOf({ level: [3], nearest: null }, false)).toBe('notFirm');
});

test('by hand: 2.62 points turn it, and 2.7 are typed', () => {
  const snapshot = snapshotOf({
    rows: [
      [0.6, 0.5],
      [0.5, 0.61],
    ],
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ weights: [55, 45] }],
  });
  const { nearest } = nearestChallenger(snapshot, evaluate(snapshot, { role: null }), 'weightedMean');
  // 0.1 w = 0.11 (1 − w) at w = 11/21 = 52.38 %.
  expect(nearest).toMatchObject({
    candidate: 1,
    roleId: 1,
    proven: true,
    typed: { percent: [52.3, 47.7], points: 2.7 },
  });
  expect(nearest!.points).toBeCloseTo(55 - 1100 / 21, 7);
});

test('a bound as printed admits whoever meets the exact one; rounding is no stricter than needed', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.nat(6), fc.constantFrom('<=' as const, '>=' as const), (bound, decimals, comparator) => {
      const printed = Number(typedBound(comparator, bound, decimals).toFixed(decimals));
      expect(meets({ comparator, bound: printed }, bound)).toBe(true);
      expect(Math.abs(printed - bound)).toBeLessThan(1.0000001 * 10 ** -decimals);
    }),
  );
  expect(roundedTowards(0.1 + 0.2, 1, 'up')).toBe(0.3);
  expect(roundedTowards(0.301, 1, 'up')).toBe(0.4);
  expect(roundedTowards(-0.301, 1, 'down')).toBe(-0.4);
  expect(roundedTowards(1e300, 1, 'up')).toBe(1e300);
});

test('nothing that works: null', () => {
  const half = [Float64Array.of(0.5, 0.5)];
  expect(typedWeights(half, [Float64Array.of(0.4, 0.6)], () => false)).toBeNull();
  expect(typedWeights(half, [Float64Array.of(0.4, 0.6)], () => true)).toEqual([
    { percent: [40, 60], decimals: 1, points: 10 },
  ]);
});
