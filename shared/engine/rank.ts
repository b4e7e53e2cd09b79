// From scores to positions: competition ranks ("1, 1, 3"), and the order in which a list shows them.
import { sortDescending } from './sortDescending.ts';
import { LEVEL } from './tolerance.ts';

/**
 * Competition ranks: one more than the number of better ones, so ties share and leave a gap.
 *
 * Scores are level with the best one not placed yet when they are within `LEVEL` of it, so a tie never grows link by link.
 * @param scores    larger is better; not NaN where eligible.
 * @param eligible  1 is ranked, 0 gets rank 0.
 * @param tie       settles level scores (larger is better), or null: they share.
 * O(n) for scores spread out, O(n log n) at worst.
 */
export function competitionRanks(
  scores: Float64Array,
  eligible: Uint8Array,
  tie: Float64Array | null = null,
): Int32Array {
  return ranksByKeys(tie ? [scores, tie] : [scores], eligible);
}

/**
 * The same by any number of keys: those level on one are settled by the next; what is level on all shares.
 * @param keys  each larger is better; not NaN where eligible. Without keys everybody eligible shares rank 1.
 */
export function ranksByKeys(keys: readonly Float64Array[], eligible: Uint8Array): Int32Array {
  const ranks = new Int32Array(eligible.length);
  const order = membersOf(eligible);
  const place = (from: number, to: number, level: number) => {
    const scores = keys[level];
    if (scores === undefined || to - from === 1) {
      for (let k = from; k < to; k++) ranks[order[k]!] = from + 1;
      return;
    }
    sortDescending(scores, order, from, to);
    for (let start = from; start < to;) {
      const reach = scores[order[start]!]! - LEVEL;
      let end = start + 1;
      while (end < to && scores[order[end]!]! >= reach) end++;
      if (end - start === 1) ranks[order[start]!] = start + 1;
      else place(start, end, level + 1);
      start = end;
    }
  };
  place(0, order.length, 0);
  return ranks;
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
