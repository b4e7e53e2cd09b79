// Number columns as BLOBs: little-endian, as every machine Parley runs on keeps them.

/** A copy, because the bytes may be unaligned. */
const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export const toFloats = (bytes: Uint8Array): Float64Array => new Float64Array(aligned(bytes));
export const toInts = (bytes: Uint8Array): Int32Array => new Int32Array(aligned(bytes));

/** The bytes of an array, without copying. */
export const toBytes = (array: Float64Array | Int32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
