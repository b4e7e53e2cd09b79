// The engine's hot loops as WebAssembly, for those who can have it. Everybody else runs the plain versions, which give the same
// results and are what the tests compare with. A host asks for the kernels once (install.ts); the engine looks here.
import type { ObjectiveColumns } from '../dominance.ts';

/** Each answers null where the plain version should do it: work too large for one memory, or of a kind the kernel is slow at. */
export interface Kernels {
  /** As `nondominated` of fronts.ts, for one objective and more. */
  front(matrix: ObjectiveColumns, mask: Uint8Array | null): Uint8Array | null;
  /** As `fronts` of fronts.ts; with layers that none is deeper than, as `frontsAmong`. */
  layers(matrix: ObjectiveColumns, mask: Uint8Array | null, atMost?: Int32Array): Int32Array | null;
  /** As `sweepVolume` of pareto/volumeSweep.ts, for two and three dimensions. */
  sweepVolume(rows: Float64Array, u: number, d: 2 | 3): number | null;
  /** As `contributionSweep` of pareto/contributionSweep.ts, for three dimensions. */
  contributionSweep(rows: Float64Array, u: number): Float64Array | null;
  /**
   * As `volumeByLimits` of pareto/volumeByLimits.ts.
   * @param onRow  told before each row how many are done; answering false stops.
   * @returns      'stopped' when it was.
   */
  volumeByLimits(rows: Float64Array, u: number, d: number, onRow: OnRow): number | 'stopped' | null;
  /** Exclusive contributions of rows in four dimensions and more; otherwise as `volumeByLimits`. */
  contributionsByLimits(rows: Float64Array, u: number, d: number, onRow: OnRow): Float64Array | 'stopped' | null;
}

type OnRow = ((done: number) => boolean | void) | undefined;

let installed: Kernels | null = null;

/** The kernels, or null where there are none. */
export function kernels(): Kernels | null {
  return installed;
}

/** Makes the engine use these from now on; null makes it use the plain versions. */
export function setKernels(given: Kernels | null): void {
  installed = given;
}
