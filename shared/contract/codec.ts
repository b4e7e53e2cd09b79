// The wire format of hosts that cannot clone structures: MessagePack, with typed arrays as extensions.
// Bytes are a native MessagePack type; numbers keep their 64 bits, NaN included; `__proto__` keys are refused by the library.
import { ExtensionCodec, decode as unpack, encode as pack } from '@msgpack/msgpack';
import { checkShape } from './wireShape.ts';

const extensions = new ExtensionCodec();
const FLOAT64 = 1;
const INT32 = 2;

// Both ends of every host run little-endian; a big-endian one would have to swap here.
const toBytes = (array: Float64Array | Int32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
/** A copy, because the bytes inside a message need not stand at a multiple of the element size. */
const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

extensions.register({
  type: FLOAT64,
  encode: (value) => (value instanceof Float64Array ? toBytes(value) : null),
  decode: (bytes) => new Float64Array(aligned(bytes)),
});
extensions.register({
  type: INT32,
  encode: (value) => (value instanceof Int32Array ? toBytes(value) : null),
  decode: (bytes) => new Int32Array(aligned(bytes)),
});

export const contentType = 'application/vnd.msgpack';

/** Plain data → bytes. Throws on what the wire does not carry (functions, symbols, depth over 64). */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return pack(value, { extensionCodec: extensions, maxDepth: 64 });
}

/** Bytes → plain data. Throws on malformed or truncated input, before it reserves more memory than a few times the bytes. */
export function decode(bytes: Uint8Array): unknown {
  checkShape(bytes);
  return unpack(bytes, { extensionCodec: extensions });
}
