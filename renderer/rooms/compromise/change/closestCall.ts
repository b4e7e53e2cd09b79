// The weight that is nearest to changing the answer, and the stretch on which each weight is safe, in words.
import type { StableWeight } from '../../../../shared/engine/change/stability.ts';
import { formatNumber } from '../../../../shared/domain/format.ts';

export interface ClosestCall {
  weight: StableWeight;
  /** Where it would have to go, and who is first there. */
  to: number;
  by: number;
  /** How far that is. */
  distance: number;
}

/** The nearest end of a safe zone at which somebody takes over; null where none does. O(weights). */
export function closestCall(weights: readonly StableWeight[]): ClosestCall | null {
  let closest: ClosestCall | null = null;
  for (const weight of weights) {
    for (const [to, by] of [
      [weight.low, weight.below],
      [weight.high, weight.above],
    ] as const) {
      const distance = Math.abs(to - weight.weight);
      if (by >= 0 && (closest === null || distance < closest.distance)) closest = { weight, to, by, distance };
    }
  }
  return closest;
}

/** Percent of a bound, rounded into the zone so that what is read is still safe. */
function boundText(share: number, into: 'up' | 'down'): string {
  const scaled = Number((share * 1000).toPrecision(12));
  const x = (into === 'up' ? Math.ceil(scaled) : Math.floor(scaled)) / 10;
  return formatNumber(x, Number.isInteger(x) ? 0 : 1);
}

/** "22 to 48 %", "any weight", "30 % and no other". */
export function zoneText({ low, high }: Pick<StableWeight, 'low' | 'high'>): string {
  if (low <= 1e-9 && high >= 1 - 1e-9) return 'any weight';
  if (high - low < 5e-4) return `${formatNumber(Number((low * 100).toFixed(1)), 1)}\u00a0% only`;
  return `${boundText(low, 'up')} to ${boundText(high, 'down')}\u00a0%`;
}
