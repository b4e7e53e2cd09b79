// One case of a concession under least regret: a linear program in which every rival that matters has somebody named who
// would regret it. The search over cases is in regretConcession.ts.
import type { DualSimplex } from './dualSimplex.ts';
import { highestScoring, leadOver, scoreOf } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { linearForm, weightProgram, weightsAt } from './weightSpace.ts';

/** The role would regret the rival, against somebody of the pool, at least as much as anybody regrets the candidate. */
export interface Claim {
  rival: number;
  role: number;
  pool: Int32Array;
  margin: number;
}

export interface Case {
  program: DualSimplex;
  claims: readonly Claim[];
  /** Rivals whose tie with the candidate has been looked at already. */
  tied: readonly number[];
  /** Favourites known to bound the candidate's regret, as "role:position". */
  bounded: Set<string>;
  /** The optimum: Σ|Δw|, the weights, and the bound on the candidate's largest regret. */
  cost: number;
  weights: Float64Array[];
  bound: number;
}

/** Well below what the search takes for a tie, or it would name the same rival again and again. */
export const NOISE = 1e-12;

/**
 * Nobody named yet: the cheapest weights at all, which are those that stand. The last variable is the regret bound. A rival
 * at least as good on every objective is regretted by nobody more than the candidate, so it has to be level for every role.
 */
export function rootCase(problem: ConcessionProblem): Case {
  const program = weightProgram(problem.space, 1, 0);
  const fixed = fixedRegret(problem, problem.x);
  if (fixed > 0) program.add(boundRow(problem, 1), fixed);
  for (const i of problem.positions) {
    const lead = leadOver(problem, i);
    if (lead.some((d) => d > 0) || lead.every((d) => d === 0)) continue;
    problem.scores.forEach((_, k) => {
      const { a, atStart } = linearForm(problem.space, only(problem, k, lead), 0);
      program.add(a, 0 - atStart);
    });
  }
  return { program, claims: [], tied: [], bounded: new Set(), cost: 0, weights: [], bound: 0 };
}

/** The largest regret of those whose weights stay, −Infinity when all may move. */
export function fixedRegret(problem: ConcessionProblem, position: number): number {
  let largest = -Infinity;
  problem.scores.forEach((scores, k) => {
    if (problem.space.movable.includes(k)) return;
    let top = -Infinity;
    for (const score of scores) top = Math.max(top, score);
    largest = Math.max(largest, top - scores[position]!);
  });
  return largest;
}

/** The regret bound alone, times a sign. */
export function boundRow(problem: ConcessionProblem, sign: number): Float64Array {
  const row = new Float64Array(problem.space.size + 1);
  row[problem.space.size] = sign;
  return row;
}

/** Solves it, adding the candidate's own regrets as they turn out to exceed the bound. False when it has no solution. */
export function solveCase(problem: ConcessionProblem, one: Case): boolean {
  for (;;) {
    const optimum = one.program.solve();
    if (optimum === null) return false;
    one.cost = optimum.cost;
    one.weights = weightsAt(problem.space, optimum.x);
    one.bound = optimum.x[problem.space.size]!;
    let added = false;
    for (const k of problem.space.movable) {
      const f = highestScoring(problem, one.weights[k]!, problem.positions);
      const regret = scoreOf(problem, one.weights[k]!, f) - scoreOf(problem, one.weights[k]!, problem.x);
      if (regret <= one.bound + NOISE || one.bounded.has(`${k}:${f}`)) continue;
      one.bounded.add(`${k}:${f}`);
      const { a, atStart } = linearForm(problem.space, only(problem, k, leadOver(problem, f)), 1);
      one.program.add(a, 0 - atStart);
      added = true;
    }
    if (!added) return true;
  }
}

/** The same case, to be taken further on its own. */
export function further(one: Case): Case {
  return {
    ...one,
    program: one.program.copy(),
    bounded: new Set(one.bounded),
    claims: [...one.claims],
    tied: [...one.tied],
  };
}

/** The case in which the candidate also has the better mean of a rival it is level with. */
export function withMean(problem: ConcessionProblem, one: Case, rival: number): Case {
  const next = further(one);
  const lead = leadOver(problem, rival);
  const even = problem.scores.map(() => lead.map((d) => d / problem.scores.length));
  const { a, atStart } = linearForm(problem.space, even, 0);
  next.program.add(a, 0 - atStart);
  next.tied = [...one.tied, rival];
  return next;
}

/** A row that counts one role's weights. */
export function only(problem: ConcessionProblem, role: number, row: Float64Array): (Float64Array | null)[] {
  return problem.scores.map((_, k) => (k === role ? row : null));
}
