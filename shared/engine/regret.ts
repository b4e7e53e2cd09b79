// Regret: what a role gives up when this candidate is chosen instead of its own best feasible one.
import { difference } from './tolerance.ts';

/**
 * Best eligible score minus own score, exactly 0 for the favourites, whoever is level with the best. Negative for a candidate that is not eligible and would beat
 * them all; NaN where there is no score, and everywhere when nothing is eligible.
 * Savage (1951), JASA 46(253):55–67. O(n).
 */
export function regretsOf(scores: Float64Array, eligible: Uint8Array): Float64Array {
  let best = -Infinity;
  for (let i = 0; i < scores.length; i++) if (eligible[i] === 1 && scores[i]! > best) best = scores[i]!;
  const regrets = new Float64Array(scores.length);
  if (best === -Infinity) return regrets.fill(NaN);
  for (let i = 0; i < scores.length; i++) regrets[i] = difference(best, scores[i]!);
  return regrets;
}
