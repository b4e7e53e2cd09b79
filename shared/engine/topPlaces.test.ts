// The finder of first places remembers where they ended last time; here each of its looks is needed for the right answer.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysIn, topPlaces } from './topPlaces.ts';

const n = 400;
const candidates = Int32Array.from({ length: n }, (_, i) => i);
const names = Array.from({ length: n }, (_, i) => `m${String(i).padStart(4, '0')}`);
const exactly = (keys: Float64Array) => (p: number) => ({ key: keys[p]!, tie: 0 });

/** The first places by a whole sort. */
function sorted(keys: Float64Array, top: number): number[] {
  return [...candidates].sort((a, b) => keys[b]! - keys[a]! || (names[a]! < names[b]! ? -1 : 1)).slice(0, top);
}

test('whoever comes from below the remembered threshold is found', () => {
  const find = topPlaces(candidates, names, 5);
  const keys = Float64Array.from(candidates, (i) => 1 - i / n);
  expect([...find(keysIn(keys), exactly(keys)).order]).toEqual(sorted(keys, 5));
  // Everybody falls far below where the first places ended, and the order turns round.
  const fallen = Float64Array.from(candidates, (i) => i / n / 100);
  expect([...find(keysIn(fallen), exactly(fallen)).order]).toEqual(sorted(fallen, 5));
});

test('when only some fall below the threshold, those who stay above are not all there are', () => {
  const find = topPlaces(candidates, names, 5);
  const keys = Float64Array.from(candidates, (i) => 1 - i / n);
  find(keysIn(keys), exactly(keys));
  const some = keys.map((key, i) => (i < 8 ? key - 0.5 : key - 0.02));
  expect([...find(keysIn(some), exactly(some)).order]).toEqual(sorted(some, 5));
});

test('an approximate key just below the threshold does not lose an exact one that belongs above', () => {
  const top = 3;
  const find = topPlaces(candidates, names, top);
  const keys = Float64Array.from(candidates, (i) => (i < 6 ? 1 - i * 0.1 : 0.1));
  find(keysIn(keys), exactly(keys));
  // Now the last place is level with the remembered threshold, up to rounding: the members hidden right below it count too.
  const threshold = 1 - 5 * 0.1 - 4e-9;
  const approximate = Float64Array.from(candidates, (i) => (i < top ? threshold : i < 10 ? threshold - 5e-10 : 0));
  const exact = Float64Array.from(candidates, (i) => (i < top ? threshold - 3e-10 : i < 10 ? threshold + 3e-10 : 0));
  expect([...find(keysIn(approximate), exactly(exact)).order]).toEqual(sorted(exact, top));
});

test('a sample that misleads does not end with too few', () => {
  // Of 16,384 every fourth is looked at for a first idea, and all high keys stand there: they seem four times as many.
  const many = 16_384;
  const all = Int32Array.from({ length: many }, (_, i) => i);
  const list = Array.from({ length: many }, (_, i) => `m${String(i).padStart(5, '0')}`);
  const keys = Float64Array.from(all, (i) => (i % 4 === 0 ? 1 - i / many : -i / many));
  const found = topPlaces(all, list, 60)(keysIn(keys), exactly(keys));
  expect([...found.order]).toEqual(Array.from({ length: 60 }, (_, k) => 4 * k));
});

test('any course of keys, each within the margin of the exact ones: as by sorting all', () => {
  const level = fc.integer({ min: 0, max: 12 });
  const course = fc.array(fc.array(level, { minLength: 40, maxLength: 40 }), { minLength: 1, maxLength: 6 });
  const few = candidates.subarray(0, 40);
  fc.assert(
    fc.property(course, fc.integer({ min: 1, max: 12 }), (levels, top) => {
      const find = topPlaces(few, names, top);
      for (const list of levels) {
        // Levels a hair's breadth apart, as rounding sets them, and approximate keys off by almost the margin.
        const exact = Float64Array.from(list, (x) => Math.floor(x / 4) / 3 + (x % 4) * 4e-10);
        const rough = exact.map((key, i) => key + ((i % 3) - 1) * 9e-10);
        const found = find(keysIn(rough), exactly(exact));
        const wanted = [...few].sort((a, b) => exact[b]! - exact[a]! || a - b).slice(0, top);
        expect([...found.order]).toEqual(wanted);
      }
    }),
    { numRuns: 500 },
  );
});
