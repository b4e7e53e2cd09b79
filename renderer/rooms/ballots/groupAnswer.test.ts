// The group's answer in one line.
import { expect, it } from 'vitest';
import type { Role } from '../../../shared/domain/role.ts';
import type { Standing } from '../../state/standing.ts';
import { groupAnswer } from './groupAnswer.ts';

const roles = [
  { id: 1, name: 'Sales', influence: 1, weights: [{ objectiveId: 7, weight: 1, locked: false }] },
  { id: 2, name: 'Product', influence: 1, weights: [{ objectiveId: 7, weight: 1, locked: false }] },
] as Role[];

/** `regrets` of the winner by role. */
function standing(winner: number, first: number, score: number, regrets: number[]): Standing {
  const of = (roleId: number) => ({ roleId, favourite: winner, first: 1, score: 1 });
  return { roles: roles.map(({ id }) => of(id)), winner, first, score, regrets };
}

it('says what least regret costs, and whom', () => {
  const words = (...args: Parameters<typeof standing>) =>
    groupAnswer('leastRegret', roles, standing(...args), [7]).words;
  expect(words(0, 1, 0.17, [0.02, 0.17])).toBe(' costs its unluckiest role the least, largest regret 0.17 (Product).');
  expect(words(0, 1, 0.003, [0.003, 0])).toBe(' costs its unluckiest role the least, largest regret 0.003 (Sales).');
  expect(words(0, 1, 0, [0, 0])).toBe(' is every role’s favourite: nobody gives up anything.');
  expect(words(0, 2, 0.2, [0.2, 0])).toBe(
    ' and 1 tied cost their unluckiest role equally little, largest regret 0.20 (Sales).',
  );
});

it('says the best mean value', () => {
  const mean = groupAnswer('weightedMean', roles, standing(1, 1, 0.714, [0, 0]), [7]);
  expect(mean).toEqual({ winner: 1, words: ' has the best mean value, 0.71 of 1.' });
});

it('says why there is no answer', () => {
  const nobody = roles.map((role) => ({ ...role, influence: 0 }));
  const none = standing(-1, 0, NaN, [NaN, NaN]);
  expect(groupAnswer('weightedMean', nobody, none, [7]).words).toMatch(/no candidate passes/);
  const ranked = { ...none, roles: none.roles.map((role) => ({ ...role, favourite: 0 })) };
  expect(groupAnswer('weightedMean', nobody, ranked, [7])).toEqual({
    winner: -1,
    words: 'every role has an influence of 0, so nobody counts.',
  });
});
