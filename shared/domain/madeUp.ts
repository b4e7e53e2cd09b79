// What a role loses on one objective, beside what it gives up over all: gains on others may make up for it, and then the two numbers
// look as if they contradicted each other.

/**
 * What to say behind the largest loss of a role: ", mostly made up elsewhere"; '' where at least half of it is given up in the end.
 *
 * @param regret what the role gives up over all objectives, in value (0 … 1).
 * @param lost what it loses on that one objective, in value times its weight.
 */
export function madeUpText(regret: number, lost: number): string {
  if (!(lost > 0) || regret >= lost / 2) return '';
  return regret < 1e-9 ? ', made up elsewhere' : ', mostly made up elsewhere';
}
