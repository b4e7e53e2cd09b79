// Notes and links that people added to candidates.
import type { CandidateLink, CandidateNotes } from '../../../shared/domain/catalog.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

export function readNotes(db: ReadableDb, candidateId: number): CandidateNotes {
  const note = db
    .read<[number], { note: string }>('SELECT note FROM candidate_note WHERE candidate_id = ?')
    .get(candidateId)?.note;
  const links = db
    .read<[number], CandidateLink>('SELECT id, title, url FROM candidate_link WHERE candidate_id = ? ORDER BY id')
    .all(candidateId);
  return { note: note ?? '', links };
}

/** All of them, whoever they are about; for vetting. */
export function listNotes(db: ReadableDb): CandidateNotes[] {
  const notes = db.read<[], { note: string }>('SELECT note FROM candidate_note').all();
  const links = db.read<[], CandidateLink>('SELECT id, title, url FROM candidate_link').all();
  return [...notes.map(({ note }) => ({ note, links: [] })), { note: '', links }];
}

/** An empty note is deleted. */
export function setNote(db: WritableDb, candidateId: number, note: string): void {
  if (note === '') db.write<[number]>('DELETE FROM candidate_note WHERE candidate_id = ?').run(candidateId);
  else {
    db.write<[number, string]>(
      `INSERT INTO candidate_note (candidate_id, note) VALUES (?, ?)
       ON CONFLICT (candidate_id) DO UPDATE SET note = excluded.note`,
    ).run(candidateId, note);
  }
}

/** Returns the link's id. A link of the same address gets the new title. */
export function putLink(db: WritableDb, candidateId: number, title: string, url: string): number {
  const found = db
    .read<[number, string], { id: number }>('SELECT id FROM candidate_link WHERE candidate_id = ? AND url = ?')
    .get(candidateId, url);
  if (found) {
    db.write<[string, number]>('UPDATE candidate_link SET title = ? WHERE id = ?').run(title, found.id);
    return found.id;
  }
  return db
    .write<[number, string, string]>('INSERT INTO candidate_link (candidate_id, title, url) VALUES (?, ?, ?)')
    .run(candidateId, title, url).id;
}

/** Returns whether there was one. */
export function removeLink(db: WritableDb, id: number): boolean {
  return db.write<[number]>('DELETE FROM candidate_link WHERE id = ?').run(id).changes > 0;
}

export function removeNotes(db: WritableDb, candidateId: number): void {
  db.write<[number]>('DELETE FROM candidate_note WHERE candidate_id = ?').run(candidateId);
  db.write<[number]>('DELETE FROM candidate_link WHERE candidate_id = ?').run(candidateId);
}
