// Drives a long run in a worker: slices as long as can be waited for, with a word after each.
import type { SlicedRun } from '../../shared/engine/certainty/run.ts';

/** What one slice may take. */
const SLICE_MS = 60;

/**
 * Drives a run to its end; how long a step takes differs a thousandfold between reviews, so slices grow and shrink with it.
 * @param after  called after each slice, with how much of the run is done, 0 … 1.
 * @param first  steps of the first slice.
 */
export function inSlices<Result>(
  run: SlicedRun<Result>,
  after: (fraction: number) => void,
  { sliceMs = SLICE_MS, first = 8 } = {},
): Result {
  let count = first;
  while (run.done < run.total) {
    const from = performance.now();
    run.advance(count);
    const took = Math.max(0.1, performance.now() - from);
    count = Math.max(1, Math.min(4 * count, Math.floor((count * sliceMs) / took)));
    after(run.done / run.total);
  }
  return run.result();
}
