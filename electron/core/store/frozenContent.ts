// Content that never changes, stored under its digest. Written once; no statement here changes or deletes it.
import { deflateSync, inflateSync } from 'node:zlib';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { sha256 } from './trail.ts';

type FrozenKind = 'basis' | 'ballot' | 'results' | 'decision' | 'column' | 'log';

/** Most bytes of one piece, inflated too: what a forged file could blow up to is bounded. */
export const mostFrozenBytes = 64 * 1024 * 1024;

/** Keeps a value as canonical JSON; returns its digest. Throws `tooLarge`. */
export function freezeJson(db: WritableDb, kind: Exclude<FrozenKind, 'column'>, value: unknown): string {
  const text = Buffer.from(canonicalJson(value));
  return keep(db, kind, sha256(text), text, deflateSync(text));
}

/** Keeps bytes as they are; returns their digest. Throws `tooLarge`. */
export function freezeBytes(db: WritableDb, bytes: Uint8Array): string {
  return keep(db, 'column', sha256(bytes), bytes, bytes);
}

function keep(db: WritableDb, kind: FrozenKind, digest: string, content: Uint8Array, bytes: Uint8Array): string {
  if (content.byteLength > mostFrozenBytes) {
    throw new ParleyError(
      'tooLarge',
      `The record would have ${Math.ceil(content.byteLength / 2 ** 20)} MB, and 64 are the most. Remove candidates or metrics that nobody considers.`,
    );
  }
  db.write<[string, string, Uint8Array]>(
    'INSERT INTO frozen (sha256, kind, bytes) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING',
  ).run(digest, kind, bytes);
  return digest;
}

/** The content of a digest, checked against it; null where it is not there or is not what was frozen. */
export function readFrozen(db: ReadableDb, digest: string): Buffer | null {
  const row = db
    .read<[string], { kind: FrozenKind; bytes: Buffer }>('SELECT kind, bytes FROM frozen WHERE sha256 = ?')
    .get(digest);
  if (!row) return null;
  try {
    const content = row.kind === 'column' ? row.bytes : inflateSync(row.bytes, { maxOutputLength: mostFrozenBytes });
    return sha256(content) === digest ? content : null;
  } catch {
    // Bytes that do not inflate are not those that were written.
    return null;
  }
}

/** Every digest that is kept. */
export function listFrozen(db: ReadableDb): string[] {
  return db
    .read<[], { sha256: string }>('SELECT sha256 FROM frozen ORDER BY sha256')
    .all()
    .map((row) => row.sha256);
}
