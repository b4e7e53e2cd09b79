// What is equal on paper ties, in every method and every group rule: checked against exact fractions.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startSmaa } from './certainty/smaa.ts';
import { finish } from './certainty/run.ts';
import { groupFirsts, highest } from './change/firstPlace.ts';
import { stabilityOfGroup } from './change/stability.ts';
import { eligibleOf, evaluate } from './evaluate.ts';
import { groupRules } from './groupRules/groupRules.ts';
import { liveRanking } from './liveRanking.ts';
import { achievement, AUGMENTATION } from './methods/achievement.ts';
import { promethee } from './methods/promethee.ts';
import { topsis } from './methods/topsis.ts';
import { vikor } from './methods/vikor.ts';
import { epsilonDominates } from './pareto/epsilon.ts';
import { meets } from './screen.ts';
import { compare, exactRanks, fraction, largest, minus, numberOf, over, plus, ranksByFractions, smallest, sumOf, times, ZERO } from './testing/fraction.ts'; // prettier-ignore
import type { Fraction } from './testing/fraction.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';
import { moveWeight } from './weights.ts';

interface Case {
  /** Numerators over `parts`. */
  rows: readonly (readonly number[])[];
  parts: number;
  /** Whole points per role. */
  points: readonly (readonly number[])[];
  influences: readonly number[];
}

/** The same review twice: as the engine gets it, and in exact fractions. */
function both({ rows, parts, points, influences }: Case) {
  const m = rows[0]!.length;
  const snapshot = snapshotOf({
    rows: rows.map((row) => row.map((x) => x / parts)),
    objectives: Array.from({ length: m }, () => linear(0, 1)),
    roles: points.map((weights, k) => ({ weights, influence: influences[k]! })),
  });
  const values = rows.map((row) => row.map((x) => fraction(x, parts)));
  const weights = points.map((own) =>
    own.map((point) =>
      fraction(
        point,
        own.reduce((a, b) => a + b, 0),
      ),
    ),
  );
  const scores = weights.map((own) => values.map((row) => sumOf(row.map((x, j) => times(own[j]!, x)))));
  const regrets = scores.map((own) => own.map((score) => minus(largest(own), score)));
  const total = influences.reduce((a, b) => a + b, 0);
  const n = rows.length;
  const each = <T>(of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));
  const worstRegret = each((i) => largest(regrets.map((own) => own[i]!)));
  const even = each((i) => sumOf(scores.map((own) => own[i]!)));
  const mean = each((i) => sumOf(scores.map((own, k) => times(fraction(influences[k]!, total), own[i]!))));
  return { snapshot, values, weights, scores, worstRegret, even, mean, n, m, each };
}

const negated = (list: readonly Fraction[]) => list.map((x) => minus(ZERO, x));
const placesWithFirst = (ranks: ArrayLike<number>) => Array.from(ranks).flatMap((rank, i) => (rank === 1 ? [i] : []));

const cases: fc.Arbitrary<Case> = fc
  .record({
    m: fc.integer({ min: 1, max: 4 }),
    parts: fc.constantFrom(2, 3, 4, 5, 6, 7, 10),
    roles: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ m, parts, roles }) => {
    const points = fc
      .array(fc.integer({ min: 0, max: 5 }), { minLength: m, maxLength: m })
      .filter((own) => own.some((point) => point > 0));
    return fc.record({
      rows: fc.array(fc.array(fc.integer({ min: 0, max: parts }), { minLength: m, maxLength: m }), {
        minLength: 1,
        maxLength: 9,
      }),
      parts: fc.constant(parts),
      points: fc.array(points, { minLength: roles, maxLength: roles }),
      influences: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: roles, maxLength: roles }),
    });
  });

test('the case that rounding twice decided wrongly: both regret 1/6, and the better mean is first', () => {
  const { snapshot, worstRegret, even } = both({
    rows: [
      [0, 1, 1],
      [1, 0, 2],
      [1, 0, 1],
      [0, 2, 2],
    ],
    parts: 2,
    points: [
      [4, 1, 3],
      [3, 2, 1],
      [1, 0, 2],
      [1, 1, 1],
    ],
    influences: [1, 1, 1, 1],
  });
  expect([worstRegret[1], worstRegret[3]]).toEqual([fraction(1, 6), fraction(1, 6)]);
  expect([even[1], even[3]].map((sum) => over(sum!, fraction(4)))).toEqual([fraction(19, 32), fraction(7, 12)]);
  const { leastRegret } = evaluate(snapshot, { role: null }).groups;
  expect(leastRegret.winners).toEqual([1]);
  expect([leastRegret.ranks[1], leastRegret.ranks[3]]).toEqual([1, 2]);
});

test('roles and group rules: ranks and ties as in exact fractions', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, scores, worstRegret, even, mean, n, each } = both(given);
      const evaluation = evaluate(snapshot, { role: null });
      evaluation.roles.forEach((role, k) => {
        expect([...role.ranks]).toEqual(ranksByFractions([scores[k]!], n));
        each((i) => expect(role.regrets[i] === 0).toBe(compare(scores[k]![i]!, largest(scores[k]!)) === 0));
      });
      const byRegret = ranksByFractions([negated(worstRegret), even], n);
      const byMean = ranksByFractions([mean], n);
      const { rules } = groupRules(evaluation, eligibleOf(evaluation), snapshot.catalog.names);
      expect([...rules.leastRegret.ranks]).toEqual(byRegret);
      expect([...rules.weightedMean.ranks]).toEqual(byMean);
      const rising = each((i) => scores.map((own) => own[i]!).sort(compare));
      expect([...rules.leximin.ranks]).toEqual(
        ranksByFractions(
          scores.map((_, k) => rising.map((row) => row[k]!)),
          n,
        ),
      );
      const products = each((i) => scores.reduce((product, own) => times(product, own[i]!), fraction(1)));
      expect([...rules.nash.ranks]).toEqual(ranksByFractions([products], n));
      const points = each((i) =>
        sumOf(scores.map((own) => sumOf(own.map((other) => fraction(1 + compare(own[i]!, other), 2))))),
      );
      expect([...rules.borda.ranks]).toEqual(ranksByFractions([points], n));
      const prefers = (a: number, b: number) => sumOf(scores.map((own) => fraction(compare(own[a]!, own[b]!))));
      const duels = each((i) => sumOf(each((other) => fraction(compare(prefers(i, other), ZERO)))));
      expect([...rules.copeland.ranks]).toEqual(ranksByFractions([duels], n));

      const members = Int32Array.from({ length: n }, (_, i) => i);
      const numbers = evaluation.roles.map((role) => role.scores);
      expect(highest(numbers[0]!, members)).toEqual(placesWithFirst(ranksByFractions([scores[0]!], n)));
      for (const [rule, ranks] of [
        ['leastRegret', byRegret],
        ['weightedMean', byMean],
      ] as const)
        // prettier-ignore
        expect(groupFirsts(rule, numbers, given.influences, members)).toEqual(placesWithFirst(ranks));

      const live = liveRanking(
        evaluation.matrix,
        eligibleOf(evaluation),
        evaluation.roles.map(({ weights }, k) => ({ weights, influence: given.influences[k]! })),
        snapshot.catalog.names,
      );
      for (const [rule, ranks] of [
        ['leastRegret', byRegret],
        ['weightedMean', byMean],
      ] as const) {
        // prettier-ignore
        const { order, ranks: found } = live.group(rule)!;
        order.forEach((i, place) => expect(found[place]).toBe(ranks[i]));
      }

      const sampled = finish(
        startSmaa({
          matrix: evaluation.matrix,
          objectives: snapshot.settings.objectives,
          eligible: eligibleOf(evaluation),
          roles: evaluation.roles.map(({ weights }, k) => ({
            weights,
            influence: given.influences[k]!,
            concentration: Infinity,
          })),
          errors: snapshot.settings.objectives.map(() => null),
          samples: 1,
          seed: 1,
        }),
      )!;
      expect(placesWithFirst(sampled.both.groups.leastRegret.best)).toEqual(placesWithFirst(byRegret));
      expect(placesWithFirst(sampled.both.groups.weightedMean!.best)).toEqual(placesWithFirst(byMean));
    }),
    { numRuns: 400 },
  );
});

test('ranking methods: ranks and ties as in exact fractions', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { snapshot, values, weights, n, m, each } = both(given);
      const { matrix, roles } = evaluate(snapshot, { role: null });
      const [own] = weights;
      const asked = roles[0]!.weights;
      const one = fraction(1);
      const shortfalls = values.map((row) => row.map((x, j) => times(own![j]!, minus(one, x))));

      const rho = fraction(1, Math.round(1 / AUGMENTATION));
      const worst = shortfalls.map((row) => plus(largest(row), times(rho, sumOf(row))));
      expect([...achievement.rank(matrix, asked, null).ranks]).toEqual(ranksByFractions([negated(worst)], n));

      const s = shortfalls.map(sumOf);
      const r = shortfalls.map(largest);
      const scaled = (list: readonly Fraction[], i: number) => {
        const [low, high] = [smallest(list), largest(list)];
        return compare(low, high) === 0 ? ZERO : over(minus(list[i]!, low), minus(high, low));
      };
      const q = each((i) => plus(scaled(s, i), scaled(r, i)));
      expect([...vikor.rank(matrix, asked, null).ranks]).toEqual(ranksByFractions([negated(q)], n));

      // Closeness rises with the ratio of the distances, and so with the ratio of their squares.
      const square = (x: Fraction) => times(x, x);
      const far = values.map((row) => sumOf(row.map((x, j) => square(times(own![j]!, x)))));
      const near = shortfalls.map((row) => sumOf(row.map(square)));
      const byRatio = exactRanks(n, (a, b) => compare(times(far[b]!, near[a]!), times(far[a]!, near[b]!)));
      expect([...topsis.rank(matrix, asked, null).ranks]).toEqual(byRatio);

      for (const [low, high] of [
        [0, 0],
        [1, 1],
        [1, 2],
      ] as const) {
        // prettier-ignore
        const [from, to] = [fraction(low, given.parts), fraction(high, given.parts)];
        const preference = (d: Fraction) =>
          compare(d, from) <= 0 ? ZERO : compare(d, to) > 0 ? one : over(minus(d, from), minus(to, from));
        const flows = each((i) =>
          sumOf(
            each((other) =>
              sumOf(
                Array.from({ length: m }, (_, j) => {
                  const d = minus(values[i]![j]!, values[other]![j]!);
                  return times(own![j]!, minus(preference(d), preference(minus(ZERO, d))));
                }),
              ),
            ),
          ),
        );
        const thresholds = Array.from({ length: m }, () => ({
          kind: 'linear' as const,
          q: numberOf(from),
          p: numberOf(to),
        }));
        expect([...promethee(thresholds).rank(matrix, asked, null).ranks]).toEqual(ranksByFractions([flows], n));
      }
    }),
    { numRuns: 400 },
  );
});

test('at both ends of a safe zone the winner still is first, level with whoever comes next', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const several = both(given).snapshot;
      const role = several.settings.roles[0]!;
      const alone = (weights: typeof role.weights) => ({
        ...several,
        settings: { ...several.settings, roles: [{ ...role, influence: 1, weights }] },
      });
      const snapshot = alone(role.weights);
      const before = evaluate(snapshot, { role: null });
      const { winner, weights } = stabilityOfGroup(snapshot, before, 'weightedMean');
      for (const { objectiveId, low, high, below, above } of weights) {
        for (const [to, next] of [
          [low, below],
          [high, above],
        ] as const) {
          const entries = Array.from(before.roles[0]!.weights, (weight) => ({ weight, locked: false }));
          const moved = moveWeight(entries, objectiveId - 1, to).map(({ weight }) => weight);
          const then = evaluate(alone(moved.map((weight, j) => ({ objectiveId: j + 1, weight, locked: false }))), {
            role: null,
          });
          expect(then.roles[0]!.favourites).toContain(winner);
          if (next >= 0) expect(then.roles[0]!.favourites).toContain(next);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a difference of exactly the tolerance is within it, and a measurement at a bound meets it', () => {
  const steps = Array.from({ length: 100 }, (_, k) => k / 100);
  for (const x of steps) {
    const matrix = { n: 2, m: 1, compared: [Float64Array.of(x, x + 0.01)], signs: Int8Array.of(1) };
    expect(epsilonDominates(matrix, [{ kind: 'additive', amount: 0.01 }], 0, 1), `${x}`).toBe(true);
    expect(epsilonDominates(matrix, [{ kind: 'additive', amount: 0.0099 }], 0, 1), `${x}`).toBe(false);
  }
  // 0.1 + 0.2 is 5.6e-17 above 0.3; three tenths of a third of 0.9 and so on.
  expect(meets({ comparator: '<=', bound: 0.3 }, 0.1 + 0.2)).toBe(true);
  expect(meets({ comparator: '>=', bound: 0.3 }, 0.9 - 0.6)).toBe(true);
  expect(meets({ comparator: '<=', bound: 0 }, 0.1 + 0.2 - 0.3)).toBe(true);
  expect(meets({ comparator: '<=', bound: 0.3 }, 0.3000001)).toBe(false);
  expect(meets({ comparator: '<=', bound: 1e-9 }, 1.1e-9)).toBe(false);
  expect(meets({ comparator: '<=', bound: 1 }, NaN)).toBe(false);
});
