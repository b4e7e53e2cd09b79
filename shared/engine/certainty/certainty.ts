// How sure, all of it: ranks under doubt first, then the chance of the front and the confidence factors. What a worker drives.
import type { Confidence } from './confidence.ts';
import { startConfidence } from './confidence.ts';
import type { FrontChance } from './frontChance.ts';
import { startFrontChance } from './frontChance.ts';
import type { CertaintyProblem } from './problem.ts';
import type { SlicedRun } from './run.ts';
import type { Acceptance } from './smaa.ts';
import { startSmaa } from './smaa.ts';

export interface Certainty {
  acceptance: Acceptance;
  /** null: not begun yet. */
  front: FrontChance | null;
  confidence: Confidence | null;
}

/** A draw of a front counts as several draws of ranks, so that progress runs evenly. */
const FRONT_WEIGHT = 4;

/**
 * The parts one after another as one run. Small first slices give first answers at once: a few hundred draws are some
 * milliseconds for a few dozen members. See the parts for what they are and cost.
 * @throws RangeError when nobody takes part, or there is no role.
 */
export function startCertainty(problem: CertaintyProblem): SlicedRun<Certainty> {
  const smaa = startSmaa(problem);
  const front = startFrontChance(problem);
  let confidence: SlicedRun<Confidence> | null = null;
  // What is not begun yet counts with what it will be.
  const confidenceTotal = startConfidence(problem, []).total;
  return {
    total: smaa.total + FRONT_WEIGHT * front.total + confidenceTotal,
    get done() {
      return smaa.done + FRONT_WEIGHT * front.done + (confidence?.done ?? 0);
    },
    advance(count) {
      if (smaa.done < smaa.total) smaa.advance(count);
      else if (front.done < front.total) front.advance(Math.max(1, Math.floor(count / FRONT_WEIGHT / 2)));
      else (confidence ??= startConfidence(problem, smaa.result().both.roles)).advance(Math.max(1, count >> 2));
    },
    result() {
      return {
        acceptance: smaa.result(),
        front: front.done > 0 ? front.result() : null,
        confidence: confidence && confidence.done > 0 ? confidence.result() : null,
      };
    },
  };
}
