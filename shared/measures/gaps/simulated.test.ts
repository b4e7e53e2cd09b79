// What verdicts promise, on logs whose truth is known: false alarms, power, and intervals that hold the truth. Seeds are fixed; the
// soak draws twenty times as many.
import { describe, expect, it } from 'vitest';
import {
  areaFigures,
  areaWorlds,
  boundOf,
  brokenWorlds,
  enoughWorlds,
  equalsFigures,
  exactlyFourFifths,
  fourFifthsFigures,
  fourFifthsWorlds,
  gapFigures,
  gapWorlds,
  intervalWorlds,
  parityWorlds,
  unitFigures,
  unitWorlds,
  weightFigures,
  weightWorlds,
} from '../testing/simulated.ts';

const LOGS = 1000;

describe('where no group differs', () => {
  it.each(parityWorlds)('$name: a gap in at most one log of twenty', (world) => {
    expect(gapFigures(world, LOGS, 1).found).toBeLessThanOrEqual(boundOf(0.05, LOGS));
  });
});

describe('where a group differs', () => {
  it.each(gapWorlds)('$name: a gap is found as often as the procedure promises', ({ power, ...world }) => {
    expect(Math.abs(gapFigures(world, LOGS, 2).found - power)).toBeLessThanOrEqual(0.05);
  });
});

describe('with as many cases as are said to show a gap', () => {
  it.each(enoughWorlds)('$name: it is found in four logs of five', (world) => {
    expect(gapFigures(world, LOGS, 8).found).toBeGreaterThanOrEqual(0.8 - 0.05);
  });
});

describe('weighted rows of groups that are alike', () => {
  it.each(weightWorlds)('$name at $rate, weights of sd $spread, tied to the answer: $tied', (world) => {
    expect(weightFigures(world, LOGS / 2, 9)).toBeLessThanOrEqual(boundOf(0.06, LOGS / 2));
  });
});

describe('the interval of the largest gap', () => {
  it.each(intervalWorlds)('$name: holds it, and "none larger" is not said falsely', (world) => {
    const truth = Math.max(...world.rates) - Math.min(...world.rates);
    const { covered, outcomes } = gapFigures(world, LOGS, 3, truth > 0 ? truth - 1e-9 : 0.1);
    expect(covered).toBeGreaterThanOrEqual(0.93);
    if (truth > 0) expect(outcomes.noGap + outcomes.smallGap).toBeLessThanOrEqual(boundOf(0.025, LOGS));
  });
});

describe('four fifths', () => {
  it.each(brokenWorlds)('$name: broken, and said to be as often as the procedure promises', ({ power, ...world }) => {
    expect(Math.abs(fourFifthsFigures(world, LOGS, 10).broken - power)).toBeLessThanOrEqual(0.05);
  });
  it.each([...fourFifthsWorlds, ...exactlyFourFifths])('$name: not broken, and hardly ever said to be', (world) => {
    expect(fourFifthsFigures(world, LOGS, 4).broken).toBeLessThanOrEqual(boundOf(0.05, LOGS));
  });
});

describe('units of sampling', () => {
  it.each(unitWorlds)('$name: the interval holds the rate, and equal groups are not told apart', (world) => {
    const { covered, found } = unitFigures(world, LOGS, 5);
    expect(covered).toBeGreaterThanOrEqual(0.9);
    expect(found).toBeLessThanOrEqual(boundOf(0.05, LOGS));
  });
});

describe('areas under the curve', () => {
  it.each(areaWorlds)(
    '$positives positive, $negatives negative, $shift apart, $wider as wide: the interval holds it',
    (world) => {
      expect(areaFigures(world, LOGS, 6)).toBeGreaterThanOrEqual(0.92);
    },
  );
});

it('twelve equal candidates are hardly ever told apart', () => {
  expect(equalsFigures(12, 300, 300, 7)).toBeLessThanOrEqual(boundOf(0.05, 300));
});
