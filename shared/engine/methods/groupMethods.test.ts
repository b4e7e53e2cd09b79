// The group's rule on every method's scores: the additive one repeats the review's own answer, and the others may differ.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eligibleOf, prepare, rank } from '../evaluate.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { groupMethods } from './groupMethods.ts';

function run(rows: number[][], weights: number[][], groupRule: 'leastRegret' | 'weightedMean' = 'leastRegret') {
  const objectives = rows[0]!.map(() => linear(0, 1));
  const snapshot = snapshotOf({ rows, objectives, roles: weights.map((w) => ({ weights: w })), groupRule });
  const foundation = prepare(snapshot, { role: null });
  const ranking = rank(snapshot, foundation);
  const { names } = snapshot.catalog;
  const methods = groupMethods(
    foundation.matrix,
    snapshot.settings.roles,
    ranking.roles,
    groupRule,
    eligibleOf(foundation),
    names,
  );
  return { methods, own: ranking.groups[groupRule].winners };
}

describe('the group rule on every method', () => {
  it('repeats the group’s own answer with the additive value, whatever the numbers', () => {
    const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    const weight = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.array(weight, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('leastRegret' as const, 'weightedMean' as const),
        (rows, weights, rule) => {
          const { methods, own } = run(
            rows,
            weights.map((w) => w.map((x) => x / w.reduce((a, b) => a + b, 0))),
            rule,
          );
          expect(methods[0]).toMatchObject({ id: 'additive', winners: own });
          expect(methods).toHaveLength(5);
        },
      ),
    );
  });

  it('lets a candidate that is middling everywhere win where the worst shortfall counts', () => {
    // Extremes have the higher sum; the achievement method looks at the worst objective.
    const { methods } = run(
      [
        [1, 0],
        [0, 0.98],
        [0.48, 0.48],
      ],
      [[0.5, 0.5]],
    );
    const winners = Object.fromEntries(methods.map(({ id, winners: first }) => [id, first]));
    expect(winners).toMatchObject({ additive: [0], achievement: [2] });
  });

  it('makes a method of small-is-good scores agree where one candidate is best at everything', () => {
    const { methods } = run(
      [
        [0.2, 0.3],
        [0.9, 0.8],
      ],
      [
        [0.7, 0.3],
        [0.1, 0.9],
      ],
    );
    expect(methods.map(({ winners }) => winners)).toEqual([[1], [1], [1], [1], [1]]);
  });
});
