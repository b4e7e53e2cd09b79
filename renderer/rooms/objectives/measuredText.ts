// How many candidates are measured on the objectives, in a sentence.
import { countText, formatCount } from '../../../shared/domain/format.ts';

/**
 * @param candidates  how many there are.
 * @param incomplete  how many of them lack a measurement that keeps them out of the ranking.
 * @param objectives  how many there are, at least one.
 */
export function measuredText(candidates: number, incomplete: number, objectives: number): string {
  const on = objectives === 1 ? 'on it' : 'on all of them';
  if (candidates === 0) return 'There are no candidates to judge yet.';
  if (incomplete === 0) {
    return candidates === 1
      ? `The one candidate is measured ${on}.`
      : `Each of the ${formatCount(candidates)} candidates is measured ${on}.`;
  }
  const out = 'left out of the ranking';
  if (candidates === 1) return `The one candidate lacks a measurement and is ${out}.`;
  return `${formatCount(incomplete)} of ${countText(candidates, 'candidate')} ${incomplete === 1 ? `lacks a measurement and is ${out}` : `lack a measurement and are ${out}`}.`;
}
