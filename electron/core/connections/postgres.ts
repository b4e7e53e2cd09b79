// Sessions of PostgreSQL.
import pg from 'pg';
import type { ServerAddress } from './address.ts';
import { Asking, portion, tlsOptions } from './session.ts';
import type { ServerCell, ServerRow, ServerSession, SessionLimits } from './session.ts';
import { troubleOf } from './troubles.ts';

/** A value as the server writes it, by its type (pg_type.dat). */
function cellOf(type: number): (text: string) => ServerCell {
  switch (type) {
    case 16:
      return (text) => (text === 't' ? 1 : 0);
    case 20: // bigint
      return (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text);
    case 21:
    case 23:
    case 26:
    case 700:
    case 701:
      return Number;
    case 17: // bytea
      return () => null;
    default:
      return (text) => text;
  }
}

/** Question marks as PostgreSQL numbers them. */
function numbered(sql: string): string {
  let at = 0;
  return sql.replaceAll('?', () => `$${(at += 1)}`);
}

function clientOf(address: ServerAddress, secret: string | null, { connectSeconds }: SessionLimits): pg.Client {
  const tls = tlsOptions(address);
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    // Null would let the client look elsewhere.
    password: secret ?? '',
    ssl: tls ?? false,
    connectionTimeoutMillis: connectSeconds * 1000,
    application_name: 'Parley',
    types: { getTypeParser: (type: number) => cellOf(type) as never },
  });
  // Whatever breaks is told to whoever waits for an answer; without a listener it would end the process.
  client.on('error', () => undefined);
  return client;
}

export interface PostgresSession extends ServerSession {
  /** As `rows`, each by the names of its columns. Nothing is bound, so that a question mark is itself. Errors have a `cause`. */
  named(sql: string): Promise<Record<string, ServerCell>[]>;
}

/** See `openSession`. */
export async function openPostgres(
  address: ServerAddress,
  secret: string | null,
  limits: SessionLimits,
): Promise<PostgresSession> {
  const client = clientOf(address, secret, limits);
  const asking = new Asking();
  const told = <T>(question: () => Promise<T>): Promise<T> =>
    asking.ask(question).catch((error: unknown) => {
      const trouble = troubleOf(error, address, limits.statementSeconds);
      throw trouble === error ? trouble : Object.assign(trouble, { cause: error });
    });
  const ask = async (sql: string, values: readonly ServerCell[] = []): Promise<ServerRow[]> => {
    const { rows } = await told(() =>
      client.query<ServerCell[]>({ text: numbered(sql), values: [...values], rowMode: 'array' }),
    );
    return rows;
  };
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await client.end().catch(() => undefined);
  };
  try {
    await told(() => client.connect());
    // A server that notices that nobody listens any more ends the statement; not every system can.
    await client.query('SET client_connection_check_interval = 1000').catch(() => undefined);
    await ask('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await ask(`SET LOCAL statement_timeout = ${limits.statementSeconds * 1000}`);
    // All rows of a cursor are read; PostgreSQL would else plan for the first tenth, which took 7 s where this takes 0.06.
    await ask('SET LOCAL cursor_tuple_fraction = 1');
    if (address.schema !== null) await ask("SELECT set_config('search_path', quote_ident(?), true)", [address.schema]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    dialect: 'postgres',
    rows: ask,
    named: async (sql) => {
      const { rows, fields } = await told(() => client.query<ServerCell[]>({ text: sql, rowMode: 'array' }));
      return rows.map((row) => Object.fromEntries(fields.map(({ name }, k) => [name, row[k]!])));
    },
    stream: async function* (sql, values) {
      await ask(`DECLARE parley_rows NO SCROLL CURSOR FOR ${sql}`, values);
      for (;;) {
        const rows = await ask(`FETCH ${portion} FROM parley_rows`);
        if (rows.length > 0) yield rows;
        if (rows.length < portion) break;
      }
      await ask('CLOSE parley_rows');
    },
    stop: async () => {
      const other = clientOf(address, secret, limits);
      try {
        await other.connect();
        const { processID } = client as unknown as { processID: number };
        await asking.stop(() => other.query('SELECT pg_cancel_backend($1)', [processID]));
      } catch {
        // Nobody answers any more, so nothing is running either.
      } finally {
        await other.end().catch(() => undefined);
      }
    },
    close,
  };
}
