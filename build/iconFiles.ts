// The containers that systems keep icons in, around PNG pictures: ICO for Windows (Microsoft, "Icons"), ICNS for macOS (Apple, "Icon
// Services"). Both take PNG as it is since Windows Vista and OS X 10.7.

/** Pictures by the length of their edge in pixels. */
export type Pictures = ReadonlyMap<number, Buffer>;

const icoSizes = [16, 24, 32, 48, 64, 128, 256] as const;
/** The types of ICNS that hold PNG, and the pixels in each. The second of a size is for displays with twice the density. */
const icnsTypes = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;
export const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;

export const sizesNeeded: readonly number[] = [
  ...new Set<number>([...icoSizes, ...linuxSizes, ...icnsTypes.map(([, size]) => size)]),
].sort((a, b) => a - b);

function pictureOf(pictures: Pictures, size: number): Buffer {
  const picture = pictures.get(size);
  if (!picture) throw new Error(`There is no picture of ${size} pixels.`);
  return picture;
}

/** A header of 6 bytes, 16 bytes for each picture, then the pictures. Numbers are little-endian. */
export function icoOf(pictures: Pictures): Buffer {
  const header = Buffer.alloc(6 + 16 * icoSizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(icoSizes.length, 4);
  let from = header.length;
  const files = icoSizes.map((size, place) => {
    const picture = pictureOf(pictures, size);
    const at = 6 + 16 * place;
    // 256 does not fit a byte and is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(picture.length, at + 8);
    header.writeUInt32LE(from, at + 12);
    from += picture.length;
    return picture;
  });
  return Buffer.concat([header, ...files]);
}

/** "icns" and the whole length, then each picture after its type and its length with these eight bytes. Numbers are big-endian. */
export function icnsOf(pictures: Pictures): Buffer {
  const block = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  return block('icns', Buffer.concat(icnsTypes.map(([type, size]) => block(type, pictureOf(pictures, size)))));
}
