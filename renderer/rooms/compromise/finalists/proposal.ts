// Which candidates are worth a closer look: those that some rule names, and those that some role would choose.

/** Side by side, so many fit. */
export const MOST_FINALISTS = 6;
export const FEWEST_FINALISTS = 2;
/** Fewer than this are filled up with the next in the group's order. */
const WANTED = 3;

export interface ProposalInput {
  /** In front under the review's rule; −1 for nobody. */
  leader: number;
  /** Per rule all it names. */
  winners: readonly (readonly number[])[];
  /** Per role all it would choose. */
  favourites: readonly (readonly number[])[];
  /** The group's ranks: 1 is best, ties share, 0 = not ranked. */
  ranks: Int32Array;
  fronts: Int32Array;
  /** The model in use where it is no answer: it stands beside the others for comparison. −1: there is none. */
  reference: number;
  names: readonly string[];
}

/**
 * The leader, then whom the rules name, then each role's favourite on the front, then the next in the group's order. Of those
 * that tie, the best for the group stands for them all. At most `MOST_FINALISTS`, best of the group first, and behind them the
 * model in use where it stays for comparison. O(n).
 */
export function proposedFinalists({
  leader,
  winners,
  favourites,
  ranks,
  fronts,
  reference,
  names,
}: ProposalInput): number[] {
  const last = (i: number) => ranks[i] || Infinity;
  const before = (a: number, b: number) =>
    last(a) === last(b) ? (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : a - b) : last(a) - last(b);
  const bestOf = (tied: readonly number[]) => tied.reduce((best, i) => (before(i, best) < 0 ? i : best), tied[0]!);
  const chosen = new Set<number>(leader === -1 ? [] : [leader]);
  const most = reference === -1 ? MOST_FINALISTS : MOST_FINALISTS - 1;
  const take = (tied: readonly number[]) => {
    if (tied.length === 0 || chosen.size >= most || tied.some((i) => chosen.has(i))) return;
    chosen.add(bestOf(tied));
  };
  winners.forEach(take);
  favourites.forEach((tied) => take(tied.filter((i) => fronts[i] === 1)));
  while (chosen.size < WANTED) {
    let next = -1;
    for (let i = 0; i < ranks.length; i++) {
      if (ranks[i] !== 0 && !chosen.has(i) && (next === -1 || before(i, next) < 0)) next = i;
    }
    if (next === -1) break;
    chosen.add(next);
  }
  const sorted = [...chosen].sort(before);
  return reference === -1 || sorted.length === 0 ? sorted : [...sorted, reference];
}
