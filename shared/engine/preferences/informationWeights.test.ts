// Entropy and CRITIC on golden weights_objective.json. Not applicable: std-jahan-edwards-2013 (weights by standard deviation).
import { expect, test } from 'vitest';
import { midRanks } from '../agreement/midRanks.ts';
import { goldenCases } from '../testing/fixture.ts';
import { columnsOf, expectNear } from '../testing/tables.ts';
import { criticWeights, entropyWeights } from './informationWeights.ts';

interface Input {
  matrix: number[][];
  objectives?: number[];
}
const all = goldenCases<Input, { weights: number[] }>('weights_objective');
const used = all.filter(({ options }) => options['method'] !== 'std');

/** Min–max over the candidates with direction: what anchors at the extremes of the data would give. */
function scaled(column: Float64Array, sign: number): Float64Array {
  const [low, high] = [Math.min(...column), Math.max(...column)];
  return column.map((x) => (sign > 0 ? x - low : high - x) / (high - low));
}

test.each(used)('golden: $id', ({ input, options, expected, tolerance }) => {
  const columns = columnsOf(input.matrix);
  if (options['method'] === 'entropy') return expectNear(entropyWeights(columns)!, expected.weights, tolerance);
  const values = options['scale_minmax'] ? columns.map((c, j) => scaled(c, input.objectives![j]!)) : columns;
  const everybody = new Uint8Array(input.matrix.length).fill(1);
  const by = options['correlation'] === 'spearman' ? values.map((c) => midRanks(c, everybody)) : values;
  expectNear(criticWeights(values, by)!, expected.weights, tolerance);
});

test('every golden case is used or listed', () => expect([used.length, all.length]).toEqual([6, 7]));

test('no information to share out: one candidate, all constant, nothing that conflicts', () => {
  expect(entropyWeights(columnsOf([[1, 2]]))).toBeNull();
  expect(entropyWeights([new Float64Array(3), Float64Array.of(2, 2, 2)])).toBeNull();
  expect(criticWeights(columnsOf([[1, 2]]))).toBeNull();
  expect(criticWeights([Float64Array.of(1, 2, 4), Float64Array.of(2, 4, 8)])).toBeNull();
  expect(() => entropyWeights([Float64Array.of(-1, 2)])).toThrow('from 0 upwards');
});

test('a constant objective weighs 0 and leaves the others as they are', () => {
  const [a, b, c] = [Float64Array.of(0, 0.5, 1), Float64Array.of(1, 0.2, 0), Float64Array.of(0, 1, 0.3)];
  const without = criticWeights([a, b, c])!;
  expectNear(
    criticWeights([a, new Float64Array(3).fill(0.7), b, c])!,
    [without[0]!, 0, without[1]!, without[2]!],
    1e-12,
  );
});
