// Checks a review file before it is opened: that it is one, that its schema is exactly ours, and that everything in it is valid
// for the domain. Works on a private copy in memory, in a process of its own that can be killed.
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ParleyError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { candidateNotes } from '../../../shared/domain/catalog.ts';
import { decision, meeting, seat } from '../../../shared/domain/decision.ts';
import { explanation } from '../../../shared/domain/explanation.ts';
import type { Glimpse } from '../../../shared/domain/glimpse.ts';
import { label } from '../../../shared/domain/ids.ts';
import { valueFunctionProblem } from '../../../shared/domain/objective.ts';
import { proposal } from '../../../shared/domain/proposal.ts';
import { settings as settingsSchema } from '../../../shared/domain/review.ts';
import { trailEntry } from '../../../shared/domain/trail.ts';
import type { VersionSummary } from '../../../shared/domain/version.ts';
import { readCatalog } from './catalog.ts';
import { listAltered, listColumns } from './columns.ts';
import { listDecisions, listSeats, readMeeting } from './decisions.ts';
import { listExplanations } from './explanations.ts';
import { glimpseOf } from './glimpse.ts';
import { toFailure } from './failures.ts';
import { readableHandle } from './handle.ts';
import { identify, identityOf, sameContent, type FileIdentity } from './identity.ts';
import { listLogTroubles } from './logTroubles.ts';
import { applicationId, migrate, readSchema, schemaIsGenuine } from './migrate.ts';
import { currentVersion } from './migrations/index.ts';
import { listNotes } from './notes.ts';
import { listProposals } from './proposals.ts';
import { readSettings } from './review.ts';
import { listRoles } from './roles.ts';
import { salvage } from './salvage.ts';
import { openDatabase, SqliteError } from './sqlite.ts';
import { listTrail } from './trail.ts';
import { summaryOf } from './versionSummary.ts';

/** Largest review file that is opened, in bytes. */
export const maxBytes = 256 * 1024 * 1024;

export interface VetRequest {
  path: string;
  /** Whether an unfinished change beside the file is our own, so that it may be rolled back. */
  ownJournal: boolean;
  /** Whether the verdict brings the bytes that were vetted, to open those instead of the file. */
  withContent?: boolean;
  /** Also say what the list says of the review, and whether its decision holds `on` an ISO time, unless the content has that digest. */
  glimpse?: { on: string; unless: string | null };
  /** Also say what is in it, for a list of versions. */
  summary?: boolean;
  /** Write what can be read of the file, which is damaged, into a new one at this path, and vet that. */
  salvageInto?: { path: string; title: string };
}

export type VetResult =
  | {
      ok: true;
      identity: FileIdentity;
      /** SHA-256 of the content that was vetted, in hexadecimal; see `digestOf`. */
      digest: string;
      version: number;
      title: string;
      /** In write-ahead mode, which some programs leave behind. */
      wal: boolean;
      /** An unfinished change beside the file will be rolled back. */
      recovers: boolean;
      /** What was vetted, where the request asked for it; null otherwise. */
      content: Uint8Array | null;
      /** What the list says of it, where the request asked for that; null otherwise. */
      glimpse: Glimpse | null;
      /** What is in it, where the request asked for that; null otherwise. */
      summary: VersionSummary | null;
      /** What a salvaged review lacks, as sentences; null where nothing was salvaged. */
      missing: string[] | null;
    }
  | { ok: false; code: ErrorCode; message: string };

type Passed = VetResult & { ok: true };

/** Vets a file somewhere else: in a process that can be killed. Never rejects. */
export type Vet = (request: VetRequest) => Promise<VetResult>;

/** Names the content of a review file, as it stands in the file. */
export const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Vets the file at a path. Never throws. Must not run in a process that has the file open. */
export function vetFile(request: VetRequest): VetResult {
  const { path: file, salvageInto } = request;
  try {
    return salvageInto ? salvaged(file, salvageInto) : vet(request);
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

const attached = z.array(explanation);
const decided = z.strictObject({ meeting: meeting.nullable(), seats: z.array(seat), decisions: z.array(decision) });
const proposals = z.array(proposal);
// A broken chain is reported when somebody asks; it is no reason to refuse the file.
const trail = z.array(trailEntry);

const damaged = (message: string) => new ParleyError('damaged', message);

function vet({ path: file, ownJournal, withContent = false, glimpse: asked, summary: summing }: VetRequest): Passed {
  const { bytes, identity, recovers } = readMoment(file);
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
  const digest = digestOf(content);
  const kept = withContent ? Uint8Array.from(content) : null;
  if (wal) content.fill(1, 18, 20);
  // Not opened as read-only: SQLite would skip the tables' CHECKs.
  const database = openDatabase(content, { readonly: false });
  try {
    const title = checkContent(database, version);
    const glimpse = asked && asked.unless !== digest ? glimpseOf(readableHandle(database), new Date(asked.on)) : null;
    const summary = summing === true ? summaryOf(readableHandle(database)) : null;
    return {
      ok: true,
      identity,
      digest,
      version,
      title,
      wal,
      recovers,
      content: kept,
      glimpse,
      summary,
      missing: null,
    };
  } finally {
    database.close();
  }
}

function salvaged(file: string, into: { path: string; title: string }): VetResult {
  const missing = salvage(readMoment(file).bytes, into.path, into.title);
  return { ...vet({ path: into.path, ownJournal: false }), missing };
}

/** The bytes of one moment, and whether an abandoned change lies beside them. */
interface Moment {
  bytes: Buffer;
  identity: FileIdentity;
  recovers: boolean;
}

/**
 * Reads the file as it is at one moment. Another process may be saving all the time: a read transaction holds it off for as
 * long as reading the bytes takes, which is milliseconds, and SQLite tells a change under way from one that a crash left.
 *
 * @throws ParleyError `conflict` where the file was replaced or overwritten meanwhile, `locked` where a program keeps it to
 *         itself.
 */
function readMoment(file: string): Moment {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  if (fs.lstatSync(file).isSymbolicLink())
    throw new ParleyError('refused', 'It is a link. Open the file it points to.');
  const descriptor = fs.openSync(file, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  let held: Held = { database: null, recovers: false };
  try {
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile()) throw new ParleyError('refused', 'It is not a file.');
    if (stat.nlink > 1) throw new ParleyError('refused', 'The file has a second name on this disk. Open a copy of it.');
    if (stat.size > maxBytes) {
      throw new ParleyError('tooLarge', `The file has ${Math.ceil(stat.size / 2 ** 20)} MB; a review has at most 256.`);
    }
    if (isRollbackDatabase(descriptor)) held = holdStill(file);
    const identity = identityOf(fs.fstatSync(descriptor));
    const bytes = fs.readFileSync(descriptor);
    const now = identify(file);
    const still = now && sameContent(now, identity) && sameContent(identityOf(fs.fstatSync(descriptor)), identity);
    if (!still || bytes.byteLength !== identity.size) {
      throw new ParleyError('conflict', 'Another program overwrote or replaced it while it was being read. Try again.');
    }
    return { bytes, identity, recovers: held.recovers };
  } finally {
    // In this order: closing the descriptor lets go of every lock that this process has on the file (POSIX).
    held.database?.close();
    fs.closeSync(descriptor);
  }
}

/** Whether the header says that it is a database outside write-ahead mode: only those can be held for reading. */
function isRollbackDatabase(descriptor: number): boolean {
  const header = Buffer.alloc(100);
  const length = fs.readSync(descriptor, header, 0, header.length, 0);
  return length === header.length && header.toString('latin1', 0, 16) === 'SQLite format 3\0' && header[18] === 1;
}

interface Held {
  /** Holds a read transaction on the file until it is closed; null where the file cannot be held. */
  database: Database.Database | null;
  recovers: boolean;
}

/** Begins a read transaction, without reading more than the first page: the content has not been vetted. */
function holdStill(file: string): Held {
  let database: Database.Database | null = null;
  try {
    database = openDatabase(file, { readonly: true });
    database.exec('BEGIN');
    database.pragma('schema_version');
    return { database, recovers: false };
  } catch (error) {
    database?.close();
    if (!(error instanceof SqliteError)) throw error;
    if (error.code.startsWith('SQLITE_BUSY')) {
      throw new ParleyError('locked', 'Another program is writing it and keeps it to itself. Try again in a moment.');
    }
    // Faults of the file itself are found in its bytes. A journal that SQLite does not pass over belongs to an abandoned change.
    return { database: null, recovers: sizeOf(`${file}-journal`) > 0 };
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
    throw damaged(
      'The file is not whole: it has another length than it says. Open an earlier version, or copy it again.',
    );
  }
  if (bytes.readUInt32BE(68) !== applicationId) throw damaged('The file is a database, but not a Parley review.');
  const version = bytes.readInt32BE(60);
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

/** The largest id that the tables allow. */
const lastId = 2_147_483_647;

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
    if (schema.some(({ name }) => /^sqlite_stat\d$/.test(name))) {
      throw damaged(
        'Another program has run ANALYZE on it, which added a table of its own to the review. Open an earlier version.',
      );
    }
    throw damaged('Its tables are not those of a Parley review; somebody has changed them.');
  }
  const roots = database.prepare<[], number>('SELECT rootpage FROM sqlite_schema WHERE rootpage > 0').pluck().all();
  if (new Set(roots).size !== roots.length) throw damaged('Two of its tables claim the same place.');
  const check = database.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok') {
    const [, table] = /^CHECK constraint failed in (\w+)/.exec(String(check)) ?? [];
    throw damaged(
      table === undefined
        ? 'It is damaged: part of it is not as it was written. Open an earlier version.'
        : `Its table “${table}” holds a value that cannot be. Open an earlier version.`,
    );
  }
  if ((database.pragma('foreign_key_check') as unknown[]).length > 0) {
    throw damaged('Some of its rows belong to others that are not there.');
  }
  const full = database
    .prepare<[number], string>("SELECT name FROM sqlite_sequence WHERE seq < 0 OR seq >= ? OR typeof(seq) <> 'integer'")
    .pluck()
    .get(lastId);
  if (full !== undefined) {
    throw damaged(
      `The numbers of rows in its table “${full}” are used up, so nothing could be added. Open an earlier version.`,
    );
  }
  // An older review is checked as it will be after its migration.
  migrate(database);
  return checkValues(database);
}

function checkValues(database: Database.Database): string {
  const db = readableHandle(database);
  const settings = settingsSchema.safeParse({ ...readSettings(db), roles: listRoles(db) });
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
    // Below 0 is the mark of runs that do not add up.
    if (measured.length !== n || sourceIds.length !== n || (sourceIds[0] ?? 0) < 0) {
      throw damaged('A column of values has not one per candidate.');
    }
    if (measured.some((value) => Math.abs(value) > 1e300)) throw damaged('A value is beyond what a review may hold.');
    if (standardErrors?.some((error) => error < 0 || error > 1e300)) {
      throw damaged('A standard error is below 0, or beyond what a review may hold.');
    }
  }
  if (!attached.safeParse(listExplanations(db)).success) throw damaged('It holds importances that cannot be.');
  if (!decided.safeParse({ meeting: readMeeting(db), seats: listSeats(db), decisions: listDecisions(db) }).success) {
    throw damaged('It holds a decision that cannot be.');
  }
  if (!proposals.safeParse(listProposals(db)).success) throw damaged('It holds a proposal that cannot be.');
  if (!trail.safeParse(listTrail(db)).success) throw damaged('It holds an entry of the trail that cannot be.');
  const [log] = listLogTroubles(db);
  if (log)
    throw damaged(
      `The prediction log “${log.log}” cannot be: ${log.header || 'it'} ${log.trouble}. Open an earlier version.`,
    );
  const [altered] = listAltered(db);
  if (altered !== undefined) {
    const name = settings.data.metrics.find(({ id }) => id === altered)?.name ?? '';
    throw damaged(`The values of “${name}” are not those that were saved. Open an earlier version.`);
  }
  return settings.data.title;
}
