// A table of ClickHouse as a source of counts: which columns it has, and how they are read. Each question is one SELECT over the table,
// so that a Distributed one is counted on every shard and only cells travel.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ServerAddress } from '../connections/address.ts';
import { openClickhouse, type ClickhouseSession } from '../connections/clickhouse.ts';
import type { SessionLimits } from '../connections/session.ts';
import type { ServerTable, Source } from './counter.ts';
import { dialects } from './dialects.ts';
import type { Row } from './questions.ts';
import { absentColumn, type ColumnType } from './relation.ts';

const dialect = dialects.clickhouse;
const { identifier, literal } = dialect;

/**
 * Connects, and finds the table.
 *
 * @param table  its name, perhaps with that of its database before it.
 * @throws ParleyError with a sentence: no route, wrong password, no such table.
 */
export async function openClickhouseTable(
  address: ServerAddress,
  secret: string | null,
  table: readonly string[],
  limits: SessionLimits,
): Promise<ServerTable> {
  const session = await openClickhouse(address, secret, limits);
  try {
    const [found] = await session.named('SELECT version() AS version, currentDatabase() AS database');
    const [name, database = String(found!['database'])] = table.toReversed();
    const source = new TableSource(session, address, database, name!);
    return {
      source,
      engine: `ClickHouse ${String(found!['version'])}`,
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
  readonly #session: ClickhouseSession;
  readonly #address: ServerAddress;
  readonly #database: string;
  readonly #table: string;

  constructor(session: ClickhouseSession, address: ServerAddress, database: string, table: string) {
    this.#session = session;
    this.#address = address;
    this.#database = database;
    this.#table = table;
  }

  async relation(names: readonly string[]) {
    const found = await this.rows(
      `SELECT name, type FROM system.columns WHERE database = ${literal(this.#database)} AND table = ${literal(this.#table)}`,
    );
    const table = `${identifier(this.#database)}.${identifier(this.#table)}`;
    if (found.length === 0)
      throw new ParleyError(
        'badInput',
        `ClickHouse at ${this.#address.host}:${this.#address.port} has no table ${table}, or ${this.#address.user || 'default'} may not see it. Write it as --table=DATABASE.TABLE, upper and lower case as they are.`,
      );
    const odd = found.find(({ name }) => String(name).startsWith('parley_'));
    if (odd !== undefined)
      throw new ParleyError(
        'badInput',
        `${table} has a column “${String(odd['name'])}”, a name that the questions need for themselves. Count a view without it.`,
      );
    const types = names.map((name): ColumnType => {
      const column = found.find((each) => each['name'] === name);
      if (column === undefined)
        throw absentColumn(
          name,
          found.map((each) => String(each['name'])),
          table,
        );
      return typeOf(name, String(column['type']));
    });
    return { parts: [table], columns: names.map(identifier), types };
  }

  rows(text: string): Promise<Row[]> {
    return this.#session.named(text);
  }

  /** Not asked: it would be one question more beside each. */
  progress(): number {
    return 0;
  }

  kept(text: string): string {
    return text;
  }
}

/** How a column is read, whatever may be missing in it and however it is packed. */
function typeOf(name: string, said: string): ColumnType {
  const type = said.replaceAll(/\b(Nullable|LowCardinality|SimpleAggregateFunction)\(|\)+$/g, '');
  if (/^(U?Int\d+|Float\d+|BFloat16|Decimal)/.test(type)) return 'number';
  if (/^String/.test(type)) return 'text';
  if (/^(Enum|Date|UUID|Bool|IPv[46]|FixedString)/.test(type)) return 'other';
  throw new ParleyError('badInput', `“${name}” holds ${said} values, which are neither words nor numbers.`);
}
