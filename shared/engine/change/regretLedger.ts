// The regret ledger: what each role gives up with a candidate against its own favourite, and what would make it whole.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { LEVEL } from '../tolerance.ts';
import { winnerOf } from './firstPlace.ts';
import { measurementFor } from './measurementFor.ts';

interface LedgerLine {
  objectiveId: number;
  metricId: number;
  /** Measurements, in the metric's unit; null where missing. */
  favourite: number | null;
  candidate: number | null;
  /** Value of the candidate less that of the favourite, and the same times the weight: the lines sum to −regret. */
  value: number;
  worth: number;
}

/** One objective on which the candidate could make up for everything the role gives up. */
interface Swap {
  objectiveId: number;
  metricId: number;
  /** The measurement it would need; from null where it is missing. */
  from: number | null;
  to: number;
  /** How much of the way to the best anchor that is, in value. */
  share: number;
}

interface LedgerEntry {
  roleId: number;
  /** The first by name of its favourites. */
  favourite: number;
  regret: number;
  lines: readonly LedgerLine[];
  /** Smallest share first; objectives that cannot do it alone are left out. Empty when nothing is given up. */
  swaps: readonly Swap[];
}

/**
 * One entry per role, in the review's order. Even swaps: what is lost on some objectives for what is gained on another, at
 * the role's own rates. Hammond, Keeney & Raiffa (1998), Harvard Business Review 76(2):137–149. O(roles × m).
 * @returns null when the candidate is incomplete, or nobody is ranked. A candidate that breaks a `must` may have a regret
 *          below 0: it would beat every admitted favourite.
 */
export function regretLedger(
  { settings, catalog }: ReviewSnapshot,
  { matrix, roles }: Foundation & Ranking,
  candidate: number,
): LedgerEntry[] | null {
  if (matrix.complete[candidate] !== 1 || roles.some((role) => role.favourites.length === 0)) return null;
  const known = (j: number, i: number) => {
    const x = matrix.measured[j]![i]!;
    return Number.isNaN(x) ? null : x;
  };
  return roles.map(({ roleId, favourites, regrets, weights }) => {
    const favourite = winnerOf(favourites, catalog.names);
    const regret = regrets[candidate]!;
    const lines = settings.objectives.map(({ id, metricId }, j): LedgerLine => {
      const value = matrix.values[j]![candidate]! - matrix.values[j]![favourite]!;
      const [theirs, own] = [known(j, favourite), known(j, candidate)];
      return { objectiveId: id, metricId, favourite: theirs, candidate: own, value, worth: weights[j]! * value };
    });
    const swaps = settings.objectives.flatMap(({ id, metricId, valueFunction: f }, j): Swap[] => {
      const now = matrix.values[j]![candidate]!;
      const wanted = now + regret / weights[j]!;
      if (!(regret > 0) || !(wanted <= 1 + LEVEL)) return [];
      const needed = Math.min(1, wanted);
      const to = measurementFor(f, matrix.measured[j]![candidate]!, needed);
      return [{ objectiveId: id, metricId, from: known(j, candidate), to, share: (needed - now) / (1 - now) }];
    });
    return { roleId, favourite, regret, lines, swaps: swaps.sort((a, b) => a.share - b.share) };
  });
}
