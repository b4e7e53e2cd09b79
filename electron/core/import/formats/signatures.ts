// What a file is, by its first bytes.

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  bytes.length >= text.length && Buffer.from(bytes.buffer, bytes.byteOffset, text.length).toString('latin1') === text;

export const isDatabase = (bytes: Uint8Array): boolean => startsWith(bytes, 'SQLite format 3\0');
export const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, 'PK\x03\x04');

export const isParquet = (bytes: Uint8Array): boolean => startsWith(bytes, 'PAR1');
