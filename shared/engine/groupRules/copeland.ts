// Group rule: duels. A candidate wins a duel when more roles prefer it than prefer the other.
import { competitionRanks } from '../rank.ts';

/** Every pair is looked at: with 6 roles 10,000 candidates take about half a second; a catalogue beyond needs a shortlist. */
export const COPELAND_LIMIT = 10_000;

/**
 * Duels won minus duels lost, large is good; NaN where not marked, and everywhere without roles. A candidate that wins all
 * its duels (the Condorcet winner) has one less than the number of candidates. Draws count for neither.
 * Copeland (1951); Fishburn (1977), SIAM J. Appl. Math. 33(3):469–489. O(n² · roles).
 * @param scores  per role, large is good; only their order counts.
 */
export function copelandScores(scores: readonly Float64Array[], mask: Uint8Array): Float64Array {
  const all = new Float64Array(mask.length).fill(NaN);
  if (scores.length === 0) return all;
  const members = Int32Array.from(mask.keys()).filter((i) => mask[i] === 1);
  const n = members.length;
  const places = scores.map((column) => {
    const ranks = competitionRanks(column, mask);
    return Int32Array.from(members, (i) => ranks[i]!);
  });
  const duels = new Int32Array(n);
  const margins = new Int16Array(n);
  for (let a = 0; a < n; a++) {
    margins.fill(0, a + 1);
    for (const place of places) addMargins(margins, place, a);
    let won = 0;
    for (let b = a + 1; b < n; b++) {
      const sign = Number(margins[b]! > 0) - Number(margins[b]! < 0);
      won += sign;
      duels[b]! -= sign;
    }
    duels[a]! += won;
  }
  for (let k = 0; k < n; k++) all[members[k]!] = duels[k]!;
  return all;
}

/**
 * Adds 1 where `a` is placed before b, and −1 where it is behind, for all b after `a`. By sign bits and in a function of its
 * own, since a branch per pair costs ten times as much once the engine's compiler has guessed wrong about it.
 */
function addMargins(margins: Int16Array, place: Int32Array, a: number): void {
  const own = place[a]!;
  for (let b = a + 1; b < place.length; b++) {
    const ahead = place[b]! - own;
    margins[b]! += (ahead >> 31) - (-ahead >> 31);
  }
}
