// Foreign SQLite databases, from their bytes alone: looked at before SQLite sees them, opened as a private copy in memory, and
// read only where they are plain tables. Runs in a process that can be killed, because nothing else stops a statement.
import type Database from 'better-sqlite3';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { openDatabase, SqliteError } from '../../store/sqlite.ts';
import { excerpt } from '../text/problems.ts';
import type { SourceCell } from '../planning/source.ts';
import { remark } from '../planning/source.ts';
import { mostRows } from './queryPort.ts';
import type { QueryPort, Row } from './queryPort.ts';
import { withWriteAhead } from './writeAhead.ts';

const longestText = 8_000;

/** A database that was opened from its bytes. */
export interface ForeignDatabase extends QueryPort {
  close(): void;
}

const refused = (message: string) => new ParleyError('badInput', message);

/** The fixed places of the header (https://www.sqlite.org/fileformat.html). */
function checkHeader(bytes: Buffer, fileName: string): void {
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65536 : bytes.readUInt16BE(16);
  const whole = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0 && bytes.length % pageSize === 0;
  // The page count counts only where the file was last changed by a program that keeps it.
  const counted = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
  if (!whole || (counted && bytes.readUInt32BE(28) * pageSize !== bytes.length)) {
    throw refused(
      `${fileName} is not whole: it has another length than it says. Copy it again while no program writes it.`,
    );
  }
  const mode = bytes[18];
  const known =
    (mode === 1 || mode === 2) &&
    bytes[19] === mode &&
    bytes[20] === 0 &&
    bytes.readUInt32BE(44) >= 1 &&
    bytes.readUInt32BE(44) <= 4 &&
    bytes.readUInt32BE(56) >= 1 &&
    bytes.readUInt32BE(56) <= 3;
  if (!known) throw refused(`${fileName} is an SQLite database of a kind Parley does not read.`);
}

/** Runs `work`; what SQLite says of a damaged file becomes a sentence. */
function guarded<T>(fileName: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error;
    throw refused(
      `${fileName} cannot be read as a database: ${excerpt(error.message)}. Copy it again while no program writes it.`,
    );
  }
}

/**
 * Opens the bytes of a database.
 *
 * @param beside the content of its -wal file, where that was given too.
 * @throws ParleyError `badInput` when the file is cut, damaged, or has views or virtual tables instead of tables.
 */
export function openForeign(bytes: Uint8Array, fileName: string, beside?: Uint8Array): ForeignDatabase {
  if (bytes.length < 512) throw refused(`${fileName} is not whole: it is shorter than any database.`);
  let copy = Buffer.from(bytes);
  checkHeader(copy, fileName);
  const problems: Problem[] = [];
  const ahead = copy[18] === 2;
  if (ahead && beside && beside.length > 0) {
    const together = guarded(fileName, () => withWriteAhead(bytes, beside));
    copy = Buffer.from(together.bytes);
    checkHeader(copy, fileName);
    const message = together.added
      ? `What stood in the write-ahead file beside ${fileName} was read with it.`
      : `The write-ahead file beside ${fileName} adds nothing to it: it is of another database, or was written in already.`;
    problems.push(remark(message));
  } else if (ahead) {
    copy.fill(1, 18, 20);
    const message = `${fileName} is in write-ahead mode: what its program has not yet written into it, but into a file beside it that ends in -wal, is not here. Choose both files together, or close that program, if runs are missing.`;
    problems.push(remark(message));
  }
  const database = guarded(fileName, () => openDatabase(copy, { readonly: false }));
  try {
    return { ...guarded(fileName, () => reader(database, fileName)), problems };
  } catch (error) {
    database.close();
    throw error;
  }
}

function reader(database: Database.Database, fileName: string): Omit<ForeignDatabase, 'problems'> {
  database.pragma('query_only = ON');
  const schema = database
    .prepare<[], [string, string, number, string | null]>(
      'SELECT type, name, rootpage, sql FROM sqlite_schema LIMIT 5000',
    )
    .raw()
    .all();
  const roots = schema.map(([, , root]) => root).filter((root) => root > 0);
  if (new Set(roots).size !== roots.length) throw refused(`${fileName} is damaged: two of its tables claim one place.`);
  const plain = new Map<string, Set<string>>();
  const has = (table: string, ...columns: string[]): boolean => {
    let known = plain.get(table);
    if (!known) plain.set(table, (known = guarded(fileName, () => plainColumns(table))));
    return known.size > 0 && columns.every((column) => known.has(column));
  };
  const plainColumns = (table: string): Set<string> => {
    const entry = schema.find(([, name]) => String(name).toLowerCase() === table);
    if (!entry) return new Set();
    const [type, , , sql] = entry;
    const columns = database
      .prepare<[string], [string, number]>('SELECT name, hidden FROM pragma_table_xinfo(?)')
      .raw()
      .all(table);
    if (type !== 'table' || /^\s*create\s+virtual/i.test(sql ?? '') || columns.some(([, hidden]) => hidden !== 0)) {
      throw refused(`${fileName} was not opened: its "${table}" is not a plain table, so somebody has changed it.`);
    }
    return new Set(columns.map(([name]) => name));
  };
  // SQLite has the operator and leaves what it does to the program.
  database.function('regexp', { deterministic: true }, (pattern: unknown, text: unknown) =>
    Number(typeof text === 'string' && new RegExp(String(pattern)).test(text)),
  );
  const allRows = (sql: string, values: readonly SourceCell[]): Row[] =>
    guarded(fileName, () => {
      const statement = database.prepare<unknown[], unknown[]>(sql).raw().safeIntegers(true);
      const rows: Row[] = [];
      for (const row of statement.iterate(...values)) {
        if (rows.length === mostRows) throw new ParleyError('tooLarge', `${fileName} has more rows than Parley reads.`);
        rows.push(row.map(toCell));
      }
      return rows;
    });
  return {
    has,
    dialect: 'sqlite',
    rows: (sql, ...values) => {
      try {
        return Promise.resolve(allRows(sql, values));
      } catch (error) {
        return Promise.reject(error as Error);
      }
    },
    stream: async function* (sql, ...values) {
      yield await Promise.resolve(allRows(sql, values));
    },
    close: () => database.close(),
  };
}

function toCell(value: unknown): SourceCell {
  if (typeof value === 'number' || value === null) return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  // A blob in a text column says nothing.
  return typeof value === 'string' ? value.slice(0, longestText).toWellFormed() : null;
}
