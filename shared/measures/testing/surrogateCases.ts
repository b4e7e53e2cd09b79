// Small random logs for trees, and the slow plain ways to what the fast ones must find.
import fc from 'fast-check';
import { growTree } from '../surrogate/cart.ts';
import { risingOrder } from '../surrogate/order.ts';
import type { Tree } from '../surrogate/tree.ts';
import { leavesOf, majority } from '../surrogate/tree.ts';

interface SmallLog {
  columns: Float64Array[];
  /** 0 or 1. */
  decisions: Uint8Array;
  scores: Float64Array;
}

/** Few distinct values, so that ties and equal rows are frequent; some cells are blank. */
export const smallLog: fc.Arbitrary<SmallLog> = fc
  .tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, many]) =>
    fc.record({
      columns: fc.array(
        fc
          .array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 5 }) }, fc.constant(NaN)), {
            minLength: rows,
            maxLength: rows,
          })
          .map((values) => Float64Array.from(values)),
        { minLength: many, maxLength: many },
      ),
      decisions: fc
        .array(fc.integer({ min: 0, max: 1 }), { minLength: rows, maxLength: rows })
        .map((values) => Uint8Array.from(values)),
      scores: fc
        .array(fc.integer({ min: 0, max: 20 }), { minLength: rows, maxLength: rows })
        .map((values) => Float64Array.from(values, (value) => value / 7)),
    }),
  );

export function treeOf(columns: readonly Float64Array[], target: ArrayLike<number>, depth: number): Tree {
  return growTree(columns, columns.map(risingOrder), Float64Array.from(target), null, depth);
}

/** What the tree says of every row. */
export function treeAnswers(
  tree: Tree,
  columns: readonly Float64Array[],
  rows: number,
  depth: number,
  decides: boolean,
) {
  const at = leavesOf(tree, columns, rows, depth);
  return Float64Array.from(at, (node) => (decides ? majority(tree, node) : tree.mean[node]!));
}

/** Every question of one column at every midpoint, and the squared error that is left. O(columns × rows²). */
export function bestErrorByHand(columns: readonly Float64Array[], target: ArrayLike<number>, rows: readonly number[]) {
  const error = (some: readonly number[]) => {
    const mean = some.reduce((sum, row) => sum + target[row]!, 0) / some.length;
    return some.reduce((sum, row) => sum + (target[row]! - mean) ** 2, 0);
  };
  let best = Infinity;
  for (const values of columns)
    for (const limit of new Set(rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value)))) {
      const left = rows.filter((row) => values[row]! <= limit);
      const right = rows.filter((row) => !(values[row]! <= limit));
      if (right.length > 0) best = Math.min(best, error(left) + error(right));
    }
  return best;
}

/** Every pair of rows: the loss when the columns of a feature come from the other row. O(rows²). */
export function permutedByHand(
  tree: Tree,
  columns: readonly Float64Array[],
  shuffled: ReadonlySet<number>,
  target: ArrayLike<number>,
  weights: ArrayLike<number>,
  depth: number,
  decides: boolean,
): number {
  const rows = target.length;
  let total = 0;
  let loss = 0;
  for (let other = 0; other < rows; other++) {
    const mixed = columns.map((values, q) => (shuffled.has(q) ? values.map(() => values[other]!) : values));
    treeAnswers(tree, mixed, rows, depth, decides).forEach((value, row) => {
      const w = weights[row]! * weights[other]!;
      total += w;
      loss += w * (target[row]! - value) ** 2;
    });
  }
  return loss / total;
}
