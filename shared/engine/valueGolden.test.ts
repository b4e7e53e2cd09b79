// Published value functions, and SPOTIS, which is a weighted sum of distances on fixed bounds: our values, turned round.
// Not ours: "extrapolate" and the jsmaa cases beyond their scale, because a value is clamped to 0…1 and flagged; ELECTRE, and
// the other rankings of the collection (ARAS, COCOSO, CODAS, COPRAS, MABAC, ERVD, WASPAS, RAFSI, LMAW, AROMAN, Balanced
// SPOTIS), because more methods add noise, not insight; the indicators ε, IGD+ and R2, which compare whole fronts.
import { expect, test } from 'vitest';
import type { ValueFunction } from '../domain/objective.ts';
import { readFixture } from './testing/fixture.ts';
import { isClamped, unclampedValue, valueOf } from './value.ts';

interface CurveCase {
  id: string;
  input: { x: number[]; cutoffs: number[]; values: number[] };
  options: { out_of_bounds: string };
  expected: { value: number[] };
}
interface SpotisCase {
  id: string;
  input: { matrix: number[][]; weights: number[]; objectives: number[] };
  options: { parameters: { bounds: [number, number][]; esp?: number[] } };
  expected: { score: number[] };
}

const curves = readFixture<{ cases: CurveCase[] }>('value_functions').cases.filter(({ input }) => 'cutoffs' in input);

test.each(curves)('value function $id', ({ input, options, expected }) => {
  const points = input.cutoffs.map((at, k) => ({ at, value: input.values[k]! }));
  input.x.forEach((x, i) => {
    const found = valueOf({ shape: 'piecewise', points }, x);
    const beyond = x < input.cutoffs[0]! || x > input.cutoffs.at(-1)!;
    expect(isClamped({ shape: 'piecewise', points }, x)).toBe(beyond);
    // Beyond the cutoffs a value stays in 0…1 whatever the source's policy: there we clip and flag.
    const wanted = expected.value[i]!;
    expect(found).toBeCloseTo(
      options.out_of_bounds === 'clip' || !beyond
        ? wanted
        : Math.min(1, Math.max(0, points.at(x < input.cutoffs[0]! ? 0 : -1)!.value)),
      12,
    );
  });
});

test('a scale turned round is the same scale from the other end (jsmaa-desc)', () => {
  expect(unclampedValue({ shape: 'linear', worst: 2, best: 1 }, 1.6)).toBeCloseTo(0.4, 12);
});

test('an extra point bends the scale (jsmaa-point)', () => {
  const points = [
    { at: 1, value: 0 },
    { at: 1.2, value: 0.5 },
    { at: 2, value: 1 },
  ];
  expect(valueOf({ shape: 'piecewise', points }, 1.1)).toBeCloseTo(0.25, 12);
});

test.each(readFixture<{ cases: SpotisCase[] }>('spotis').cases)('$id', ({ input, options, expected }) => {
  const { bounds, esp } = options.parameters;
  const total = input.weights.reduce((sum, weight) => sum + weight, 0);
  const functions = bounds.map(([low, high], j): ValueFunction => {
    if (esp) return { shape: 'target', target: esp[j]!, below: high - low, above: high - low };
    return input.objectives[j] === 1
      ? { shape: 'linear', worst: low, best: high }
      : { shape: 'linear', worst: high, best: low };
  });
  input.matrix.forEach((row, i) => {
    const score = row.reduce((sum, x, j) => sum + input.weights[j]! * valueOf(functions[j]!, x), 0);
    expect(total - score).toBeCloseTo(expected.score[i]!, 9);
  });
});
