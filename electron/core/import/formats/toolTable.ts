// Tables of text that a known tool wrote, told by their column names: what the tool's columns mean goes into the proposals. The
// person can always have the table as it is instead.
import type { TextTable } from '../evidence/textTable.ts';
import { assembleSource } from '../planning/assemble.ts';
import { choose } from '../planning/source.ts';
import type { Chosen, SourceTable } from '../planning/source.ts';
import type { Format } from './format.ts';
import { tableAsItIs } from './table.ts';

/** What becomes of a tool's table. */
export type ToolReading = Pick<SourceTable, 'columns' | 'places' | 'problems' | 'choices'>;

/** A format that is a table of text. */
interface ToolTable {
  name: string;
  /** Whether these column names, or the cells under them, are the tool's. */
  knows: (headers: ReadonlySet<string>, table: TextTable) => boolean;
  read: (table: TextTable, chosen: Chosen) => ToolReading;
}

/** The format of a tool's table, with the choice to read it as a table as it is. */
export function toolTable({ name, knows, read }: ToolTable): Format {
  return {
    name,
    looksLike: async (evidence) => {
      const table = await evidence.table();
      return table !== null && table.reading.header && knows(new Set(table.headers), table);
    },
    read: async (evidence) => {
      const table = (await evidence.table())!;
      const options = [
        { value: 'tool', label: name },
        { value: 'table', label: 'a table as it is' },
      ];
      const as = choose('as', 'Read as', options, evidence.chosen);
      if (as.chosen === 'table') return tableAsItIs(table, evidence.sha256(), { asked: [as] });
      const reading = read(table, evidence.chosen);
      const choices = [...table.choices, as, ...reading.choices];
      const source = { ...reading, part: table.sheet ?? '', choices, incumbent: null };
      return assembleSource(source, { fileName: evidence.fileName, sha256: evidence.sha256(), format: name }, table);
    },
  };
}
