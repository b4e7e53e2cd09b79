// Nodes of a drawn tree: ends below each other, parents between their children, nothing on top of anything.
import { describe, expect, it } from 'vitest';
import { growTree } from '../../../shared/measures/surrogate/cart.ts';
import { risingOrder } from '../../../shared/measures/surrogate/order.ts';
import { ROW, treeLayout } from './layout.ts';

const column = Float64Array.from({ length: 64 }, (_, k) => k);
const target = column.map((k) => (k * 7) % 11);
const tree = growTree([column], [risingOrder(column)], target, null, 5);

describe('a drawn tree', () => {
  it.each([1, 2, 3, 4, 5])('of depth %i keeps its texts apart, within the width', (depth) => {
    const { places, branches, height } = treeLayout(tree, depth, tree.rows, 768, () => 50);
    const ends = places.filter(({ leaf }) => leaf);
    expect(height).toBe(ends.length * ROW);
    expect(branches.length).toBe(places.length - 1);
    ends.slice(1).forEach(({ y }, k) => expect(y - ends[k]!.y).toBe(ROW));
    for (const one of places) {
      expect(one.width).toBeGreaterThan(60);
      expect(one.x + one.width).toBeLessThanOrEqual(768 + 1e-9);
      for (const other of places) {
        if (one === other || Math.abs(one.y - other.y) >= ROW) continue;
        expect(one.x + one.width <= other.x || other.x + other.width <= one.x, `${one.node} on ${other.node}`).toBe(
          true,
        );
      }
    }
  });
  it('makes a branch as thick as its share of the rows', () => {
    const half = growTree(
      [column],
      [risingOrder(column)],
      column.map((k) => (k < 16 ? 0 : 1)),
      null,
      1,
    );
    const { branches } = treeLayout(half, 1, half.rows, 800, () => 50);
    expect(branches.map(({ thickness }) => thickness)).toEqual([3, 9]);
  });
  it('of one end is one row', () => {
    const alone = growTree([], [], target, null, 3);
    expect(treeLayout(alone, 3, alone.rows, 800, () => 50)).toMatchObject({
      height: ROW,
      branches: [],
      places: [{ leaf: true }],
    });
  });
});
