// What readers of tools' databases ask, wherever the database is: a file, or a server. Readers write plain SQL that every database
// takes alike; what differs stands here.
import type { Problem } from '../../../../shared/contract/errors.ts';
import type { SourceCell } from '../planning/source.ts';

export type Row = readonly SourceCell[];

/** The tables of a foreign database that are asked for; reads them and nothing else, all in one state. */
export interface QueryPort {
  readonly dialect: 'sqlite' | 'postgres' | 'mysql';
  /** Whether a table is there with these columns. */
  has(table: string, ...columns: string[]): boolean;
  /**
   * The rows of one statement. The text is the program's own, with names in double quotes where one is a keyword; values are bound
   * where question marks stand. Big integers come as text.
   *
   * @throws ParleyError with a sentence; `tooLarge` above 5,000,000 rows.
   */
  rows(sql: string, ...values: SourceCell[]): Promise<Row[]>;
  /** The same in portions, for what may be long. */
  stream(sql: string, ...values: SourceCell[]): AsyncIterable<Row[]>;
  /** What is to be said of the database itself. */
  problems: Problem[];
}

/** Most rows of one statement: more than a review can hold is never read. */
export const mostRows = 5_000_000;

/** The rows in the order in which they were written, where the database knows it; else in that of these columns. */
export const writtenOrder = ({ dialect }: Pick<QueryPort, 'dialect'>, alias: string, ...columns: string[]): string =>
  dialect === 'sqlite' ? `${alias}.rowid` : columns.map((column) => `${alias}."${column}"`).join(', ');

/**
 * Whether a text matches a regular expression, which is bound. Patterns keep to what all databases and JavaScript read alike:
 * alternatives, classes without brackets in them, stars.
 */
export const matches = ({ dialect }: Pick<QueryPort, 'dialect'>, text: string): string =>
  dialect === 'postgres' ? `${text} ~ ?` : `${text} REGEXP ?`;

/** A number of any width, and none where the database holds a NaN. */
export const numberIn = ({ dialect }: Pick<QueryPort, 'dialect'>, column: string): string =>
  dialect === 'postgres' ? `NULLIF(${column}, 'NaN')` : column;

/** All rows of a statement that asks about some of many ids, in portions of ids. */
export async function rowsAbout(
  db: QueryPort,
  ids: readonly string[],
  sql: (places: string) => string,
  ...before: SourceCell[]
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += mostIds) {
    const some = ids.slice(at, at + mostIds);
    for (const row of await db.rows(sql(some.map(() => '?').join(', ')), ...before, ...some)) rows.push(row);
  }
  return rows;
}
const mostIds = 500;
