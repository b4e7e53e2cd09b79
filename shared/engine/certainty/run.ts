// Long sampling in slices: whoever drives it decides how long a slice is, shows what there is so far, and may simply stop.
import type { ReportProgress } from '../fronts.ts';

export interface SlicedRun<Result> {
  /** How many draws there will be, and how many have been made. */
  readonly total: number;
  readonly done: number;
  /** Makes up to `count` more draws. What comes out after all of them does not depend on the slices. */
  advance(count: number): void;
  /** From the draws so far; at least one must have been made. */
  result(): Result;
}

/** Drives a run to its end, `slice` draws at a time; null when `onProgress` answered false. */
export function finish<Result>(run: SlicedRun<Result>, slice = 256, onProgress?: ReportProgress): Result | null {
  while (run.done < run.total) {
    run.advance(slice);
    if (onProgress?.(run.done / run.total) === false) return null;
  }
  return run.result();
}

/** How far a share of `draws` independent draws is likely off: the standard error of a proportion. */
export function standardError(share: number, draws: number): number {
  return Math.sqrt(Math.max(0, share * (1 - share)) / draws);
}

/** A run of one step. */
export function atOnce<Result>(work: () => Result): SlicedRun<Result> {
  let found: { result: Result } | null = null;
  return {
    total: 1,
    get done() {
      return found === null ? 0 : 1;
    },
    advance() {
      found ??= { result: work() };
    },
    result: () => found!.result,
  };
}
