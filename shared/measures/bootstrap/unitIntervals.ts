// Intervals where rows come in units that belong together: the visits of a user, the images of a patient. Each unit is left out in turn.
import { studentQuantile } from '../compare/student.ts';
import type { IntervalOrReason } from './interval.ts';
import { NOTHING_VARIES } from './interval.ts';

export const FEW_UNITS = 'There are fewer than two units of sampling with such rows, so nothing tells how sure it is.';
export const WITHOUT_ONE = 'Without one unit of sampling the measure is undefined.';

/**
 * The value ± Student's t with effective units less one degree of freedom. A bootstrap of units is too narrow for fewer than a hundred.
 * @param variance  from leaving out each unit in turn; NaN where that leaves the measure undefined.
 * @param units     effective ones: Carter, Schnepel & Steigerwald (2017), Rev. Econ. Stat. 99(4):698–709.
 */
export function jackknifeInterval(
  value: number,
  variance: number,
  units: number,
  [least, most] = [-Infinity, Infinity],
): IntervalOrReason {
  if (Number.isNaN(value)) return { reason: 'The measure itself is undefined.' };
  const freedom = units - 1;
  if (!(freedom > 1e-9)) return { reason: FEW_UNITS };
  if (Number.isNaN(variance)) return { reason: WITHOUT_ONE };
  if (variance <= (1e-12 * Math.max(1, Math.abs(value))) ** 2) return { reason: NOTHING_VARIES };
  const standardError = Math.sqrt(variance);
  const half = studentQuantile(0.05, freedom) * standardError;
  return {
    reason: null,
    lo: Math.max(least, value - half),
    hi: Math.min(most, value + half),
    standardError,
    method: 'jackknife',
    defined: 1,
  };
}
