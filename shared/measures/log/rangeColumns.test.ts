// Which columns are the two ends of a range, and what their names promise.
import { expect, it } from 'vitest';
import { promisedLevel, rangeColumns, rangeEnd } from './rangeColumns.ts';
import { kindInDoubt, proposeRoles } from './roles.ts';

it.each([
  ['lower_forest', 'low', 'forest'],
  ['forest upper', 'high', 'forest'],
  ['pred_low', 'low', ''],
  ['y_pred_upper_90', 'high', ''],
  ['forest_q05', 'low', 'forest'],
  ['q0.95', 'high', ''],
])('%s is the %s end of the ranges of "%s"', (header, end, name) => {
  expect(rangeEnd(header)).toMatchObject({ end, name });
});
it.each(['low_temp', 'high_price', 'q50', 'lower_upper', 'flow', 'y_pred'])('%s is no end', (header) => {
  expect(rangeEnd(header)).toBeNull();
});

const numbers = (headers: readonly string[]) =>
  headers.map((header) => {
    const low = /lo|q0|q10/.test(header);
    return { header, numeric: 90, missing: 0, distinct: 90, min: low ? 0 : 5, max: low ? 10 : 20, samples: ['1.5'] };
  });

it('ends are pairs of one candidate and one level', () => {
  const columns = numbers(['y_true', 'lower_a', 'upper_a', 'lower_b', 'q05', 'q95', 'q10']);
  expect(rangeColumns(columns, new Set([0]))).toEqual([
    { name: 'a', low: 1, high: 2 },
    { name: '', low: 4, high: 5 },
  ]);
  expect(promisedLevel('q05', 'q95')).toBe(0.9);
  expect(promisedLevel('lower_90', 'upper_90')).toBe(0.9);
  expect(promisedLevel('lower_a', 'upper_a')).toBeNull();
  expect(promisedLevel('lower_2', 'upper_2')).toBeNull();
  const { candidates } = proposeRoles(numbers(['y_true', 'pred_lower_a', 'pred_upper_a', 'pred_a', 'area']), 90);
  expect(candidates).toEqual([{ name: 'a', score: null, prediction: 3, intervalLow: 1, intervalHigh: 2 }]);
});

it('numbers of few kinds leave open what was asked; a prediction between two of them does not', () => {
  const stars = (header: string, samples = ['1', '5', '3']) => ({
    ...{ header, numeric: 90, missing: 0, distinct: 5, min: 1, max: 5, samples },
  });
  const doubt = (columns: ReturnType<typeof stars>[]) => kindInDoubt(columns, proposeRoles(columns, 90), 90);
  expect(doubt([stars('y_true'), stars('pred_a'), stars('pred_b')])).toBe(true);
  expect(doubt([stars('y_true'), stars('pred_a'), { ...stars('pred_b', ['3.7']), distinct: 80 }])).toBe(false);
  expect(doubt([{ ...stars('y_true'), distinct: 2 }, stars('pred_a')])).toBe(false);
  expect(doubt([{ ...stars('y_true'), distinct: 60 }, stars('pred_a')])).toBe(false);
});
