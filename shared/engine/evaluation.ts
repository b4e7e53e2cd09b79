// The shapes of the engine's results. Arrays run over candidates in catalogue order unless they say otherwise.
import type { Interval } from '../domain/catalog.ts';
import type { GroupRule } from '../domain/review.ts';
import type { Requirement } from '../domain/role.ts';

/** Candidates × objectives, checked once. Columns are per objective: `values[j][i]` is candidate i on objective j. */
export interface DecisionMatrix {
  n: number;
  m: number;
  objectiveIds: readonly number[];
  /** As measured, in the metric's unit; NaN where missing. */
  measured: readonly Float64Array[];
  /** What dominance compares, missing cells filled where the policy says so; a target objective holds its unclamped closeness. */
  compared: readonly Float64Array[];
  /** +1 larger `compared` is better, −1 smaller is. */
  signs: Int8Array;
  /** Value in [0, 1]; NaN where missing and the policy leaves the candidate out. */
  values: readonly Float64Array[];
  /** 1 where the missing policy put the number; null when the column has none. */
  filled: readonly (Uint8Array | null)[];
  /** 1 where the measurement lies beyond the anchors, so that the value was clamped; null when the column has none. */
  clamped: readonly (Uint8Array | null)[];
  /** 1 when every objective has a value, and there is one. Only complete candidates are ranked and compared. */
  complete: Uint8Array;
}

/** One requirement that one candidate does not meet. */
export interface Violation {
  requirement: Requirement;
  /** null: not measured, so not shown to meet it. */
  measured: number | null;
  /** Of a value that is known as an interval: all of it lies beyond the bound. null: the value itself does. */
  interval: Interval | null;
  /** How far beyond the bound, in the metric's unit: the value, or the nearer end of its interval. null when not measured. */
  by: number | null;
}

/** One requirement of which nobody can tell whether one candidate meets it: the interval of its value holds the bound. */
export interface Undecided {
  requirement: Requirement;
  measured: number;
  interval: Interval;
}

export interface Screening {
  /** The `must` requirements applied: of all roles, or of the viewed one. */
  musts: readonly Requirement[];
  /** The `want` requirements counted, of the same roles. */
  wants: readonly Requirement[];
  /** 1 when it may be the answer: no `must` is broken (every one is met, or it cannot be told), and it is not the reference. */
  feasible: Uint8Array;
  /** The candidate in use today where keeping it is agreed to be no answer: it stays for comparison alone. −1: there is none. */
  reference: number;
  /** Of how many `must` requirements it cannot be told whether they are met. */
  undecided: Uint16Array;
  /** How many `want` requirements are not met; those of which it cannot be told are not among them. */
  unmetWants: Uint16Array;
}

export interface RoleResult {
  roleId: number;
  /** Per objective, summing to 1. */
  weights: Float64Array;
  /** The role has not weighed yet, so every objective counts alike. */
  assumedEqual: boolean;
  /** Σ weight·value; NaN for candidates that are incomplete. Infeasible ones have a score and no rank. */
  scores: Float64Array;
  /** Competition ranks among feasible, complete candidates: 1 best, ties share; 0 = not ranked. */
  ranks: Int32Array;
  /** Candidates of rank 1. */
  favourites: readonly number[];
  /** Best feasible score minus own score; NaN where there is no score or nothing is feasible. Negative for an infeasible candidate that would beat them all. */
  regrets: Float64Array;
}

export interface GroupResult {
  rule: GroupRule;
  /** leastRegret: the largest regret over roles (small is good). weightedMean: mean score, influence as weights (large is good). NaN without a score, without roles, and for the mean when nobody has influence. */
  scores: Float64Array;
  /** Ties of leastRegret are settled by mean score, then shared. 0 = not ranked. */
  ranks: Int32Array;
  /** The first of rank 1 by name, or −1. */
  winner: number;
  /** All of rank 1. */
  winners: readonly number[];
}

/** Every rule there is: those that follow the sliders, and those worked out on demand. */
export type AnyGroupRule = GroupRule | 'leximin' | 'nash' | 'borda' | 'copeland' | 'kemeny';

/** What depends on measurements, objectives and requirements, and not on weights. */
export interface Foundation {
  matrix: DecisionMatrix;
  screening: Screening;
  /** Pareto layer among feasible, complete candidates, 1 = the front; 0 = not compared. */
  fronts: Int32Array;
  /** The same with requirements left aside. */
  frontsOfAll: Int32Array;
  frontSize: number;
}

/** What follows the sliders. */
export interface Ranking {
  roles: readonly RoleResult[];
  groups: Readonly<Record<GroupRule, GroupResult>>;
}

export interface Evaluation extends Foundation, Ranking {
  rule: GroupRule;
  /** Candidate index under the review's rule, −1 when nothing can be recommended. */
  recommended: number;
}
