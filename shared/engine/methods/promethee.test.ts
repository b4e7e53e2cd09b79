// PROMETHEE on golden promethee.json. Not applicable: veto-and-discordance (vetoes belong to requirements here: a `must`
// screens out for everybody, and no method has a veto of its own).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { competitionRanks, orderByRank } from '../rank.ts';
import { goldenCases } from '../testing/fixture.ts';
import { random } from '../testing/random.ts';
import { columnsOf, denseRanks, expectNear, valuedOf } from '../testing/tables.ts';
import type { Table } from '../testing/tables.ts';
import { outrankingFlows } from './outrankingFlows.ts';
import { flowsOfMatrix, preferenceMatrix } from '../testing/preferenceMatrix.ts';
import { preference, suggestedThresholds } from './preferenceFunctions.ts';
import type { PreferenceFunction } from './preferenceFunctions.ts';
import { promethee, relation } from './promethee.ts';

interface Expected {
  pi?: number[][];
  phi_plus?: number[];
  phi_minus?: number[];
  net_flow?: number[];
  rank?: number[];
  P?: number[];
  order_best_first?: string[];
}
type Input = Partial<Table> & { pi?: number[][]; net_flow?: number[]; labels?: string[]; d?: number[] };
const all = goldenCases<Input, Expected>('promethee');
const notApplicable = ['veto-and-discordance'];

function toFunction(kind: string, q?: number | null, p?: number | null, s?: number | null): PreferenceFunction {
  return { kind, q: q ?? 0, p: p ?? 0, s: s ?? 0 } as PreferenceFunction;
}

const onMatrices = all.filter(({ id, input }) => input.matrix && !notApplicable.includes(id));
test.each(onMatrices)('golden: $id', ({ input, options, expected, tolerance }) => {
  const { functions, q, p, s } = options as Record<string, (number | null)[] | null> & { functions: string[] };
  const chosen = functions.map((kind, j) => toFunction(kind, q?.[j], p?.[j], s?.[j]));
  const columns = columnsOf(input.matrix!);
  const n = input.matrix!.length;
  const flows = outrankingFlows(columns, input.objectives!, input.weights!, chosen);
  const pi = preferenceMatrix(columns, input.objectives!, input.weights!, chosen);
  const naive = flowsOfMatrix(pi, n);
  if (expected.pi) expectNear(pi, expected.pi.flat(), tolerance);
  if (expected.phi_plus) expectNear(flows.plus, expected.phi_plus, tolerance);
  if (expected.phi_minus) expectNear(flows.minus, expected.phi_minus, tolerance);
  expectNear(flows.net, expected.net_flow!, tolerance);
  expectNear(naive.plus, [...flows.plus], 1e-12);
  expectNear(naive.minus, [...flows.minus], 1e-12);
  expect(denseRanks(flows.net)).toEqual(expected.rank);
});

test.each(all.filter(({ input }) => input.d))('golden: $id', ({ input, options, expected, tolerance }) => {
  const { function: kind, q, p, s } = options as { function: string; q: number; p: number; s: number };
  expectNear(input.d!.map((d) => preference(toFunction(kind, q, p, s), d)), expected.P!, tolerance); // prettier-ignore
});

test('golden: flows-from-preference-matrix, ranking-from-net-flow', () => {
  const fromMatrix = all.find(({ id }) => id === 'flows-from-preference-matrix')!;
  const { plus, minus } = flowsOfMatrix(fromMatrix.input.pi!.flat(), 6);
  expectNear(plus, fromMatrix.expected.phi_plus!, fromMatrix.tolerance);
  expectNear(minus, fromMatrix.expected.phi_minus!, fromMatrix.tolerance);
  const { input, expected } = all.find(({ id }) => id === 'ranking-from-net-flow')!;
  const ranks = competitionRanks(Float64Array.from(input.net_flow!), new Uint8Array(6).fill(1));
  expect(Array.from(orderByRank(ranks, input.labels!), (i) => input.labels![i])).toEqual(expected.order_best_first);
});

test('every golden case is used or listed', () => {
  expect(onMatrices.length + all.filter(({ input }) => input.d).length + 2 + notApplicable.length).toBe(all.length);
});

const level = fc.integer({ min: 0, max: 8 }).map((x) => x / 8);
const anyFunction: fc.Arbitrary<PreferenceFunction> = fc
  .record({ kind: fc.constantFrom('usual', 'ushape', 'vshape', 'level', 'linear', 'gaussian'), q: level, more: level })
  .map(({ kind, q, more }) => toFunction(kind, q, kind === 'vshape' ? more + 0.1 : q + more, more + 0.1));

test('flows by sorting equal flows pair by pair, whatever the functions, signs and ties', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(level, level), { minLength: 1, maxLength: 25 }),
      fc.tuple(anyFunction, anyFunction),
      fc.tuple(fc.constantFrom(1, -1), fc.constantFrom(1, -1)),
      (rows, functions, signs) => {
        const columns = columnsOf(rows);
        const fast = outrankingFlows(columns, signs, [1, 3], functions);
        const slow = flowsOfMatrix(preferenceMatrix(columns, signs, [1, 3], functions), rows.length);
        expectNear(fast.plus, [...slow.plus], 1e-12);
        expectNear(fast.minus, [...slow.minus], 1e-12);
        expect(fast.net.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9);
        fast.net.forEach((net, i) =>
          expect(0.25 * fast.byObjective[0]![i]! + 0.75 * fast.byObjective[1]![i]!).toBeCloseTo(net, 9),
        );
      },
    ),
  );
});

test('a column far from 0 loses no digits', () => {
  const next = random(7);
  const near = Float64Array.from({ length: 500 }, () => Math.round(next() * 1024) / 1024);
  const linear: PreferenceFunction[] = [{ kind: 'linear', q: 0.125, p: 0.5 }];
  const here = outrankingFlows([near], [1], [1], linear);
  const far = outrankingFlows([near.map((x) => x + 2 ** 40)], [1], [1], linear);
  expectNear(far.net, [...here.net], 1e-12);
});

test('differences below q do not count', () => {
  const rows = [[0.5, 0.9], [0.52, 0.5], [0.1, 0.1]]; // prettier-ignore
  const even = Float64Array.of(0.5, 0.5);
  const tolerant = promethee(suggestedThresholds([0.02, 0.02]));
  expect(tolerant.rank(valuedOf(rows), even, null).winners).toEqual([0]);
  expect(promethee().rank(valuedOf(rows), even, null).winners).toEqual([0, 1]);
  expect(suggestedThresholds([0])).toEqual([{ kind: 'usual' }]);
});

test('PROMETHEE I: preferred, outranked, indifferent, incomparable', () => {
  const plus = Float64Array.of(0.5, 0.6, 0.5, 0.2);
  const minus = Float64Array.of(0.2, 0.4, 0.2, 0.5);
  const to = (a: number, b: number) => relation({ plus, minus }, a, b);
  expect([to(0, 1), to(0, 2), to(0, 3), to(3, 0), to(1, 0)]).toEqual([
    'incomparable',
    'indifferent',
    'preferred',
    'outranked',
    'incomparable',
  ]);
});

test('one candidate, nobody, a mask', () => {
  const even = Float64Array.of(0.5, 0.5);
  const alone = promethee().rank(valuedOf([[0.2, 0.3], [1, NaN], [1, 1]]), even, Uint8Array.of(1, 1, 0)); // prettier-ignore
  expect([...alone.ranks]).toEqual([1, 0, 0]);
  expectNear(alone.scores, [0, 'NaN', 'NaN'], 0);
  expect(promethee().rank(valuedOf([], 2), even, null).winners).toEqual([]);
});
