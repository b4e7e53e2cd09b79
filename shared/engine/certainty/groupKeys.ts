// Sort keys of the two live group rules, from the scores of one draw.
import { LEVEL } from '../tolerance.ts';
import type { RoleDoubt } from './weightDoubt.ts';

/** Large is good in both; `tie` settles what is equal, null: it shares. Overwritten by the next call. */
export interface SortKeys {
  key: Float64Array;
  tie: Float64Array | null;
}

export type SampledRule = 'leastRegret' | 'weightedMean';

/**
 * A function from roles × c scores (from `at` on) to the keys of each rule; null for the mean when nobody has influence.
 * Least regret: the largest regret, turned so that large is good, ties by the even mean. O(roles × c).
 */
export function groupKeys(roles: readonly Pick<RoleDoubt, 'influence'>[], c: number, rule: SampledRule) {
  const r = roles.length;
  const total = roles.reduce((sum, { influence }) => sum + influence, 0);
  const shares = roles.map(({ influence }) => (rule === 'weightedMean' ? influence / total : 1 / r));
  const means = new Float64Array(c);
  const spared = new Float64Array(c);

  return (scores: Float64Array, at: number): SortKeys | null => {
    if (rule === 'weightedMean' && !(total > 0)) return null;
    for (let row = 0; row < c; row++) {
      let mean = 0;
      for (let k = 0; k < r; k++) mean += shares[k]! * scores[at + k * c + row]!;
      means[row] = mean;
    }
    if (rule === 'weightedMean') return { key: means, tie: null };
    spared.fill(Infinity);
    for (let k = 0; k < r; k++) {
      const from = at + k * c;
      let best = -Infinity;
      for (let row = 0; row < c; row++) best = Math.max(best, scores[from + row]!);
      for (let row = 0; row < c; row++) {
        const given = scores[from + row]! - best;
        if (given < spared[row]!) spared[row] = given;
      }
    }
    return { key: spared, tie: means };
  };
}

/** Is nobody better than this member? What is within `LEVEL` of the best is level with it. */
export function isFirstByKeys({ key, tie }: SortKeys, member: number): boolean {
  let best = -Infinity;
  for (let row = 0; row < key.length; row++) if (key[row]! > best) best = key[row]!;
  if (key[member]! < best - LEVEL) return false;
  if (tie === null) return true;
  for (let row = 0; row < key.length; row++) {
    if (key[row]! >= best - LEVEL && tie[row]! > tie[member]! + LEVEL) return false;
  }
  return true;
}
