// Candidates as small integers: per objective the dense rank of the measurement, 0 best. Dominance only asks which number is better,
// so nothing is lost, and ties become exact.
import { argsort } from './argsort';
import { unset } from './memory';

export class RankSpace {
  /** Distinct points, in lexicographic order of their ranks: whoever dominates a point stands before it. */
  u: i32 = 0;
  /** Objectives that tell candidates apart; constant ones are dropped. */
  d: i32 = 0;
  /** Per objective u ranks, smaller is better. Objectives by falling number of levels. */
  ranks: StaticArray<StaticArray<i32>>;
  levels: StaticArray<i32>;
  /** Per candidate its point; duplicates share one. */
  pointOf: StaticArray<i32>;

  /** @param columns  d × n, smaller is better. O(n d). */
  constructor(columns: StaticArray<f64>, n: i32, d: i32) {
    const ranked = new StaticArray<StaticArray<i32>>(d);
    const levels = new StaticArray<i32>(d);
    const keys = unset<f64>(n);
    let kept = 0;
    for (let j = 0; j < d; j++) {
      for (let i = 0; i < n; i++) keys[i] = columns[j * n + i];
      const ranks = unset<i32>(n);
      const count = denseRanks(keys, n, ranks);
      if (count < 2) continue;
      let place = kept++;
      for (; place > 0 && levels[place - 1] < count; place--) {
        levels[place] = levels[place - 1];
        ranked[place] = ranked[place - 1];
      }
      levels[place] = count;
      ranked[place] = ranks;
    }
    this.d = kept;
    this.levels = levels;
    this.pointOf = unset<i32>(n);
    this.ranks = new StaticArray<StaticArray<i32>>(d);
    const order = lexicographicOrder(ranked, levels, kept, n);
    for (let j = 0; j < kept; j++) this.ranks[j] = unset<i32>(n);
    let u = 0;
    for (let k = 0; k < n; k++) {
      const i = order[k];
      let same = k > 0;
      for (let j = 0; j < kept && same; j++) same = ranked[j][i] == ranked[j][order[k - 1]];
      if (!same) {
        for (let j = 0; j < kept; j++) this.ranks[j][u] = ranked[j][i];
        u++;
      }
      this.pointOf[i] = u - 1;
    }
    this.u = u;
  }
}

/** Writes the rank of every key among the distinct ones; answers how many those are. */
function denseRanks(keys: StaticArray<f64>, n: i32, ranks: StaticArray<i32>): i32 {
  if (n == 0) return 0;
  const order = argsort(keys, n);
  let level = 0;
  ranks[order[0]] = 0;
  for (let k = 1; k < n; k++) {
    if (keys[order[k]] != keys[order[k - 1]]) level++;
    ranks[order[k]] = level;
  }
  return level + 1;
}

/** Counting sort by the last objective first: stable passes leave the first one in charge. */
function lexicographicOrder(
  ranked: StaticArray<StaticArray<i32>>,
  levels: StaticArray<i32>,
  d: i32,
  n: i32,
): StaticArray<i32> {
  let order = unset<i32>(n);
  let next = unset<i32>(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let j = d - 1; j >= 0; j--) {
    const ranks = ranked[j];
    const start = new StaticArray<i32>(levels[j] + 1);
    for (let i = 0; i < n; i++) start[ranks[i] + 1]++;
    for (let level = 0; level < levels[j]; level++) start[level + 1] += start[level];
    for (let k = 0; k < n; k++) {
      const i = order[k];
      next[start[ranks[i]]++] = i;
    }
    const full = next;
    next = order;
    order = full;
  }
  return order;
}
