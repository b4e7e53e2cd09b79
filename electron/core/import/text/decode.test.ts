// Bytes to text: what is accepted, and the sentence for what is not.
import { describe, expect, it } from 'vitest';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { decodeText, largestFile } from './decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean) => {
  const buffer = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(bigEndian ? buffer.swap16() : buffer);
};
function refusal(bytes: Uint8Array): ParleyError {
  try {
    decodeText(bytes, 'results.csv');
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('decoding a file', () => {
  const text = 'model,größe\nα,1\u00a0000 😀\n';
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with BOM', utf8(`\ufeff${text}`)],
    ['UTF-16 LE', utf16(text, false)],
    ['UTF-16 BE', utf16(text, true)],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeText(bytes, 'results.csv')).toEqual({ text, encoding });
  });
  it('reads a view into a larger buffer', () => {
    const larger = utf8(`xx${text}xx`);
    expect(decodeText(larger.subarray(2, larger.length - 2), 'a').text).toBe(text);
  });
  it('names the first byte that is not UTF-8, and its line', () => {
    const bytes = new Uint8Array([...utf8('a,b\nü\ufffd,1\n'), 0x67, 0xf6, 0xdf, 0x0a]);
    const { code, message } = refusal(bytes);
    expect(code).toBe('badInput');
    expect(message).toBe(
      'results.csv is not UTF-8; save it as UTF-8 and try again. The first byte that is not UTF-8 is number 13, in line 3.',
    );
    expect(bytes[13]).toBe(0xf6);
  });
  it('counts the byte order mark when it names a byte', () => {
    expect(refusal(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff])).message).toContain('number 4, in line 1');
  });
  it.each([
    ['UTF-16 without a mark', Buffer.from('a,b\n1,2\n', 'utf16le'), 'NUL character in line 1'],
    ['a NUL further down', utf8('a,b\n1,\0\n'), 'NUL character in line 2'],
    ['half a UTF-16 character', new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x62]), 'damaged further on'],
    ['a lone surrogate', new Uint8Array([0xff, 0xfe, 0x00, 0xd8]), 'damaged further on'],
    ['a workbook', utf8('PK\u0003\u0004rest'), 'save the sheet as CSV'],
    ['a database', utf8('SQLite format 3\0'), 'an SQLite database'],
    ['a Parquet file', utf8('PAR1....'), 'a Parquet file'],
    ['nothing', new Uint8Array(0), 'is empty'],
  ])('refuses %s', (_, bytes, sentence) => {
    const { code, message } = refusal(new Uint8Array(bytes));
    expect(code).toBe('badInput');
    expect(message).toMatch(/^results\.csv /);
    expect(message).toContain(sentence);
  });
  it('refuses more than 64 MB', () => {
    expect(refusal(new Uint8Array(largestFile + 1))).toMatchObject({ code: 'tooLarge' });
    expect(refusal(new Uint8Array(largestFile + 1)).message).toContain('65 MB; the limit is 64 MB');
  });
});
