// Questions to ClickHouse, over HTTP: read-only, each bounded in time and stopped on the server by its own id, and never an answer of
// which a part is missing. It has no snapshot: who asks twice checks that both were asked of the same rows.
import { randomUUID } from 'node:crypto';
import { ClickHouseLogLevel, createClient, type ClickHouseSettings } from '@clickhouse/client';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ServerAddress } from './address.ts';
import { Asking, tlsOptions, type SessionLimits } from './session.ts';
import { troubleOf } from './troubles.ts';

export interface ClickhouseSession {
  /** Rows by the names of their columns. Whole numbers of 64 bits come as texts, NaN as "nan". */
  named(sql: string): Promise<Record<string, unknown>[]>;
  /** Ends what is running on the server. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Asks who is there, and what this user may set.
 *
 * @throws ParleyError with a sentence; see `troubleOf`.
 */
export async function openClickhouse(
  address: ServerAddress,
  secret: string | null,
  limits: SessionLimits,
): Promise<ClickhouseSession> {
  const { host, port, tls, user, database } = address;
  const ca = tls ? tlsOptions(address)?.ca : undefined;
  const client = createClient({
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    username: user === '' ? 'default' : user,
    password: secret ?? '',
    database: database === '' ? 'default' : database,
    application: 'Parley',
    // The server ends a question first.
    request_timeout: (limits.statementSeconds + limits.connectSeconds) * 1000,
    keep_alive: { enabled: false },
    max_open_connections: 4,
    log: { level: ClickHouseLogLevel.OFF },
    ...(ca === undefined ? {} : { tls: { ca_cert: Buffer.from(ca as string) } }),
  });
  const asking = new Asking();
  let running: string | null = null;
  const ask = async (query: string, settings: ClickHouseSettings, id: string) => {
    try {
      const answer = await client.query({ query, format: 'JSONCompact', query_id: id, clickhouse_settings: settings });
      return await answer.json<unknown[]>();
    } catch (error) {
      throw troubleOf(error, address, limits.statementSeconds);
    }
  };
  /** An error after the first rows would come within the answer of a question that went well; so the whole is waited for. */
  const waiting = { wait_end_of_query: 1 } as const;
  let settings: ClickHouseSettings = waiting;
  const named = async (sql: string) => {
    const id = randomUUID();
    running = id;
    try {
      const { meta, data } = await asking.ask(() => ask(sql, settings, id));
      return data.map((row) => Object.fromEntries(meta!.map(({ name }, k) => [name, row[k]])));
    } finally {
      running = null;
    }
  };
  const session: ClickhouseSession = {
    named,
    stop: async () => {
      try {
        await asking.stop(() =>
          client.query({
            query: `KILL QUERY WHERE query_id = '${running ?? ''}' ASYNC`,
            format: 'JSONCompact',
            clickhouse_settings: waiting,
          }),
        );
      } catch {
        // Nobody answers any more, or it has ended.
      }
    },
    close: () => client.close(),
  };
  try {
    const found = await named(
      "SELECT name, value FROM system.settings WHERE name IN ('readonly', 'skip_unavailable_shards', 'output_format_json_quote_denormals', 'output_format_json_quote_64bit_integers')",
    );
    const valueOf = (name: string) => String(found.find((row) => row['name'] === name)?.['value'] ?? '0');
    const readonly = valueOf('readonly');
    const whole: ClickHouseSettings = {
      skip_unavailable_shards: 0,
      output_format_json_quote_denormals: 1,
      output_format_json_quote_64bit_integers: 1,
    };
    if (readonly === '1') {
      // Nothing can be set then; so it must be set already.
      const other = Object.entries(whole).find(([name, value]) => valueOf(name) !== String(value));
      if (other !== undefined)
        throw new ParleyError(
          'badInput',
          `ClickHouse at ${host}:${port} lets ${user} change no setting (readonly = 1), and ${other[0]} is not ${String(other[1])} there. Ask whoever runs the server for a user with readonly = 2.`,
        );
    } else {
      settings = {
        ...waiting,
        ...whole,
        max_execution_time: limits.statementSeconds,
        // A user whose profile says so already may not say it again.
        ...(readonly === '0' ? { readonly: '2' } : {}),
      };
    }
    return session;
  } catch (error) {
    await client.close();
    throw error;
  }
}
