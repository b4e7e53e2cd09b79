// The group's answer in one line.
import { expect, it } from 'vitest';
import type { GroupRule } from '../../../shared/domain/review.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { Ranking } from '../../../shared/engine/evaluation.ts';
import { together } from './together.ts';

const roles = [
  { id: 1, name: 'Sales', influence: 1 },
  { id: 2, name: 'Product', influence: 1 },
] as Role[];

/** Two candidates; `regrets` by role. */
function ranking(rule: GroupRule, winners: number[], score: number, regrets: number[][]): Ranking {
  const group = {
    rule,
    winners,
    winner: winners[0] ?? -1,
    scores: Float64Array.of(score, score),
    ranks: new Int32Array(2),
  };
  const results = regrets.map((own, index) => ({
    roleId: roles[index]!.id,
    regrets: Float64Array.from(own),
    favourites: winners.length === 0 ? [] : [own.indexOf(0)],
  }));
  return { roles: results, groups: { [rule]: group } } as unknown as Ranking;
}

it('says what least regret costs, and whom', () => {
  const of = (score: number, regrets: number[][], winners = [0]) =>
    together('leastRegret', roles, ranking('leastRegret', winners, score, regrets));
  const costly = of(0.17, [
    [0.02, 0],
    [0.17, 0],
  ]);
  expect(costly).toEqual({ winner: 0, words: ' asks the least of everyone, largest regret 0.17 (Product).' });
  expect(
    of(0.003, [
      [0.003, 0],
      [0, 0.2],
    ]).words,
  ).toBe(' asks the least of everyone, largest regret 0.003 (Sales).');
  expect(
    of(0, [
      [0, 1],
      [0, 1],
    ]).words,
  ).toBe(' asks the least of everyone: it is the favourite of every role.');
  expect(
    of(
      0.2,
      [
        [0.2, 0],
        [0, 0.2],
      ],
      [0, 1],
    ).words,
  ).toBe(' and 1 tied ask the least of everyone, largest regret 0.20 (Sales).');
});

it('says the best mean value', () => {
  const mean = ranking('weightedMean', [1], 0.714, [
    [0.1, 0],
    [0, 0.1],
  ]);
  expect(together('weightedMean', roles, mean)).toEqual({ winner: 1, words: ' has the best mean value, 0.71 of 1.' });
});

it('says why there is no answer', () => {
  const nobody = roles.map((role) => ({ ...role, influence: 0 }));
  const unranked = ranking('weightedMean', [], NaN, [
    [NaN, NaN],
    [NaN, NaN],
  ]);
  expect(together('weightedMean', nobody, unranked).words).toMatch(/no candidate passes/);
  const ranked = ranking('weightedMean', [], NaN, [
    [0, 1],
    [0, 1],
  ]);
  const withFavourites = { ...ranked, roles: ranked.roles.map((result) => ({ ...result, favourites: [0] })) };
  expect(together('weightedMean', nobody, withFavourites)).toEqual({
    winner: -1,
    words: 'every role has an influence of 0, so nobody counts.',
  });
});
