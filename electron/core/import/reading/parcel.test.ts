// A parcel holds what was packed, arrays of every kind and length among them, wherever its bytes lie.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packed, unpacked } from './parcel.ts';

const number = fc.oneof(fc.constantFrom(NaN, -0, Infinity), fc.double());
const array = fc.oneof(
  fc.array(fc.nat(255)).map((values) => Uint8Array.from(values)),
  fc.array(fc.nat()).map((values) => Uint32Array.from(values)),
  fc.array(fc.integer()).map((values) => Int32Array.from(values)),
  fc.array(number).map((values) => Float64Array.from(values)),
  // A part of a larger array.
  fc.array(number, { minLength: 3 }).map((values) => Float64Array.from(values).subarray(1, -1)),
);
const value = fc.record({
  text: fc.string({ unit: 'grapheme' }),
  nothing: fc.constant(null),
  columns: fc.array(fc.record({ header: fc.string(), numbers: array, spreads: fc.option(array) })),
});

test('what was packed comes out, at any place in memory', () => {
  fc.assert(
    fc.property(value, fc.nat(9), (given, at) => {
      const bytes = Buffer.concat(packed(given));
      const moved = new Uint8Array(bytes.length + at);
      moved.set(bytes, at);
      expect(unpacked(moved.subarray(at))).toEqual(given);
    }),
  );
});

test('what is there twice is one thing afterwards', () => {
  const source = { text: 'a,b' };
  const starts = Uint32Array.of(0, 2);
  const out = unpacked(
    Buffer.concat(
      packed([
        { source, starts },
        { source, starts },
      ]),
    ),
  ) as { source: object }[];
  expect(out[0]!.source).toBe(out[1]!.source);
});
