// Rankings that follow a slider over very many candidates: the first places of each role and of both group rules, per frame.
// The same answers as rank() of evaluate.ts for those places; it ranks nobody further down.
import type { DecisionMatrix } from './evaluation.ts';
import type { GroupRule } from '../domain/review.ts';
import { meanShares } from './groupRules/weightedMean.ts';
import { difference } from './tolerance.ts';
import { MARGIN, topPlaces } from './topPlaces.ts';
import type { Places } from './topPlaces.ts';
import { addScaled, moveScores, stepBetween } from './weightStep.ts';

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
 * Keeps per role the scores of everybody and updates them in place: old score × factor + what the moved weight
 * changed, one fused pass over one column. They are only used to find who may be among the first; whoever may is scored
 * again exactly as rank() does it, so that ranks and ties are the same to the last decimal. Rounding that gathers over many
 * moves is tracked, and removed by scoring from scratch. Memory: (m + 2 roles) × c numbers. Creation O(c m roles).
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
  const total = roles.reduce((sum, { influence }) => sum + influence, 0);
  const shares = meanShares(roles.map(({ influence }) => influence)) ?? [];
  const means = new Float64Array(c);
  // Least regret: the least that the roles but `held` spare, since it is one role's slider that moves.
  const others = new Float64Array(c);
  const spared = new Float64Array(c);
  let held = -1;

  const newFinder = () => topPlaces(candidates, names, top);
  const finders = { roles: roles.map(newFinder), leastRegret: newFinder(), weightedMean: newFinder() };
  const rolePlaces: (Places | null)[] = roles.map(() => null);
  const groupPlaces: Partial<Record<GroupRule, Places>> = {};

  function exactScore(k: number, p: number): number {
    let score = 0;
    for (let j = 0; j < m; j++) score += weights[k]![j]! * columns[j]![p]!;
    return score;
  }

  function scoreAnew(k: number): void {
    scores[k]!.fill(0);
    columns.forEach((column, j) => addScaled(scores[k]!, 1, weights[k]![j]!, column));
    error[k] = 1e-15 * m;
  }

  function meanAnew(): void {
    means.fill(0);
    if (total > 0) scores.forEach((list, k) => addScaled(means, 1, shares[k]!, list));
  }

  function place(k: number): Places {
    return (rolePlaces[k] ??= finders.roles[k]!(scores[k]!, (p) => ({ key: exactScore(k, p), tie: 0 })));
  }

  function leastRegret(): Places {
    const best = roles.map((_, k) => place(k).best);
    if (held < 0) spareOthers(0);
    const own = scores[held]!;
    const most = best[held]!;
    for (let p = 0; p < c; p++) {
      const given = own[p]! - most;
      spared[p] = given < others[p]! ? given : others[p]!;
    }
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

  function spareOthers(but: number): void {
    held = but;
    others.fill(Infinity);
    for (let k = 0; k < r; k++) {
      if (k === but) continue;
      const best = place(k).best;
      const list = scores[k]!;
      for (let p = 0; p < c; p++) if (list[p]! - best < others[p]!) others[p] = list[p]! - best;
    }
  }

  function weightedMean(): Places {
    return finders.weightedMean(means, (p) => {
      let mean = 0;
      for (let k = 0; k < r; k++) mean += shares[k]! * exactScore(k, p);
      return { key: mean, tie: 0 };
    });
  }

  roles.forEach((_, k) => scoreAnew(k));
  meanAnew();

  return {
    setWeights(k, next) {
      const step = stepBetween(weights[k]!, next);
      weights[k] = next;
      rolePlaces[k] = null;
      for (const rule of ['leastRegret', 'weightedMean'] as const) delete groupPlaces[rule];
      if (held !== k) held = -1;
      if (step && (error[k] = error[k]! * step.factor + step.left + 1e-15) < MARGIN / 10) {
        const share = total > 0 ? shares[k]! : 0;
        moveScores(scores[k]!, step.factor, step.by, columns[step.column]!, means, share);
      } else {
        scoreAnew(k);
        meanAnew();
      }
      if (held < 0 && c > 0) spareOthers(k);
    },
    role: place,
    group(rule) {
      if (rule === 'weightedMean' && !(total > 0)) return null;
      return (groupPlaces[rule] ??= rule === 'leastRegret' ? leastRegret() : weightedMean());
    },
    scoreOf: (k, candidate) => (memberOf[candidate]! < 0 ? NaN : exactScore(k, memberOf[candidate]!)),
    regretOf: (k, candidate) =>
      memberOf[candidate]! < 0 ? NaN : difference(place(k).best, exactScore(k, memberOf[candidate]!)),
  };
}
