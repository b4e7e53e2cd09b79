// One column of a log to BLOBs and back, and the check that BLOBs from a file can be such a column.
import { crc32 } from 'node:zlib';
import type { LogValues } from '../../../shared/domain/predictionLog.ts';
import { toBytes, toFloats } from './blobs.ts';

export type PackedValues = {
  numbers: Uint8Array | null;
  codes: Uint8Array | null;
};

/** Bytes per code: the smallest that holds so many words and "missing". */
const widthFor = (words: number): 1 | 2 | 4 => (words < 0xff ? 1 : words < 0xffff ? 2 : 4);
const arrays = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

export function packed({ numbers, words }: LogValues): PackedValues {
  return { numbers: numbers && toBytes(numbers), codes: words && packedCodes(words.codes, words.names.length) };
}

function packedCodes(codes: Int32Array, words: number): Uint8Array {
  const wide = new arrays[widthFor(words)](codes.length);
  for (let i = 0; i < codes.length; i++) wide[i] = codes[i]! + 1;
  return new Uint8Array(wide.buffer);
}

/** @param names  the words in order of their codes. */
export function unpacked({ numbers, codes }: PackedValues, cases: number, names: readonly string[]): LogValues {
  return {
    numbers: numbers && toFloats(numbers),
    words: codes && { codes: unpackedCodes(codes, cases), names },
  };
}

function unpackedCodes(bytes: Uint8Array, cases: number): Int32Array {
  const width = (bytes.length / cases) as 1 | 2 | 4;
  const wide = new arrays[width](new Uint8Array(bytes).buffer);
  const codes = new Int32Array(cases);
  for (let i = 0; i < cases; i++) codes[i] = wide[i]! - 1;
  return codes;
}

export const checksumOf = ({ numbers, codes }: PackedValues): number =>
  crc32(codes ?? new Uint8Array(), numbers ? crc32(numbers) : 0);

/** What is wrong with packed values, as the end of a sentence; null when nothing is. */
export function troubleIn(
  { numbers, codes, checksum }: PackedValues & { checksum: number },
  cases: number,
  names: readonly string[],
): string | null {
  if (numbers !== null && numbers.length !== 8 * cases) return 'has not one number per case';
  if (codes !== null && codes.length !== widthFor(names.length) * cases) return 'has not one word per case';
  if (checksumOf({ numbers, codes }) !== checksum) return 'is not as it was saved';
  if (numbers !== null && toFloats(numbers).some((value) => Math.abs(value) > 1e300)) return 'holds a number too large';
  if (codes !== null && unpackedCodes(codes, cases).some((code) => code >= names.length))
    return 'names a word it lacks';
  return null;
}
