// Work that is done step by step, so that whoever runs it can do something else in between.
import type { SlicedRun } from '../../shared/engine/certainty/run.ts';

/** Gives way after every step, and ends with its answer. */
export type Steps<Answer> = Generator<void, Answer, void>;

/** What one step may take. */
const STEP_MS = 40;

/**
 * Drives a run to its end; how long a draw takes differs a thousandfold between reviews, so steps grow and shrink with it.
 * @param after  called after each step, with how much of the run is done, 0 … 1.
 * @param first  draws of the first step.
 */
export function* inSteps<Result>(
  run: SlicedRun<Result>,
  after: (fraction: number) => void,
  { first = 8 } = {},
): Steps<Result> {
  let count = first;
  while (run.done < run.total) {
    const from = performance.now();
    run.advance(count);
    const took = Math.max(0.1, performance.now() - from);
    count = Math.max(1, Math.min(4 * count, Math.floor((count * STEP_MS) / took)));
    after(run.done / run.total);
    yield;
  }
  return run.result();
}

/** Whether an analysis answered with steps to be driven, rather than with its answer. */
export const isSteps = (found: unknown): found is Steps<unknown> =>
  typeof found === 'object' && found !== null && Symbol.iterator in found && 'next' in found;

/** Drives steps to their end without doing anything in between. */
export function finished<Answer>(steps: Steps<Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
