// τ-b and W on golden rank_correlation.json, the fast τ against counting pairs, and disagreement worked by hand.
// Not applicable there: τ-a, Spearman, weighted Spearman, WS, γ, and W without the correction for ties.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { goldenCases } from '../testing/fixture.ts';
import { random } from '../testing/random.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { columnsOf } from '../testing/tables.ts';
import { kendallTau } from './kendallTau.ts';
import { kendallW } from './kendallW.ts';
import { midRanks } from './midRanks.ts';
import { objectiveToSettle } from './objectiveToSettle.ts';
import { roleAgreement } from './roleAgreement.ts';

interface Input {
  x?: number[];
  y?: number[];
  ranks_objects_by_raters?: number[][];
}
interface Expected {
  kendall_tau_b: number;
  W_tie_corrected: number;
}

test.each(goldenCases<Input, Expected>('rank_correlation'))('golden: $id', ({ input, expected, tolerance }) => {
  if (input.x) {
    const tau = kendallTau(Float64Array.from(input.x), Float64Array.from(input.y!))!;
    expect(Math.abs(tau - expected.kendall_tau_b)).toBeLessThanOrEqual(tolerance);
  } else {
    const w = kendallW(columnsOf(input.ranks_objects_by_raters!))!;
    expect(Math.abs(w - expected.W_tie_corrected)).toBeLessThanOrEqual(tolerance);
  }
});

/** The oracle: every pair. */
function naiveTau(x: readonly number[], y: readonly number[]): number | null {
  let [alike, opposite, tiesOfX, tiesOfY] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) {
      const [a, b] = [Math.sign(x[i]! - x[k]!), Math.sign(y[i]! - y[k]!)];
      if (a * b > 0) alike++;
      if (a * b < 0) opposite++;
      if (a === 0) tiesOfX++;
      if (b === 0) tiesOfY++;
    }
  }
  const pairs = (x.length * (x.length - 1)) / 2;
  const compared = Math.sqrt((pairs - tiesOfX) * (pairs - tiesOfY));
  return compared > 0 ? (alike - opposite) / compared : null;
}

const level = fc.integer({ min: -3, max: 6 });

test('τ is what counting every pair gives, ties included; symmetric; −1 when turned round', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(level, level), { maxLength: 40 }), (rows) => {
      const [x, y] = [0, 1].map((k) => rows.map((row) => row[k]!)) as [number[], number[]];
      const fast = kendallTau(Float64Array.from(x), Float64Array.from(y));
      const slow = naiveTau(x, y);
      if (slow === null) {
        expect(fast).toBeNull();
        return;
      }
      expect(fast).toBeCloseTo(slow, 12);
      expect(kendallTau(Float64Array.from(y), Float64Array.from(x))).toBeCloseTo(slow, 12);
      const turned = kendallTau(
        Float64Array.from(x),
        Float64Array.from(x, (value) => -value),
      );
      expect(turned === null || Math.abs(turned + 1) < 1e-12).toBe(true);
    }),
  );
});

test('nothing to compare is null: nobody, one, all tied, one rater', () => {
  expect(kendallTau(new Float64Array(0), new Float64Array(0))).toBeNull();
  expect(kendallTau(Float64Array.of(1), Float64Array.of(1))).toBeNull();
  expect(kendallTau(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBeNull();
  expect(kendallW([])).toBeNull();
  expect(kendallW([Float64Array.of(1, 2)])).toBeNull();
  expect(kendallW([Float64Array.of(1.5, 1.5), Float64Array.of(1.5, 1.5)])).toBeNull();
});

test('mid-ranks sum to what distinct ranks sum to, and leave out the unmarked', () => {
  expect([...midRanks(Float64Array.of(5, 7, 5, 1, 9), Uint8Array.of(1, 1, 1, 1, 0))]).toEqual([2.5, 1, 2.5, 4, NaN]);
  fc.assert(
    fc.property(fc.array(level, { minLength: 1 }), (scores) => {
      const ranks = midRanks(Float64Array.from(scores), new Uint8Array(scores.length).fill(1));
      expect(ranks.reduce((a, b) => a + b, 0)).toBeCloseTo((scores.length * (scores.length + 1)) / 2, 9);
    }),
  );
});

test('W: the same order is 1; opposite orders of two are 0', () => {
  const order = Float64Array.of(1, 2, 3, 4);
  expect(kendallW([order, order, order])).toBe(1);
  expect(kendallW([order, order.toReversed()])).toBe(0);
});

const three = [linear(0, 1), linear(0, 1), linear(0, 1)];
const names = ['a', 'b', 'c', 'd'];

test('roles with the same weights agree; there is nothing to settle', () => {
  const rows = [[1, 0, 0.2], [0, 1, 0.4], [0.6, 0.5, 0.1], [0.3, 0.2, 0.9]]; // prettier-ignore
  const same = evaluate(snapshotOf({ names, rows, objectives: three, roles: [{ weights: [2, 1, 1] }, { weights: [4, 2, 2] }] }), { role: null }); // prettier-ignore
  expect(roleAgreement(same, names)).toMatchObject({ tau: [[1, 1], [1, 1]], meanTau: 1, w: 1, compared: 4 }); // prettier-ignore
  expect(objectiveToSettle(same)).toMatchObject({ meanTau: 1, first: null });
});

test('two roles at odds over speed and fairness: who, about what, on whom', () => {
  const rows = [[1, 0, 0.5], [0, 1, 0.5], [0.5, 0.6, 0.5], [0.4, 0.3, 0.5]]; // prettier-ignore
  const roles = [{ weights: [0.8, 0.1, 0.1] }, { weights: [0.1, 0.8, 0.1] }, {}];
  const odds = evaluate(snapshotOf({ names, rows, objectives: three, roles }), { role: null });
  const agreement = roleAgreement(odds, names, 2);
  expect(agreement.tau[0]![1]).toBeCloseTo(-2 / 3, 12);
  expect(agreement.roles.map(({ assumedEqual }) => assumedEqual)).toEqual([false, false, true]);
  expect(agreement.objectives.map(({ objectiveId }) => objectiveId)).toEqual([1, 2, 3]);
  expect(agreement.objectives[0]!.spread).toBeCloseTo(0.7, 12);
  expect(agreement.candidates).toEqual([
    { index: 0, bestPlace: 1, worstPlace: 4, spread: 1 },
    { index: 1, bestPlace: 1, worstPlace: 4, spread: 1 },
  ]);
});

test('the weight to settle is the disputed one that matters, not the disputed one on which candidates hardly differ', () => {
  const next = random(2);
  // Roles dispute the first two objectives alike, but only the second tells the candidates apart.
  const rows = Array.from({ length: 30 }, () => [0.5 + 0.001 * next(), next(), next()]);
  const roles = [{ weights: [0.6, 0.1, 0.3] }, { weights: [0.1, 0.6, 0.3] }];
  const disputed = evaluate(snapshotOf({ rows, objectives: three, roles }), { role: null });
  const { first, settlements, meanTau } = objectiveToSettle(disputed);
  expect(first!.objectiveId).toBe(2);
  expect(first!.weight).toBeCloseTo(0.35, 12);
  expect(first!.meanTau).toBeGreaterThan(meanTau!);
  expect(first!.removed).toBeGreaterThan(0.4);
  expect(settlements.find(({ objectiveId }) => objectiveId === 1)!.removed).toBeLessThan(0.1);
  expect(settlements.map(({ removed }) => removed)).toEqual(settlements.map(({ removed }) => removed).sort((a, b) => b - a)); // prettier-ignore
});

test('with two objectives settling one settles everything; a role with a single objective shares the rest equally', () => {
  const rows = [[1, 0], [0, 1], [0.6, 0.6]]; // prettier-ignore
  const two = evaluate(snapshotOf({ rows, objectives: three.slice(1), roles: [{ weights: [1, 0] }, { weights: [0, 1] }] }), { role: null }); // prettier-ignore
  const { first } = objectiveToSettle(two);
  expect(first).toMatchObject({ weight: 0.5, meanTau: 1, w: 1, removed: 1 });
});

test('one role, no role, nobody feasible, one candidate', () => {
  const one = evaluate(snapshotOf({ rows: [[1, 0, 0], [0, 1, 0]], objectives: three }), { role: null }); // prettier-ignore
  expect(roleAgreement(one, names)).toMatchObject({ meanTau: null, w: null, compared: 2 });
  expect(objectiveToSettle(one).first).toBeNull();
  const none = evaluate(snapshotOf({ rows: [[1, 0, 0]], objectives: three, roles: [] }), { role: null });
  expect(roleAgreement(none, names)).toMatchObject({ tau: [], meanTau: null, w: null, compared: 1 });
  const missing = evaluate(snapshotOf({ rows: [[NaN, 0, 0]], objectives: three, roles: [{}, {}] }), { role: null });
  expect(roleAgreement(missing, names)).toMatchObject({ compared: 0, candidates: [], meanTau: null, w: null });
  expect(objectiveToSettle(missing).first).toBeNull();
});
