// Tables for a spreadsheet: what a review holds, as rows of words and numbers, whatever the file they go into.

/** A cell: words, a number with all its digits, or nothing where nothing is known. */
export type ExportCell = string | number | null;

export interface ExportTable {
  /** Names the sheet and the file: "Candidates". */
  name: string;
  /** The unit stands in brackets behind the name. */
  headers: readonly string[];
  /** Each as long as the headers. Numbers are finite; what is missing is null, never 0. */
  rows: readonly (readonly ExportCell[])[];
}

/** NaN and infinities are no cells. */
export function numberCell(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** "p95 latency (ms)" */
export function withUnit(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}
