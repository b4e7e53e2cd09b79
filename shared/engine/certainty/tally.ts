// Counting who came where over many draws: per role, and for the group under both rules that follow the sliders.
import { bestRanks } from './bestRanks.ts';
import type { BestRanks } from './bestRanks.ts';
import { entropyBits } from './entropy.ts';
import { groupKeys } from './groupKeys.ts';
import type { SortKeys, SampledRule } from './groupKeys.ts';
import type { Members } from './problem.ts';
import { standardError } from './run.ts';
import type { RoleDoubt } from './weightDoubt.ts';

/** How often each member took each rank. Rows are members, in the order of `candidates`. */
export interface Acceptability {
  /** members × depth: the share of draws in which the member had rank 1, 2 …; ties share ranks, so a column may sum to more or less than 1. */
  ranks: Float64Array;
  /** The chance of being best: the first column, and its standard error. */
  best: Float64Array;
  bestError: Float64Array;
  /** How open it is who is best, in bits. */
  entropy: number;
}

export interface RoleAcceptability extends Acceptability {
  /** Per member the mean of the weights under which it was best, summing to 1; null when it never was. */
  centralWeights: readonly (Float64Array | null)[];
}

export interface Counted {
  roles: readonly RoleAcceptability[];
  /** Under each rule; null for the mean when nobody has influence. */
  groups: { leastRegret: Acceptability; weightedMean: Acceptability | null };
}

interface RankTally {
  /** One draw. `scores` holds roles × c from `at` on, `weights` the roles × m they were made with, from `weightsAt` on. */
  add(scores: Float64Array, at: number, weights: Float64Array, weightsAt: number): void;
  result(): Counted;
}

/** Rank acceptability and central weights of SMAA-2: Lahdelma & Salminen (2001), Oper. Res. 49(3):444–454. O(roles × c) a draw. */
export function tally({ c, depth }: Members, roles: readonly RoleDoubt[], m: number): RankTally {
  const rank = bestRanks(c, depth);
  const meanCounts = roles.some(({ influence }) => influence > 0);
  const keys = { leastRegret: groupKeys(roles, c, 'leastRegret'), weightedMean: groupKeys(roles, c, 'weightedMean') };
  const roleCounts = roles.map(() => new Float64Array(c * depth));
  const groupCounts = { leastRegret: new Float64Array(c * depth), weightedMean: new Float64Array(c * depth) };
  const weightSums = roles.map(() => new Float64Array(c * m));
  let draws = 0;

  function count(into: Float64Array, found: BestRanks): void {
    for (let k = 0; k < found.count; k++) into[found.rows[k]! * depth + found.ranks[k]! - 1]!++;
  }

  function countGroup(rule: SampledRule, sorted: SortKeys | null): void {
    if (sorted) count(groupCounts[rule], rank(sorted.key, 0, sorted.tie));
  }

  return {
    add(scores, at, weights, weightsAt) {
      draws++;
      for (let k = 0; k < roles.length; k++) {
        const found = rank(scores, at + k * c);
        count(roleCounts[k]!, found);
        for (let first = 0; first < found.count && found.ranks[first] === 1; first++) {
          const to = found.rows[first]! * m;
          for (let j = 0; j < m; j++) weightSums[k]![to + j]! += weights[weightsAt + k * m + j]!;
        }
      }
      if (roles.length === 1) return;
      countGroup('leastRegret', keys.leastRegret(scores, at));
      countGroup('weightedMean', keys.weightedMean(scores, at));
    },
    result() {
      const toRole = (counts: Float64Array, k: number): RoleAcceptability => {
        const sums = weightSums[k]!;
        const times = (row: number) => counts[row * depth]!;
        const central = (row: number) => sums.slice(row * m, row * m + m).map((sum) => sum / times(row));
        return {
          ...toAcceptability(counts, c, depth, draws),
          centralWeights: Array.from({ length: c }, (_, row) => (times(row) > 0 ? central(row) : null)),
        };
      };
      const ofRoles = roleCounts.map(toRole);
      // One role is its own group: both rules follow its scores.
      const one = roles.length === 1 ? ofRoles[0] : undefined;
      const group = (rule: SampledRule) => one ?? toAcceptability(groupCounts[rule], c, depth, draws);
      return {
        roles: ofRoles,
        groups: { leastRegret: group('leastRegret'), weightedMean: meanCounts ? group('weightedMean') : null },
      };
    },
  };
}

function toAcceptability(counts: Float64Array, c: number, depth: number, draws: number): Acceptability {
  const ranks = counts.map((times) => times / draws);
  const best = Float64Array.from({ length: c }, (_, row) => ranks[row * depth]!);
  return { ranks, best, bestError: best.map((share) => standardError(share, draws)), entropy: entropyBits(best) };
}
