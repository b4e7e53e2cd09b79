// Reads the fixtures beside the measures, and compares as the golden numbers ask: null where undefined, else 1e-9 relative.
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Measure } from '../measure.ts';

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** The shared golden folder beside the checkout; null where it is not there. */
export function sharedGolden(folder: string): string | null {
  const path = new URL(`../../../../shared/golden/${folder}/`, import.meta.url).pathname;
  return existsSync(path) ? path : null;
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
