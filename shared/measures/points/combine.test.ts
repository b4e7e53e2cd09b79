// What a cascade takes: proposals from names and units, and the arithmetic.
import { describe, expect, it } from 'vitest';
import { combined, proposeCombination } from './combine.ts';

describe('what a cascade takes', () => {
  it.each([
    ['latency_ms', '', 'perRow'],
    ['Mean latency', 'ms', 'perRow'],
    ['p95 latency', 'ms', 'unknown'],
    ['latency_p99', 'ms', 'unknown'],
    ['Serving cost', '€ per 1,000', 'perRow'],
    ['model_size', 'MB', 'both'],
    ['Deploy cost', '€', 'both'],
    ['params', 'M', 'both'],
    ['Ad revenue per 1,000 impressions', '€', 'unknown'],
    ['accuracy', '%', 'unknown'],
    ['team', '', 'unknown'],
    ['Latency 99th', 'ms', 'unknown'],
    ['latency p99.9', 'ms', 'unknown'],
    ['TP90 latency', 'ms', 'unknown'],
    ['Latency p50', 'ms', 'unknown'],
    ['Monthly cost', '€', 'both'],
    ['cost per month', 'US$', 'both'],
    ['cost', '€/month', 'both'],
    ['instance cost', 'US$/hr', 'both'],
    ['training time', 'h', 'both'],
    ['train_time', 's', 'both'],
    ['fit_time', 's', 'both'],
    ['time per epoch', 's', 'both'],
    ['Mean cost', 'US$', 'perRow'],
  ])('%s in "%s": %s', (name, unit, expected) => {
    expect(proposeCombination(name, unit)).toBe(expected);
  });
  it('follows from the share handed over, or is unknown', () => {
    expect(combined('perRow', 2, 30, 0.25)).toBe(9.5);
    expect(combined('both', 2, 30, 0.25)).toBe(32);
    expect(combined('unknown', 2, 30, 0.25)).toBeNaN();
  });
});
