// What a role gives up is said against one candidate at a time: its favourite, or the answer of the rule.
import { expect, test } from 'vitest';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { linear, snapshotOf } from '../../../shared/engine/testing/snapshot.ts';
import { givenUp, largestLoss } from './givenUp.ts';

const review = snapshotOf({
  names: ['Favourite', 'Answer', 'Chosen'],
  rows: [
    [100, 0],
    [60, 1],
    [50, 1],
  ],
  objectives: [linear(0, 100), linear(0, 1)],
  roles: [{ weights: [0.9, 0.1] }],
});
const { matrix, roles } = evaluate(review, { role: null });

test('against the favourite, and against another candidate, the difference is that of the two', () => {
  expect(givenUp(matrix, roles[0]!, 2)).toMatchObject({ favourite: 0, objective: 0, difference: -50 });
  expect(largestLoss(matrix, roles[0]!, 2, 1)).toEqual({
    objective: 0,
    lost: expect.closeTo(0.09, 12) as number,
    difference: -10,
  });
});

test('nothing is lost against a candidate that is no better on anything', () => {
  expect(largestLoss(matrix, roles[0]!, 1, 2)).toEqual({ objective: -1, lost: 0, difference: NaN });
  expect(givenUp(matrix, roles[0]!, 0)).toMatchObject({ favourite: 0, regret: 0, objective: -1 });
});
