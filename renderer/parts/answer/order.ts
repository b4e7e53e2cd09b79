// The order of the ranking table: ranked candidates, then those that fail a requirement, then the incomplete ones.
import { argsort } from '../../../shared/engine/pareto/argsort.ts';

export interface Listed {
  /** 1 is best, ties share; 0 = not ranked. */
  ranks: Int32Array;
  /** For the order among those that fail a requirement: larger first. NaN where there is none. */
  scores: Float64Array;
  names: readonly string[];
}

/**
 * All candidates in the order a person reads them. Inside a tie, and among incomplete ones, by name.
 * O(n): counting sort over ranks, radix sort over scores; only ties are compared. It runs for each frame of a drag.
 */
export function readingOrder({ ranks, scores, names }: Listed): Int32Array {
  const n = ranks.length;
  const order = new Int32Array(n);
  const byName = (a: number, b: number) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : a - b);
  // Competition ranks are positions: a candidate's rank is the first place of its tie.
  const placedAt = new Int32Array(n + 1);
  let ranked = 0;
  for (let i = 0; i < n; i++) {
    const rank = ranks[i]!;
    if (rank === 0) continue;
    order[rank - 1 + placedAt[rank]!++] = i;
    ranked++;
  }
  for (let rank = 1; rank <= ranked; rank++) {
    if (placedAt[rank]! > 1) order.subarray(rank - 1, rank - 1 + placedAt[rank]!).sort(byName);
  }
  const scored: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < n; i++) {
    if (ranks[i] === 0) (Number.isNaN(scores[i]!) ? bare : scored).push(i);
  }
  const falling = argsort(Float64Array.from(scored, (i) => -scores[i]!));
  falling.forEach((k, place) => (order[ranked + place] = scored[k]!));
  order.set(bare.sort(byName), ranked + scored.length);
  return order;
}

/** All candidates by name, for as long as nobody is told who is before whom. O(n log n). */
export function byName(names: readonly string[]): Int32Array {
  const n = names.length;
  return readingOrder({ ranks: new Int32Array(n), scores: new Float64Array(n).fill(NaN), names });
}

/** Those whose lower-case name contains every word of a search. O(n). */
export function matching(order: Int32Array, lowerNames: readonly string[], search: string): Int32Array {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return order;
  return order.filter((i) => words.every((word) => lowerNames[i]!.includes(word)));
}
