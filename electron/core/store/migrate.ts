// Migrates a database to the current format, and knows the schema of every format.
import Database from 'better-sqlite3';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { writableHandle } from './handle.ts';
import { migrations as all, type Migration } from './migrations/index.ts';
import { keepDigests } from './stateDigest.ts';

/** The format from which on a review keeps digests of what people said. */
const firstWithDigests = 60;

/** "Parl" in the header of the file: what makes a SQLite database a review. */
export const applicationId = 0x5061726c;

interface SchemaRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

/**
 * Runs all pending migrations in one transaction, together with the new format number.
 * Foreign keys and the whole file are checked before it is committed.
 */
export function migrate(database: Database.Database, migrations: readonly Migration[] = all): void {
  const from = database.pragma('user_version', { simple: true }) as number;
  const pending = migrations.filter(({ version }) => version > from);
  if (pending.length === 0) return;
  database
    .transaction(() => {
      for (const { version, sql } of pending) {
        database.exec(sql);
        database.pragma(`user_version = ${version}`);
      }
      if (pending.at(-1)!.version >= firstWithDigests) keepDigests(writableHandle(database));
      database.pragma(`application_id = ${applicationId}`);
      const broken = database.pragma('foreign_key_check') as unknown[];
      const check = database.pragma('quick_check(1)', { simple: true });
      if (broken.length > 0 || check !== 'ok') {
        throw new ParleyError(
          'damaged',
          'The review could not be brought to the current format; it was left as it is.',
        );
      }
    })
    .immediate();
}

const schemas = new Map<number, SchemaRow[]>();

/** The schema of a database, in a stable order. */
export function readSchema(database: Database.Database): SchemaRow[] {
  return database
    .prepare<[], SchemaRow>('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .all();
}

/** The exact schema of a format; null for a format that never existed. */
export function expectedSchema(version: number): SchemaRow[] | null {
  if (!all.some((migration) => migration.version === version)) return null;
  let schema = schemas.get(version);
  if (!schema) {
    const database = new Database(':memory:');
    migrate(
      database,
      all.filter((migration) => migration.version <= version),
    );
    schema = readSchema(database);
    database.close();
    schemas.set(version, schema);
  }
  return schema;
}

const same = (a: SchemaRow, b: SchemaRow) =>
  a.type === b.type && a.name === b.name && a.tbl_name === b.tbl_name && a.sql === b.sql;

const plainTable = /^CREATE TABLE [a-z_]+ \([^]*\) STRICT(, WITHOUT ROWID)?$/;
const plainIndex = /^CREATE (UNIQUE )?INDEX [a-z_]+ ON [a-z_]+ \([a-z_, ]+\)$/;

/**
 * Whether the schema is exactly that of its format. This is the main defence against a forged file: it leaves no room for
 * triggers, views, virtual tables or generated columns. Of a newer format, everything known here must stand unchanged, and
 * the rest must be plain tables and indexes.
 */
export function schemaIsGenuine(schema: readonly SchemaRow[], version: number, newest: number): boolean {
  const expected = expectedSchema(Math.min(version, newest));
  if (!expected) return false;
  if (version <= newest) return schema.length === expected.length && expected.every((row, i) => same(row, schema[i]!));
  const rest = schema.filter((row) => !expected.some((known) => known.name === row.name));
  return (
    expected.every((known) => schema.some((row) => same(row, known))) &&
    schema.length === expected.length + rest.length &&
    rest.every(
      ({ type, sql, name }) =>
        (type === 'table' && sql !== null && plainTable.test(sql) && !/\bAS\s*\(/i.test(sql)) ||
        (type === 'index' && (sql === null ? name.startsWith('sqlite_autoindex_') : plainIndex.test(sql))),
    )
  );
}
