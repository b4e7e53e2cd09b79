// The halves of a surrogate's rows: as large as each other, whatever order the rows stand in, and never two of one unit apart.
import { expect, it } from 'vitest';
import { randomFrom } from '../../engine/certainty/random.ts';
import { surrogatesOf, surroundings } from './surrogate.ts';

const feature = (numbers: Float64Array) => ({ name: 'x', numbers, words: null });
const fidelity = (values: Float64Array, decisions: Uint8Array, units: Int32Array | null = null) => {
  const around = surroundings([feature(values)], values.length, null, null, units);
  return surrogatesOf(around, { name: 'm', decisions, scores: null }).decisions!.cuts[2]!.unseen.accuracy.value!;
};

it('are of one size, rising, and have every row once', () => {
  const { grown, unseen } = surroundings([feature(new Float64Array(101))], 101, null, null);
  expect([grown.rows.length, unseen.rows.length]).toEqual([51, 50]);
  expect([...grown.rows, ...unseen.rows].sort((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, row) => row));
  expect([...grown.rows]).toEqual([...grown.rows].sort((a, b) => a - b));
});

it('do not follow a log that repeats itself every second row', () => {
  // Every even row is decided by one rule, every odd row by its opposite, told apart by a feature that both halves must see.
  const values = Float64Array.from({ length: 400 }, (_, row) => row % 2);
  const decisions = Uint8Array.from(values, (value) => value);
  expect(fidelity(values, decisions)).toBe(1);
});

it('keep rows of one unit together, so that what is learned by heart does not count as understood', () => {
  const random = randomFrom(3);
  const users = 150;
  const flips = Array.from({ length: users }, () => random() % 2);
  const values = Float64Array.from({ length: 2 * users }, (_, row) => (row >> 1) / users);
  const decisions = Uint8Array.from(values, (_, row) => flips[row >> 1]!);
  const units = Int32Array.from(values, (_, row) => row >> 1);
  const { grown, unseen } = surroundings([feature(values)], 2 * users, null, null, units);
  const seen = new Set(Array.from(grown.rows, (row) => units[row]));
  expect(Array.from(unseen.rows).filter((row) => seen.has(units[row]))).toEqual([]);
  expect(fidelity(values, decisions, units)).toBeLessThan(0.62);
});
