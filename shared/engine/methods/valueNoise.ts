// How noisy an objective is in values: what one standard error of a measurement moves, for thresholds of differences.
import type { Objective } from '../../domain/objective.ts';
import type { DecisionMatrix } from '../evaluation.ts';
import type { StatedErrors } from '../certainty/metricNoise.ts';
import { orNone } from '../certainty/metricNoise.ts';
import { valueOf } from '../value.ts';

/**
 * Per objective the median change of value, in [0, 1], that one standard error makes; 0 without standard errors.
 *
 * One number stands for the objective, since a threshold is the objective's: where errors or slopes differ between
 * candidates, half of them move less. A move is the mean of those up and down, so that at a target's peak, where both lose,
 * it is still what is lost; beyond the anchors values do not move, and such cells do not count. O(n m log n).
 * @param stated  upwards and downwards.
 * @param mask    1 counts: those who are compared.
 */
export function valueNoise(
  { n, m, measured }: Pick<DecisionMatrix, 'n' | 'm' | 'measured'>,
  objectives: readonly Pick<Objective, 'valueFunction'>[],
  { errors, errorsBelow = errors }: StatedErrors,
  mask: Uint8Array,
): Float64Array {
  const noise = new Float64Array(m);
  for (let j = 0; j < m; j++) {
    const [above, beneath] = [errors[j], errorsBelow[j]];
    if (!above && !beneath) continue;
    const { valueFunction: f } = objectives[j]!;
    const moves = new Float64Array(n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const error = orNone(above?.[i]);
      const below = orNone(beneath?.[i]);
      const x = measured[j]![i]!;
      if (mask[i] !== 1 || (error === 0 && below === 0) || x !== x) continue;
      const value = valueOf(f, x);
      const move = (Math.abs(valueOf(f, x + error) - value) + Math.abs(valueOf(f, x - below) - value)) / 2;
      if (move > 0) moves[count++] = move;
    }
    if (count === 0) continue;
    const sorted = moves.subarray(0, count).sort();
    noise[j] = (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2;
  }
  return noise;
}
