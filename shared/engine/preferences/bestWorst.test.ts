// The best–worst method on golden bwm.json. Of rezaei-2015-transport-modes-nonlinear only ξ* is ours (it is what the output-based
// ratio is made of); its weights are not applicable, since weights come from the linear model.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { random } from '../testing/random.ts';
import { expectNear } from '../testing/tables.ts';
import { normalise } from '../weights.ts';
import { bestWorst } from './bestWorst.ts';
import { maximise } from './simplex.ts';

interface Input {
  best_to_others: number[];
  others_to_worst: number[];
}
interface Expected {
  weights: number[];
  xi: number;
}
const toJudgements = (bestToOthers: readonly number[], othersToWorst: readonly number[]) => ({
  best: bestToOthers.indexOf(1),
  worst: othersToWorst.indexOf(1),
  bestToOthers,
  othersToWorst,
});
const cases = goldenCases<Input, Expected>('bwm');

test.each(cases)('golden: $id', ({ input, options, expected, tolerance }) => {
  const result = bestWorst(toJudgements(input.best_to_others, input.others_to_worst));
  if (options['model'] === 'linear') {
    expectNear(result.weights, expected.weights, 1e-12);
    expect(Math.abs(result.xi - expected.xi)).toBeLessThanOrEqual(1e-12);
  } else {
    expect(Math.abs(result.consistency.xiStar - expected.xi)).toBeLessThanOrEqual(tolerance);
  }
});

test('consistency: the ratios of the worked case, its threshold, and whose judgement to look at', () => {
  const { consistency } = bestWorst(toJudgements([2, 1, 4, 3, 8], [4, 8, 4, 2, 1]));
  expect(consistency.inputRatio).toBeCloseTo(8 / 56, 12);
  expect(consistency.threshold).toBe(0.2958);
  expect(consistency.mostInconsistent).toBe(2);
  // Rezaei's (2015) table has 4.47 for a_BW = 8.
  expect(consistency.xiStar / consistency.outputRatio).toBeCloseTo(4.47, 2);
});

test('judgements that fit together: exact weights, no deviation', () => {
  const result = bestWorst(toJudgements([1, 2, 4, 8], [8, 4, 2, 1]));
  expectNear(result.weights, [8 / 15, 4 / 15, 2 / 15, 1 / 15], 1e-12);
  expect(result).toMatchObject({ xi: 0, consistency: { inputRatio: 0, outputRatio: 0, mostInconsistent: -1 } });
});

test('one objective, two, all alike', () => {
  expect([...bestWorst({ best: 0, worst: 0, bestToOthers: [1], othersToWorst: [1] }).weights]).toEqual([1]);
  expectNear(bestWorst(toJudgements([1, 4], [4, 1])).weights, [0.8, 0.2], 1e-12);
  const alike = bestWorst({ best: 0, worst: 1, bestToOthers: [1, 1, 1], othersToWorst: [1, 1, 1] });
  expectNear(alike.weights, [1 / 3, 1 / 3, 1 / 3], 1e-12);
  const noScale = bestWorst({ best: 0, worst: 1, bestToOthers: [1, 1, 3], othersToWorst: [1, 1, 3] });
  expect(noScale.consistency).toMatchObject({ inputRatio: 1, outputRatio: 1, mostInconsistent: 2, threshold: null });
});

test('refuses what cannot be meant, and says what', () => {
  const good = { best: 0, worst: 1, bestToOthers: [1, 4], othersToWorst: [4, 1] };
  expect(() => bestWorst({ ...good, worst: 0 })).toThrow('Name a most and a least important objective');
  expect(() => bestWorst({ ...good, othersToWorst: [4] })).toThrow('compare every objective');
  expect(() => bestWorst({ ...good, bestToOthers: [1, 12] })).toThrow('from 1 (as important) to 9');
  expect(() => bestWorst({ ...good, bestToOthers: [2, 4] })).toThrow('as itself: 1');
  expect(() => bestWorst({ ...good, othersToWorst: [5, 1] })).toThrow('4 times and 5 times');
});

const scale = fc.integer({ min: 1, max: 9 });
const judgements = fc
  .record({ whole: scale, others: fc.array(fc.tuple(scale, scale), { minLength: 1, maxLength: 7 }) })
  .map(({ whole, others }) => ({
    best: 0,
    worst: 1,
    bestToOthers: [1, whole, ...others.map(([times]) => times)],
    othersToWorst: [whole, 1, ...others.map(([, times]) => times)],
  }));

test('no other weights deviate less, and ξ is what these deviate', () => {
  const next = random(11);
  fc.assert(
    fc.property(judgements, (given) => {
      const { weights, xi } = bestWorst(given);
      const deviation = (w: Float64Array) =>
        Math.max(
          ...given.bestToOthers.map((times, j) => Math.abs(w[0]! - times * w[j]!)),
          ...given.othersToWorst.map((times, j) => Math.abs(w[j]! - times * w[1]!)),
        );
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(deviation(weights)).toBeCloseTo(xi, 9);
      for (let k = 0; k < 30; k++) {
        const near = normalise(weights.map((w) => Math.max(1e-9, w * (1 + (k < 15 ? 0.02 : 0.5) * (next() - 0.5)))));
        expect(deviation(near)).toBeGreaterThanOrEqual(xi - 1e-9);
      }
    }),
  );
});

test('ξ* is the least ξ for which some w_B/w_W suits every judgement, found by bisection', () => {
  fc.assert(
    fc.property(judgements, (given) => {
      const whole = given.bestToOthers[1]!;
      const suits = (xi: number) => {
        const down = (x: number) => Math.max(0, x - xi);
        const others = given.bestToOthers.map((a, j) => [a, given.othersToWorst[j]!] as const).slice(2);
        const low = Math.max(whole - xi, ...others.map(([a, b]) => down(a) * down(b)));
        const high = Math.min(whole + xi, ...others.map(([a, b]) => (a + xi) * (b + xi)));
        return low <= high;
      };
      let [below, above] = [0, 20];
      for (let k = 0; k < 60; k++) {
        const middle = (below + above) / 2;
        if (suits(middle)) above = middle;
        else below = middle;
      }
      expect(bestWorst(given).consistency.xiStar).toBeCloseTo(above, 9);
    }),
  );
});

test('the simplex: a textbook case, and no end in sight', () => {
  expectNear(maximise([3, 5], [[1, 0], [0, 2], [3, 2]], [4, 12, 18])!, [2, 6], 1e-12); // prettier-ignore
  expect(maximise([1, 1], [[1, -1]], [1])).toBeNull();
});
