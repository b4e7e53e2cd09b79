// A table of PostgreSQL as a source of counts: which columns it has, what it is made of, and what the server says in sentences. One
// read-only snapshot for all questions. Partitions that lie on other servers are asked one by one, because each of those counts by
// itself, where the whole table would send every row here first.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ServerAddress } from '../connections/address.ts';
import { openPostgres, type PostgresSession } from '../connections/postgres.ts';
import type { SessionLimits } from '../connections/session.ts';
import type { ServerTable, Source } from './counter.ts';
import { dialects } from './dialects.ts';
import type { Row } from './questions.ts';
import { absentColumn, type ColumnType } from './relation.ts';

const dialect = dialects.postgresql;
const { identifier, literal } = dialect;

/**
 * Connects, and finds the table.
 *
 * @param table  its name, with that of its schema before it.
 * @throws ParleyError with a sentence: no route, wrong password, no such table.
 */
export async function openPostgresTable(
  address: ServerAddress,
  secret: string | null,
  table: readonly string[],
  limits: SessionLimits,
): Promise<ServerTable> {
  const session = await openPostgres(address, secret, limits);
  try {
    const source = new TableSource(session, address, table);
    await source.open();
    return {
      source,
      engine: `PostgreSQL ${source.version}`,
      stop: () => session.stop(),
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

class TableSource implements Source {
  readonly dialect = dialect;
  readonly #session: PostgresSession;
  readonly #address: ServerAddress;
  readonly #table: string;
  #oid = '';
  version = '';

  constructor(session: PostgresSession, address: ServerAddress, table: readonly string[]) {
    this.#session = session;
    this.#address = address;
    this.#table = table.map(identifier).join('.');
  }

  /** Finds the table, and has numbers and dates written in full. */
  async open(): Promise<void> {
    for (const setting of ['extra_float_digits = 3', "DateStyle = 'ISO'", "TimeZone = 'UTC'"])
      await this.rows(`SET LOCAL ${setting}`);
    const [found] = await this.rows(
      `SELECT current_setting('server_version') AS version, CAST(to_regclass(${literal(this.#table)}) AS oid) AS oid`,
    );
    this.version = String(found!['version']).split(' ')[0]!;
    if (found!['oid'] === null)
      throw new ParleyError(
        'badInput',
        `${this.#place()} has no table ${this.#table}, or ${this.#address.user} may not see it. Write it as --table=SCHEMA.TABLE, upper and lower case as they are.`,
      );
    this.#oid = String(found!['oid']);
  }

  async relation(names: readonly string[]) {
    const found = await this.rows(
      `SELECT a.attname AS name, t.typcategory AS category, t.typname AS type, COALESCE(c.collisdeterministic, TRUE) AS plain ` +
        `FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation c ON c.oid = a.attcollation ` +
        `WHERE a.attrelid = ${this.#oid} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    );
    const columns: string[] = [];
    const types: ColumnType[] = [];
    for (const name of names) {
      const column = found.find((each) => each['name'] === name);
      if (column === undefined)
        throw absentColumn(
          name,
          found.map((each) => String(each['name'])),
          this.#table,
        );
      const { type, expression } = readAs(name, column);
      types.push(type);
      columns.push(expression);
    }
    const selected = columns.map((expression, k) => `${expression} AS k${k}`).join(', ');
    const parts = (await this.#parts()).map((part) => `(SELECT ${selected}\nFROM ${part}) AS r`);
    return { parts, columns: names.map((_, k) => `k${k}`), types };
  }

  /**
   * The table, or where some of its partitions lie on other servers each partition. Not where the rows that somebody may see are told
   * by the table as a whole.
   */
  async #parts(): Promise<string[]> {
    const leaves = await this.rows(
      'WITH RECURSIVE below(oid) AS (' +
        `SELECT inhrelid FROM pg_inherits WHERE inhparent = ${this.#oid} ` +
        'UNION SELECT i.inhrelid FROM pg_inherits i JOIN below b ON i.inhparent = b.oid) ' +
        `SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind, has_table_privilege(c.oid, 'SELECT') AS readable, ` +
        `(SELECT relkind = 'p' AND NOT relrowsecurity FROM pg_class WHERE oid = ${this.#oid}) AS plain ` +
        "FROM below b JOIN pg_class c ON c.oid = b.oid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind <> 'p' " +
        'ORDER BY c.oid',
    );
    const apart =
      leaves.some(({ kind }) => kind === 'f') && leaves.every(({ readable, plain }) => readable === 1 && plain === 1);
    if (!apart) return [this.#table];
    return leaves.map(({ schema, name }) => `${identifier(String(schema))}.${identifier(String(name))}`);
  }

  async rows(text: string): Promise<Row[]> {
    try {
      return await this.#session.named(text);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** The server does not say. */
  progress(): number {
    return 0;
  }

  kept(text: string): string {
    return text;
  }

  #place(): string {
    return `PostgreSQL at ${this.#address.host}:${this.#address.port}`;
  }

  /** What is said of a table that is counted, where that is more than of any question. */
  #failure(error: unknown): unknown {
    const { code, message = '' } = ((error as { cause?: unknown }).cause ?? {}) as { code?: unknown; message?: string };
    const nothing = 'Nothing was written.';
    switch (code) {
      case '08006':
      case '08003':
        return new ParleyError(
          'badInput',
          `A server behind ${this.#place()} that holds a part of ${this.#table} was lost while it counted. ${nothing} Try again when it is back.`,
        );
      case '08001': {
        const name = /server "([^"]{1,63})"/.exec(message)?.[1];
        return new ParleyError(
          'badInput',
          `${this.#place()} cannot reach ${name === undefined ? 'a server' : `the server “${name}”`}, which holds a part of ${this.#table}. ${nothing} Try again when it is back.`,
        );
      }
      case '22P02':
      case '22003':
      case '22007':
      case '22012':
      case '42804':
      case '42883':
        return new ParleyError(
          'badInput',
          `${this.#table} does not hold what its columns say: ${this.#place()} could not read a cell of it as the type of its column (${code}). ${nothing} It may be a view, or a table of another server that was changed.`,
        );
      case '42703':
      case '42P01':
        return new ParleyError(
          'badInput',
          `${this.#table} is made of tables or columns that are no longer there (${code}). ${nothing} Ask whoever made it.`,
        );
      case '53100':
      case '53200':
        return new ParleyError(
          'tooLarge',
          `${this.#place()} has no ${code === '53100' ? 'disk' : 'memory'} left for the question. ${nothing} Count fewer groups, or try again later.`,
        );
      default:
        return error;
    }
  }
}

/** Dates and times, words of a list, spans of time. */
const otherCategories = ['D', 'E', 'T'];

/** How a column is read, from what the catalogue says of it (pg_type.typcategory; a domain has that of what it is made of). */
function readAs(name: string, column: Row): { type: ColumnType; expression: string } {
  const own = identifier(name);
  const [category, type] = [String(column['category']), String(column['type'])];
  if (category === 'N' && type !== 'money') return { type: 'number', expression: own };
  if (category === 'S')
    // By the code units of its text, where the server would take 'A' and 'a' for one.
    return { type: 'text', expression: column['plain'] === 1 ? own : `CAST(${own} AS text) COLLATE "C"` };
  if (type === 'citext') return { type: 'text', expression: `CAST(${own} AS text) COLLATE "C"` };
  if (category === 'B')
    return { type: 'other', expression: `CASE WHEN ${own} THEN 'true' WHEN NOT ${own} THEN 'false' END` };
  if (otherCategories.includes(category) || type === 'uuid') return { type: 'other', expression: own };
  throw new ParleyError('badInput', `“${name}” holds ${type} values, which are neither words nor numbers.`);
}
