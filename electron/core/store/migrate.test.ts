// Bringing files to the current format.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { applicationId, expectedSchema, migrate, readSchema, schemaIsGenuine } from './migrate.ts';
import { currentVersion, migrations } from './migrations/index.ts';

const fresh = () => {
  const database = new Database(':memory:');
  migrate(database);
  return database;
};

describe('migrate', () => {
  it('makes an empty database a review of the current format', () => {
    const database = fresh();
    expect(database.pragma('user_version', { simple: true })).toBe(currentVersion);
    expect(database.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(readSchema(database)).toEqual(expectedSchema(currentVersion));
    const before = database.serialize();
    migrate(database);
    expect(database.serialize().equals(before)).toBe(true);
  });

  it('has formats in tens, rising', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
  });

  it('keeps the rows of an older format, and does nothing at all when a later step fails', () => {
    const database = fresh();
    database.exec("INSERT INTO candidate (name) VALUES ('Alpha')");
    const next = {
      version: currentVersion + 10,
      sql: "ALTER TABLE candidate ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    };
    const broken = {
      version: currentVersion + 20,
      sql: 'CREATE TABLE one (id INTEGER) STRICT; CREATE TABLE one (id INTEGER) STRICT',
    };
    const before = database.serialize();
    expect(() => migrate(database, [...migrations, next, broken])).toThrow(/already exists/);
    expect(database.serialize().equals(before)).toBe(true);
    migrate(database, [...migrations, next]);
    expect(database.prepare('SELECT id, name, note FROM candidate').all()).toEqual([
      { id: 1, name: 'Alpha', note: '' },
    ]);
    expect(database.pragma('user_version', { simple: true })).toBe(currentVersion + 10);
  });

  it('is not committed when it leaves rows that belong to nothing', () => {
    const database = fresh();
    database.pragma('foreign_keys = OFF');
    const orphan = {
      version: currentVersion + 10,
      sql: "INSERT INTO requirement (role_id, metric_id, comparator, bound, strength, reason) VALUES (9, 9, '<=', 1, 'must', '')",
    };
    expect(() => migrate(database, [...migrations, orphan])).toThrow(/left as it is/);
    expect(database.pragma('user_version', { simple: true })).toBe(currentVersion);
  });
});

describe('the schema', () => {
  const rows = expectedSchema(currentVersion)!;

  it('has STRICT tables, and nothing that runs by itself', () => {
    const tables = rows.filter(({ type, name }) => type === 'table' && !name.startsWith('sqlite_'));
    expect(tables.length).toBeGreaterThan(15);
    for (const { sql } of tables) expect(sql).toMatch(/\) STRICT(, WITHOUT ROWID)?$/);
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['table', 'index']));
    expect(rows.filter(({ sql }) => /GENERATED|VIRTUAL|\bAS \(/i.test(sql ?? ''))).toEqual([]);
  });

  it('is recognised to the letter', () => {
    expect(schemaIsGenuine(rows, currentVersion, currentVersion)).toBe(true);
    for (let i = 0; i < rows.length; i++) {
      expect(schemaIsGenuine(rows.toSpliced(i, 1), currentVersion, currentVersion)).toBe(false);
      const changed = rows.with(i, { ...rows[i]!, sql: `${rows[i]!.sql ?? ''} ` });
      expect(schemaIsGenuine(changed, currentVersion, currentVersion)).toBe(false);
    }
    expect(schemaIsGenuine(rows, currentVersion - 1, currentVersion)).toBe(false);
  });
});
