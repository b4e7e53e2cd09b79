// A database on a server as readers ask it: which tables and columns are there is asked once, when it is opened.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ServerSession } from '../../connections/session.ts';
import { mostRows } from './queryPort.ts';
import type { QueryPort, Row } from './queryPort.ts';

const mostText = 8_000;

/** @param name of the server, for the sentences. @throws ParleyError as the session does. */
export async function openServerPort(session: ServerSession, name: string): Promise<QueryPort> {
  const place = session.dialect === 'postgres' ? 'ANY (current_schemas(false))' : 'database()';
  const found = await session.rows(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ${place} LIMIT 100000`,
    [],
  );
  const tables = Map.groupBy(found, ([table]) => String(table));
  const columns = new Map(
    [...tables].map(([table, rows]) => [table, new Set(rows.map(([, column]) => String(column)))]),
  );
  const stream: QueryPort['stream'] = async function* (sql, ...values) {
    let count = 0;
    for await (const rows of session.stream(sql, values)) {
      count += rows.length;
      if (count > mostRows) throw new ParleyError('tooLarge', `${name} has more rows than Parley reads.`);
      yield rows.map((row) =>
        row.map((cell) => (typeof cell === 'string' ? cell.slice(0, mostText).toWellFormed() : cell)),
      );
    }
  };
  return {
    dialect: session.dialect,
    has: (table, ...asked) => {
      const known = columns.get(table);
      return known !== undefined && asked.every((column) => known.has(column));
    },
    rows: async (sql, ...values) => {
      const all: Row[] = [];
      for await (const rows of stream(sql, ...values)) for (const row of rows) all.push(row);
      return all;
    },
    stream,
    problems: [],
  };
}
