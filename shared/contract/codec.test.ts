// The wire format: what is sent arrives, and a message that claims more than it holds is refused before room is made for it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './codec.ts';
import { checkShape } from './wireShape.ts';

const plain = fc.letrec((again) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.string({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.float64Array({ maxLength: 40 }),
    fc.int32Array({ maxLength: 80 }),
    fc.array(again('value'), { maxLength: 20 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      again('value'),
      { noNullPrototype: true },
    ),
  ),
})).value;

describe('a message', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decode(encode(value))).toEqual(value);
      }),
    );
  });
  it('may be 64 levels deep, and no deeper', () => {
    const nested = (depth: number) => Uint8Array.from([...Array.from({ length: depth }, () => 0x91), 0xc0]);
    expect(() => decode(nested(64))).not.toThrow();
    expect(() => decode(nested(65))).toThrow(/too deeply/);
  });
  it('that is cut, or goes on, is none', () => {
    fc.assert(
      fc.property(plain, fc.nat(), (value, nat) => {
        const bytes = encode(value);
        expect(() => decode(bytes.subarray(0, nat % bytes.length))).toThrow();
        expect(() => decode(Uint8Array.from([...bytes, 0xc0]))).toThrow();
      }),
    );
  });
  // Decoding these took most of a minute, and gigabytes.
  it.each([
    ['one list', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['lists in lists', Array.from({ length: 400 }, () => [0xdd, 0x01, 0xff, 0xff, 0xff]).flat()],
    ['one map', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    [
      'lists that the whole message could hold, but not together',
      Array.from({ length: 60 }, () => [0xdc, 0, 170]).flat(),
    ],
    ['a text', [0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]],
    ['an extension', [0xc9, 0xff, 0xff, 0xff, 0xff, 1]],
  ])('that claims more than it holds is refused: %s', (_what, bytes) => {
    expect(() => checkShape(Uint8Array.from(bytes))).toThrow('claims more than it holds');
    expect(() => decode(Uint8Array.from(bytes))).toThrow('claims more than it holds');
  });
  it('of any bytes ends in a value or an error, and what is refused is refused by the walk or the decoder', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
