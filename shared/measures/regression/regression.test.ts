// Regression measures against the golden numbers, overall and by group, and where they are undefined.
import { describe, expect, it } from 'vitest';
import { groupColumn } from '../testing/groupColumn.ts';
import { groupSpread } from '../fairness/groupSpread.ts';
import { checkSpread } from '../testing/binaryGolden.ts';
import { expectClose, readFixture } from '../testing/golden.ts';
import { correlations } from './correlation.ts';
import type { ErrorId } from './errors.ts';
import { regressionErrors } from './errors.ts';

type Numbers = Record<string, number | null>;
interface Golden {
  columns: Record<string, never[]>;
  models: Record<
    string,
    {
      overall: Numbers;
      overall_weighted: Numbers;
      by: Record<string, { groups: Record<string, Numbers>; worst_group_mae: number } & Record<string, never>>;
    }
  >;
}
const names: Record<string, ErrorId> = {
  mae: 'mae',
  mse: 'mse',
  bias_mean_error: 'bias',
  rmse: 'rmse',
  r2: 'r2',
  mape_fraction: 'mape',
  max_error: 'maxError',
  mean_prediction: 'meanPrediction',
  median_absolute_error: 'medianAbsoluteError',
  explained_variance: 'explainedVariance',
  'pinball_q0.9': 'pinball90',
};

function check(
  labels: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | null,
  golden: Numbers,
  what: string,
) {
  expect(golden['n']).toBe(labels.length);
  const errors = regressionErrors(labels, predicted, weights);
  for (const key of Object.keys(golden)) if (names[key]) expectClose(errors[names[key]], golden[key], `${what} ${key}`);
  if (!('pearson_r' in golden)) return;
  const { pearson, spearman, kendall } = correlations(labels, predicted);
  expectClose(pearson, golden['pearson_r'], `${what} Pearson`);
  expectClose(spearman, golden['spearman_rho'], `${what} Spearman`);
  expectClose(kendall, golden['kendall_tau_b'], `${what} Kendall`);
}

describe('predictions of disease progression', () => {
  const { columns, models } = readFixture<Golden>('diabetes_regression');
  const labels = Float64Array.from(columns['y_true']!);
  const weights = Float64Array.from(columns['sample_weight']!);
  it.each(Object.keys(models))('%s: overall, weighted and by group', (model) => {
    const golden = models[model]!;
    const predicted = Float64Array.from(columns[`pred_${model}`]!);
    check(labels, predicted, null, golden.overall, model);
    check(labels, predicted, weights, golden.overall_weighted, `${model} weighted`);
    for (const [by, expected] of Object.entries(golden.by)) {
      const { groups, codes } = groupColumn(by, columns[by]!);
      const ofGroup = groups.map((_, group) => {
        const own = (values: Float64Array) => values.filter((_value, i) => codes[i] === group);
        check(own(labels), own(predicted), null, expected.groups[groups[group]!]!, `${model} ${groups[group]}`);
        return regressionErrors(own(labels), own(predicted), null);
      });
      for (const [key, id] of [
        ['mae', 'mae'],
        ['rmse', 'rmse'],
        ['bias', 'bias'],
        ['mean_prediction', 'meanPrediction'],
      ] as const) {
        const found = groupSpread(ofGroup.map((errors) => errors[id].value ?? NaN));
        checkSpread(found, expected[key]!, groups, `${model} by ${by} ${key}`);
        if (key === 'mae') expectClose(found.max, expected.worst_group_mae, 'worst group');
      }
    }
  });
});

describe('edges', () => {
  it('says why there is nothing', () => {
    const constant = Float64Array.of(2, 2);
    const errors = regressionErrors(constant, Float64Array.of(1, 3), null);
    expect(errors.r2).toEqual({ value: null, reason: 'All labels are the same.' });
    expect(errors.mae.value).toBe(1);
    // A mean that cannot be written exactly leaves no spread either.
    const third = Float64Array.from({ length: 7 }, () => 152.13348416289594);
    expect(regressionErrors(third, third, null).r2.reason).toBe('All labels are the same.');
    expect(regressionErrors(Float64Array.of(0, 1), constant, null).mape.value).toBeNull();
    const none = regressionErrors(new Float64Array(), new Float64Array(), null);
    expect(Object.values(none).map(({ value }) => value)).toEqual(Object.values(none).map(() => null));
    expect(correlations(Float64Array.of(1), Float64Array.of(1)).kendall.reason).toBe('There are fewer than two rows.');
  });
  it('counts pairs for Kendall with ties on both sides', () => {
    // 10 pairs: 6 concordant, 1 discordant, 1 tied in a, 1 in b, 1 in both.
    const a = Float64Array.of(1, 1, 2, 3, 3);
    const b = Float64Array.of(1, 1, 3, 2, 3);
    let balance = 0;
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < i; j++) balance += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!);
    expectClose(correlations(a, b).kendall, balance / Math.sqrt(8 * 8), 'Kendall');
  });
});
