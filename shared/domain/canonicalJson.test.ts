// Canonical JSON against vectors made with two implementations and checked by a third, and against its own laws.
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.ts';
import vectors from './fixtures/canonicalJson.json' with { type: 'json' };

interface Vector {
  name: string;
  input?: string;
  canonical?: string;
  utf8Bytes?: number;
  sha256?: string;
  refused?: string;
}
const all: Vector[] = vectors.vectors;
const fromText = all.filter((vector) => vector.input !== undefined);

it.each(fromText.filter(({ refused }) => refused === undefined))(
  'writes $name',
  ({ input, canonical, utf8Bytes, sha256 }) => {
    const text = canonicalJson(JSON.parse(input!));
    expect(text).toBe(canonical);
    expect(Buffer.byteLength(text)).toBe(utf8Bytes);
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
  },
);

it.each(fromText.filter(({ refused }) => refused !== undefined))('refuses $name', ({ input }) => {
  expect(() => canonicalJson(JSON.parse(input!))).toThrow(TypeError);
});

it.each([
  ['a number that is not finite', Infinity],
  ['undefined', { a: undefined }],
  ['a hole', [, 1]],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['a bigint', 1n],
  ['a typed array', new Uint8Array(1)],
  ['a function', { a: () => 1 }],
])('refuses %s', (_name, value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

it('refuses what is nested too deeply before the stack is full', () => {
  let value: unknown = 1;
  for (let level = 0; level < 20_000; level++) value = [value];
  expect(() => canonicalJson(value)).toThrow(/64 levels/);
});

it('covers every vector there is', () => {
  expect(all.filter(({ input }) => input === undefined).map(({ refused }) => refused)).toEqual([
    'not finite',
    'not JSON: undefined',
    'hole',
    'not plain',
    'not plain',
    'not JSON: bigint',
  ]);
});

it('says the same of the same value in whatever order, and can be read back', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary-ascii' }), json), (value) => {
      const backwards = Object.fromEntries(Object.entries(value).reverse());
      const text = canonicalJson(value);
      expect(canonicalJson(backwards)).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
