// The radix sort against a stable comparator sort, over all kinds of doubles.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from './argsort.ts';

test('any doubles: ascending, stable, −0 equal to 0, input untouched', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, 5e-324, -5e-324, 1e300, -1e300),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 100 }), (list) => {
      const keys = Float64Array.from(list);
      const expected = list.map((_, i) => i).sort((a, b) => (list[a]! < list[b]! ? -1 : list[a]! > list[b]! ? 1 : 0));
      expect([...argsort(keys)]).toEqual(expected);
      expect(keys).toEqual(Float64Array.from(list));
    }),
    { numRuns: 300 },
  );
});
