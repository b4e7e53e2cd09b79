// Trees against a plain search for the best question, and what must hold of any tree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestErrorByHand, treeAnswers, smallLog, treeOf } from '../testing/surrogateCases.ts';
import { growTree } from './cart.ts';
import { risingOrder } from './order.ts';
import { isLeaf, leavesOf, nodesWithin } from './tree.ts';

const DEPTH = 4;

describe('a tree', () => {
  it('asks the best question at every node', () => {
    fc.assert(
      fc.property(smallLog, ({ columns, scores }) => {
        const tree = treeOf(columns, scores, DEPTH);
        for (let depth = 0; depth < DEPTH; depth++) {
          const at = leavesOf(tree, columns, scores.length, depth);
          for (const node of new Set(at)) {
            const rows = Array.from(scores, (_, row) => row).filter((row) => at[row] === node);
            const best = bestErrorByHand(columns, scores, rows);
            if (isLeaf(tree, node, DEPTH)) {
              // Pure, too deep, or nothing tells its rows apart.
              if (tree.depth[node]! < DEPTH && tree.variance[node]! > 1e-9) expect(best).toBe(Infinity);
              continue;
            }
            const left = tree.left[node]!;
            const error = [left, left + 1].reduce((sum, n) => sum + tree.weight[n]! * tree.variance[n]!, 0);
            expect(error).toBeCloseTo(best, 9);
          }
        }
      }),
    );
  });
  it('is never less faithful when it is deeper, on the rows it was grown from', () => {
    fc.assert(
      fc.property(smallLog, ({ columns, decisions, scores }) => {
        const alike = [1, 2, 3, 4].map((depth) => {
          const said = treeAnswers(treeOf(columns, decisions, DEPTH), columns, decisions.length, depth, true);
          return said.filter((value, row) => value === decisions[row]).length;
        });
        const error = [1, 2, 3, 4].map((depth) => {
          const said = treeAnswers(treeOf(columns, scores, DEPTH), columns, scores.length, depth, false);
          return said.reduce((sum, value, row) => sum + (value - scores[row]!) ** 2, 0);
        });
        for (let d = 1; d < 4; d++) {
          expect(alike[d]!).toBeGreaterThanOrEqual(alike[d - 1]!);
          expect(error[d]!).toBeLessThanOrEqual(error[d - 1]! + 1e-9);
        }
      }),
    );
  });
  it('cut at a depth is the tree grown to that depth', () => {
    fc.assert(
      fc.property(smallLog, fc.integer({ min: 1, max: 3 }), ({ columns, scores }, depth) => {
        const deep = treeOf(columns, scores, DEPTH);
        const shallow = treeOf(columns, scores, depth);
        const cut = nodesWithin(deep, depth);
        expect(cut.length).toBe(shallow.left.length);
        for (const node of cut) {
          expect(deep.mean[node]).toBe(shallow.mean[node]);
          if (!isLeaf(deep, node, depth)) expect(deep.threshold[node]).toBe(shallow.threshold[node]);
        }
      }),
    );
  });
  it('does not depend on the order of the rows, and a weight of 2 is a row twice', () => {
    fc.assert(
      fc.property(smallLog, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), ({ columns, decisions }, stream) => {
        const weights = Float64Array.from(decisions, () => stream.next().value as number);
        const rows = [...weights].flatMap((w, row) => Array.from({ length: w }, () => row)).reverse();
        const tree = growTree(columns, columns.map(risingOrder), Float64Array.from(decisions), weights, DEPTH);
        const repeated = columns.map((values) => Float64Array.from(rows, (row) => values[row]!));
        const other = treeOf(
          repeated,
          rows.map((row) => decisions[row]!),
          DEPTH,
        );
        const { rows: _counts, ...same } = tree;
        const { rows: _others, ...expected } = other;
        expect(same).toEqual(expected);
      }),
    );
  });
  it('of one answer is one leaf, and so is one of no questions', () => {
    const column = Float64Array.of(1, 2, 3, 4);
    for (const tree of [treeOf([column], [1, 1, 1, 1], 5), treeOf([], [0, 1, 0, 1], 5)])
      expect(tree.left).toEqual(Int32Array.of(-1));
    expect(treeOf([Float64Array.of(7, 7)], [0, 1], 5).left.length).toBe(1);
    // What rounding leaves of equal scores is no spread.
    for (const value of [0.1, 1 / 3, 152.13348416289594]) {
      const target = Array.from({ length: 4 }, () => value);
      expect(treeOf([column], target, 5).left.length).toBe(1);
    }
  });
  it('takes the lowest column and then the lowest threshold among equal questions', () => {
    const ends = treeOf([Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 2, 3, 4)], [1, 0, 0, 1], 1);
    expect([ends.question[0], ends.threshold[0]]).toEqual([0, 1.5]);
  });
  it('splits where two questions help and neither does alone', () => {
    const a = Float64Array.of(0, 0, 1, 1);
    const b = Float64Array.of(0, 1, 0, 1);
    expect(treeAnswers(treeOf([a, b], [0, 1, 1, 0], 2), [a, b], 4, 2, true)).toEqual(Float64Array.of(0, 1, 1, 0));
  });
  it('asks whether a cell is blank, and sends blanks right', () => {
    const tree = treeOf([Float64Array.of(5, NaN, 1, NaN)], [0, 1, 0, 1], 2);
    expect([tree.threshold[0], tree.left.length]).toEqual([Infinity, 3]);
    const among = treeOf([Float64Array.of(1, 2, 3, NaN)], [0, 0, 1, 1], 1);
    expect([among.threshold[0], among.rows[2]]).toEqual([2.5, 2]);
  });
});
