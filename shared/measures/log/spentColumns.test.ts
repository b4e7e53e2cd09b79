// Which columns say what one case took, in time or money: by their names.
import { describe, expect, it } from 'vitest';
import { spentColumn, spentDoubt, spentTrouble, spentUnit } from './spentColumns.ts';

describe('a column of what a case took', () => {
  it.each([
    ['latency_ms', 'latency', ''],
    ['Latency (ms)', 'latency', ''],
    ['rf_latency_ms', 'latency', 'rf'],
    ['latency_my_model', 'latency', 'my model'],
    ['inference time [s]', 'latency', ''],
    ['response_time_ms_gpt-4', 'latency', 'gpt 4'],
    ['elapsed', 'latency', ''],
    ['cost', 'cost', ''],
    ['cost_usd', 'cost', ''],
    ['cost per request ($)', 'cost', ''],
    ['gpt cost (€)', 'cost', 'gpt'],
  ] as const)('%s: %s of “%s”', (header, is, name) => {
    expect(spentColumn(header)).toEqual({ is, name });
  });
  it.each([
    'latency_p95',
    'p99 latency (ms)',
    'Latency 99th',
    'median_latency',
    'avg latency',
    'monthly_cost',
    'cost per month',
    'total cost',
    'training_time_s',
    'train latency',
    'cost/hr',
    // As often what a candidate could see: the length of a call, the price of a house.
    'duration',
    'price',
    'time',
    'score_latent',
    'costume',
  ])('%s is none', (header) => {
    expect(spentColumn(header)).toBeNull();
  });
  it('states its unit', () => {
    const units = ['latency_ms_rf', 'latency (s)', 'latency', 'cost_usd', 'Cost in €', 'cost ($)', 'time µs'];
    expect(units.map(spentUnit)).toEqual(['ms', 's', '', 'US$', '€', 'US$', 'µs']);
  });
  it('cannot be where it holds no numbers, or some below 0; and it is said where its name speaks against it', () => {
    const facts = { header: 'x', numeric: 3, min: 0 };
    expect(spentTrouble(facts, 'latency')).toBeNull();
    expect(spentTrouble({ ...facts, numeric: 0 }, 'latency')).toMatch(/holds no numbers/);
    expect(spentTrouble({ ...facts, min: -1 }, 'cost')).toMatch(/numbers below 0/);
    expect(spentDoubt('latency_p95')).toMatch(/“p95”/);
    expect(spentDoubt('monthly_cost')).toMatch(/“monthly”/);
    expect(spentDoubt('my column')).toBeNull();
  });
});
