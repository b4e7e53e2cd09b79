// The ledger adds up, and a swap makes whole.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyReview, whole, withMeasurements } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { regretLedger } from './regretLedger.ts';

test('lines sum to what is given up, and after a swap nothing is', () => {
  fc.assert(
    fc.property(anyReview(), fc.nat(), (snapshot, pick) => {
      const before = whole(snapshot);
      const x = pick % before.matrix.n;
      const ledger = regretLedger(snapshot, before, x)!;
      expect(ledger).toHaveLength(before.roles.length);
      ledger.forEach(({ regret, favourite, lines, swaps }, k) => {
        const role = before.roles[k]!;
        expect(regret).toBe(role.regrets[x]);
        expect(role.favourites).toContain(favourite);
        expect(lines.reduce((sum, line) => sum + line.worth, 0)).toBeCloseTo(-regret, 11);
        for (const swap of swaps) {
          const after = whole(withMeasurements(snapshot, x, [swap])).roles[k]!;
          expect(after.scores[x]).toBeCloseTo(role.scores[favourite]!, 10);
          expect(swap.share).toBeGreaterThan(0);
          expect(swap.share).toBeLessThanOrEqual(1);
        }
        // Whoever is left out could not have done it.
        before.matrix.objectiveIds.forEach((id, j) => {
          if (regret > 0 && !swaps.some((swap) => swap.objectiveId === id)) {
            const most = role.weights[j]! * (1 - before.matrix.values[j]![x]!);
            expect(most).toBeLessThan(regret);
          }
        });
      });
    }),
  );
});

test('native units, smallest share first', () => {
  const snapshot = snapshotOf({
    rows: [
      [100, 0.9],
      [140, 0.85],
      [150, NaN],
    ],
    objectives: [linear(200, 0), linear(0.5, 1)],
    roles: [{ weights: [0.5, 0.5] }],
  });
  const evaluation = whole(snapshot);
  const [entry] = regretLedger(snapshot, evaluation, 1)!;
  expect(entry).toMatchObject({ roleId: 1, favourite: 0, regret: expect.closeTo(0.15, 12) });
  expect(entry!.lines[0]).toMatchObject({ favourite: 100, candidate: 140, value: expect.closeTo(-0.2, 12) });
  expect(entry!.swaps).toEqual([
    { objectiveId: 1, metricId: 1, from: 140, to: expect.closeTo(80, 9), share: expect.closeTo(0.3 / 0.7, 9) },
    { objectiveId: 2, metricId: 2, from: 0.85, to: expect.closeTo(1, 9), share: expect.closeTo(1, 9) },
  ]);
  expect(regretLedger(snapshot, evaluation, 0)![0]!.swaps).toEqual([]);
  expect(regretLedger(snapshot, evaluation, 2)).toBeNull();
});
