// Reads the fixtures beside the measures, and compares as the golden numbers ask: null where undefined, else 1e-9 relative.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Measure } from '../measure.ts';

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

const unpacked = (file: string): string =>
  gunzipSync(readFileSync(new URL(`../fixtures/${file}.gz`, import.meta.url))).toString('utf8');

/**
 * The COMPAS log (ProPublica, 2016): 7,214 rows, out-of-fold predictions of four models and the COMPAS decile, and what
 * scikit-learn and fairlearn say of them.
 */
export const compasLog = (): string => unpacked('compas/predictions.csv');
export const compasGolden = <T>(): T => JSON.parse(unpacked('compas/expected.json')) as T;

/** A column of a CSV text without quotes. */
export function columnReader(text: string): (name: string) => string[] {
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split(',');
  const cells = lines.map((line) => line.split(','));
  return (name) => cells.map((row) => row[names.indexOf(name)]!);
}

/** A measure, or a number in which NaN means undefined, against the golden one. */
export function expectClose(actual: Measure | number, golden: number | null | undefined, what: string): void {
  const value = typeof actual === 'number' ? (Number.isNaN(actual) ? null : actual) : actual.value;
  if (golden === undefined) throw new Error(`no golden number for ${what}`);
  if (golden === null || value === null) {
    expect(value, what).toBe(golden);
    if (typeof actual !== 'number') expect(actual.reason, what).toMatch(/\.$/);
  } else {
    expect(Math.abs(value - golden), `${what}: ${value}, golden ${golden}`).toBeLessThanOrEqual(
      1e-9 * Math.abs(golden) + 1e-12,
    );
  }
}
