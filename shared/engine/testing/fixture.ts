// Reads the golden cases beside the engine. For tests only: the engine itself reads nothing.
import { readFileSync } from 'node:fs';

/** A case as the fixture files hold them. */
interface GoldenCase<Input, Expected> {
  id: string;
  source: { repo: string; file: string; where?: string; paper?: string };
  input: Input;
  options: Record<string, unknown>;
  expected: Expected;
  tolerance: number;
  status: string;
  note?: string;
}

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

export function goldenCases<Input, Expected>(name: string): GoldenCase<Input, Expected>[] {
  return readFixture<{ cases: GoldenCase<Input, Expected>[] }>(name).cases;
}
