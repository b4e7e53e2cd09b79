// Counting a table where it lies, by the database server that holds it: which server an address means, that stopping here stops it
// there, and what the cube says of where it comes from. No secret is in a cube, and no name of a user.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { CubeFile } from '../../../shared/domain/cube.ts';
import { cubeOf } from '../../../shared/measures/log/cube.ts';
import { serverTitle, type ServerAddress } from '../connections/address.ts';
import type { SessionLimits } from '../connections/session.ts';
import { Count, type CountProgress, type ServerTable, type Source } from './counter.ts';
import type { Asked } from './order.ts';

/** Seconds that one question may take, where nobody said otherwise. */
export const usualSeconds = 3600;

interface Control {
  signal?: AbortSignal;
  onProgress?: CountProgress;
  limits?: Partial<SessionLimits>;
  now?: Date;
}

/**
 * Counts a table on its server.
 *
 * @param secret  the password; null: the server is asked without one.
 * @param table   its name, with those of what it lies in.
 * @throws ParleyError with a sentence: what the server refuses, `cancelled` on abort, `tooLarge` where there are more cells than a cube
 *         has or a question takes too long.
 */
export async function countTable(
  address: ServerAddress,
  secret: string | null,
  table: readonly string[],
  asked: Asked,
  { signal, onProgress = () => {}, limits = {}, now = new Date() }: Control = {},
): Promise<CubeFile> {
  const stopped = () => new ParleyError('cancelled', 'Counting was stopped, on the server too; nothing was written.');
  if (signal?.aborted) throw stopped();
  const bounds = { statementSeconds: usualSeconds, connectSeconds: 15, ...limits };
  const server = await opened(address, secret, table, bounds);
  const stop = () => void server.stop();
  signal?.addEventListener('abort', stop);
  const source: Source = {
    dialect: server.source.dialect,
    relation: (names) => server.source.relation(names),
    rows: (text) => {
      if (signal?.aborted) throw stopped();
      return server.source.rows(text);
    },
    progress: () => server.source.progress(),
    kept: (text) => server.source.kept(text),
  };
  try {
    if (signal?.aborted) throw stopped();
    const about = {
      engine: server.engine,
      at: now.toISOString(),
      files: [],
      server: { host: `${address.host}:${address.port}`, database: address.database, table: table.join('.') },
    };
    return cubeOf(await new Count(asked, source, about, onProgress).all());
  } catch (error) {
    // What the server says of a question that was ended there is not what happened.
    throw signal?.aborted ? stopped() : error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await server.close();
  }
}

async function opened(
  address: ServerAddress,
  secret: string | null,
  table: readonly string[],
  limits: SessionLimits,
): Promise<ServerTable> {
  if (address.kind === 'postgres') {
    // Tables of a schema that the address names.
    const named = table.length === 1 && address.schema !== null ? [address.schema, ...table] : table;
    return (await import('./postgresSource.ts')).openPostgresTable(address, secret, named, limits);
  }
  if (address.kind === 'clickhouse')
    return (await import('./clickhouseSource.ts')).openClickhouseTable(address, secret, table, limits);
  throw new ParleyError(
    'badInput',
    `Parley does not count on ${serverTitle[address.kind]}. Print the questions and ask them there: --sql=DIALECT.`,
  );
}
