// Puts the WebAssembly kernels in use. Hosts, workers and threads that compute call this when they start; the page does not, since its
// policy lets no WebAssembly in and an attempt alone would be a violation.
import type { ObjectiveColumns } from '../dominance.ts';
import { kernels, setKernels } from './kernels.ts';
import type { Kernels } from './kernels.ts';
import { wasm } from './wasm.js';

/** Cells above which the work is left to the plain version: a kernel takes some 40 bytes a cell of a memory of 4 GB at most. */
const MOST_CELLS = 40_000_000;
/** Above so many bytes a memory is not kept: it never shrinks. */
const MOST_KEPT = 256 * 2 ** 20;

/** What the module exports (assembly/index.ts). Arrays are addresses in its memory. */
interface Exports {
  memory: { buffer: ArrayBuffer };
  reset(): void;
  doubles(n: number): number;
  integers(n: number): number;
  front(columns: number, n: number, d: number): number;
  layers(columns: number, n: number, d: number, atMost: number): number;
  sweepVolume(rows: number, u: number, d: number): number;
  contributionsIn3(rows: number, u: number): number;
  beginVolume(rows: number, u: number, d: number): number;
  addRow(work: number, k: number): number;
  beginExclusives(rows: number, u: number, d: number): number;
  exclusiveOf(work: number, p: number): number;
}

// What is used of the WebAssembly interface, which belongs to hosts and not to the language.
declare const WebAssembly:
  | {
      Module: new (bytes: Uint8Array) => object;
      Instance: new (module: object) => { exports: unknown };
      RuntimeError: new (message?: string) => Error;
    }
  | undefined;
declare const atob: (base64: string) => string;

/**
 * Compiles the kernels, a few kilobytes, and makes the engine use them. Answers whether they are in use: not where the host has no
 * WebAssembly, no SIMD, or a content security policy without `wasm-unsafe-eval`.
 */
export function installKernels(): boolean {
  if (kernels()) return true;
  let module: object;
  try {
    if (wasm === '' || typeof WebAssembly === 'undefined') return false;
    module = new WebAssembly.Module(Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)));
  } catch {
    return false;
  }
  setKernels(kernelsOf(module));
  return true;
}

function kernelsOf(module: object): Kernels {
  let instance: Exports | null = null;

  /** Runs one piece of work in a clean memory; null where the memory that it needs is not to be had. */
  function run<T>(work: (kernel: Exports) => T): T | null {
    const kernel = (instance ??= newInstance(module));
    if (kernel === null) return null;
    try {
      kernel.reset();
      const result = work(kernel);
      if (kernel.memory.buffer.byteLength > MOST_KEPT) instance = null;
      return result;
    } catch (error) {
      // What was being written is half done: the next piece of work begins with a memory of its own.
      instance = null;
      if (error instanceof WebAssembly!.RuntimeError) return null;
      throw error;
    }
  }

  /** Runs a kernel that answers with one number per candidate, and gives those who do not take part a 0. */
  function perCandidate<T extends Uint8Array | Int32Array>(
    { n, m, compared, signs }: ObjectiveColumns,
    mask: Uint8Array | null,
    work: (kernel: Exports, columns: number, count: number, members: Int32Array | null) => number,
    numbers: { new (length: number): T; new (memory: ArrayBuffer, at: number, length: number): T },
  ): T | null {
    if (m === 0 || n * m > MOST_CELLS) return null;
    const members = mask && membersOf(mask);
    const count = members?.length ?? n;
    return run((kernel) => {
      const columns = kernel.doubles(count * m);
      const cells = new Float64Array(kernel.memory.buffer, columns, count * m);
      compared.forEach((column, j) =>
        copyColumn(column, signs[j]!, members, cells.subarray(j * count, (j + 1) * count)),
      );
      const found = work(kernel, columns, count, members);
      if (found === 0) return null;
      const result = new numbers(n);
      const ofMembers = new numbers(kernel.memory.buffer, found, count);
      if (members) for (let k = 0; k < count; k++) result[members[k]!] = ofMembers[k]!;
      else result.set(ofMembers);
      return result;
    });
  }

  /** Runs a kernel on rows of gains. */
  function onRows<T>(rows: Float64Array, u: number, d: number, work: (kernel: Exports, rows: number) => T): T | null {
    if (u * d > MOST_CELLS) return null;
    return run((kernel) => {
      const at = kernel.doubles(u * d);
      new Float64Array(kernel.memory.buffer, at, u * d).set(rows.subarray(0, u * d));
      return work(kernel, at);
    });
  }

  return {
    front: (matrix, mask) =>
      perCandidate(matrix, mask, (kernel, columns, count) => kernel.front(columns, count, matrix.m), Uint8Array),
    layers: (matrix, mask, atMost) =>
      perCandidate(
        matrix,
        mask,
        (kernel, columns, count, members) => {
          if (!atMost) return kernel.layers(columns, count, matrix.m, 0);
          const bounds = kernel.integers(count);
          const cells = new Int32Array(kernel.memory.buffer, bounds, count);
          for (let k = 0; k < count; k++) cells[k] = atMost[members ? members[k]! : k]!;
          return kernel.layers(columns, count, matrix.m, bounds);
        },
        Int32Array,
      ),
    sweepVolume(rows, u, d) {
      const volume = onRows(rows, u, d, (kernel, at) => kernel.sweepVolume(at, u, d));
      return Number.isNaN(volume) ? null : volume;
    },
    contributionSweep: (rows, u) =>
      onRows(rows, u, 3, (kernel, at) => {
        const found = kernel.contributionsIn3(at, u);
        return new Float64Array(kernel.memory.buffer, found, u).slice();
      }),
    volumeByLimits: (rows, u, d, onRow) =>
      onRows(rows, u, d, (kernel, at) => {
        const work = kernel.beginVolume(at, u, d);
        let volume = 0;
        for (let k = 0; k < u; k++) {
          if (onRow?.(k) === false) return 'stopped';
          volume += kernel.addRow(work, k);
        }
        return volume;
      }),
    contributionsByLimits: (rows, u, d, onRow) =>
      onRows(rows, u, d, (kernel, at) => {
        const work = kernel.beginExclusives(at, u, d);
        const found = new Float64Array(u);
        for (let p = 0; p < u; p++) {
          if (onRow?.(p) === false) return 'stopped';
          found[p] = kernel.exclusiveOf(work, p);
        }
        return found;
      }),
  };
}

/** Null where the host has no address space left for one more memory. */
function newInstance(module: object): Exports | null {
  try {
    return new WebAssembly!.Instance(module).exports as Exports;
  } catch (error) {
    if (error instanceof RangeError || error instanceof WebAssembly!.RuntimeError) return null;
    throw error;
  }
}

function membersOf(mask: Uint8Array): Int32Array {
  const members = new Int32Array(mask.length);
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) members[count++] = i;
  return members.subarray(0, count);
}

/** A column as the kernels read it: smaller is better, and only those who take part. */
function copyColumn(column: Float64Array, sign: number, members: Int32Array | null, to: Float64Array): void {
  if (members) for (let k = 0; k < members.length; k++) to[k] = -sign * column[members[k]!]!;
  else if (sign < 0) to.set(column);
  else for (let i = 0; i < column.length; i++) to[i] = -column[i]!;
}
