// The finalists of a large catalogue, and the metrics and cells that may be measured again.
import { bestRanks } from './bestRanks.ts';
import { groupKeys } from './groupKeys.ts';
import type { SampledRule } from './groupKeys.ts';
import type { CertaintyProblem } from './problem.ts';
import { membersOf } from './problem.ts';
import { scoreVectors } from './scoreVectors.ts';
import { ballots } from './weightDoubt.ts';

const FINALISTS = 50;

/**
 * A mask of everybody who takes part when they are up to 50, else of the first 50 under the rule on ballots and measurements
 * as stated (of a tie at the last place the first of the catalogue), and of the chosen one in any case. O(roles × c × m).
 */
export function certaintyFinalists(problem: CertaintyProblem, rule: SampledRule, chosen: number): Uint8Array {
  const { candidates, c, rows } = membersOf(problem);
  const { roles, eligible, matrix } = problem;
  if (c <= FINALISTS) return eligible;
  const scores = new Float64Array(roles.length * c);
  scoreVectors(rows, c, matrix.m, ballots(roles), roles.length, scores);
  const keys = groupKeys(roles, c, rule)(scores, 0);
  if (keys === null) return eligible;
  const finalists = new Uint8Array(eligible.length);
  const { count, rows: first } = bestRanks(c, FINALISTS)(keys.key, 0, keys.tie);
  for (let k = 0; k < Math.min(count, FINALISTS); k++) finalists[candidates[first[k]!]!] = 1;
  if (chosen >= 0) finalists[chosen] = 1;
  return finalists;
}

/** Every metric with an error and every single cell, as lists of noisy cells. @param objectiveOf  per noisy cell. */
export function trialsOf(objectiveOf: Int32Array): { cells: number[]; wholeMetric: boolean }[] {
  const cells = Array.from(objectiveOf, (_, k) => k);
  const metrics = [...Map.groupBy(cells, (k) => objectiveOf[k]!).values()];
  return [
    ...metrics.map((of) => ({ cells: of, wholeMetric: true })),
    ...cells.map((k) => ({ cells: [k], wholeMetric: false })),
  ];
}
