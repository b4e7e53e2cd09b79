// The price of a gap in sentences that a person could read aloud.
import { expect, test } from 'vitest';
import type { Metric } from '../../../../shared/domain/metric.ts';
import type { GapStep, PriceOfGap } from '../../../../shared/engine/change/priceOfGap.ts';
import { priceSentence, stepText } from './gapWords.ts';

const metric = (id: number, name: string, unit: string, direction: Metric['direction']): Metric => ({
  id,
  name,
  unit,
  direction,
  formula: null,
});
const metrics = {
  metricById: new Map([
    [1, metric(1, 'Gap', '', 'min')],
    [2, metric(2, 'Ad revenue', '€', 'max')],
    [3, metric(3, 'p95 latency', 'ms', 'min')],
  ]),
  decimals: new Map([
    [1, 2],
    [2, 2],
    [3, 0],
  ]),
};
const objectives = new Map([[2, { name: 'Revenue' }]]);
const named = { metrics, objectives, roles: ['Sales', 'Product', 'Legal'], candidates: ['profitable', 'fair'] };
const role = (lost: number, losses: GapStep['roles'][number]['losses'] = []) => ({
  best: 0,
  score: 1 - lost,
  lost,
  losses,
});
const before: GapStep = { bound: 0.11, admitted: 2, winner: 0, roles: [role(0), role(0), role(0)] };
const after: GapStep = {
  bound: 0.06,
  admitted: 1,
  winner: 1,
  roles: [
    role(0.2, [
      { objectiveId: 3, metricId: 3, before: 50, after: 40, worth: 0.3 },
      { objectiveId: 2, metricId: 2, before: 5, after: 3.8, worth: -0.2 },
    ]),
    role(0.1, [{ objectiveId: 3, metricId: 3, before: 40, after: 49, worth: -0.1 }]),
    role(0),
  ],
};

test('a step says what each role loses in its own units, and who is first then', () => {
  expect(stepText(after, before, named)).toBe(
    'costs Sales 1.20\u00a0€ of Revenue and Product 9\u00a0ms more p95 latency; fair is first instead of profitable',
  );
});

test('the whole way says who loses most; no step, no price', () => {
  const price = (steps: GapStep[]): PriceOfGap => ({ metricId: 1, comparator: '<=', steps, fronts: [] });
  expect(priceSentence(price([before, after]), named)).toBe(
    'All the way from 0.11 to 0.06, it costs Sales most, 0.20 in value; fair is first then.',
  );
  expect(priceSentence(price([after]), named)).toBe(
    'Nothing: with the smallest gap, 0.06, fair is first, and every role has its best.',
  );
  expect(priceSentence(price([]), named)).toBe('Nobody who passes everything else is measured on it.');
});
