// How sources that are servers were asked, so that they can be asked again. The address holds no secret.
import { z } from 'zod';
import { columnUse, type ColumnUse } from '../../../shared/contract/imports.ts';
import { listColumns } from './columns.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

/** A question to a server, and what became of its answer. */
export interface SourceQuery {
  address: string;
  choices: Readonly<Record<string, string>>;
  /** What each column became, by its header. */
  uses: readonly { header: string; use: ColumnUse }[];
  rows: number;
}

interface QueryRow {
  source_id: number;
  name: string;
  at: string;
  address: string;
  choices: string;
  uses: string;
  rows: number;
}

const columns = 'q.source_id, s.name, s.at, q.address, q.choices, q.uses, q.rows';

export interface StoredQuery extends SourceQuery {
  /** Of the latest answer. */
  sourceId: number;
  name: string;
  at: string;
}

const readUses = z.array(z.strictObject({ header: z.string(), use: columnUse }));

/** What cannot be read was never said: the columns are then proposed as in any table. */
const toQuery = ({ source_id, name, at, address, choices, uses, rows }: QueryRow): StoredQuery => ({
  sourceId: source_id,
  name,
  at,
  address,
  choices: z.record(z.string(), z.string()).catch({}).parse(JSON.parse(choices)),
  uses: readUses.catch([]).parse(JSON.parse(uses)),
  rows,
});

/** One text for the same choices, whatever order they came in. */
const sorted = (choices: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1))));

export function addQuery(db: WritableDb, sourceId: number, { address, choices, uses, rows }: SourceQuery): void {
  db.write<[{ sourceId: number; address: string; choices: string; uses: string; rows: number }]>(
    `INSERT INTO source_query (source_id, address, choices, uses, rows) VALUES (@sourceId, @address, @choices, @uses, @rows)`,
  ).run({ sourceId, address, choices: sorted(choices), uses: JSON.stringify(uses), rows });
}

/** The latest answer to each question, latest first. */
export function listQueries(db: ReadableDb): StoredQuery[] {
  return db
    .read<[], QueryRow>(
      `SELECT ${columns} FROM source_query q JOIN source s ON s.id = q.source_id
       WHERE q.source_id IN (SELECT max(source_id) FROM source_query GROUP BY address, choices) ORDER BY q.source_id DESC`,
    )
    .all()
    .map(toQuery);
}

export function getQuery(db: ReadableDb, sourceId: number): StoredQuery | null {
  const row = db
    .read<[number], QueryRow>(
      `SELECT ${columns} FROM source_query q JOIN source s ON s.id = q.source_id WHERE q.source_id = ?`,
    )
    .get(sourceId);
  return row ? toQuery(row) : null;
}

/** The candidates that have a value from an answer to this question, by their places in the catalogue. O(candidates × metrics). */
export function placesFromQuery(
  db: ReadableDb,
  { address, choices }: Pick<SourceQuery, 'address' | 'choices'>,
): Set<number> {
  const ids = new Set(
    db
      .read<[string, string], { source_id: number }>(
        'SELECT source_id FROM source_query WHERE address = ? AND choices = ?',
      )
      .all(address, sorted(choices))
      .map(({ source_id }) => source_id),
  );
  const places = new Set<number>();
  for (const { sourceIds } of listColumns(db)) {
    sourceIds.forEach((id, place) => {
      if (ids.has(id)) places.add(place);
    });
  }
  return places;
}
