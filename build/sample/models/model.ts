// What every candidate model has to offer to be measured.
import type { Context } from '../diners.ts';
import type { Past } from '../features.ts';
import type { Request, World } from '../simulate.ts';
import type { Work } from '../work.ts';

/** Tags, as they stand in the table and in the review. */
export const TWO_STAGE = 'two-stage serving';
export const USES_FEES = 'uses fees';
export const READABLE = 'readable';

/** Orders the restaurants of a request. Fitted; keeps nothing between requests. */
export interface Scorer {
  /** Scores in the order of `request.candidates`, larger is better; −Infinity for what is not to be shown. Counts its work. */
  score(request: Request, work: Work): Float64Array;
  /** Numbers the serving process holds in memory to answer. */
  parameters: number;
  /** Steps that fitting took, counted as multiply-adds. */
  fittingSteps: number;
  /** Kinds of input it reads: features, or 1 for each table of look-ups. */
  inputs: number;
}

/** A score that is a sum of terms, each a coefficient times an input. */
export interface LinearScorer extends Scorer {
  /** What the inputs are called. */
  terms: readonly string[];
  /** Writes the terms of one restaurant, for one diner and context. */
  writeTerms(diner: number, restaurant: number, context: Context, into: Float64Array): void;
}

export interface Model extends Scorer {
  name: string;
  family: string;
  /** One sentence: how it decides. */
  summary: string;
  tags: readonly string[];
  /** Services in the answer's path, each to be run and watched. */
  services: number;
  /** Only of models that are sums of terms: they explain themselves exactly. */
  terms?: LinearScorer['terms'];
  writeTerms?: LinearScorer['writeTerms'];
}

/** What fitting starts from. `early` knows the history only, `past` all training visits. */
export interface Evidence {
  world: World;
  early: Past;
  past: Past;
}
