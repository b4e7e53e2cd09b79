// The finalists in one sentence: who is always near the top, and who divides the roles.

interface RoleRanks {
  name: string;
  /** Per finalist, among all candidates; 0 = not ranked. */
  ranks: readonly number[];
}

/** Places among the finalists from 1, those of one rank sharing; 0 = not ranked. */
function placesOf(ranks: readonly number[]): number[] {
  return ranks.map((rank) => (rank === 0 ? 0 : 1 + ranks.filter((other) => other !== 0 && other < rank).length));
}

/** "B is second or better of these 4 for every role; A is first for ML and fourth for Sales." With its full stop. */
export function finalistsSentence(names: readonly string[], roles: readonly RoleRanks[]): string {
  if (names.length === 0) return 'No candidate can be chosen, so there are no finalists.';
  if (names.length === 1)
    return `${names[0]} is the only one that can be chosen, so there is nothing to set beside it.`;
  if (roles.length === 0) return 'There is no role yet to rank the finalists.';
  const places = roles.map(({ ranks }) => placesOf(ranks));
  const reach = names.map((name, k) => {
    const own = places.map((column) => column[k]!);
    const [best, worst] = [Math.min(...own), Math.max(...own)];
    return { name, best, worst, ranked: best > 0, bestFor: own.indexOf(best), worstFor: own.indexOf(worst) };
  });
  const ranked = reach.filter((one) => one.ranked);
  if (ranked.length < 2) return 'The finalists side by side.';
  const steady = ranked.reduce((a, b) => (b.worst < a.worst || (b.worst === a.worst && b.best < a.best) ? b : a));
  const divided = ranked.reduce((a, b) => (b.worst - b.best > a.worst - a.best ? b : a));
  if (roles.length === 1) return `For ${roles[0]!.name}, ${steady.name} is first of these ${names.length}.`;
  const most = `of these ${names.length}`;
  const first =
    steady.worst === 1
      ? `${steady.name} is first ${most} for every role`
      : `${steady.name} is ${ordinal(steady.worst)} or better ${most} for every role`;
  if (divided === steady || divided.worst - divided.best < 2) return `${first}.`;
  const [best, worst] = [roles[divided.bestFor]!.name, roles[divided.worstFor]!.name];
  return `${first}; ${divided.name} is ${ordinal(divided.best)} for ${best} and ${ordinal(divided.worst)} for ${worst}.`;
}

function ordinal(place: number): string {
  return ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'][place] ?? String(place);
}
