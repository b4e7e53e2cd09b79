// Golden normalisation.json through what the engine has in its place: value functions on anchors, and the vector scaling.
// Not applicable: linear (min/x for costs), nonlinear and logarithmic. They scale by the candidates that happen to be loaded,
// and costs by their reciprocals; the product scales by anchors, so that nobody's coming or going moves a value.
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { columnsOf, expectNear } from '../testing/tables.ts';
import { valueOf } from '../value.ts';
import { dividedByNorm } from './topsis.ts';

interface Input {
  matrix?: number[][];
  objectives?: number[];
  x?: number[];
}
interface Expected {
  matrix?: number[][];
  benefit?: number[];
  cost?: number[];
}
const cases = goldenCases<Input, Expected>('normalisation');
const scalings: Record<string, (column: Float64Array, sign: number) => Float64Array> = {
  // x / max, and 1 − x / max for costs: anchors at 0 and the largest.
  max: (column, sign) => {
    const largest = Math.max(...column);
    const [worst, best] = sign > 0 ? [0, largest] : [largest, 0];
    return column.map((x) => valueOf({ shape: 'linear', worst, best }, x));
  },
  // Costs as 1 − x / norm there; distances between candidates are the same.
  vector: (column, sign) => dividedByNorm(column).map((x) => (sign > 0 ? x : 1 - x)),
};
const notApplicable = ['logarithmic', 'linear', 'nonlinear'];
const used = cases.filter(({ id }) => !notApplicable.includes(id));

test.each(used)('golden: $id', ({ id, input, expected, tolerance }) => {
  const scale = scalings[id.replace('constant-column-', '')]!;
  if (input.x) {
    expectNear(scale(Float64Array.from(input.x), 1), expected.benefit!, tolerance);
    expectNear(scale(Float64Array.from(input.x), -1), expected.cost!, tolerance);
  } else {
    columnsOf(input.matrix!).forEach((column, j) =>
      expectNear(
        scale(column, input.objectives![j]!),
        columnsOf(expected.matrix!)[j] as unknown as number[],
        tolerance,
      ),
    );
  }
});

test('every golden case is used or listed', () => {
  expect(used).toHaveLength(4);
  expect(cases).toHaveLength(7);
});
