// Sessions of MySQL and MariaDB.
import { createConnection } from 'mysql2/promise';
import type { Connection, ConnectionOptions } from 'mysql2/promise';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ServerAddress } from './address.ts';
import { Asking, portion, tlsOptions } from './session.ts';
import type { ServerCell, ServerRow, ServerSession, SessionLimits } from './session.ts';
import { troubleOf } from './troubles.ts';

function optionsOf(
  address: ServerAddress,
  secret: string | null,
  { connectSeconds }: SessionLimits,
): ConnectionOptions {
  const tls = tlsOptions(address);
  // The client would check the certificate of a number against the name “localhost”.
  if (tls !== null && isIP(address.host) !== 0) {
    throw new ParleyError(
      'badInput',
      `The certificate of MySQL at ${address.host} is for a name. Write the name of the host into the address instead of its number.`,
    );
  }
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    password: secret ?? '',
    // The client checks the chain by itself, the name only when it is told to.
    ...(tls === null ? {} : { ssl: { ...tls, verifyIdentity: true } as NonNullable<ConnectionOptions['ssl']> }),
    connectTimeout: connectSeconds * 1000,
    charset: 'utf8mb4',
    rowsAsArray: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    dateStrings: true,
    // A server must not be able to ask for files of this computer.
    flags: ['-LOCAL_FILES'],
  };
}

const cellOf = (value: unknown): ServerCell =>
  typeof value === 'number' || typeof value === 'string' ? value : typeof value === 'boolean' ? Number(value) : null;

/** See `openSession`. */
export async function openMysql(
  address: ServerAddress,
  secret: string | null,
  limits: SessionLimits,
): Promise<ServerSession> {
  const trouble = (error: unknown) => troubleOf(error, address, limits.statementSeconds);
  const options = optionsOf(address, secret, limits);
  let connection: Connection;
  try {
    connection = await createConnection(options);
  } catch (error) {
    throw trouble(error);
  }
  /** What is being read in portions: the client tells nobody who reads that the connection has broken off. */
  let reading: Readable | null = null;
  connection.on('error', (error: Error) => void reading?.destroy(error));
  // Prepared on the server, so that numbers and texts arrive as they are.
  const asking = new Asking();
  const ask = async (sql: string, values: readonly ServerCell[] = []): Promise<ServerRow[]> => {
    try {
      const [rows] = await asking.ask(() => connection.execute<never>(sql, [...values]));
      return (rows as unknown[][]).map((row) => row.map(cellOf));
    } catch (error) {
      throw trouble(error);
    }
  };
  const order = async (sql: string) => {
    try {
      await connection.query(sql);
    } catch (error) {
      throw trouble(error);
    }
  };
  let closed = false;
  /** Rows are left that nobody reads: the connection would wait for them before it says goodbye. */
  let abandoned = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    if (abandoned) connection.destroy();
    else await connection.end().catch(() => undefined);
  };
  try {
    const [[version = null] = []] = await ask('SELECT version()');
    await order(
      /mariadb/i.test(String(version))
        ? `SET SESSION max_statement_time = ${limits.statementSeconds}`
        : `SET SESSION max_execution_time = ${limits.statementSeconds * 1000}`,
    );
    // Names in double quotes, as in the other databases.
    await order("SET SESSION sql_mode = 'ANSI_QUOTES'");
    await order('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await order('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    dialect: 'mysql',
    rows: ask,
    stream: async function* (sql, values) {
      // The interface of promises has no stream; the connection below it does.
      const below = connection as unknown as {
        connection: { execute: (sql: string, values: unknown[]) => { stream: (options: object) => Readable } };
      };
      const stream = below.connection.execute(sql, [...values]).stream({ highWaterMark: portion });
      let rows: ServerRow[] = [];
      let whole = false;
      reading = stream;
      try {
        const all = stream[Symbol.asyncIterator]() as AsyncIterator<unknown[]>;
        for (;;) {
          const { done, value } = await asking.ask(() => all.next());
          whole = done === true;
          if (whole) break;
          rows.push(value.map(cellOf));
          if (rows.length === portion) {
            yield rows;
            rows = [];
          }
        }
      } catch (error) {
        throw trouble(error);
      } finally {
        reading = null;
        abandoned ||= !whole;
        stream.destroy();
      }
      if (rows.length > 0) yield rows;
    },
    stop: async () => {
      try {
        const other = await createConnection(options);
        await asking.stop(() => other.query(`KILL QUERY ${connection.threadId}`));
        await other.end();
      } catch {
        // Nobody answers any more, so nothing is running either.
      }
    },
    close,
  };
}
