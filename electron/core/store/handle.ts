// What the rest of the core may do with an open database: read, or read and write. A query gets a handle that cannot write;
// a command gets one that can. Statements are prepared once per handle and kept by their text.
import type Database from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A value as SQLite stores it. */
export type SqlValue = number | string | Uint8Array | null;

/**
 * The parameters of a statement: up to three by order (`?`), more by name (`@name`), because nobody notices when two of many are
 * swapped.
 */
export type SqlParameters = SqlValue[] | [Record<string, SqlValue>];

export interface ReadStatement<P extends SqlParameters, R> {
  get(...parameters: P): R | undefined;
  all(...parameters: P): R[];
}

export interface WriteStatement<P extends SqlParameters> {
  run(...parameters: P): { changes: number; id: number };
}

/** A database to read from. `read` refuses a statement that would write, when it is first used. */
export interface ReadableDb {
  readonly [readable]: true;
  read<P extends SqlParameters, R>(sql: string): ReadStatement<P, R>;
}

/** A database inside one write transaction. */
export interface WritableDb extends ReadableDb {
  readonly [writable]: true;
  /** Without `P` the statement takes no parameters. */
  write<P extends SqlParameters = []>(sql: string): WriteStatement<P>;
  /** Runs an insertion of many rows of one table, whose new ids follow each other; the history keeps it as one entry. */
  insertMany(table: string, insert: () => IdRange): IdRange;
}

export interface IdRange {
  first: number;
  last: number;
}

/** Keeps an insertion of many rows; see `History.insertMany`. */
export type InsertMany = (table: string, insert: () => IdRange) => IdRange;

/** Told about each statement that took longer than `slow` milliseconds. */
export type SlowStatement = (sql: string, milliseconds: number) => void;

const slow = 40;

class Handle {
  readonly #database: Database.Database;
  readonly #onSlow: SlowStatement;
  readonly #insertMany: InsertMany;
  readonly #readings = new Map<string, ReadStatement<SqlParameters, unknown>>();
  readonly #writings = new Map<string, WriteStatement<SqlParameters>>();

  constructor(database: Database.Database, onSlow: SlowStatement, insertMany: InsertMany = (_, insert) => insert()) {
    this.#database = database;
    this.#onSlow = onSlow;
    this.#insertMany = insertMany;
  }

  insertMany(table: string, insert: () => IdRange): IdRange {
    return this.#insertMany(table, insert);
  }

  read(sql: string): ReadStatement<SqlParameters, unknown> {
    let reading = this.#readings.get(sql);
    if (!reading) {
      const statement = this.#database.prepare<unknown[], unknown>(sql);
      if (!statement.readonly) throw new TypeError(`A reading statement would write: ${sql}`);
      reading = {
        get: (...parameters) => this.#timed(sql, () => statement.get(...parameters)),
        all: (...parameters) => this.#timed(sql, () => statement.all(...parameters)),
      };
      this.#readings.set(sql, reading);
    }
    return reading;
  }

  write(sql: string): WriteStatement<SqlParameters> {
    let writing = this.#writings.get(sql);
    if (!writing) {
      const statement = this.#database.prepare<unknown[], unknown>(sql);
      writing = {
        run: (...parameters) => {
          const { changes, lastInsertRowid } = this.#timed(sql, () => statement.run(...parameters));
          return { changes, id: Number(lastInsertRowid) };
        },
      };
      this.#writings.set(sql, writing);
    }
    return writing;
  }

  #timed<T>(sql: string, run: () => T): T {
    const start = performance.now();
    const result = run();
    const took = performance.now() - start;
    if (took > slow) this.#onSlow(sql, took);
    return result;
  }
}

// The brands exist in the types alone; these two functions are the only place that grants them.

/** A handle that can only read. */
export function readableHandle(database: Database.Database, onSlow: SlowStatement = () => undefined): ReadableDb {
  return new Handle(database, onSlow) as unknown as ReadableDb;
}

/** A handle for commands; the caller wraps its use in a transaction. Without a history, many rows are simply inserted. */
export function writableHandle(
  database: Database.Database,
  onSlow: SlowStatement = () => undefined,
  insertMany?: InsertMany,
): WritableDb {
  return new Handle(database, onSlow, insertMany) as unknown as WritableDb;
}
