// parley/engine: fronts, scales, weights, rankings, group rules and what would change an answer, on plain data. No DOM, no Node.
export type { Direction, Table } from './table.ts';
export type { Tolerance } from './fronts.ts';
export {
  crowdingDistances,
  dominatorsOf,
  front,
  hypervolume,
  hypervolumeContributions,
  knee,
  layers,
  shortlist,
} from './fronts.ts';
export type { Scale } from './values.ts';
export { proposeScale, toValues } from './values.ts';
export type { BestWorstJudgements } from './weights.ts';
export {
  criticWeights,
  entropyWeights,
  weightsFromBestWorst,
  weightsFromPairs,
  weightsFromRanks,
  weightsFromSwings,
} from './weights.ts';
export type { GroupRule, Method, PreferenceFunction, Ranked, Relation } from './ranking.ts';
export { kendallTau, kendallW, outrank, rank, rankGroup } from './ranking.ts';
export type {
  Chances,
  Concession,
  Decision,
  DecisionObjective,
  DecisionRole,
  GivenUp,
  Outcome,
  SafeZone,
} from './decision.ts';
export { certainty, decide, evenSwaps, smallestConcession, weightStability } from './decision.ts';

import { installKernels } from '../../engine/kernels/install.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';

/**
 * Whether fronts are worked out by WebAssembly. Not where the host has none, or its content security policy lets none in; the results are
 * the same, and large fronts take longer.
 */
export const accelerated: boolean = installKernels();

/** Version of the engine: it grows with every change that can alter a number, an order or a tie. Equal versions and equal input mean equal output. */
export const version: string = ENGINE_VERSION;
