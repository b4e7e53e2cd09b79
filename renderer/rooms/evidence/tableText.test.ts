// What is copied from the evidence table, read again as a pasted table.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planImport } from '../../../electron/core/import/planning/plan.ts';
import { readTable } from '../../../electron/core/import/formats/table.ts';
import { emptyReview } from '../../../electron/core/import/testing/readText.ts';
import type { Column } from './columns.ts';
import { tableText } from './tableText.ts';

const metric = (measured: Float64Array, standardErrors: Float64Array | null): Column => {
  const about = { id: 1, name: 'accuracy', unit: '%', direction: 'max', formula: null } as const;
  return { kind: 'metric', key: 'm1', label: 'accuracy', metric: about, measured, standardErrors } as unknown as Column;
};
const named = (texts: readonly string[]): Column =>
  ({ kind: 'attribute', key: 'a1', label: 'model', texts }) as unknown as Column;

describe('a copied table', () => {
  it('pasted again has the same names and numbers, bit for bit', () => {
    // As a review keeps names: one line, no blanks at the ends or side by side, composed.
    const letters = fc.constantFrom(
      'a',
      'Z',
      '7',
      '"',
      "'",
      '=',
      '+',
      '-',
      '@',
      ',',
      ';',
      '|',
      'é',
      '模',
      '🚀',
      '<',
      '%',
    );
    const name = fc
      .array(fc.array(letters, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map((part) => part.join('')).join(' '))
      .filter((text) => !/^'[=+\-@]/.test(text));
    const number = fc.oneof(
      fc.double({ min: -1e300, max: 1e300, noNaN: true }).map((one) => one + 0),
      fc.integer(),
      fc.constantFrom(NaN, 0, 5e-324, 1e300, -1e300, 0.1, 1 / 3, 123456789012345680000),
    );
    const row = fc.record({ name, value: number, error: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })) });
    fc.assert(
      fc.property(fc.uniqueArray(row, { minLength: 1, selector: (one) => one.name }), (rows) => {
        const values = Float64Array.from(rows, ({ value }) => value);
        const errors = Float64Array.from(rows, ({ error, value }) => (Number.isNaN(value) ? NaN : (error ?? NaN) + 0));
        const text = tableText([named(rows.map((one) => one.name)), metric(values, errors)], rows.keys(), () => '');
        const options = { delimiter: '\t', decimal: '.', header: true } as const;
        const { table, preview } = readTable(new TextEncoder().encode(text), 'Pasted table', options);
        expect(preview.columns.map(({ header }) => header)).toEqual([
          'model',
          'accuracy (%)',
          'accuracy standard error (%)',
        ]);
        const { content } = planImport(
          table,
          {
            duplicates: 'refuse',
            unreadable: 'refuse',
            uses: [
              { use: 'name' },
              { use: 'metric', name: 'accuracy', unit: '%', direction: 'max' },
              { use: 'standardError', of: 'accuracy' },
            ],
          },
          emptyReview,
        );
        expect(content?.rows.map((one) => one.name)).toEqual(rows.map((one) => one.name));
        expect(content?.metrics[0]?.measured).toEqual(values);
        expect(content?.metrics[0]?.standardErrors).toEqual(errors);
      }),
      { numRuns: 500 },
    );
  });
});
