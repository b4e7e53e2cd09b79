// The icons that are handed out: every picture in its container is a PNG of the size that the container says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linuxSizes } from './iconFiles.ts';
import { root } from './paths.ts';

const read = (name: string) => readFileSync(`${root}build/icons/${name}`);
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The edges of a PNG, from its first chunk. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8)).toEqual(pngStart);
  expect(png.subarray(12, 16).toString('latin1')).toBe('IHDR');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test.each(['icon.ico', 'parley.ico'])('%s has the sizes of Windows', (name) => {
  const file = read(name);
  expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
  let end = 6 + 16 * file.readUInt16LE(4);
  const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, place) => {
    const at = 6 + 16 * place;
    const size = file.readUInt8(at) || 256;
    const [length, from] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
    expect(from).toBe(end);
    end += length;
    expect(sizeOf(file.subarray(from, from + length))).toEqual([size, size]);
    return size;
  });
  expect(end).toBe(file.length);
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test.each(['icon.icns', 'parley.icns'])('%s has the sizes of macOS', (name) => {
  const file = read(name);
  expect(file.subarray(0, 4).toString('latin1')).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const sizes: Record<string, number> = {};
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const [width, height] = sizeOf(file.subarray(at + 8));
    expect(height).toBe(width);
    sizes[file.subarray(at, at + 4).toString('latin1')] = width;
  }
  expect(sizes).toEqual({ ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 });
});

test('Linux has a picture of each size', () => {
  for (const size of linuxSizes) expect(sizeOf(read(`linux/${size}x${size}.png`))).toEqual([size, size]);
});
