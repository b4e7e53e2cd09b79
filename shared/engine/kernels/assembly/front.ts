// The Pareto front: who is dominated by nobody.
import { argsort } from './argsort';
import { CodedSurvivors, eliminate, Survivors } from './eliminate';
import { eliminate2, eliminate3 } from './eliminateOnGrid';
import { Scale } from './codes';
import { Staircase } from './staircase';
import { CornerTree } from './cornerTree';

/** Steps above which moving a staircase costs more than it saves; the plain version, with a search tree, does such a front. */
const LONGEST_STAIRCASE = 16384;

/**
 * Marks the front, 1, duplicates included; smaller is better.
 * @param columns  d × n, finite.
 * @returns        length n, or null when another procedure should do it.
 */
export function front(columns: StaticArray<f64>, n: i32, d: i32): StaticArray<u8> | null {
  const marks = new StaticArray<u8>(n);
  if (n == 0) return marks;
  const scale = new Scale(columns, n, d);
  if (d == 2) front2(scale, eliminate2(scale), marks);
  else if (d == 3) {
    if (!front3(scale, eliminate3(scale), marks)) return null;
  } else {
    const left = eliminate(scale);
    const search = new DominatorSearch(scale, left);
    for (let slot = 0; slot < left.count; slot++) {
      if (!search.dominated(slot)) marks[left.candidates[search.tree.rows[slot]]] = 1;
    }
  }
  return marks;
}

/** By rising x, a candidate is on the front when it is the lowest of its x and lower than all before. O(n log n). */
function front2(scale: Scale, left: Survivors, marks: StaticArray<u8>): void {
  const m = left.count;
  const x = gather(scale, left, 0);
  const y = gather(scale, left, 1);
  const order = argsort(x, m);
  let lowest = Infinity;
  for (let k = 0; k < m;) {
    const here = x[order[k]];
    let least = y[order[k]];
    let end = k + 1;
    for (; end < m && x[order[end]] == here; end++) least = min(least, y[order[end]]);
    if (least < lowest) {
      lowest = least;
      for (; k < end; k++) if (y[order[k]] == least) marks[left.candidates[order[k]]] = 1;
    }
    k = end;
  }
}

/**
 * By rising z: dominated is whom a step of the staircase of all before covers. Those of the same z are tested against the ones
 * before first, then against each other. Kung, Luccio & Preparata (1975), J. ACM 22(4):469–476. O(n log n) tests; each new step
 * may move the staircase.
 * @returns  false when the staircase grew too long.
 */
function front3(scale: Scale, left: Survivors, marks: StaticArray<u8>): bool {
  const m = left.count;
  const x = gather(scale, left, 0);
  const y = gather(scale, left, 1);
  const z = gather(scale, left, 2);
  const order = argsort(z, m);
  const stairs = new Staircase(m);
  for (let k = 0; k < m;) {
    const level = z[order[k]];
    let end = k;
    for (; end < m && z[order[end]] == level; end++) {
      const p = order[end];
      const place = stairs.upTo(x[p]);
      if (place == 0 || stairs.y[place - 1] > y[p]) marks[left.candidates[p]] = 1;
    }
    for (let g = k; g < end; g++) {
      const p = order[g];
      if (!marks[left.candidates[p]]) continue;
      const place = stairs.upTo(x[p]);
      if (place == 0 || stairs.y[place - 1] > y[p]) stairs.insert(place, x[p], y[p]);
    }
    if (end - k > 1) {
      for (let g = k; g < end; g++) {
        const p = order[g];
        if (!marks[left.candidates[p]]) continue;
        const step = stairs.upTo(x[p]) - 1;
        if (stairs.x[step] != x[p] || stairs.y[step] != y[p]) marks[left.candidates[p]] = 0;
      }
    }
    if (stairs.size > LONGEST_STAIRCASE) return false;
    k = end;
  }
  return true;
}

function gather(scale: Scale, left: Survivors, j: i32): StaticArray<f64> {
  const column = new StaticArray<f64>(left.count);
  for (let k = 0; k < left.count; k++) column[k] = scale.columns[j * scale.n + left.candidates[k]];
  return column;
}

const OPEN: u8 = 0;
const FREE: u8 = 1;
const DOMINATED: u8 = 2;

/** Asks a tree of all who are left whether anybody dominates one. O(n) a question at worst and far less as a rule. */
class DominatorSearch {
  tree: CornerTree;
  /** Per slot what was found so far: OPEN, FREE of dominators, or DOMINATED. */
  verdicts: StaticArray<u8>;

  constructor(
    public scale: Scale,
    public left: CodedSurvivors,
  ) {
    this.tree = new CornerTree(left.codes, scale.width, scale.d, left.count);
    this.verdicts = new StaticArray<u8>(left.count);
  }

  /**
   * Whether anybody dominates the one at a slot. Where many have the same measurements, the first one asked about answers for all, so
   * that duplicates cost no more than one walk.
   */
  dominated(slot: i32): bool {
    const verdict = this.search(slot);
    this.verdicts[slot] = verdict;
    return verdict == DOMINATED;
  }

  private search(slot: i32): u8 {
    const tree = this.tree;
    tree.ask(slot);
    const candidates = this.left.candidates;
    const candidate = candidates[tree.rows[slot]];
    const stack = tree.stack;
    const levels = tree.levels;
    let top = 0;
    let node = 0;
    let level = 0;
    do {
      let open = tree.passing(node);
      const place = node - tree.first[level];
      if (level < levels) {
        const child = tree.first[level + 1] + (place << 3);
        // The first lane is the most promising one, so it comes off the stack first.
        while (open) {
          const lane = 31 - clz(open);
          open ^= 1 << lane;
          if (child + lane < tree.first[level + 2]) stack[top++] = ((child + lane) << 4) | (level + 1);
        }
      } else {
        const start = tree.starts[place];
        open &= (1 << (tree.starts[place + 1] - start)) - 1;
        while (open) {
          const other = start + ctz(open);
          open &= open - 1;
          if (other == slot) continue;
          const relation = this.scale.compare(candidates[tree.rows[other]], candidate);
          if (relation < 0) return DOMINATED;
          if (relation == 0 && this.verdicts[other] != OPEN) return this.verdicts[other];
        }
      }
      const next = top > 0 ? stack[--top] : -1;
      node = next >> 4;
      level = next & 15;
    } while (node >= 0);
    return FREE;
  }
}
