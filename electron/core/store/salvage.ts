// Reads what can still be read of a damaged review, row by row, into a new one: candidates, values, objectives, roles and what they
// want. What stands in a trail or is sealed means nothing in pieces, so it stays in the damaged file. Runs where it can be killed.
import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { countText, listText } from '../../../shared/domain/format.ts';
import { toFloats } from './blobs.ts';
import { emptyColumn, isAltered, putColumn, type StoredColumn } from './columns.ts';
import type { WritableDb } from './handle.ts';
import { applicationId, readSchema, schemaIsGenuine } from './migrate.ts';
import { currentVersion } from './migrations/index.ts';
import { createReviewFile } from './closedFile.ts';
import { createReview } from './review.ts';
import { openDatabase, SqliteError } from './sqlite.ts';

type Value = string | number | Uint8Array | null;
type Row = Record<string, Value>;

interface Part {
  table: string;
  /** The order in which its rows lie. */
  key: string;
  /** What people call its rows. */
  is: string;
  /** Belongs to what a role wants. */
  ballot?: true;
}

/** In an order in which nothing refers to what comes later. Candidates, metrics and columns are read on their own. */
const parts: readonly Part[] = [
  { table: 'candidate_tag', key: 'tag, candidate_id', is: 'tags' },
  { table: 'attribute', key: 'id', is: 'properties of candidates' },
  { table: 'candidate_attribute', key: 'candidate_id, attribute_id', is: 'properties of candidates' },
  { table: 'candidate_note', key: 'candidate_id', is: 'notes' },
  { table: 'candidate_link', key: 'id', is: 'links' },
  { table: 'objective', key: 'id', is: 'objectives' },
  { table: 'objective_point', key: 'objective_id, at', is: 'objectives' },
  { table: 'role', key: 'id', is: 'roles' },
  { table: 'ballot_weight', key: 'role_id, objective_id', is: 'weights', ballot: true },
  { table: 'requirement', key: 'id', is: 'requirements', ballot: true },
  { table: 'hold', key: 'id', is: 'holds', ballot: true },
];
/** What is not taken over, by what people call it. */
const leftBehind: readonly (readonly [table: string, is: string])[] = [
  ['source', 'where the values came from'],
  ['decision', 'decisions'],
  ['round', 'rounds'],
  ['trail', 'the trail'],
  ['prediction_log', 'prediction logs'],
  ['scenario', 'scenarios'],
  ['explanation', 'importances'],
];

interface Rows {
  /** From the start as far as it could be read, and from the end as far as it could be read. */
  start: Row[];
  end: Row[];
  whole: boolean;
}
const all = ({ start, end }: Rows): Row[] => [...start, ...end];

/** Reads from both ends, up to what cannot be read. */
function rowsOf(damaged: Database.Database, table: string, key: string): Rows {
  const down = key
    .split(', ')
    .map((column) => `${column} DESC`)
    .join(', ');
  const start = readUpTo(damaged, `SELECT * FROM ${table} ORDER BY ${key}`);
  if (start.whole) return { start: start.rows, end: [], whole: true };
  const { rows } = readUpTo(damaged, `SELECT * FROM ${table} ORDER BY ${down}`);
  const keyOf = (row: Row) => JSON.stringify(key.split(', ').map((column) => row[column]));
  const known = new Set(start.rows.map(keyOf));
  return { start: start.rows, end: rows.filter((row) => !known.has(keyOf(row))).reverse(), whole: false };
}

function readUpTo(damaged: Database.Database, sql: string): { rows: Row[]; whole: boolean } {
  const rows: Row[] = [];
  try {
    for (const row of damaged.prepare<[], Row>(sql).iterate()) rows.push(row);
    return { rows, whole: true };
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error;
    return { rows, whole: false };
  }
}

/** A file that was cut off, or has bytes too many: as long as its header says, with nothing where something is missing. */
function inFullLength(bytes: Uint8Array): Buffer {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(100, bytes.byteLength));
  if (header.byteLength < 100) throw nothingLeft();
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  const length = Math.min(header.readUInt32BE(28) * pageSize, 256 * 1024 * 1024);
  if (pageSize < 512 || length < 512) throw nothingLeft();
  const whole = Buffer.alloc(length);
  whole.set(bytes.subarray(0, length));
  // Outside write-ahead mode, which a database in memory has not.
  whole.fill(1, 18, 20);
  return whole;
}

const nothingLeft = () =>
  new ParleyError('damaged', 'Nothing of it can be read any more. Open an earlier version of it, or another copy.');

/** Where the schema is not exactly that of a review, nothing in the file is trusted. */
function openDamaged(bytes: Uint8Array): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = openDatabase(inFullLength(bytes), { readonly: true });
    const ours = database.pragma('application_id', { simple: true }) === applicationId;
    const version = database.pragma('user_version', { simple: true }) as number;
    if (!ours || version > currentVersion || !schemaIsGenuine(readSchema(database), version, currentVersion)) {
      throw nothingLeft();
    }
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof SqliteError ? nothingLeft() : error;
  }
}

/**
 * Writes what can be read of damaged content into a new review at a path that does not exist.
 *
 * @param title of the new review where its own cannot be read.
 * @returns what is missing, as sentences.
 * @throws ParleyError `damaged` where nothing is left. O(size).
 */
export function salvage(bytes: Uint8Array, target: string, title: string): string[] {
  const damaged = openDamaged(bytes);
  try {
    let missing: string[] = [];
    createReviewFile(target, (db) => {
      missing = fill(db, damaged, title);
    });
    return missing;
  } finally {
    damaged.close();
  }
}

function fill(db: WritableDb, damaged: Database.Database, title: string): string[] {
  const review = rowsOf(damaged, 'review', 'id').start[0];
  const named = typeof review?.['title'] === 'string' && review['title'] !== '' ? review['title'] : title;
  const groupRule = review?.['group_rule'] === 'weightedMean' ? 'weightedMean' : 'leastRegret';
  const note = typeof review?.['note'] === 'string' ? review['note'] : '';
  createReview(db, { id: randomUUID(), title: named, note, groupRule });
  const missing = new Set<string>();
  const candidates = takeCandidates(db, damaged);
  const values = takeValues(db, damaged, candidates.ids.length);
  const going = roundGoing(damaged);
  for (const { table, key, is, ballot } of parts) {
    if (ballot && going) continue;
    const rows = rowsOf(damaged, table, key);
    if (!rows.whole || insertAll(db, table, all(rows), going ? { rationale: '' } : {}) > 0) missing.add(is);
  }
  const incumbent = review?.['incumbent_id'] ?? null;
  if (typeof incumbent === 'number' && candidates.ids.includes(incumbent)) {
    db.write<[number]>('UPDATE review SET incumbent_id = ? WHERE id = 1').run(incumbent);
  }
  if (candidates.ids.length === 0 && values.metrics === 0) throw nothingLeft();
  const left = leftBehind.filter(([table]) => !isEmpty(damaged, table)).map(([, is]) => is);
  return [
    ...candidates.missing,
    ...values.missing,
    ...(missing.size > 0 ? [`Some of the ${listText([...missing])} could not be read.`] : []),
    ...(going ? ['What the roles want was left out, because a round may have been going on.'] : []),
    ...(left.length > 0 ? [`Not taken over, and still in the damaged file: ${listText(left)}.`] : []),
  ];
}

/** Where the rounds cannot be read, one may be going on. */
function roundGoing(damaged: Database.Database): boolean {
  const rounds = rowsOf(damaged, 'round', 'id');
  return !rounds.whole || all(rounds).some((round) => round['going'] !== null);
}

function isEmpty(damaged: Database.Database, table: string): boolean {
  const { rows, whole } = readUpTo(damaged, `SELECT 1 AS one FROM ${table} LIMIT 1`);
  return whole && rows.length === 0;
}

/** Rows that do not fit, or belong to one that is lost, are left out; returns how many. */
function insertAll(db: WritableDb, table: string, rows: readonly Row[], instead: Row = {}): number {
  let lost = 0;
  for (const row of rows) {
    const whole = { ...row };
    for (const [name, value] of Object.entries(instead)) if (name in whole) whole[name] = value;
    const names = Object.keys(whole);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
    try {
      db.write<[Row]>(sql).run(whole);
    } catch (error) {
      if (!(error instanceof SqliteError)) throw error;
      lost += 1;
    }
  }
  return lost;
}

/** Candidates that cannot be read keep their place, since values are told apart by nothing but their place. */
function takeCandidates(db: WritableDb, damaged: Database.Database): { ids: number[]; missing: string[] } {
  const rows = rowsOf(damaged, 'candidate', 'id');
  const found = all(rows);
  const lost = rows.whole ? 0 : Math.max(0, countByValues(damaged) - found.length);
  const before = Number(rows.start.at(-1)?.['id'] ?? 0);
  const after = Number(rows.end[0]?.['id'] ?? before + lost + 1);
  const placeable = after - before - 1 >= lost;
  const unreadable = Array.from({ length: placeable ? lost : 0 }, (_, i) => ({
    id: before + 1 + i,
    name: `Unreadable candidate ${i + 1}`,
  }));
  const every = [...rows.start, ...unreadable, ...rows.end];
  insertAll(db, 'candidate', every);
  const ids = db
    .read<[], { id: number }>('SELECT id FROM candidate ORDER BY id')
    .all()
    .map(({ id }) => id);
  if (lost === 0 && ids.length === every.length) {
    return { ids, missing: rows.whole ? [] : ['Some candidates could not be read.'] };
  }
  const names = unreadable.length === 1 ? 'its values stand' : 'their values stand';
  const kept =
    unreadable.length > 0
      ? `; ${names} under “Unreadable candidate 1”${unreadable.length > 1 ? ' and so on' : ''}`
      : '';
  const count = countText(lost || every.length - ids.length, 'candidate');
  return { ids, missing: [`The name of ${count} could not be read${kept}.`] };
}

/** How many candidates the columns of values are made for, as most of them say. */
function countByValues(damaged: Database.Database): number {
  const lengths = all(rowsOf(damaged, 'metric_column', 'metric_id')).map((row) => {
    const measured = row['measured'];
    return measured instanceof Uint8Array ? measured.byteLength / 8 : 0;
  });
  const counts = Map.groupBy(lengths, (length) => length);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 0;
}

/** Metrics with their values; where those cannot be trusted the metric stays, without any. */
function takeValues(
  db: WritableDb,
  damaged: Database.Database,
  candidates: number,
): { metrics: number; missing: string[] } {
  const metrics = rowsOf(damaged, 'metric', 'id');
  const lostMetrics = insertAll(db, 'metric', all(metrics)) > 0 || !metrics.whole;
  const rows = new Map(all(rowsOf(damaged, 'metric_column', 'metric_id')).map((row) => [row['metric_id'], row]));
  const lost: string[] = [];
  const here = db.read<[], { id: number; name: string }>('SELECT id, name FROM metric ORDER BY id').all();
  for (const { id, name } of here) {
    const column = columnOf(id, rows.get(id), candidates);
    if (column === null) lost.push(name);
    putColumn(db, column ?? emptyColumn(id, candidates));
  }
  return {
    metrics: here.length,
    missing: [
      ...(lostMetrics ? ['Some metrics could not be read.'] : []),
      ...(lost.length > 0 ? [`The values of ${listText(lost, 5)} could not be read.`] : []),
    ],
  };
}

/** Without sources: from which file a value came does not count for anything where the file is damaged. */
function columnOf(metricId: number, row: Row | undefined, candidates: number): StoredColumn | null {
  const { checksum, measured, standard_errors: errors = null } = row ?? {};
  if (!(measured instanceof Uint8Array) || measured.byteLength !== candidates * 8) return null;
  if (typeof checksum !== 'number' || (errors !== null && !(errors instanceof Uint8Array))) return null;
  if (isAltered({ checksum, measured, standard_errors: errors })) return null;
  return {
    ...emptyColumn(metricId, candidates),
    measured: toFloats(measured),
    standardErrors: errors && toFloats(errors),
  };
}
