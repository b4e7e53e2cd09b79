// Recognises kinds of files by their first bytes.

export type FileKind = 'SQLite' | 'zip' | 'Parquet' | 'text';

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  bytes.length >= text.length && Buffer.from(bytes.buffer, bytes.byteOffset, text.length).toString('latin1') === text;

export const isDatabase = (bytes: Uint8Array): boolean => startsWith(bytes, 'SQLite format 3\0');

/** Text is what has no other signature; whether it really is text shows decoding. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (isDatabase(bytes)) return 'SQLite';
  if (startsWith(bytes, 'PK\x03\x04')) return 'zip';
  if (startsWith(bytes, 'PAR1')) return 'Parquet';
  return 'text';
}
