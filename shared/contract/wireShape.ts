// Walks the headers of a MessagePack message before it is decoded: a decoder reserves room for as many values as a header claims,
// and a header of five bytes can claim four thousand million. https://github.com/msgpack/msgpack/blob/master/spec.md

/** As deep as `encode` writes. */
const deepest = 64;

const noMessage = (why: string) => new RangeError(`This is no whole message: ${why}.`);

/** How many bytes of lengths and contents follow the first byte of a value, where that is fixed by the byte alone. */
function fixedLength(head: number): number | null {
  if (head <= 0x7f || head >= 0xe0 || (head >= 0xc0 && head <= 0xc3)) return 0;
  if (head >= 0xa0 && head <= 0xbf) return head - 0xa0;
  // float 32 and 64, unsigned and signed integers of 8, 16, 32 and 64 bits
  if (head >= 0xca && head <= 0xd3) return [4, 8, 1, 2, 4, 8, 1, 2, 4, 8][head - 0xca]!;
  // extensions of 1, 2, 4, 8 and 16 bytes, and the byte of their type
  if (head >= 0xd4 && head <= 0xd8) return 1 + 2 ** (head - 0xd4);
  return null;
}

/** What follows a header that says how much: the width of the length in bytes, and what is counted. */
const counted: Readonly<Record<number, readonly [width: number, of: 'bytes' | 'extension' | 'array' | 'map']>> = {
  0xc4: [1, 'bytes'],
  0xc5: [2, 'bytes'],
  0xc6: [4, 'bytes'],
  0xc7: [1, 'extension'],
  0xc8: [2, 'extension'],
  0xc9: [4, 'extension'],
  0xd9: [1, 'bytes'],
  0xda: [2, 'bytes'],
  0xdb: [4, 'bytes'],
  0xdc: [2, 'array'],
  0xdd: [4, 'array'],
  0xde: [2, 'map'],
  0xdf: [4, 'map'],
};

/**
 * Checks that a message is one whole value, at most 64 levels deep, and that nothing in it claims more than the bytes that are
 * left could hold. Allocates nothing. O(values).
 *
 * @throws RangeError where it is not.
 */
export function checkShape(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** Values still to come, per level that is open; `pending` is their sum. */
  const open = new Int32Array(deepest);
  let depth = 0;
  let pending = 1;
  let at = 0;
  const need = (count: number) => {
    if (count > bytes.length - at) throw noMessage('it claims more than it holds');
  };
  const length = (width: number): number => {
    need(width);
    const value = width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at) : view.getUint32(at);
    at += width;
    return value;
  };
  while (pending > 0) {
    need(1);
    const head = view.getUint8(at++);
    pending -= 1;
    if (depth > 0) open[depth - 1]! -= 1;
    let inside = 0;
    const fixed = fixedLength(head);
    if (fixed !== null) {
      need(fixed);
      at += fixed;
    } else if (head <= 0x8f) inside = 2 * (head - 0x80);
    else if (head <= 0x9f) inside = head - 0x90;
    else {
      const known = counted[head];
      if (!known) throw noMessage('it has a value of no known kind');
      const [width, of] = known;
      const count = length(width);
      if (of === 'array') inside = count;
      else if (of === 'map') inside = 2 * count;
      else {
        const skipped = of === 'extension' ? count + 1 : count;
        need(skipped);
        at += skipped;
      }
    }
    if (inside > 0) {
      // Every value has a byte at least.
      need(pending + inside);
      if (depth === deepest) throw noMessage('it is nested too deeply');
      open[depth++] = inside;
      pending += inside;
    }
    while (depth > 0 && open[depth - 1] === 0) depth -= 1;
  }
  if (at !== bytes.length) throw noMessage('there is more behind it');
}
