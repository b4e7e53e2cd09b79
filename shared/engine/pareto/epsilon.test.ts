// ε-dominance: the definition, the short list's promise on any set, and what tolerances of 0 must give.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectiveColumns } from '../dominance.ts';
import { nondominated } from '../fronts.ts';
import { epsilonDominates, epsilonFront } from './epsilon.ts';
import type { Tolerance } from './epsilon.ts';

const toMatrix = (points: readonly (readonly number[])[]): ObjectiveColumns => ({
  n: points.length,
  m: points[0]?.length ?? 0,
  compared: (points[0] ?? []).map((_, j) => Float64Array.from(points, (row) => row[j]!)),
  signs: Int8Array.from(points[0] ?? [], (_, j) => (j % 2 === 0 ? 1 : -1)),
});
const additive = (amount: number): Tolerance => ({ kind: 'additive', amount });
const relative = (amount: number): Tolerance => ({ kind: 'relative', amount });

test('at most a tolerance worse, per objective and in its own direction', () => {
  // Accuracy up, milliseconds down.
  const matrix = toMatrix([
    [0.9, 100],
    [0.905, 104],
    [0.92, 90],
  ]);
  const tolerances = [additive(0.01), relative(0.05)];
  expect(epsilonDominates(matrix, tolerances, 0, 1)).toBe(true);
  expect(epsilonDominates(matrix, tolerances, 1, 0)).toBe(true);
  expect(epsilonDominates(matrix, tolerances, 2, 0)).toBe(true);
  expect(epsilonDominates(matrix, tolerances, 0, 2)).toBe(false);
  expect(epsilonDominates(matrix, [additive(0), additive(0)], 0, 1)).toBe(false);
  expect(epsilonDominates(matrix, tolerances, 1, 1)).toBe(true);
});

test('a relative tolerance is nothing at 0, and a missing cell is never dominated', () => {
  const matrix = toMatrix([[-0.001], [0], [NaN]]);
  expect(epsilonDominates(matrix, [relative(0.5)], 0, 1)).toBe(false);
  expect(epsilonDominates(matrix, [additive(0.01)], 0, 1)).toBe(true);
  expect(epsilonDominates(matrix, [additive(9)], 0, 2)).toBe(false);
  expect(epsilonDominates(matrix, [additive(9)], 2, 0)).toBe(false);
});

test('one stands for several; duplicates of a member are members; a dominated candidate has somebody too', () => {
  const matrix = toMatrix([
    [10, 10],
    [10.5, 12],
    [10, 10],
    [9, 11],
    [30, 40],
  ]);
  const stands = epsilonFront(matrix, null, [additive(2), additive(2)]);
  expect([...stands]).toEqual([0, 0, 2, 0, 4]);
  expect([...epsilonFront(matrix, Uint8Array.of(0, 1, 0, 1, 0), [additive(0), additive(0)])]).toEqual([
    -1, 1, -1, 3, -1,
  ]);
});

test('no candidates, no objectives', () => {
  expect(epsilonFront(toMatrix([]), null, [])).toEqual(new Int32Array(0));
  expect([...epsilonFront({ n: 2, m: 0, compared: [], signs: new Int8Array(0) }, null, [])]).toEqual([0, 1]);
});

const cell = fc.oneof(fc.integer({ min: -4, max: 9 }), fc.double({ min: -4, max: 9, noNaN: true }));
const points = fc
  .integer({ min: 1, max: 4 })
  .chain((m) => fc.array(fc.array(cell, { minLength: m, maxLength: m }), { minLength: 1, maxLength: 40 }));
const kinds = fc.array(
  fc.record({ kind: fc.constantFrom('additive', 'relative'), amount: fc.double({ min: 0, max: 0.9, noNaN: true }) }),
  {
    minLength: 4,
    maxLength: 4,
  },
);

test('any set: the list is from the front, stands for everybody, has no needless member, and rows do not matter', () => {
  fc.assert(
    fc.property(points, kinds, (rows, all) => {
      const matrix = toMatrix(rows);
      const tolerances = (all as Tolerance[]).slice(0, matrix.m);
      const stands = epsilonFront(matrix, null, tolerances);
      const front = nondominated(matrix, null);
      const members = [...stands.keys()].filter((i) => stands[i] === i);
      stands.forEach((k, i) => {
        expect(stands[k]).toBe(k);
        expect(front[k]).toBe(1);
        // A hair for a relative tolerance, whose slack is rounded.
        const slack = tolerances.map(({ kind, amount }) => ({ kind, amount: amount + 1e-12 }));
        expect(epsilonDominates(matrix, slack, k, i)).toBe(true);
      });
      const turned = epsilonFront(toMatrix(rows.toReversed()), null, tolerances);
      const key = (i: number) => JSON.stringify(rows[i]!.map((x) => x + 0));
      const turnedMembers = [...turned.keys()].filter((i) => turned[i] === i).map((i) => key(rows.length - 1 - i));
      expect(turnedMembers.sort()).toEqual(members.map(key).sort());
    }),
    { numRuns: 200 },
  );
});

test('any set: with tolerances of 0 the list is the front', () => {
  fc.assert(
    fc.property(points, (rows) => {
      const matrix = toMatrix(rows);
      const none = Array.from({ length: matrix.m }, () => additive(0));
      const stands = epsilonFront(matrix, null, none);
      expect(Uint8Array.from(stands, (k, i) => (k === i ? 1 : 0))).toEqual(nondominated(matrix, null));
    }),
  );
});
