// Looks at a review file before it is opened: whether it is one, whether its schema is ours to the letter, whether everything
// in it is what the domain says. Works on a private copy in memory, in a process of its own that can be killed.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ParleyError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { candidateNotes } from '../../../shared/domain/catalog.ts';
import { explanation } from '../../../shared/domain/explanation.ts';
import { label } from '../../../shared/domain/ids.ts';
import { valueFunctionProblem } from '../../../shared/domain/objective.ts';
import { settings as settingsSchema } from '../../../shared/domain/review.ts';
import { readCatalog } from './catalog.ts';
import { listAltered, listColumns } from './columns.ts';
import { listExplanations } from './explanations.ts';
import { toFailure } from './failures.ts';
import { readableHandle } from './handle.ts';
import { identify, sameContent, type FileIdentity } from './identity.ts';
import { listLogTroubles } from './logTroubles.ts';
import { applicationId, migrate, readSchema, schemaIsGenuine } from './migrate.ts';
import { currentVersion } from './migrations/index.ts';
import { listNotes } from './notes.ts';
import { readSettings } from './review.ts';
import { openDatabase } from './sqlite.ts';

/** Largest review file that is opened, in bytes. */
export const maxBytes = 256 * 1024 * 1024;

export interface VetRequest {
  path: string;
  /** Whether an unfinished change beside the file is our own, so that it may be rolled back. */
  ownJournal: boolean;
}

export type Verdict =
  | {
      ok: true;
      identity: FileIdentity;
      version: number;
      title: string;
      /** In write-ahead mode, which some programs leave behind. */
      wal: boolean;
      /** An unfinished change beside the file will be rolled back. */
      recovers: boolean;
    }
  | { ok: false; code: ErrorCode; message: string };

/** Vets the file at a path. Never throws. Must not run in a process that has the file open. */
export function vetFile({ path: file, ownJournal }: VetRequest): Verdict {
  try {
    return vet(file, ownJournal);
  } catch (error) {
    const failure = toFailure(error);
    if (failure) return { ok: false, code: failure.code, message: `“${path.basename(file)}”: ${failure.message}` };
    return {
      ok: false,
      code: 'damaged',
      message: `“${path.basename(file)}” cannot be read as a review: ${String(error)}`,
    };
  }
}

/** A process that saves without a pause has a journal about half of the time; a second of looking finds a gap. */
const SETTLE_ATTEMPTS = 25;
const SETTLE_MS = 40;

const attached = z.array(explanation);

const damaged = (message: string) => new ParleyError('damaged', message);

function vet(file: string, ownJournal: boolean): Verdict {
  const { bytes, identity, recovers } = readSettled(file, ownJournal);
  if (bytes.byteLength === 0) throw damaged('The file is empty.');
  if (bytes.byteLength < 512 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw damaged('The file is not a Parley review.');
  }
  if (sizeOf(`${file}-wal`) > 0) {
    throw new ParleyError(
      'refused',
      `Changes that another program has not finished stand beside it, in “${path.basename(file)}-wal”. Close that program, or move that file away.`,
    );
  }
  if (recovers && !ownJournal) {
    throw new ParleyError(
      'refused',
      `An unfinished change stands beside it, in “${path.basename(file)}-journal”, and Parley did not leave it there. ` +
        'Open the review on the computer that was writing it, or move that file away.',
    );
  }
  const content = recovers ? rolledBack(file) : bytes;
  const { version, wal } = checkHeader(content);
  if (wal) content.fill(1, 18, 20);
  // Not opened as read-only: SQLite would skip the tables' CHECKs.
  const database = openDatabase(content, { readonly: false });
  try {
    const title = checkContent(database, version);
    return { ok: true, identity, version, title, wal, recovers };
  } finally {
    database.close();
  }
}

/**
 * Reads the file between two changes: another process may be writing it, which takes milliseconds. A change that stays
 * unfinished is left for the caller to judge.
 */
function readSettled(file: string, ownJournal: boolean): { bytes: Buffer; identity: FileIdentity; recovers: boolean } {
  for (let attempt = 1; ; attempt++) {
    const whole = readWhole(file);
    const now = identify(file);
    // Asked once: a change that another process begins after this moment is not in what was read.
    const recovers = sizeOf(`${file}-journal`) > 0;
    const settled = now !== null && sameContent(now, whole.identity) && (!recovers || ownJournal);
    if (settled || attempt === SETTLE_ATTEMPTS) return { ...whole, recovers };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLE_MS);
  }
}

function readWhole(file: string): { bytes: Buffer; identity: FileIdentity } {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  if (fs.lstatSync(file).isSymbolicLink())
    throw new ParleyError('refused', 'It is a link. Open the file it points to.');
  const descriptor = fs.openSync(file, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile()) throw new ParleyError('refused', 'It is not a file.');
    if (stat.nlink > 1) throw new ParleyError('refused', 'The file has a second name on this disk. Open a copy of it.');
    if (stat.size > maxBytes) {
      throw new ParleyError('tooLarge', `The file has ${Math.ceil(stat.size / 2 ** 20)} MB; a review has at most 256.`);
    }
    const identity = { dev: stat.dev, ino: stat.ino, size: stat.size, mtimeMs: stat.mtimeMs };
    return { bytes: fs.readFileSync(descriptor), identity };
  } finally {
    fs.closeSync(descriptor);
  }
}

const sizeOf = (file: string): number => fs.lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** The content after the unfinished change is rolled back, in a copy elsewhere. */
function rolledBack(file: string): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-vet-'));
  try {
    const copy = path.join(folder, 'review');
    fs.copyFileSync(file, copy);
    fs.copyFileSync(`${file}-journal`, `${copy}-journal`);
    const database = openDatabase(copy, { readonly: false });
    try {
      return database.serialize();
    } finally {
      database.close();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The fixed places of the header (https://www.sqlite.org/fileformat.html), before SQLite sees the file. */
function checkHeader(bytes: Buffer): { version: number; wal: boolean } {
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65536 : bytes.readUInt16BE(16);
  if (pageSize < 512 || bytes.readUInt32BE(28) * pageSize !== bytes.byteLength) {
    throw damaged('The file is not whole: it has another length than it says. Open a backup, or copy it again.');
  }
  if (bytes.readUInt32BE(68) !== applicationId) throw damaged('The file is a database, but not a Parley review.');
  const version = bytes.readUInt32BE(60);
  const writeMode = bytes[18];
  const plain =
    (writeMode === 1 || writeMode === 2) &&
    bytes[19] === writeMode &&
    bytes[20] === 0 &&
    bytes.readUInt32BE(44) === 4 &&
    bytes.readUInt32BE(52) === 0 &&
    bytes.readUInt32BE(56) === 1;
  if (!plain || version < 1) throw damaged('The file was not written by Parley.');
  return { version, wal: writeMode === 2 };
}

/** Returns the title. */
function checkContent(database: Database.Database, version: number): string {
  const schema = readSchema(database);
  if (!schemaIsGenuine(schema, version, currentVersion)) {
    if (version > currentVersion) {
      throw new ParleyError(
        'newer',
        `It was written by a newer Parley (format ${version}; this one reads up to ${currentVersion}). Update Parley to open it.`,
      );
    }
    throw damaged('Its tables are not those of a Parley review; somebody has changed them.');
  }
  const roots = database.prepare<[], number>('SELECT rootpage FROM sqlite_schema WHERE rootpage > 0').pluck().all();
  if (new Set(roots).size !== roots.length) throw damaged('Two of its tables claim the same place.');
  const check = database.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok') throw damaged(`It is damaged (${String(check).slice(0, 200)}). Open a backup.`);
  if ((database.pragma('foreign_key_check') as unknown[]).length > 0) {
    throw damaged('Some of its rows belong to others that are not there.');
  }
  // An older review is looked at as what it will become.
  migrate(database);
  return checkValues(database);
}

function checkValues(database: Database.Database): string {
  const db = readableHandle(database);
  const settings = settingsSchema.safeParse(readSettings(db));
  if (!settings.success) {
    const issue = settings.error.issues[0];
    throw damaged(`Something in it is not as it must be: ${issue?.path.join('.') ?? ''} (${issue?.message ?? ''})`);
  }
  for (const objective of settings.data.objectives) {
    const problem = valueFunctionProblem(objective);
    if (problem) throw damaged(`The value function of “${objective.name}” cannot be: ${problem}`);
  }
  const catalog = readCatalog(db);
  const texts = [
    ...catalog.names,
    ...catalog.tags.map(({ tag }) => tag),
    ...catalog.attributes.map(({ name }) => name),
  ];
  const bad = texts.find((text) => !label.safeParse(text).success);
  if (bad !== undefined) throw damaged(`It holds a name that cannot be: ${JSON.stringify(bad).slice(0, 60)}.`);
  if (listNotes(db).some((notes) => !candidateNotes.safeParse(notes).success)) {
    throw damaged('It holds a note or a link that cannot be.');
  }
  const n = catalog.names.length;
  const columns = listColumns(db);
  if (columns.length !== settings.data.metrics.length || catalog.columns.length !== columns.length) {
    throw damaged('A metric has no column of values.');
  }
  for (const { measured, standardErrors, sourceIds } of columns) {
    // Below 0 stands the mark of runs that do not add up.
    if (measured.length !== n || sourceIds.length !== n || (sourceIds[0] ?? 0) < 0) {
      throw damaged('A column of values has not one per candidate.');
    }
    if (measured.some((value) => Math.abs(value) > 1e300)) throw damaged('A value is beyond what a review may hold.');
    if (standardErrors?.some((error) => error < 0 || error > 1e300)) {
      throw damaged('A standard error is below 0, or beyond what a review may hold.');
    }
  }
  if (!attached.safeParse(listExplanations(db)).success) throw damaged('It holds importances that cannot be.');
  const [log] = listLogTroubles(db);
  if (log)
    throw damaged(`The prediction log “${log.log}” cannot be: ${log.header || 'it'} ${log.trouble}. Open a backup.`);
  const [altered] = listAltered(db);
  if (altered !== undefined) {
    const name = settings.data.metrics.find(({ id }) => id === altered)?.name ?? '';
    throw damaged(`The values of “${name}” are not those that were saved. Open a backup.`);
  }
  return settings.data.title;
}
