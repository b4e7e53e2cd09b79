// The quick normal distribution against the slow one.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalCumulative, normalShare } from './normal.ts';

it('the quick distribution is the slow one to 1e-15, and certain beyond nine', () => {
  fc.assert(
    fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (z) => {
      expect(Math.abs(normalShare(z) - normalCumulative(z))).toBeLessThan(1e-15);
    }),
    { numRuns: 2000 },
  );
  expect([normalShare(-Infinity), normalShare(Infinity)]).toEqual([0, 1]);
});
