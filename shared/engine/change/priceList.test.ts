// Every step of a price list against the whole evaluation with the bound set there.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { readFixture } from '../testing/fixture.ts';
import { anyReview, whole } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { passingAt, passingBeyond, priceLists, printedBound, printedEdge } from './priceList.ts';

function withBound(snapshot: ReviewSnapshot, bound: number): ReviewSnapshot {
  const [first, ...others] = snapshot.settings.roles;
  const [must, ...more] = first!.requirements;
  const roles = [{ ...first!, requirements: [{ ...must!, bound }, ...more] }, ...others];
  return { ...snapshot, settings: { ...snapshot.settings, roles } };
}

test.each(['weightedMean', 'leastRegret'] as const)('%s: at every bound, what the whole evaluation says', (rule) => {
  fc.assert(
    fc.property(
      anyReview({ n: 10, m: 3, roles: 3 }),
      fc.constantFrom('<=' as const, '>=' as const),
      fc.integer({ min: 0, max: 20 }),
      (snapshot, comparator, twentieths) => {
        const bound = twentieths / 20;
        snapshot.settings.roles[0]!.requirements.push(
          { id: 1, roleId: 1, metricId: 1, comparator, bound, strength: 'must', reason: '' },
          { id: 2, roleId: 1, metricId: 2, comparator: '>=', bound: 0.3, strength: 'must', reason: '' },
        );
        const before = whole(snapshot);
        const [list] = priceLists(snapshot, before, rule);
        const stepAt = (at: number) =>
          list!.steps.findLast(
            (step) => step.bound === null || (comparator === '<=' ? step.bound <= at : step.bound >= at),
          )!;
        expect(list!.steps[list!.current]).toBe(stepAt(bound));
        for (let at = -1; at <= 21; at++) {
          const after = whole(withBound(snapshot, at / 20));
          const step = stepAt(at / 20);
          expect(step.winner).toBe(after.groups[rule].winner);
          after.roles.forEach((role, k) => {
            const favourite = role.favourites[0];
            // Level with each other, as all favourites are; which one it is does not matter.
            if (favourite === undefined) expect(step.best[k]).toBeNull();
            else expect(step.best[k]).toBeCloseTo(role.scores[favourite]!, 12);
            expect(step.winnerScores[k]).toBe(step.winner < 0 ? null : role.scores[step.winner]);
          });
          const passing = after.screening.feasible.reduce((sum, mark) => sum + mark, 0);
          expect(passingAt(list!, at / 20)).toBe(passing);
          const beyond = (at - (comparator === '<=' ? 0.5 : -0.5)) / 20;
          expect(passingBeyond(list!, at / 20)).toBe(passingAt(list!, beyond));
          const feasible = after.screening.feasible.reduce((sum, mark) => sum + mark, 0);
          expect(list!.bounds.filter((x) => (comparator === '<=' ? x <= at / 20 : x >= at / 20))).toHaveLength(
            feasible,
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});

test.each(['<=', '>='] as const)(
  '%s: a bound of a price list typed in as printed does what the list says',
  (comparator) => {
    let rounded = 0;
    fc.assert(
      fc.property(
        anyReview({ n: 8, m: 2, roles: 2 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(2),
        (plain, third, decimals) => {
          // Measurements that no few decimals write out, some of them very close together.
          const columns = plain.catalog.columns.map((column) => ({
            ...column,
            measured: column.measured.map((x, i) => x / third + (i % 2) * 1e-5),
          }));
          const snapshot = { ...plain, catalog: { ...plain.catalog, columns } };
          const must = { id: 1, roleId: 1, metricId: 1, strength: 'must', reason: '' } as const;
          snapshot.settings.roles[0]!.requirements.push({ ...must, comparator, bound: 0.5 / third });
          const [list] = priceLists(snapshot, whole(snapshot), 'leastRegret');
          for (const { bound, winner, admitted } of list!.steps) {
            if (bound === null) continue;
            const printed = printedBound(list!, bound, decimals);
            if (printed !== bound) rounded++;
            const after = whole(withBound(snapshot, printed));
            expect(after.groups.leastRegret.winner).toBe(winner);
            expect(after.screening.feasible.reduce((sum, mark) => sum + mark, 0)).toBe(passingAt(list!, printed));
            expect(passingAt(list!, printed)).toBe(admitted);
            // "Below" what is printed is below the exact one, and nobody is lost in between.
            const edge = printedEdge(list!, bound, decimals);
            expect(comparator === '<=' ? edge <= bound * (1 + 1e-12) : edge >= bound * (1 - 1e-12)).toBe(true);
            expect(passingBeyond(list!, edge)).toBe(passingBeyond(list!, bound));
          }
        },
      ),
      { numRuns: 80 },
    );
    expect(rounded).toBeGreaterThan(20);
  },
);

test('only who meets everything else comes in, the unmeasured never, and only changes are steps', () => {
  const snapshot = snapshotOf({
    names: ['now', 'slow', 'slower', 'useless', 'broken', 'unmeasured'],
    rows: [
      [0.5, 100],
      [0.7, 130],
      [0.9, 131],
      [0.1, 132],
      [1, 125],
      [1, NaN],
    ],
    objectives: [linear(0, 1), { ...linear(200, 0), missing: 'worst' }],
    roles: [
      {
        weights: [1, 0],
        requirements: [
          { metricId: 2, comparator: '<=', bound: 120, strength: 'must' },
          { metricId: 1, comparator: '<=', bound: 0.95, strength: 'must' },
        ],
      },
    ],
  });
  const [latency] = priceLists(snapshot, whole(snapshot), 'leastRegret');
  expect([...latency!.bounds]).toEqual([100, 130, 131, 132]);
  expect([...latency!.candidates]).toEqual([0, 1, 2, 3]);
  expect(latency!.steps.map(({ bound, winner, best, admitted }) => [bound, winner, best[0], admitted])).toEqual([
    [null, -1, null, 0],
    [100, 0, 0.5, 1],
    [130, 1, 0.7, 2],
    [131, 2, 0.9, 3],
  ]);
  expect(latency!.current).toBe(1);
});

test('no requirement, no price list', () => {
  const snapshot = snapshotOf({ rows: [[1]], objectives: [linear(0, 1)] });
  expect(priceLists(snapshot, whole(snapshot), 'leastRegret')).toEqual([]);
});

test('1,449 real models: what passes at the bound shown, not at the strictest of its step', () => {
  const { columns } = readFixture<{ columns: Record<string, number[]> }>('timm_pareto');
  const [top1, gpu] = [columns.top1!, columns.gpu4090_ms_per_image!];
  const snapshot = snapshotOf({
    rows: top1.map((accuracy, i) => [accuracy, gpu[i]!]),
    objectives: [linear(40, 91), linear(40, 0)],
    roles: [
      {
        weights: [1, 3],
        requirements: [
          { metricId: 2, comparator: '<=', bound: 1, strength: 'must' },
          { metricId: 1, comparator: '>=', bound: 80, strength: 'must' },
        ],
      },
      { weights: [3, 1] },
    ],
  });
  const [latency, accuracy] = priceLists(snapshot, whole(snapshot), 'leastRegret');
  const count = (most: number, least: number) => top1.filter((x, i) => x >= least && gpu[i]! <= most).length;
  expect(passingAt(latency!, 1)).toBe(count(1, 80));
  expect(passingAt(accuracy!, 80)).toBe(count(1, 80));
  expect(passingAt(latency!, 0.623)).toBe(count(0.623, 80));
  expect(latency!.steps[latency!.current]!.admitted).toBeLessThan(passingAt(latency!, 1));
  for (const step of latency!.steps) {
    if (step.bound !== null) expect(passingAt(latency!, step.bound)).toBe(step.admitted);
  }
});
