// A table after reading, and its preview for the person: plain data and typed arrays that can go from one process to another.
import type { TablePreview } from '../../../../shared/contract/imports.ts';
import type { ParsedColumn } from '../text/columns.ts';
import type { ProblemList } from '../text/problems.ts';

export interface ParsedTable {
  /** Also names the part of the file that was read, where it holds several. */
  fileName: string;
  sha256: string;
  columns: ParsedColumn[];
  /** Per row, the 1-based record in the file; the header and blank lines count. */
  records: Int32Array;
  /** What is wrong with the file however its columns are used. */
  problems: ProblemList;
  /** The row of the candidate that the source says is in use, 0-based; null: none. */
  incumbent: number | null;
}

export interface ReadTable {
  table: ParsedTable;
  preview: Omit<TablePreview, 'table'>;
}

export type ReadProgress = (fraction: number, doing: string) => void;
