// Drives a long run in a worker: slices as long as can be waited for, with word of the progress after each.
import type { Run } from '../../shared/engine/certainty/run.ts';

/** What one slice may take. */
const SLICE_MS = 60;

/** To the end of the run. */
export function inSlices(run: Run<unknown>, progress: (fraction: number) => void): void {
  let count = 8;
  while (run.done < run.total) {
    const from = performance.now();
    run.advance(count);
    count = Math.max(1, Math.min(4 * count, Math.floor((count * SLICE_MS) / Math.max(0.1, performance.now() - from))));
    progress(run.done / run.total);
  }
}
