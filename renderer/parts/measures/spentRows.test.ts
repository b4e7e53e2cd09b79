// What a case takes as rows of a table: names, units, and what is written when one becomes a metric.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { proposeCombination } from '../../../shared/measures/points/combine.ts';
import { spentOn } from '../../../shared/measures/spent/spent.ts';
import { takeableOf } from './measureRows.ts';
import { saysSpent, spentHow, spentNote, spentRows } from './spentRows.ts';

const headers = ['y', 'score_a', 'latency_ms_a', 'score_b', 'latency_s_b', 'cost_a ($)', 'user'];
const candidate = { candidateId: 1, prediction: null, threshold: null, inverted: false };
const a = { ...candidate, score: 1, latency: 2, cost: 5 };
const b = { ...candidate, candidateId: 2, score: 3 };
const logOf = (candidates: KeptLog['candidates'], more: Partial<KeptLog['roles']> = {}) =>
  ({
    name: 'log.csv',
    headers,
    candidates,
    roles: { label: 0, weight: null, query: null, unit: null, groups: [], features: [], ...more },
  }) as unknown as KeptLog;
const numbers = Float64Array.from({ length: 100 }, (_, i) => i + 1);
const spent = [{ latency: spentOn(numbers, null), cost: spentOn(numbers, null) }];
const nothing = { latency: null, cost: null };

describe('what a case takes', () => {
  it('has its unit, and becomes a metric by a name that says what it is', () => {
    const rows = spentRows(logOf([a]), { spent });
    expect(rows.map(({ short }) => short)).toEqual([
      'Mean latency, ms',
      'Latency p50, ms',
      'Latency p95, ms',
      'Latency p99, ms',
      'Mean cost, US$',
      'Total cost, US$',
    ]);
    const taken = takeableOf(rows[2]!, ['a'], spentHow(logOf([a])));
    expect([taken.name, taken.unit, taken.direction]).toEqual(['Latency p95', 'ms', 'min']);
    expect(taken.measurements[0]!.measured).toBeCloseTo(95.05, 10);
    expect(taken.how).toBe(
      '95 % of the cases take no longer. From one number per case of log.csv, every case counted once.',
    );
  });
  it('a mean is paid for every case that a cascade hands over, a percentile is not', () => {
    const how = spentRows(logOf([a]), { spent }).map(({ name, unit = '' }) => proposeCombination(name, unit));
    expect(how).toEqual(['perRow', 'unknown', 'unknown', 'unknown', 'perRow', 'perRow']);
  });
  it('is undefined for a candidate of which no column says it', () => {
    const rows = spentRows(logOf([a, b]), { spent: [...spent, nothing] });
    expect(rows[0]!.findings[1]!.measure).toEqual({ value: null, reason: 'No column says it of this candidate.' });
    expect(takeableOf(rows[0]!, ['a', 'b'], '').measurements).toHaveLength(1);
  });
  it('is not compared where units differ, which is said', () => {
    const log = logOf([a, { ...b, latency: 4 }]);
    const both = { spent: [spent[0]!, { latency: spentOn(numbers, null), cost: null }] };
    expect(spentRows(log, both).map(({ name }) => name)).toEqual(['Mean cost', 'Total cost']);
    expect(spentNote(log, both)).toMatch('Times are in different units (ms, s), so they are not compared.');
  });
  it('says of how many cases, and that weights do not count', () => {
    expect(spentNote(logOf([a], { weight: 0 }), { spent })).toMatch(/^From 100 cases; .*whatever its weight\.$/);
    expect(spentNote(logOf([a], { unit: 6 }), { spent })).toMatch('between one user and another');
    expect([saysSpent(logOf([a])), saysSpent(logOf([b])), spentRows(logOf([b]), { spent: [nothing] })]).toEqual([
      true,
      false,
      [],
    ]);
  });
});
