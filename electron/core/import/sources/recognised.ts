// Tables that a known tool wrote, told by their column names: what the tool's columns mean goes into the proposals.
import { assemble } from '../assemble.ts';
import type { Facts } from '../assemble.ts';
import type { ParsedColumn } from '../columns.ts';
import type { ProblemList } from '../problems.ts';
import type { ReadTable } from '../parsedTable.ts';
import type { Chosen } from './source.ts';

/** The preview of a table of text, with what is known of the tool that wrote it. */
export function recognised(
  facts: Facts,
  columns: ParsedColumn[],
  records: Int32Array,
  problems: ProblemList,
  _chosen: Chosen,
): ReadTable {
  return assemble(facts, columns, records, problems);
}
