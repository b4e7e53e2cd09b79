// For tests: reads a table that is written out in the test, and takes the proposed mapping.
import type { ReadOptions, TableMapping, TablePreview } from '../../../../shared/contract/imports.ts';
import type { Known } from '../planning/changes.ts';
import { cellText } from '../text/columns.ts';
import { readTable } from '../formats/table.ts';
import type { ReadTable } from '../planning/parsedTable.ts';

/** Reads text as the file "table.csv"; options that are not given are left to the reader. */
export function readText(text: string, options: Partial<ReadOptions> = {}): ReadTable {
  const all = { delimiter: null, decimal: null, header: null, ...options };
  return readTable(new TextEncoder().encode(text), 'table.csv', all);
}

/** The mapping a preview proposes, as a person would accept it. */
export function proposed(preview: Pick<TablePreview, 'columns'>, rest: Partial<TableMapping> = {}): TableMapping {
  return { uses: preview.columns.map(({ use }) => use), duplicates: 'refuse', unreadable: 'refuse', ...rest };
}

/** The cells of every row as written. */
export function cellsOf({ table }: ReadTable): string[][] {
  return Array.from(table.records, (_, row) => table.columns.map((column) => cellText(column, row)));
}

/** What a new review has. */
export const emptyReview: Known = {
  names: [],
  metrics: [],
  columns: [],
  attributes: [],
  tags: [],
  candidateIds: new Int32Array(0),
  sourcesOf: () => [],
};
