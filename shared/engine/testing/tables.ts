// Golden tables (rows down, objectives across) as the engine's columns, and comparisons within a tolerance. For tests only.
import { expect } from 'vitest';
import type { Valued } from '../methods/rankingMethod.ts';

export interface Table {
  matrix: number[][];
  weights: number[];
  objectives: number[];
}

export function columnsOf(matrix: readonly (readonly number[])[]): Float64Array[] {
  return (matrix[0] ?? []).map((_, j) => Float64Array.from(matrix, (row) => row[j]!));
}

/** A matrix of values in [0, 1] as ranking methods read it; NaN is missing. */
export function valuedOf(rows: readonly (readonly number[])[], m = rows[0]?.length ?? 0): Valued {
  const values = Array.from({ length: m }, (_, j) => Float64Array.from(rows, (row) => row[j]!));
  return { n: rows.length, m, values, complete: Uint8Array.from(rows, (row) => (row.some(Number.isNaN) ? 0 : 1)) };
}

/** Each number within the tolerance; the golden files write NaN as text. */
export function expectNear(actual: ArrayLike<number>, golden: readonly (number | string)[], tolerance: number): void {
  expect(actual).toHaveLength(golden.length);
  golden.forEach((wanted, i) => {
    if (wanted === 'NaN') expect(actual[i]).toBeNaN();
    else
      expect(Math.abs(actual[i]! - Number(wanted)), `at ${i}: ${actual[i]}`).toBeLessThanOrEqual(
        Math.max(tolerance, 1e-12),
      );
  });
}

/** Ranks without gaps ("1, 1, 2"), as the golden files give them, from numbers of which large ones are good. */
export function denseRanks(scores: ArrayLike<number>): number[] {
  const all = Array.from(scores, (score) => Math.round(score * 1e9) / 1e9);
  const distinct = [...new Set(all)].sort((a, b) => b - a);
  return all.map((score) => distinct.indexOf(score) + 1);
}
