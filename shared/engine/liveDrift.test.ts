// A slider dragged for hours: rounding that gathers in the running scores is wiped out before it can hide a first place.
import { expect, test } from 'vitest';
import { liveRanking } from './liveRanking.ts';
import { randomColumns } from './testing/random.ts';

/** Squeezes all other weights nearly to nothing and lets them out again: each way back makes the rounding larger. */
test('after a day of dragging, the first places among near equals are those of a fresh start', () => {
  const n = 2000;
  const m = 3;
  const at = (x: number) => Float64Array.of(x, (1 - x) * 0.6, (1 - x) * 0.4);
  const end = at(0.01);
  // Unlike in everything, and at the end within a hair of everybody else: an error of a few billionths changes who is first.
  const [a, b, level] = randomColumns(n, m, 'uniform', 9);
  const values = [a!, b!, level!.map((x, i) => (0.5 + x * 1e-8 - end[0]! * a![i]! - end[1]! * b![i]!) / end[2]!)];
  const names = Array.from({ length: n }, (_, i) => `m${i}`);
  const eligible = new Uint8Array(n).fill(1);
  const live = liveRanking({ n, m, values }, eligible, [{ weights: end, influence: 1 }], names, 20);
  for (let t = 0; t < 20_000; t++) {
    live.setWeights(0, at(1 - 2e-6 * (1 + (t % 97) / 97)));
    live.setWeights(0, at(0.01 + (t % 89) / 400));
  }
  live.setWeights(0, end);
  const fresh = liveRanking({ n, m, values }, eligible, [{ weights: end, influence: 1 }], names, 20);
  expect(live.role(0)).toEqual(fresh.role(0));
  expect(live.group('leastRegret')).toEqual(fresh.group('leastRegret'));
  expect(live.group('weightedMean')).toEqual(fresh.group('weightedMean'));
});
