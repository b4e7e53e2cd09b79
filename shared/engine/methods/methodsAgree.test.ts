// Whether methods agree, worked by hand and on random tables.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from '../weights.ts';
import { valuedOf } from '../testing/tables.ts';
import { methodsAgree } from './methodsAgree.ts';

const even = Float64Array.of(0.5, 0.5);

test('a candidate that is best at everything: five of five', () => {
  const agreement = methodsAgree(valuedOf([[0.2, 0.3], [0.9, 0.8], [0.5, 0.8]]), even, null); // prettier-ignore
  expect([agreement.winner, agreement.agreeing, agreement.of]).toEqual([1, 5, 5]);
  expect(agreement.methods.map(({ id }) => id)).toEqual(['additive', 'achievement', 'vikor', 'promethee', 'topsis']);
});

test('an unsupported compromise: the additive value and the achievement method part ways', () => {
  const agreement = methodsAgree(valuedOf([[1, 0.02], [0, 1], [0.48, 0.48]]), even, null); // prettier-ignore
  const winners = Object.fromEntries(agreement.methods.map(({ id, winners }) => [id, winners]));
  expect(winners).toEqual({ additive: [0], achievement: [2], vikor: [0], promethee: [0, 1, 2], topsis: [0] });
  expect([agreement.winner, agreement.agreeing]).toEqual([0, 4]);
});

test('of additive winners that tie, the one more methods choose; nobody ranked, nobody agrees', () => {
  const tied = methodsAgree(valuedOf([[1, 0], [0.5, 0.5], [0, 0]]), even, null); // prettier-ignore
  expect(tied.methods[0]!.winners).toEqual([0, 1]);
  expect(tied.winner).toBe(1);
  const nobody = methodsAgree(valuedOf([[NaN, 1]]), even, null);
  expect([nobody.winner, nobody.agreeing, nobody.methods.some(({ agrees }) => agrees)]).toEqual([-1, 0, false]);
});

const value = fc.integer({ min: 0, max: 6 }).map((x) => x / 6);

test('whatever the table: a winner that dominates everybody wins everywhere, copies tie, order of rows does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 10 }),
      fc.tuple(value, value, value).map((points) => normalise(points.map((point) => point + 0.1))),
      (rows, weights) => {
        const best = [1, 1, 1];
        const withBest = methodsAgree(valuedOf([...rows.map((row) => row.map((x) => x * 0.9)), best]), weights, null);
        expect([withBest.winner, withBest.agreeing]).toEqual([rows.length, 5]);
        const there = methodsAgree(valuedOf(rows), weights, null).methods;
        const back = methodsAgree(valuedOf(rows.toReversed()), weights, null).methods;
        there.forEach(({ ranks }, k) => expect([...back[k]!.ranks].reverse()).toEqual([...ranks]));
        const doubled = methodsAgree(valuedOf([...rows, ...rows]), weights, null).methods;
        for (const { ranks } of doubled) rows.forEach((_, i) => expect(ranks[i + rows.length]).toBe(ranks[i]));
      },
    ),
  );
});
