// All rules at once on a small review and a large one: what they say, about whom, and how they agree.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eligibleOf, evaluate } from '../evaluate.ts';
import { randomColumns } from '../testing/random.ts';
import { linear, snapshotOf, snapshotOfColumns } from '../testing/snapshot.ts';
import { groupRules } from './groupRules.ts';
import type { GroupRules } from './groupRules.ts';

/** How many of the rules that name somebody put the candidate first, and how many name somebody. */
function votesFor({ rules }: GroupRules, candidate: number) {
  const naming = Object.values(rules).filter(({ winner }) => winner >= 0);
  return { agreeing: naming.filter(({ winners }) => winners.includes(candidate)).length, of: naming.length };
}

const objectives = [linear(0, 1), linear(0, 1)];
const roles = [{ weights: [1, 0] }, { weights: [0, 1] }];

function rulesOf(snapshot: ReturnType<typeof snapshotOf>, incumbent = -1) {
  const evaluation = evaluate(snapshot, { role: null });
  return groupRules(evaluation, eligibleOf(evaluation), snapshot.catalog.names, incumbent);
}

test('a compromise between extremes: what each rule says', () => {
  const names = ['fast', 'fair', 'middle', 'poor'];
  const review = snapshotOf({ names, rows: [[1, 0], [0, 1], [0.6, 0.6], [0.1, 0.1]], objectives, roles }); // prettier-ignore
  const all = rulesOf(review);
  const winners = Object.fromEntries(Object.values(all.rules).map(({ rule, winners }) => [rule, winners]));
  expect(winners).toEqual({
    leastRegret: [2],
    weightedMean: [2],
    leximin: [2],
    nash: [2],
    borda: [2],
    copeland: [2],
    kemeny: [1, 0, 2],
  });
  expect(all.kemeny.order.at(-1)).toBe(3);
  expect(votesFor(all, 2)).toMatchObject({ agreeing: 7, of: 7 });
  expect(votesFor(all, 0)).toMatchObject({ agreeing: 1, of: 7 });
});

test('an incumbent moves the status quo, and whoever makes a role worse off has no Nash product', () => {
  const review = snapshotOf({ rows: [[0.4, 0.4], [0.9, 0.3], [0.5, 0.6]], objectives, roles }); // prettier-ignore
  const all = rulesOf(review, 0);
  expect(all.statusQuo).toBe('incumbent');
  expect([...all.rules.nash.ranks]).toEqual([2, 0, 1]);
  expect(rulesOf(review).statusQuo).toBe('worstAnchors');
});

test('an incumbent without a score is no status quo; infeasible and incomplete candidates are not ranked', () => {
  const requirement = { metricId: 1, comparator: '>=' as const, bound: 0.3, strength: 'must' as const };
  const review = snapshotOf({
    rows: [[NaN, 1], [0.2, 0.9], [0.5, 0.6]], // prettier-ignore
    objectives,
    roles: [{ weights: [1, 0], requirements: [requirement] }, { weights: [0, 1] }],
  });
  const all = rulesOf(review, 0);
  expect(all.statusQuo).toBe('unscored');
  expect(all.rules.nash.winner).toBe(-1);
  expect(votesFor(all, 2)).toMatchObject({ agreeing: 6, of: 6 });
  for (const { rule, ranks } of Object.values(all.rules))
    expect([rule, ...ranks]).toEqual([rule, 0, 0, rule === 'nash' ? 0 : 1]);
  // Infeasible, but measured: it can be what gains are counted from.
  expect(rulesOf(review, 1).statusQuo).toBe('incumbent');
});

test('no role, no candidate', () => {
  const nobody = rulesOf(snapshotOf({ rows: [[1, 1]], objectives, roles: [] })); // prettier-ignore
  expect(Object.values(nobody.rules).map(({ winner }) => winner)).toEqual([-1, -1, -1, -1, -1, -1, -1]);
  expect(nobody.kemeny).toEqual({ order: [], distance: 0, optimalOrders: 1 });
  expect(votesFor(nobody, 0)).toMatchObject({ agreeing: 0, of: 0 });
});

test('many candidates: Kemeny looks at 16 finalists and says who they are; Copeland at everybody it can', () => {
  const columns = randomColumns(200, 3, 'uniform', 5);
  const three = [linear(0, 1), linear(0, 1), linear(0, 1)];
  const review = snapshotOfColumns({
    columns,
    objectives: three,
    roles: [{ weights: [3, 1, 1] }, { weights: [1, 3, 1] }, { weights: [1, 1, 3] }],
  });
  const { rules, kemeny } = rulesOf(review);
  expect(rules.kemeny.finalists).toHaveLength(16);
  expect(kemeny.order.toSorted((a, b) => a - b)).toEqual(rules.kemeny.finalists!.toSorted((a, b) => a - b));
  expect(rules.copeland.finalists).toBeNull();
  for (const { rule, winners } of Object.values(rules)) {
    for (const winner of winners) expect([rule, rules.kemeny.finalists!.includes(winner)]).toEqual([rule, true]);
  }
  expect(rules.kemeny.ranks.filter((rank) => rank > 0)).toHaveLength(16);
});

const value = fc.integer({ min: 0, max: 5 }).map((x) => x / 5);

test('whatever the table: unanimity wins, copies tie, the order of rows does not matter', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 9 }), (rows) => {
      const names = rows.map((_, i) => `m${i}`);
      const there = rulesOf(snapshotOf({ names, rows, objectives, roles }));
      const back = rulesOf(snapshotOf({ names: names.toReversed(), rows: rows.toReversed(), objectives, roles }));
      const dominant = rulesOf(snapshotOf({ rows: [...rows.map(([x, y]) => [x * 0.9, y * 0.9]), [1, 1]], objectives, roles })); // prettier-ignore
      for (const { rule, ranks, winners } of Object.values(there.rules)) {
        expect([...back.rules[rule].ranks].reverse()).toEqual([...ranks]);
        expect(back.rules[rule].winners.map((i) => rows.length - 1 - i)).toEqual(winners);
        expect(dominant.rules[rule].winners).toEqual([rows.length]);
        rows.forEach((row, i) => {
          const copy = rows.findIndex(([x, y]) => x === row[0] && y === row[1]);
          expect([rule, ranks[i]]).toEqual([rule, ranks[copy]]);
        });
      }
    }),
    { numRuns: 60 },
  );
});
