// Requirements: bounds, missing measurements, whose requirements count.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceLists } from './change/priceList.ts';
import { evaluate } from './evaluate.ts';
import { countOutcomes, outcomeOf, screen, undecidedOf, unmetWantsOf, violationsOf } from './screen.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';

const snapshot = snapshotOf({
  rows: [
    [120, 0.9],
    [121, 0.7],
    [NaN, 0.8],
    [50, NaN],
  ],
  // The policy fills the matrix; requirements look at measurements only.
  objectives: [{ ...linear(200, 0), missing: 'median' }, linear(0, 1)],
  roles: [
    { requirements: [{ metricId: 1, comparator: '<=', bound: 120, strength: 'must' }] },
    {
      requirements: [
        { metricId: 2, comparator: '>=', bound: 0.8, strength: 'want' },
        { metricId: 2, comparator: '>=', bound: 0.1, strength: 'must' },
      ],
    },
  ],
});

test('every role screens for everybody; bounds are inclusive; not measured is not met', () => {
  const screening = screen(snapshot, null);
  expect([...screening.feasible]).toEqual([1, 0, 0, 0]);
  expect([...screening.unmetWants]).toEqual([0, 1, 0, 1]);
  expect(violationsOf(snapshot, screening, 0)).toEqual([]);
  expect(violationsOf(snapshot, screening, 1)).toMatchObject([{ measured: 121, by: 1, requirement: { bound: 120 } }]);
  expect(violationsOf(snapshot, screening, 2)).toMatchObject([
    { measured: null, by: null, requirement: { metricId: 1 } },
  ]);
  expect(unmetWantsOf(snapshot, screening, 1)).toMatchObject([{ measured: 0.7, by: expect.closeTo(0.1, 12) }]);
});

test('the view of one role applies its requirements alone', () => {
  expect([...screen(snapshot, 1).feasible]).toEqual([1, 0, 0, 1]);
  expect([...screen(snapshot, 2).feasible]).toEqual([1, 1, 1, 0]);
  expect([...screen(snapshot, 1).unmetWants]).toEqual([0, 0, 0, 0]);
  expect(() => screen(snapshot, 9)).toThrow(RangeError);
});

test('a requirement on a metric that nobody measured screens everybody out', () => {
  const none = { ...snapshot, catalog: { ...snapshot.catalog, columns: [] } };
  expect([...screen(none, 1).feasible]).toEqual([0, 0, 0, 0]);
});

/** Candidates whose gap is known as an interval: within the bound, across it, beyond it, without an upper end, and one known exactly. */
const gaps = (() => {
  const review = snapshotOf({
    rows: [[0.02], [0.04], [0.12], [0.03], [0.06]],
    objectives: [linear(0.2, 0)],
    roles: [
      { requirements: [{ metricId: 1, comparator: '<=', bound: 0.05, strength: 'must' }] },
      { requirements: [{ metricId: 1, comparator: '<=', bound: 0.01, strength: 'want' }] },
    ],
  });
  const intervals = {
    lows: Float64Array.of(0, 0, 0.06, 0, NaN),
    highs: Float64Array.of(0.05, 0.09, 0.2, Infinity, NaN),
  };
  const columns = review.catalog.columns.map((column) => ({ ...column, intervals }));
  return { ...review, catalog: { ...review.catalog, columns } };
})();

test('a value known as an interval breaks a bound only where all of it lies beyond; across it, nobody is screened out', () => {
  const screening = screen(gaps, null);
  expect([...screening.feasible]).toEqual([1, 1, 0, 1, 0]);
  expect([...screening.undecided]).toEqual([0, 1, 0, 1, 0]);
  // Across the bound of the want it cannot be told either, which is not a wish that is missed.
  expect([...screening.unmetWants]).toEqual([0, 0, 1, 0, 1]);
  expect(undecidedOf(gaps, screening.musts, 1)).toMatchObject([{ measured: 0.04, interval: { low: 0, high: 0.09 } }]);
  expect(undecidedOf(gaps, screening.musts, 3)).toMatchObject([{ interval: { low: 0, high: null } }]);
  expect(violationsOf(gaps, screening, 2)).toMatchObject([
    { measured: 0.12, interval: { low: 0.06, high: 0.2 }, by: expect.closeTo(0.01, 12) },
  ]);
  expect(violationsOf(gaps, screening, 4)).toMatchObject([{ interval: null, by: expect.closeTo(0.01, 12) }]);
  const [must] = screening.musts;
  expect(countOutcomes(gaps.catalog.columns[0], must!, 5, -1)).toEqual({ met: 1, broken: 2, unclear: 2 });
  expect(countOutcomes(undefined, must!, 5, -1)).toEqual({ met: 0, broken: 5, unclear: 0 });
});

test('loosening a bound admits a candidate once its interval reaches it', () => {
  const [list] = priceLists(gaps, evaluate(gaps, { role: null }), 'leastRegret');
  expect([...list!.candidates].map((i) => list!.bounds[[...list!.candidates].indexOf(i)])).toEqual([
    0, 0, 0, 0.06, 0.06,
  ]);
});

test('of a bound from either side: met and broken exclude each other, and a narrower interval never decides less', () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(number, number, number, number, fc.constantFrom('<=', '>='), (a, b, c, bound, comparator) => {
      const [low, x, high] = [a, b, c].toSorted((p, q) => p - q) as [number, number, number];
      const of = { comparator, bound };
      const wide = outcomeOf(of, x, { low, high });
      const narrow = outcomeOf(of, x, { low: x, high });
      const exact = outcomeOf(of, x, null);
      if (wide !== 'unclear') expect(narrow).toBe(wide);
      if (narrow !== 'unclear') expect(exact).toBe(narrow);
      expect(outcomeOf(of, x, { low, high: null })).not.toBe(comparator === '<=' ? 'met' : 'broken');
    }),
  );
});
