// Every step of a gap's price against the whole evaluation with that bound as a `must`.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { anyReview, whole } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { priceOfGap } from './priceOfGap.ts';

function withMust(snapshot: ReviewSnapshot, comparator: '<=' | '>=', bound: number): ReviewSnapshot {
  const [first, ...others] = snapshot.settings.roles;
  const must = { id: 9, roleId: 1, metricId: 1, comparator, bound, strength: 'must' as const, reason: '' };
  const kept = first!.requirements.filter((own) => own.metricId !== 1);
  const roles = [{ ...first!, requirements: [...kept, must] }, ...others];
  return { ...snapshot, settings: { ...snapshot.settings, roles } };
}

test.each(['weightedMean', 'leastRegret'] as const)('%s: at every bound, what the whole evaluation says', (rule) => {
  fc.assert(
    fc.property(
      anyReview({ n: 10, m: 3, roles: 3 }),
      fc.constantFrom('<=' as const, '>=' as const),
      (snapshot, comparator) => {
        // One of their own on the gap, which is left aside, and one on something else, which holds.
        snapshot.settings.roles[0]!.requirements.push(
          { id: 1, roleId: 1, metricId: 1, comparator, bound: 0.5, strength: 'must', reason: '' },
          { id: 2, roleId: 1, metricId: 2, comparator: '>=', bound: 0.3, strength: 'must', reason: '' },
        );
        const price = priceOfGap(snapshot, whole(snapshot), rule, 1, comparator);
        const inside = (bound: number, at: number) => (comparator === '<=' ? bound <= at : bound >= at);
        for (let at = 0; at <= 20; at++) {
          const after = whole(withMust(snapshot, comparator, at / 20));
          // Loosest first: the first step whose bound this one still admits.
          const step = price.steps.find(({ bound }) => inside(bound, at / 20));
          if (!step) {
            expect(after.groups[rule].winner).toBe(-1);
            continue;
          }
          expect(step.winner).toBe(after.groups[rule].winner);
          after.roles.forEach((role, k) => {
            expect(role.favourites).toContain(step.roles[k]!.best);
            expect(step.roles[k]!.score).toBeCloseTo(role.scores[role.favourites[0]!]!, 12);
          });
        }
        price.steps.forEach((step, s) =>
          step.roles.forEach(({ best, score, lost, losses }, k) => {
            expect(lost).toBe(price.steps[0]!.roles[k]!.score! - score!);
            const before = price.steps[Math.max(0, s - 1)]!.roles[k]!;
            const sum = losses.reduce((total, { worth }) => total + worth, 0);
            expect(sum).toBeCloseTo(score! - before.score!, 9);
            if (best === before.best) expect(losses).toEqual([]);
          }),
        );
        checkFronts(snapshot, price, comparator);
      },
    ),
    { numRuns: 60 },
  );
});

function checkFronts(snapshot: ReviewSnapshot, price: ReturnType<typeof priceOfGap>, comparator: '<=' | '>=') {
  const { roles, matrix } = whole(withMust(snapshot, comparator, comparator === '<=' ? 2 : -2));
  const gap = matrix.measured[0]!.map((x) => (comparator === '<=' ? -x : x));
  const feasible = [...gap.keys()].filter((i) => matrix.measured[1]![i]! >= 0.3);
  roles.forEach(({ scores }, k) => {
    const beats = (a: number, b: number) =>
      gap[a]! >= gap[b]! && scores[a]! >= scores[b]! && (gap[a]! > gap[b]! || scores[a]! > scores[b]!);
    const front = feasible.filter((i) => !feasible.some((other) => beats(other, i)));
    expect([...price.fronts[k]!].sort((a, b) => a - b)).toEqual(front);
    const along = price.fronts[k]!.map((i) => gap[i]!);
    expect(along).toEqual([...along].sort((a, b) => a - b));
  });
}

test('says what a step costs a role, in the units of what it weighs most', () => {
  const snapshot = snapshotOf({
    names: ['profitable', 'fair', 'unmeasured'],
    rows: [
      [0.11, 0.9, 5],
      [0.06, 0.8, 3.8],
      [NaN, 1, 9],
    ],
    objectives: [{ ...linear(0.2, 0), missing: 'worst' }, linear(0.5, 1), linear(0, 10)],
    roles: [{ weights: [0, 0.1, 0.9] }, { weights: [0, 1, 0] }],
  });
  const { steps, fronts } = priceOfGap(snapshot, whole(snapshot), 'weightedMean', 1, '<=');
  expect(steps.map(({ bound, winner, admitted }) => [bound, winner, admitted])).toEqual([
    [0.11, 0, 2],
    [0.06, 1, 1],
  ]);
  const [sales, engineers] = steps[1]!.roles;
  expect(sales!.losses.map(({ metricId, before, after }) => [metricId, before, after])).toEqual([
    [3, 5, 3.8],
    [2, 0.9, 0.8],
  ]);
  expect(sales!.lost).toBeCloseTo(0.9 * 0.12 + 0.1 * 0.2, 12);
  expect(engineers!.losses).toEqual([
    { objectiveId: 2, metricId: 2, before: 0.9, after: 0.8, worth: expect.closeTo(-0.2, 12) as number },
  ]);
  expect(fronts).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test('has no steps where nobody is measured', () => {
  const snapshot = snapshotOf({ rows: [[1]], objectives: [linear(0, 1)] });
  expect(priceOfGap(snapshot, whole(snapshot), 'leastRegret', 77, '<=').steps).toEqual([]);
});
