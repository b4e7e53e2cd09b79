// Rankings that follow a slider over very many candidates: the first places of each role and of both group rules, per frame.
// The same answers as rank() of evaluate.ts for those places; it ranks nobody further down.
import type { DecisionMatrix } from './evaluation.ts';
import type { GroupRule } from '../domain/review.ts';
import { meanShares } from './groupRules/weightedMean.ts';
import { difference } from './tolerance.ts';
import { keysIn, MARGIN, topPlaces } from './topPlaces.ts';
import type { NearKeys, Places } from './topPlaces.ts';
import { addScaled, stepBetween } from './weightStep.ts';

interface LiveRole {
  /** Summing to 1, in the order of the matrix. */
  weights: Float64Array;
  influence: number;
}

export interface LiveRanking {
  /** Role k has new weights. O(c) when one weight moved and the others made room in proportion, O(c m) otherwise. */
  setWeights(role: number, weights: Float64Array): void;
  /** The first places of role k; `scores` are its scores. O(c), once per change. */
  role(role: number): Places;
  /** The first places under a rule; `scores` are largest regrets or means. null for the mean when nobody has influence. */
  group(rule: GroupRule): Places | null;
  /** The score of any candidate taking part, as rank() has it; NaN for others. O(m). */
  scoreOf(role: number, candidate: number): number;
  /** What the role gives up with that candidate. O(m), after the role's first places. */
  regretOf(role: number, candidate: number): number;
}

/**
 * Keeps per role the scores of everybody. It is one role's slider that moves: its scores are updated in place, old score ×
 * factor + what the moved weight changed, one pass over one column, and what the other roles make of everybody is put
 * together once, when a slider is taken up. Updated scores are only used to find who may be among the first; whoever may is
 * scored again exactly as rank() does it, so that ranks and ties are the same to the last decimal. Rounding that gathers over
 * many moves is tracked, and removed by scoring from scratch. Memory: (m + roles + 2) × c numbers. Creation O(c m roles).
 *
 * @param eligible  1 takes part (complete and feasible).
 * @param roles     at least one.
 * @param top       how many places.
 */
export function liveRanking(
  { n, m, values }: Pick<DecisionMatrix, 'n' | 'm' | 'values'>,
  eligible: Uint8Array,
  roles: readonly LiveRole[],
  names: readonly string[],
  top = 100,
): LiveRanking {
  const candidates = Int32Array.from([...eligible.keys()].filter((i) => eligible[i] === 1));
  const c = candidates.length;
  const memberOf = new Int32Array(n).fill(-1);
  candidates.forEach((i, p) => (memberOf[i] = p));
  const columns = values.map((column) => Float64Array.from(candidates, (i) => column[i]!));
  const r = roles.length;
  const weights = roles.map((role) => role.weights);
  const scores = roles.map(() => new Float64Array(c));
  const error = new Float64Array(r);
  /** Whether the scores are what rank() has, to the bit: nothing moved since they were worked out. */
  const exact = roles.map(() => true);
  const total = roles.reduce((sum, { influence }) => sum + influence, 0);
  const shares = meanShares(roles.map(({ influence }) => influence)) ?? [];
  /** The role whose slider moves, or −1; the other roles' part in the mean, and the least that any of them spares. */
  let held = -1;
  const means = new Float64Array(c);
  const spares = new Float64Array(c);

  const newFinder = () => topPlaces(candidates, names, top);
  const finders = { roles: roles.map(newFinder), leastRegret: newFinder(), weightedMean: newFinder() };
  const rolePlaces: (Places | null)[] = roles.map(() => null);
  const groupPlaces: Partial<Record<GroupRule, Places>> = {};

  function exactScore(k: number, p: number): number {
    if (exact[k]) return scores[k]![p]!;
    let score = 0;
    for (let j = 0; j < m; j++) score += weights[k]![j]! * columns[j]![p]!;
    return score;
  }

  function scoreAnew(k: number): void {
    scores[k]!.fill(0);
    columns.forEach((column, j) => addScaled(scores[k]!, 1, weights[k]![j]!, column));
    error[k] = 1e-15 * m;
    exact[k] = true;
  }

  /** Puts together what the other roles make of everybody. O(c roles). */
  function hold(k: number): void {
    if (held >= 0 && !exact[held]) scoreAnew(held);
    held = k;
    means.fill(0);
    spares.fill(Infinity);
    for (let other = 0; other < r; other++) {
      if (other === k) continue;
      const list = scores[other]!;
      if (total > 0) addScaled(means, 1, shares[other]!, list);
      const { best } = place(other);
      for (let p = 0; p < c; p++) if (list[p]! - best < spares[p]!) spares[p] = list[p]! - best;
    }
  }

  function place(k: number): Places {
    return (rolePlaces[k] ??= finders.roles[k]!(keysIn(scores[k]!), (p) => ({ key: exactScore(k, p), tie: 0 })));
  }

  function leastRegret(): Places {
    const best = roles.map((_, k) => place(k).best);
    const own = scores[held]!;
    const most = best[held]!;
    const spared: NearKeys = {
      gather(bound, found) {
        let count = 0;
        // Most are out already by what the others make of them.
        for (let p = 0; p < c; p++) if (spares[p]! >= bound && own[p]! - most >= bound) found[count++] = p;
        return count;
      },
      keyOf: (p) => Math.min(own[p]! - most, spares[p]!),
    };
    const found = finders.leastRegret(spared, (p) => {
      let key = Infinity;
      let even = 0;
      for (let k = 0; k < r; k++) {
        const score = exactScore(k, p);
        key = Math.min(key, 0 - difference(best[k]!, score));
        even += (1 / r) * score;
      }
      return { key, tie: even };
    });
    return { ...found, scores: found.scores.map((key) => 0 - key) };
  }

  function weightedMean(): Places {
    const own = scores[held]!;
    const share = shares[held]!;
    const mean: NearKeys = {
      gather(bound, found) {
        let count = 0;
        for (let p = 0; p < c; p++) if (share * own[p]! + means[p]! >= bound) found[count++] = p;
        return count;
      },
      keyOf: (p) => share * own[p]! + means[p]!,
    };
    return finders.weightedMean(mean, (p) => {
      let key = 0;
      for (let k = 0; k < r; k++) key += shares[k]! * exactScore(k, p);
      return { key, tie: 0 };
    });
  }

  roles.forEach((_, k) => scoreAnew(k));

  return {
    setWeights(k, next) {
      const step = stepBetween(weights[k]!, next);
      weights[k] = next;
      rolePlaces[k] = null;
      for (const rule of ['leastRegret', 'weightedMean'] as const) delete groupPlaces[rule];
      if (step && (error[k] = error[k]! * step.factor + step.left + 1e-15) < MARGIN / 10) {
        addScaled(scores[k]!, step.factor, step.by, columns[step.column]!);
        exact[k] = false;
      } else {
        scoreAnew(k);
      }
      if (held !== k && c > 0) hold(k);
    },
    role: place,
    group(rule) {
      if (rule === 'weightedMean' && !(total > 0)) return null;
      if (held < 0) hold(0);
      return (groupPlaces[rule] ??= rule === 'leastRegret' ? leastRegret() : weightedMean());
    },
    scoreOf: (k, candidate) => (memberOf[candidate]! < 0 ? NaN : exactScore(k, memberOf[candidate]!)),
    regretOf: (k, candidate) =>
      memberOf[candidate]! < 0 ? NaN : difference(place(k).best, exactScore(k, memberOf[candidate]!)),
  };
}
