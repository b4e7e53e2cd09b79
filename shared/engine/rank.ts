// From scores to positions: competition ranks ("1, 1, 3"), and the order in which a list shows them.
import { sortDescending } from './sortDescending.ts';

/**
 * Competition ranks: one more than the number of better ones, so ties share and leave a gap.
 * @param scores    larger is better; not NaN where eligible.
 * @param eligible  1 is ranked, 0 gets rank 0.
 * @param tie       settles equal scores (larger is better), or null: they share.
 * O(n) for scores spread out, O(n log n) at worst.
 */
export function competitionRanks(
  scores: Float64Array,
  eligible: Uint8Array,
  tie: Float64Array | null = null,
): Int32Array {
  const ranks = new Int32Array(scores.length);
  const order = membersOf(eligible);
  sortDescending(scores, order, 0, order.length);
  if (tie) eachRun(scores, order, 0, order.length, (from, to) => sortDescending(tie, order, from, to));
  let rank = 1;
  let last = -1;
  let lastScore = NaN;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const score = scores[i]!;
    if (score !== lastScore || (tie !== null && tie[i] !== tie[last])) rank = k + 1;
    ranks[i] = rank;
    last = i;
    lastScore = score;
  }
  return ranks;
}

/** Calls back for each stretch of two or more equal scores. */
function eachRun(
  scores: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
  found: (from: number, to: number) => void,
): void {
  for (let from = start; from < end;) {
    let to = from + 1;
    while (to < end && scores[order[to]!] === scores[order[from]!]) to++;
    if (to - from > 1) found(from, to);
    from = to;
  }
}

function membersOf(eligible: Uint8Array): Int32Array {
  const members = new Int32Array(eligible.length);
  let count = 0;
  for (let i = 0; i < eligible.length; i++) if (eligible[i] === 1) members[count++] = i;
  return members.subarray(0, count);
}

/** The ranked candidates, best first; inside a tie by name (code units, so every machine agrees), never by row. */
export function orderByRank(ranks: Int32Array, names: readonly string[]): Int32Array {
  return membersOf(Uint8Array.from(ranks, (rank) => (rank > 0 ? 1 : 0))).sort(
    (a, b) => ranks[a]! - ranks[b]! || compareNames(names[a]!, names[b]!),
  );
}

/** All candidates of rank 1, by name. O(n), and a sort when they are few; the order of all names is worked out once per list. */
export function firstPlaces(ranks: Int32Array, names: readonly string[]): number[] {
  const first: number[] = [];
  for (let i = 0; i < ranks.length; i++) if (ranks[i] === 1) first.push(i);
  if (first.length <= FEW) return first.sort((a, b) => compareNames(names[a]!, names[b]!) || a - b);
  // Thousands in a tie while a slider moves: reading them off a known order costs no sort.
  return Array.from(nameOrder(names).filter((i) => ranks[i] === 1));
}

/** Up to this many are sorted where they are needed. */
const FEW = 256;

const nameOrders = new WeakMap<readonly string[], Int32Array>();

/** All candidates by name, catalogue order among equal names. O(n log n) the first time a list is seen. */
function nameOrder(names: readonly string[]): Int32Array {
  let order = nameOrders.get(names);
  if (!order) {
    order = Int32Array.from(names, (_, i) => i).sort((a, b) => compareNames(names[a]!, names[b]!) || a - b);
    nameOrders.set(names, order);
  }
  return order;
}

export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
