// Importance by the walk down the tree against all pairs of rows, one by one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutedByHand, treeAnswers, smallLog, treeOf } from '../testing/surrogateCases.ts';
import { permutationImportance } from './permutation.ts';

describe('permutation importance', () => {
  it.each([true, false])(
    'is that of all pairs of rows, weighted, features of several columns too (decides: %s)',
    (decides) => {
      fc.assert(
        fc.property(smallLog, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), (log, stream) => {
          const { columns } = log;
          const target = decides ? Float64Array.from(log.decisions) : log.scores;
          const weights = Float64Array.from(target, () => stream.next().value as number);
          const tree = treeOf(columns, target, 4);
          // The first two columns are one feature.
          const featureOf = columns.map((_, q) => Math.max(0, q - 1));
          const features = featureOf.at(-1)! + 1;
          const found = permutationImportance(tree, columns, featureOf, features, target, weights, 3, decides);
          const total = weights.reduce((sum, w) => sum + w, 0);
          const mean = target.reduce((sum, value, row) => sum + (weights[row]! * value) / total, 0);
          const spread = target.reduce((sum, value, row) => sum + weights[row]! * (value - mean) ** 2, 0) / total;
          const said = treeAnswers(tree, columns, target.length, 3, decides);
          const loss = target.reduce((sum, value, row) => sum + (weights[row]! * (value - said[row]!) ** 2) / total, 0);
          found.forEach((drop, feature) => {
            const own = new Set(columns.map((_, q) => q).filter((q) => featureOf[q] === feature));
            const permuted = permutedByHand(tree, columns, own, target, weights, 3, decides);
            if (!decides && spread < 1e-12) expect(drop).toBeNaN();
            else expect(drop).toBeCloseTo((permuted - loss) / (decides ? 1 : spread), 9);
          });
        }),
        { numRuns: 60 },
      );
    },
  );
  it('is nothing for what is not asked, and undefined without rows', () => {
    const columns = [Float64Array.of(1, 2, 3, 4), Float64Array.of(9, 9, 9, 9)];
    const tree = treeOf(columns, [0, 0, 1, 1], 3);
    expect(permutationImportance(tree, columns, [0, 1], 2, [0, 0, 1, 1], null, 3, true)).toEqual(
      Float64Array.of(0.5, 0),
    );
    const none = columns.map(() => new Float64Array());
    expect(permutationImportance(tree, none, [0, 1], 2, [], null, 3, true)).toEqual(Float64Array.of(NaN, NaN));
  });
});
