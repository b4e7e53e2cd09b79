// Files that were offered while a round was voted on, as rows: what they are called, never what is in them.
import type { LateFile } from '../../../shared/domain/round.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

type State = 'waiting' | 'taken' | 'dropped';
export interface LateFileRow extends LateFile {
  state: State;
}

const select = `SELECT late_file.id, round.number AS round, late_file.name, late_file.size, offered_by AS "by", offered_at AS at,
  late_file.state FROM late_file JOIN round ON round.id = late_file.round_id`;

/** Oldest first. */
export function listLateFiles(db: ReadableDb): LateFileRow[] {
  return db.read<[], LateFileRow>(`${select} ORDER BY late_file.id`).all();
}

export function findLateFile(db: ReadableDb, id: number): LateFileRow | null {
  return db.read<[number], LateFileRow>(`${select} WHERE late_file.id = ?`).get(id) ?? null;
}

/** Returns its id. */
export function createLateFile(
  db: WritableDb,
  file: { roundId: number; name: string; size: number; by: string; at: string },
): number {
  const { roundId, name, size, by, at } = file;
  return db
    .write<[{ roundId: number; name: string; size: number; by: string; at: string }]>(
      `INSERT INTO late_file (round_id, name, size, offered_by, offered_at, state)
       VALUES (@roundId, @name, @size, @by, @at, 'waiting')`,
    )
    .run({ roundId, name, size, by, at }).id;
}

export function setLateFile(db: WritableDb, id: number, state: Exclude<State, 'waiting'>): void {
  db.write<[string, number]>('UPDATE late_file SET state = ? WHERE id = ?').run(state, id);
}
