// Differences that do not count: from standard errors, on targets, in the marks.
import { describe, expect, it } from 'vitest';
import { DOMINATED, FRONT, THINNED } from '../../charts/paretoScatter/layout.ts';
import { proposedTolerance, thinned, tolerancesText, toTolerance } from './tolerance.ts';

describe('tolerance', () => {
  it('proposes what noise alone passes once in twenty, from what is stated', () => {
    // 1.96 × √2 × 0.5 = 1.386
    expect(proposedTolerance(Float64Array.of(0.5, NaN, 0.4, 9))).toBe(1.4);
    expect(proposedTolerance(Float64Array.of(NaN, NaN))).toBeNull();
    expect(proposedTolerance(Float64Array.of(0, 0))).toBeNull();
    expect(proposedTolerance(null)).toBeNull();
  });

  it('measures a target in its longer distance, so that no more is left aside than was said', () => {
    const amount = toTolerance({ valueFunction: { shape: 'target', target: 10, below: 2, above: 4 } }, 1).amount;
    expect(amount).toBe(0.25);
    expect(toTolerance({ valueFunction: { shape: 'linear', worst: 0, best: 1 } }, 1).amount).toBe(1);
  });

  it('makes only members lighter', () => {
    const kinds = Uint8Array.of(FRONT, FRONT, DOMINATED);
    expect([...thinned(kinds, new Map([[1, 0]]))]).toEqual([FRONT, THINNED, DOMINATED]);
    expect(thinned(kinds, new Map())).toBe(kinds);
  });

  it('says them with their unit, points for percentages, the name where there is no unit', () => {
    const metric = (id: number, unit: string) => [id, { id, name: '', unit, direction: 'max', formula: null }] as const;
    const objective = (id: number, name: string) => ({
      id: 10 + id,
      metricId: id,
      name,
      direction: 'max' as const,
      valueFunction: { shape: 'linear' as const, worst: 0, best: 1 },
      missing: 'exclude' as const,
      position: 0,
    });
    const metrics = { metricById: new Map([metric(1, '%'), metric(2, '')]), decimals: new Map<number, number>() };
    const objectives = [objective(1, 'Accuracy'), objective(2, 'Few inputs')];
    const amounts = new Map([
      [11, 0.5],
      [12, 3],
    ]);
    expect(tolerancesText(metrics, objectives, amounts)).toBe('0.5\u00a0pt and 3\u00a0Few inputs');
    expect(tolerancesText(metrics, objectives, new Map())).toBe('');
  });
});
