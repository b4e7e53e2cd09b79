// Several classes: worked by hand, and against the binary rates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/golden.ts';
import { confusionTable } from './confusion.ts';
import { multiclassMeasures, multiclassTable } from './multiclass.ts';
import { rates } from './rates.ts';

describe('several classes', () => {
  it('worked by hand', () => {
    // Rows are labels, columns predictions: a [2 1 0], b [0 2 1], c [1 0 3].
    const labels = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 2);
    const predicted = Int32Array.of(0, 0, 1, 1, 1, 2, 0, 2, 2, 2);
    const measures = multiclassMeasures(multiclassTable(labels, predicted, null, 4), ['a', 'b', 'c', 'never']);
    expectClose(measures.accuracy, 0.7, 'accuracy');
    expectClose(measures.balancedAccuracy, (2 / 3 + 2 / 3 + 3 / 4) / 3, 'balanced');
    expectClose(measures.macroPrecision, (2 / 3 + 2 / 3 + 3 / 4) / 3, 'precision');
    expectClose(measures.weightedF1, (3 * (2 / 3) + 3 * (2 / 3) + 4 * 0.75) / 10, 'F1');
    // Gorodkin: (c·s − Σ p·t) / √((s² − Σp²)(s² − Σt²)) = (70 − 34) / 66.
    expectClose(measures.mcc, 36 / 66, 'MCC');
    expect(measures.classes[3]).toBeNull();
  });
  it('has no macro precision when a labelled class is never predicted, and says which', () => {
    const measures = multiclassMeasures(Float64Array.of(1, 0, 1, 0), ['cat', 'dog']);
    expect(measures.macroPrecision).toEqual({ value: null, reason: 'No row is predicted "dog".' });
    expectClose(measures.macroF1, 1 / 3, 'macro F1');
  });
  it('agrees with the binary rates when there are two classes', () => {
    const row = fc.record({ y: fc.nat(1), p: fc.nat(1), w: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const weights = Float64Array.from(rows, ({ w }) => w);
        const codes = (of: 'y' | 'p') => Int32Array.from(rows, (row) => row[of]);
        const many = multiclassMeasures(multiclassTable(codes('y'), codes('p'), weights, 2), ['no', 'yes']);
        const two = rates(
          confusionTable(
            Uint8Array.from(rows, ({ y }) => y),
            Uint8Array.from(rows, ({ p }) => p),
            weights,
          ),
        );
        expectClose(many.accuracy, two.accuracy.value, 'accuracy');
        expectClose(many.mcc, two.mcc.value, 'MCC');
        if (many.classes[1]) expectClose(many.classes[1].f1, two.f1.value, 'F1');
      }),
    );
  });
});
