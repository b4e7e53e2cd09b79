// What is asked of a concession and what it answers. How it is found is in concession.ts.
import type { ReportProgress } from '../fronts.ts';

export interface RoleChange {
  roleId: number;
  /** The new weights, in matrix order, summing to 1. */
  weights: Float64Array;
  /** What moves, in matrix order. */
  moves: readonly { objectiveId: number; from: number; to: number }[];
  /** Σ|Δw| of this role: twice what changes hands. */
  total: number;
}

/**
 * Why no weights will do.
 * - mixture: whatever the weights, the named candidates, counted with these shares (summing to 1), score better than the
 *   asked-for one by at least `lead`; so one of them always does. A single one is better on everything that may count.
 * - search: least regret has no such certificate; every case of who stands in the way was ruled out, so many of them.
 * - noInfluence: nobody whose weights may move counts in the mean.
 */
export type Impossible =
  | { kind: 'mixture'; candidates: readonly number[]; shares: readonly number[]; lead: number }
  | { kind: 'search'; cases: number }
  | { kind: 'noInfluence' };

/**
 * - change: applied, the candidate is first (ties count). No smaller total than `atLeast` does it; `exact` when they agree.
 *   A candidate that is first already has the total 0 and no roles.
 * - cannot: no weights of these roles make it first.
 * - open: none found and none excluded within the allowed work; a total below `atLeast` is excluded.
 * - ineligible: it is not ranked at all (incomplete, it breaks a `must`, or it only stays for comparison), so weights are not the question.
 */
export type Concession =
  | { kind: 'change'; candidate: number; total: number; atLeast: number; exact: boolean; roles: readonly RoleChange[] }
  | { kind: 'cannot'; candidate: number; why: Impossible }
  | { kind: 'open'; candidate: number; atLeast: number }
  | { kind: 'ineligible'; candidate: number; why: 'incomplete' | 'infeasible' | 'reference' };

export interface ConcessionOptions {
  /** Locked weights stay. */
  respectLocks?: boolean;
  /** Totals from here on are of no interest: the search ends there and answers `open`. */
  below?: number;
  /** Least regret only: how many linear programs may be solved before the answer is given as bounds. */
  most?: number;
  /** Least regret only: told how much of that is used up; answering false stops, and what is known so far is the answer. */
  onProgress?: ReportProgress;
}

/** What a solver answers: weights of all roles, and the total below which there are none; or why there are none. */
export type Solved = { weights: Float64Array[]; atLeast: number } | { why: Impossible } | { open: number };
