// Moving, dragging and tying in an order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broughtTo,
  fitted,
  moved,
  orderByPoints,
  ranksOf,
  tiedWithAbove,
  withTieToggled,
  type Order,
} from './ordering.ts';

const order: Order = [[1], [2, 3], [4]];

describe('moving by keys', () => {
  it('passes the neighbouring place, whole', () => {
    expect(moved(order, 4, -1)).toEqual([[1], [4], [2, 3]]);
    expect(moved(order, 1, 1)).toEqual([[2, 3], [1], [4]]);
  });
  it('leaves a tie first', () => {
    expect(moved(order, 2, -1)).toEqual([[1], [2], [3], [4]]);
    expect(moved(order, 2, 1)).toEqual([[1], [3], [2], [4]]);
    expect(moved([[1, 2]], 2, -1)).toEqual([[2], [1]]);
  });
  it('stays at either end', () => {
    expect(moved(order, 1, -1)).toBe(order);
    expect(moved(order, 4, 1)).toBe(order);
    expect(moved(order, 9, 1)).toBe(order);
  });
});

describe('dragging', () => {
  it('goes in before a place of the others', () => {
    expect(broughtTo(order, 4, 0)).toEqual([[4], [1], [2, 3]]);
    expect(broughtTo(order, 4, 1)).toEqual([[1], [4], [2, 3]]);
    expect(broughtTo(order, 1, 2)).toEqual([[2, 3], [4], [1]]);
    expect(broughtTo(order, 3, 1)).toEqual([[1], [3], [2], [4]]);
  });
});

describe('ties', () => {
  it('are made with the place above and undone there', () => {
    expect(withTieToggled([[1], [2], [3]], 2)).toEqual([[1, 2], [3]]);
    expect(withTieToggled(order, 3)).toEqual([[1], [2], [3], [4]]);
    expect(withTieToggled(order, 2)).toEqual([[1, 2, 3], [4]]);
    expect(withTieToggled(order, 1)).toBe(order);
    expect(tiedWithAbove(order, 3)).toBe(true);
    expect(tiedWithAbove(order, 2)).toBe(false);
  });
  it('share a rank and leave a gap', () => {
    expect(ranksOf(order, [4, 3, 2, 1])).toEqual([4, 2, 2, 1]);
  });
});

it('follows the objectives that there are', () => {
  expect(fitted(order, [5, 4, 3, 1])).toEqual([[1], [3], [4], [5]]);
  expect(fitted([], [7, 8])).toEqual([[7], [8]]);
});

it('reads an order from points', () => {
  const points = new Map([
    [1, 40],
    [2, 100],
    [3, 40],
  ]);
  expect(orderByPoints([1, 2, 3, 4], points)).toEqual([[2], [1, 3], [4]]);
});

it('never loses or doubles an objective', () => {
  const step = fc.tuple(
    fc.constantFrom('up', 'down', 'tie', 'drag'),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now: Order = fitted([], [1, 2, 3, 4, 5, 6]);
      for (const [what, id, other] of steps) {
        if (what === 'tie') now = withTieToggled(now, id);
        else if (what === 'drag') now = broughtTo(now, id, other % 6);
        else now = moved(now, id, what === 'up' ? -1 : 1);
        expect([...now.flat()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
        expect(now.every((place) => place.length > 0)).toBe(true);
        expect(
          orderByPoints([1, 2, 3, 4, 5, 6], new Map(ranksOf(now, [1, 2, 3, 4, 5, 6]).map((rank, k) => [k + 1, -rank])))
            .length,
        ).toBe(now.length);
      }
    }),
  );
});
