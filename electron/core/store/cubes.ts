// Cubes kept as evidence: the file as it came, packed, beside the cells that are the log's columns.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { cubeFile, type CubeFile } from '../../../shared/domain/cube.ts';
import { cubeTrouble, logOfCube } from '../../../shared/measures/log/cube.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { checksumOf, packed } from './logValues.ts';

/** A cube of so many bytes is no summary. */
export const LARGEST_CUBE = 64 * 2 ** 20;

export interface CubeRow {
  counts_place: number;
  squares_place: number | null;
  rows: number;
  digest: string;
}

/** What the log list needs to know of cubes, by log. */
export function listCubes(db: ReadableDb): Map<number, CubeRow> {
  return new Map(
    db
      .read<[], CubeRow & { log_id: number }>('SELECT log_id, counts_place, squares_place, rows, digest FROM log_cube')
      .all()
      .map(({ log_id, ...row }) => [log_id, row]),
  );
}

export function addCube(db: WritableDb, logId: number, cube: CubeFile, { counts, squares }: Cells): void {
  const content = deflateRawSync(Buffer.from(JSON.stringify(cube), 'utf8'));
  db.write<[AddedCube]>(
    `INSERT INTO log_cube (log_id, counts_place, squares_place, rows, digest, checksum, content)
     VALUES (@logId, @counts, @squares, @rows, @digest, @checksum, @content)`,
  ).run({
    logId,
    counts,
    squares,
    rows: cube.source.rows,
    digest: cube.digest,
    checksum: crc32(content),
    content,
  });
}

type Cells = {
  counts: number;
  squares: number | null;
};
type AddedCube = Cells & { logId: number; rows: number; digest: string; checksum: number; content: Uint8Array };

/** The cube of a log that has one. O(cells). */
export function readCube(db: ReadableDb, logId: number): CubeFile {
  const row = contentOf(db, logId);
  if (!row) throw new Error(`Log ${logId} is no cube.`);
  return unpackedCube(row.content);
}

const contentOf = (db: ReadableDb, logId: number) =>
  db
    .read<[number], { content: Uint8Array; checksum: number; digest: string; rows: number }>(
      'SELECT content, checksum, digest, rows FROM log_cube WHERE log_id = ?',
    )
    .get(logId);

const unpackedCube = (content: Uint8Array): CubeFile =>
  cubeFile.parse(JSON.parse(inflateRawSync(content, { maxOutputLength: LARGEST_CUBE }).toString('utf8')));

/** What is wrong with the cube of a log, as the end of a sentence; null: nothing. The log's own columns have to be its cells. O(cells). */
export function troubleOfCube(db: ReadableDb, logId: number): string | null {
  const row = contentOf(db, logId)!;
  if (crc32(row.content) !== row.checksum) return 'is not as it was saved';
  let cube: CubeFile;
  try {
    cube = unpackedCube(row.content);
  } catch {
    return 'is no cube';
  }
  if (cubeTrouble(cube) !== null || cube.digest !== row.digest || cube.source.rows !== row.rows)
    return 'is not as it was counted';
  const kept = db
    .read<[number], { checksum: number }>('SELECT checksum FROM log_values WHERE log_id = ? ORDER BY place')
    .all(logId);
  const same = logOfCube(cube).columns.every(
    ({ numbers, words }, place) =>
      checksumOf(packed({ numbers: words ? null : numbers, words })) === kept[place]?.checksum,
  );
  return same ? null : 'has other cells than were counted';
}

export function removeCube(db: WritableDb, logId: number): void {
  db.write<[number]>('DELETE FROM log_cube WHERE log_id = ?').run(logId);
}
