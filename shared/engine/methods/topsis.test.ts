// TOPSIS on golden topsis.json (all eight cases) and what fixed ideals promise.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { columnsOf, denseRanks, expectNear, valuedOf } from '../testing/tables.ts';
import type { Table } from '../testing/tables.ts';
import { normalise } from '../weights.ts';
import { dividedByNorm, topsis, topsisOfCandidates, topsisScores } from './topsis.ts';

interface Input extends Table {
  ideal_weighted_normalised?: number[];
  anti_ideal_weighted_normalised?: number[];
}
interface Expected {
  closeness?: (number | string)[];
  closeness_4dp?: number[];
  ideal?: number[];
  anti_ideal?: number[];
  rank?: number[];
}

test.each(goldenCases<Input, Expected>('topsis'))('golden: $id', ({ input, options, expected, tolerance }) => {
  const columns = columnsOf(input.matrix);
  const scaled = options['normalisation'] === 'vector' ? columns.map(dividedByNorm) : columns;
  const weights = options['weights_normalised'] ? normalise(input.weights) : input.weights;
  const { ideal_weighted_normalised: ideal, anti_ideal_weighted_normalised: antiIdeal } = input;
  const result = topsisScores(scaled, input.objectives, weights, ideal && antiIdeal ? { ideal, antiIdeal } : undefined);
  expectNear(result.closeness, (expected.closeness ?? expected.closeness_4dp)!, tolerance);
  if (expected.ideal) expect([...result.ideal]).toEqual(expected.ideal);
  if (expected.anti_ideal) expect([...result.antiIdeal]).toEqual(expected.anti_ideal);
  if (expected.rank) expect(denseRanks(result.closeness)).toEqual(expected.rank);
});

const weights = Float64Array.of(0.5, 0.5);

test('where the candidates give no ideals, they share rank 1 and have no score', () => {
  for (const rows of [
    [[0.5, 0.8]],
    [
      [0.5, 0.8],
      [0.5, 0.8],
    ],
  ]) {
    // prettier-ignore
    const undefinedHere = topsisOfCandidates.rank(valuedOf(rows), weights, null);
    expect([...undefinedHere.ranks]).toEqual(rows.map(() => 1));
    expect(undefinedHere.scores.every(Number.isNaN)).toBe(true);
    const anchored = topsis.rank(valuedOf(rows), weights, null);
    expect([...anchored.ranks]).toEqual(rows.map(() => 1));
    expect(anchored.scores.every((score) => score > 0 && score < 1)).toBe(true);
  }
});

test('ends of the scale, missing values, masks', () => {
  const result = topsis.rank(valuedOf([[1, 1], [0, 0], [NaN, 1], [1, 0]]), weights, Uint8Array.of(1, 1, 1, 0)); // prettier-ignore
  expectNear(result.scores, [1, 0, 'NaN', 'NaN'], 0);
  expect([...result.ranks]).toEqual([1, 2, 0, 0]);
  expect(topsis.rank(valuedOf([], 2), weights, null).winners).toEqual([]);
});

const value = fc.double({ min: 0, max: 1, noNaN: true });

test('with ideals from the anchors nobody turns the order of two others', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 8 }), fc.nat(), (rows, pick) => {
      const all = topsis.rank(valuedOf(rows), weights, null);
      const gone = pick % rows.length;
      const rest = topsis.rank(
        valuedOf(rows),
        weights,
        Uint8Array.from(rows, (_, i) => (i === gone ? 0 : 1)),
      );
      rows.forEach((_, i) => i !== gone && expect(rest.scores[i]).toBe(all.scores[i]));
    }),
  );
});
