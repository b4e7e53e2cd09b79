// Rules that use only orders, on golden group_ranking.json. Not applicable there: minimax (no rule of ours).
// The case PEER-DEFECT-borda-ties is met as it says is right, not as the peer has it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { midRanks } from '../agreement/midRanks.ts';
import { goldenCases } from '../testing/fixture.ts';
import { random } from '../testing/random.ts';
import { columnsOf } from '../testing/tables.ts';
import { bordaScores } from './borda.ts';
import { copelandScores } from './copeland.ts';
import { kemeny } from './kemeny.ts';
import { pairwiseCounts } from './pairwiseCounts.ts';

interface Input {
  labels: string[];
  rankings: number[][];
  counts: number[];
  matrix?: number[][];
  objectives?: number[];
}
interface Expected {
  borda_scores: number[];
  borda_winners: number[];
  copeland_scores: number[];
  copeland_winners: number[];
  margin_matrix: number[][];
  kemeny_optimal_rankings: number[][];
  kemeny_total_kendall_distance: number;
  condorcet_winner: number | null;
  correct_mid_rank_sum?: number[];
}
const cases = goldenCases<Input, Expected>('group_ranking');
const everybody = (n: number) => new Uint8Array(n).fill(1);
const best = (scores: Float64Array) => [...scores.keys()].filter((i) => scores[i] === Math.max(...scores));

/** A ranking (best first) as scores, once for each voter who holds it. */
function toScores({ rankings, counts }: Input): Float64Array[] {
  return rankings.flatMap((ranking, k) =>
    Array.from({ length: counts[k]! }, () => {
      const scores = new Float64Array(ranking.length);
      ranking.forEach((candidate, place) => (scores[candidate] = -place));
      return scores;
    }),
  );
}

test.each(cases.filter(({ input }) => input.rankings))('golden: $id', ({ input, expected }) => {
  const scores = toScores(input);
  const n = input.labels.length;
  const borda = bordaScores(scores, everybody(n));
  expect([...borda]).toEqual(expected.borda_scores);
  expect(best(borda)).toEqual(expected.borda_winners);
  const copeland = copelandScores(scores, everybody(n));
  expect([...copeland]).toEqual(expected.copeland_scores);
  expect(best(copeland)).toEqual(expected.copeland_winners);
  const condorcet = copeland.indexOf(n - 1);
  expect(condorcet < 0 ? null : condorcet).toBe(expected.condorcet_winner);
  const counts = pairwiseCounts(scores, n);
  expected.margin_matrix.forEach((row, a) =>
    row.forEach((margin, b) => expect(counts[a * n + b]! - counts[b * n + a]!).toBe(margin)),
  );
  const result = kemeny(scores, n);
  expect(result.distance).toBe(expected.kemeny_total_kendall_distance);
  expect(result.optimalOrders).toBe(expected.kemeny_optimal_rankings.length);
  expect(result.order).toEqual(expected.kemeny_optimal_rankings[0]);
  const places = input.labels.map((_, i) => 1 + Math.min(...expected.kemeny_optimal_rankings.map((o) => o.indexOf(i))));
  expect([...result.bestPlaces]).toEqual(places);
});

test('golden: PEER-DEFECT-borda-ties, mid-ranks', () => {
  const { input, expected } = cases.find(({ id }) => id === 'PEER-DEFECT-borda-ties')!;
  const scores = columnsOf(input.matrix!).map((column, j) => column.map((x) => x * input.objectives![j]!));
  const ranks = scores.map((column) => midRanks(column, everybody(3)));
  expect([0, 1, 2].map((i) => ranks[0]![i]! + ranks[1]![i]!)).toEqual(expected.correct_mid_rank_sum);
  expect([...bordaScores(scores, everybody(3))]).toEqual(expected.correct_mid_rank_sum!.map((sum) => 2 * 3 - sum));
});

test('no role, masks, one candidate, too many for Kemeny', () => {
  expect([...bordaScores([], everybody(2)), ...copelandScores([], everybody(2))]).toEqual([NaN, NaN, NaN, NaN]);
  const columns = [Float64Array.of(3, NaN, 2, 1)];
  expect([...bordaScores(columns, Uint8Array.of(1, 0, 0, 1))]).toEqual([1, NaN, NaN, 0]);
  expect([...copelandScores(columns, Uint8Array.of(1, 0, 1, 1))]).toEqual([2, NaN, 0, -2]);
  expect(kemeny([], 0)).toMatchObject({ order: [], distance: 0, optimalOrders: 1 });
  expect(kemeny(columns, 1)).toMatchObject({ order: [0], distance: 0, optimalOrders: 1 });
  expect(() => kemeny([], 17)).toThrow('at most 16');
});

function orders(left: readonly number[]): number[][] {
  return left.length === 0
    ? [[]]
    : left.flatMap((a) => orders(left.filter((b) => b !== a)).map((rest) => [a, ...rest]));
}

/** The oracle: every order there is. */
function naiveKemeny(scores: readonly Float64Array[], k: number) {
  const cost = (order: readonly number[]) =>
    order.flatMap((a, place) => order.slice(place + 1).map((b) => scores.filter((s) => s[b]! > s[a]!).length));
  const all = orders(Array.from({ length: k }, (_, i) => i)).map((order) => ({
    order,
    distance: cost(order).reduce((a, b) => a + b, 0),
  }));
  const distance = Math.min(...all.map((one) => one.distance));
  return { distance, optimal: all.filter((one) => one.distance === distance).map(({ order }) => order) };
}

const level = fc.integer({ min: 0, max: 4 });

test('Kemeny is what trying every order finds, ties included', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }).chain((k) => fc.array(fc.array(level, { minLength: k, maxLength: k }), { minLength: 1, maxLength: 5 })), // prettier-ignore
      (rows) => {
        const scores = rows.map((row) => Float64Array.from(row));
        const k = rows[0]!.length;
        const { distance, optimal } = naiveKemeny(scores, k);
        const result = kemeny(scores, k);
        expect(result.distance).toBe(distance);
        expect(result.optimalOrders).toBe(optimal.length);
        expect(result.order).toEqual(optimal[0]);
        const places = rows[0]!.map((_, i) => 1 + Math.min(...optimal.map((order) => order.indexOf(i))));
        expect([...result.bestPlaces]).toEqual(places);
      },
    ),
    { numRuns: 60 },
  );
});

test('more than eight candidates: unanimous roles get their order, whatever it is', () => {
  const next = random(3);
  for (const k of [9, 12, 16]) {
    const scores = Float64Array.from({ length: k }, next);
    const wanted = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
    expect(kemeny([scores, scores, scores], k)).toMatchObject({ order: wanted, distance: 0, optimalOrders: 1 });
  }
});

test('Copeland and Borda as their definitions say, pair by pair', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(level, level, level, level), { minLength: 1, maxLength: 15 }), (rows) => {
      const columns = columnsOf(rows);
      const n = rows.length;
      const beats = (a: number, b: number) => columns.map((c) => Math.sign(c[a]! - c[b]!));
      const sum = (xs: number[]) => xs.reduce((x, y) => x + y, 0);
      const others = rows.map((_, a) => rows.map((_, b) => b).filter((b) => b !== a));
      expect([...copelandScores(columns, everybody(n))]).toEqual(
        others.map((list, a) => sum(list.map((b) => Math.sign(sum(beats(a, b))))) + 0),
      );
      expect([...bordaScores(columns, everybody(n))]).toEqual(
        others.map((list, a) => sum(list.map((b) => sum(beats(a, b).map((sign) => (sign + 1) / 2))))),
      );
    }),
  );
});
