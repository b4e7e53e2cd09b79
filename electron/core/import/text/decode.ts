// Bytes of a file → text. Refuses what is not text, and names the offending byte and line.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';

export const largestFile = 64 * 1024 * 1024;

type Encoding = 'UTF-8' | 'UTF-8 with BOM' | 'UTF-16 LE' | 'UTF-16 BE';

/** A text, and how its bytes spelled it. */
export interface DecodedText {
  text: string;
  encoding: Encoding;
}

// First bytes of files that people try to import and that are not text tables.
const otherFormats: readonly [signature: string, what: string][] = [
  [
    '504b0304',
    'a workbook or an archive, not a text table; open it in a spreadsheet and save the sheet as CSV (UTF-8)',
  ],
  ['d0cf11e0', 'an old Excel workbook, not a text table; open it in a spreadsheet and save the sheet as CSV (UTF-8)'],
  ['53514c697465', 'an SQLite database, not a text table; export the table as CSV (UTF-8)'],
  ['50415231', 'a Parquet file, not a text table; export it as CSV (UTF-8)'],
  ['1f8b', 'compressed; unpack it and try again'],
  ['25504446', 'a PDF document, not a text table'],
];

/** @throws ParleyError `tooLarge` above 64 MB. */
export function checkSize(length: number, fileName: string): void {
  if (length <= largestFile) return;
  const size = Math.ceil(length / 1024 / 1024);
  throw new ParleyError('tooLarge', `${fileName} is ${size} MB; the limit is 64 MB. Split the table and try again.`);
}

/**
 * Decodes a whole file: UTF-8 with or without a byte order mark, UTF-16 only with one.
 *
 * @throws ParleyError `tooLarge` above 64 MB; `badInput` for an empty file, bytes that are not UTF-8, or NUL characters.
 */
export function decodeText(bytes: Uint8Array, fileName: string): DecodedText {
  checkSize(bytes.length, fileName);
  if (bytes.length === 0) throw new ParleyError('badInput', `${fileName} is empty.`);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('hex');
  const other = otherFormats.find(([signature]) => start.startsWith(signature));
  if (other) throw new ParleyError('badInput', `${fileName} is ${other[1]}.`);

  const encoding = start.startsWith('efbbbf')
    ? 'UTF-8 with BOM'
    : start.startsWith('fffe')
      ? 'UTF-16 LE'
      : start.startsWith('feff')
        ? 'UTF-16 BE'
        : 'UTF-8';
  const text = encoding.startsWith('UTF-8') ? decodeUtf8(bytes, fileName) : decodeUtf16(bytes, encoding, fileName);

  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const place = `line ${formatCount(lineAt(text, nul))}`;
    throw new ParleyError(
      'badInput',
      `${fileName} contains a NUL character in ${place}, so it is not a text table in UTF-8; save it as UTF-8 and try again.`,
    );
  }
  return { text, encoding };
}

function decodeUtf8(bytes: Uint8Array, fileName: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { offset, line } = firstInvalidByte(bytes);
    throw new ParleyError(
      'badInput',
      `${fileName} is not UTF-8; save it as UTF-8 and try again. The first byte that is not UTF-8 is number ${formatCount(offset)}, in line ${formatCount(line)}.`,
    );
  }
}

function decodeUtf16(bytes: Uint8Array, encoding: Encoding, fileName: string): string {
  try {
    return new TextDecoder(encoding === 'UTF-16 LE' ? 'utf-16le' : 'utf-16be', { fatal: true }).decode(bytes);
  } catch {
    throw new ParleyError(
      'badInput',
      `${fileName} begins like ${encoding} and is damaged further on; save it as UTF-8 and try again.`,
    );
  }
}

/** Where decoding first fails: 0-based byte offset and 1-based line. One pass. */
function firstInvalidByte(bytes: Uint8Array): { offset: number; line: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf('\ufffd', from);
    offset += Buffer.byteLength(text.slice(from, at));
    // U+FFFD may also stand in the file itself, as EF BF BD.
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!genuine || at < 0) return { offset, line: lineAt(text, at) };
    offset += 3;
    from = at + 1;
  }
}

/** The 1-based line in which the character at `index` stands. */
function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
