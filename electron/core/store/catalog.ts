// Candidates with their tags and attributes as rows, and the catalogue as a whole.
import type { AttributeColumn, Catalog } from '../../../shared/domain/catalog.ts';
import { listMeasured } from './columns.ts';
import { removeExplanationsOf } from './explanations.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { removeIntervalsOfCandidate, withIntervals } from './intervals.ts';
import { removeFromLogs } from './logs.ts';
import { removeNotes } from './notes.ts';
import { readRevision } from './review.ts';

/** Ids and names, in id order. */
export function listCandidates(db: ReadableDb): { ids: Int32Array; names: string[] } {
  const rows = db.read<[], { id: number; name: string }>('SELECT id, name FROM candidate ORDER BY id').all();
  return { ids: Int32Array.from(rows, ({ id }) => id), names: rows.map(({ name }) => name) };
}

export function countCandidates(db: ReadableDb): number {
  return db.read<[], { count: number }>('SELECT count(*) AS count FROM candidate').get()?.count ?? 0;
}

/** The 0-based place of a candidate in the catalogue, or −1. */
export function placeOfCandidate(db: ReadableDb, id: number): number {
  const row = db
    .read<[number, number], { there: number; before: number }>(
      'SELECT EXISTS (SELECT 1 FROM candidate WHERE id = ?) AS there, (SELECT count(*) FROM candidate WHERE id < ?) AS before',
    )
    .get(id, id);
  return row?.there === 1 ? row.before : -1;
}

export function findCandidate(db: ReadableDb, name: string): number | null {
  return db.read<[string], { id: number }>('SELECT id FROM candidate WHERE name = ?').get(name)?.id ?? null;
}

/** Returns the new candidate's id, larger than all before. The caller adds its place to the columns. */
export function createCandidate(db: WritableDb, name: string): number {
  return db.write<[string]>('INSERT INTO candidate (name) VALUES (?)').run(name).id;
}

/**
 * Adds many candidates at once, under names that are not taken. Returns the first id; the others follow it. One statement for all,
 * and one entry in the history: a hundred thousand candidates take a fifth of the time.
 */
export function createCandidates(db: WritableDb, names: readonly string[]): number {
  if (names.length === 0) return 0;
  return db.insertMany('candidate', () => {
    const { id } = db
      .write<[string]>('INSERT INTO candidate (name) SELECT value FROM json_each(?)')
      .run(JSON.stringify(names));
    return { first: id - names.length + 1, last: id };
  }).first;
}

export function renameCandidate(db: WritableDb, id: number, name: string): void {
  db.write<[string, number]>('UPDATE candidate SET name = ? WHERE id = ?').run(name, id);
}

/** Removes a candidate with its tags, attributes, note, links, explanations, intervals and places in logs. The caller takes it out of the columns. */
export function removeCandidate(db: WritableDb, id: number): void {
  db.write<[number]>('DELETE FROM candidate_tag WHERE candidate_id = ?').run(id);
  db.write<[number]>('DELETE FROM candidate_attribute WHERE candidate_id = ?').run(id);
  removeNotes(db, id);
  removeFromLogs(db, id);
  removeExplanationsOf(db, id);
  removeIntervalsOfCandidate(db, id);
  db.write<[number]>('DELETE FROM candidate WHERE id = ?').run(id);
}

export function setTag(db: WritableDb, candidateId: number, tag: string, on: boolean): void {
  if (on) {
    db.write<[string, number]>(
      'INSERT INTO candidate_tag (tag, candidate_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ).run(tag, candidateId);
  } else {
    db.write<[string, number]>('DELETE FROM candidate_tag WHERE tag = ? AND candidate_id = ?').run(tag, candidateId);
  }
}

/** The id of the attribute of that name, made if there is none. */
export function ensureAttribute(db: WritableDb, name: string): number {
  const found = db.read<[string], { id: number }>('SELECT id FROM attribute WHERE name = ?').get(name);
  return found ? found.id : db.write<[string]>('INSERT INTO attribute (name) VALUES (?)').run(name).id;
}

export function setAttribute(db: WritableDb, candidateId: number, attributeId: number, value: string): void {
  db.write<[number, number, string]>(
    `INSERT INTO candidate_attribute (candidate_id, attribute_id, value) VALUES (?, ?, ?)
     ON CONFLICT (candidate_id, attribute_id) DO UPDATE SET value = excluded.value`,
  ).run(candidateId, attributeId, value);
}

function listAttributes(db: ReadableDb, ids: Int32Array): AttributeColumn[] {
  const attributes = db
    .read<[], { id: number; name: string }>('SELECT id, name FROM attribute ORDER BY id')
    .all()
    .map(({ id, name }) => ({ id, name, values: new Array<string>(ids.length).fill('') }));
  if (attributes.length === 0) return [];
  const byId = new Map(attributes.map((attribute) => [attribute.id, attribute]));
  const rows = db
    .read<[], { candidate_id: number; attribute_id: number; value: string }>(
      'SELECT candidate_id, attribute_id, value FROM candidate_attribute ORDER BY candidate_id',
    )
    .all();
  // Both run in the order of candidates.
  let place = 0;
  for (const row of rows) {
    while (place < ids.length && (ids[place] ?? 0) < row.candidate_id) place++;
    const attribute = byId.get(row.attribute_id);
    if (attribute && ids[place] === row.candidate_id) attribute.values[place] = row.value;
  }
  return attributes;
}

function listTags(db: ReadableDb): Catalog['tags'] {
  const rows = db
    .read<[], { tag: string; candidate_id: number }>(
      'SELECT tag, candidate_id FROM candidate_tag ORDER BY tag, candidate_id',
    )
    .all();
  return [...Map.groupBy(rows, ({ tag }) => tag)].map(([tag, group]) => ({
    tag,
    candidateIds: group.map((row) => row.candidate_id),
  }));
}

/** Every candidate and every value. O(cells); a few milliseconds at 100,000 × 10 besides the names. */
export function readCatalog(db: ReadableDb): Catalog {
  const { ids, names } = listCandidates(db);
  return {
    revision: readRevision(db).catalogRevision,
    candidateIds: ids,
    names,
    columns: withIntervals(db, listMeasured(db), ids),
    attributes: listAttributes(db, ids),
    tags: listTags(db),
  };
}
