// Rules that compare scores between roles, on golden group_utility.json (both cases).
// Not applicable there: relative_utilitarian (rescales each role over the candidates; anchors are fixed here), and the peer's
// product without a status quo as a rule of its own (it is Nash from a status quo of 0).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regretsOf } from '../regret.ts';
import { goldenCases } from '../testing/fixture.ts';
import { expectNear } from '../testing/tables.ts';
import { largestRegrets } from './leastRegret.ts';
import { leximin } from './leximin.ts';
import { nash } from './nash.ts';
import { meanScores } from './weightedMean.ts';

interface Input {
  utilities: number[][];
  status_quo?: number;
}
interface Expected {
  sum: number[];
  sum_utilitarian: number[];
  min: number[];
  maximin: number[];
  lexicographic_maximin: number[];
  nash_product_zero_disagreement: number[];
  peer_nash_with_status_quo_3?: number[];
  gains_vs_status_quo?: number[][];
  regret_per_role: number[][];
  max_regret: number[];
  minimax_regret_winner: number[];
}

const everybody = (n: number) => new Uint8Array(n).fill(1);
const firstOf = (ranks: Int32Array) => [...ranks.keys()].filter((i) => ranks[i] === 1);
const best = (scores: Float64Array) => [...scores.keys()].filter((i) => scores[i] === Math.max(...scores));

test.each(goldenCases<Input, Expected>('group_utility'))('golden: $id', ({ input, expected, tolerance }) => {
  const columns = input.utilities.map((row) => Float64Array.from(row));
  const n = columns[0]!.length;
  const mask = everybody(n);
  const roles = columns.map((scores, k) => ({
    roleId: k + 1,
    weights: new Float64Array(0),
    assumedEqual: false,
    scores,
    ranks: new Int32Array(n),
    favourites: [],
    regrets: regretsOf(scores, mask),
  }));
  roles.forEach(({ regrets }, k) => expectNear(regrets, expected.regret_per_role[k]!, tolerance));
  const largest = largestRegrets(roles, n);
  expectNear(largest, expected.max_regret, tolerance);
  expect(best(largest.map((regret) => -regret))).toEqual(expected.minimax_regret_winner);
  const means = meanScores(roles, columns.map(() => 1), n); // prettier-ignore
  expectNear(means.map((mean) => mean * columns.length), expected.sum, tolerance); // prettier-ignore
  expect(best(means)).toEqual(expected.sum_utilitarian);
  const { worst, ranks } = leximin(columns, mask);
  expectNear(worst, expected.min, tolerance);
  expect(best(worst)).toEqual(expected.maximin);
  expect(firstOf(ranks)).toEqual(expected.lexicographic_maximin);
  const fromZero = nash(columns, columns.map(() => 0), mask); // prettier-ignore
  expectNear(fromZero.products, expected.nash_product_zero_disagreement, tolerance);
  if (input.status_quo !== undefined) {
    const statusQuo = columns.map((column) => column[input.status_quo!]!);
    const { products, ranks: signed } = nash(columns, statusQuo, mask);
    expect(firstOf(signed)).toEqual(expected.peer_nash_with_status_quo_3);
    for (let i = 0; i < n; i++) {
      const gains = expected.gains_vs_status_quo!.map((row) => row[i]!);
      if (Math.min(...gains) < 0) expect([products[i], signed[i]]).toEqual([NaN, 0]);
      else expect(products[i]).toBeCloseTo(gains.reduce((a, b) => a * b, 1), 9); // prettier-ignore
    }
  }
});

test('leximin: the next worst-off settles a tie, and nobody is named by position', () => {
  const { ranks } = leximin([Float64Array.of(0.2, 0.5, 0.9, 0.2), Float64Array.of(0.5, 0.2, 0.2, 0.1)], everybody(4));
  expect([...ranks]).toEqual([2, 2, 1, 4]);
});

test('leximin and Nash: masks, no role, the status quo alone', () => {
  const columns = [Float64Array.of(0.5, NaN, 0.9)];
  expect([...leximin(columns, Uint8Array.of(1, 0, 0)).ranks]).toEqual([1, 0, 0]);
  expect([...leximin([], everybody(2)).ranks]).toEqual([0, 0]);
  expect([...nash([], [], everybody(2)).ranks]).toEqual([0, 0]);
  expect([...nash(columns, [0.5], Uint8Array.of(1, 0, 1)).ranks]).toEqual([2, 0, 1]);
  expect([...nash(columns, [0.5], Uint8Array.of(1, 0, 0)).ranks]).toEqual([1, 0, 0]);
  expect([...nash(columns, [0.95], Uint8Array.of(1, 0, 1)).ranks]).toEqual([0, 0, 0]);
});

test('Nash: equal products tie, whichever roles the gains belong to', () => {
  const columns = [Float64Array.of(0.2, 0.6, 0.1), Float64Array.of(0.3, 0.1, 0.6), Float64Array.of(0.7, 0.7, 0.7)];
  expect([...nash(columns, [0, 0, 0], everybody(3)).ranks]).toEqual([1, 1, 1]);
});

const score = fc.integer({ min: 0, max: 4 }).map((x) => x / 4);
const tables = fc.array(fc.tuple(score, score, score), { minLength: 1, maxLength: 12 });

test('leximin ranks as sorting the sorted scores does; its winners are on the front of the roles', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const columns = [0, 1, 2].map((k) => Float64Array.from(rows, (row) => row[k]!));
      const { ranks } = leximin(columns, everybody(rows.length));
      const keys = rows.map((row) => row.toSorted((a, b) => a - b).map((x) => x.toFixed(2)).join()); // prettier-ignore
      expect([...ranks]).toEqual(keys.map((key) => 1 + keys.filter((other) => other > key).length));
      for (const winner of firstOf(ranks)) {
        const beaten = rows.some((row) => row.every((x, k) => x >= rows[winner]![k]!) && row.some((x, k) => x > rows[winner]![k]!)); // prettier-ignore
        expect(beaten).toBe(false);
      }
    }),
  );
});
