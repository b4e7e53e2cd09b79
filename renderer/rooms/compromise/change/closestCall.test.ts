// The nearest change of the answer, and safe zones as they are read.
import { describe, expect, it } from 'vitest';
import type { StableWeight } from '../../../../shared/engine/change/stability.ts';
import { closestCall, zoneText } from './closestCall.ts';

const weight = (low: number, at: number, high: number, below: number, above: number): StableWeight => ({
  roleId: 1,
  objectiveId: 1,
  weight: at,
  low,
  high,
  below,
  above,
});

describe('closestCall', () => {
  it('is the nearest end at which somebody takes over', () => {
    const call = closestCall([weight(0.1, 0.3, 0.5, 2, 3), weight(0.2, 0.25, 1, 4, -1)]);
    expect(call).toMatchObject({ to: 0.2, by: 4 });
    expect(call!.distance).toBeCloseTo(0.05, 12);
  });
  it('does not count an end at which nobody takes over', () => {
    expect(closestCall([weight(0, 0.01, 1, -1, -1)])).toBeNull();
    expect(closestCall([])).toBeNull();
  });
});

describe('zoneText', () => {
  it('rounds into the zone, so that what is read is safe', () => {
    expect(zoneText({ low: 0.2231, high: 0.4799 })).toBe('22.4 to 47.9\u00a0%');
    expect(zoneText({ low: 0.2, high: 0.5 })).toBe('20 to 50\u00a0%');
  });
  it('names the whole track and a single point', () => {
    expect(zoneText({ low: 0, high: 1 })).toBe('any weight');
    expect(zoneText({ low: 0.3, high: 0.3 })).toBe('30.0\u00a0% only');
  });
});
