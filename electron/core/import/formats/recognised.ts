// Tables that a known tool wrote, told by their column names: what the tool's columns mean goes into the proposals. The person
// can always have the table as it is instead.
import { assemble, assembleSource } from '../planning/assemble.ts';
import type { Facts } from '../planning/assemble.ts';
import type { ParsedColumn } from '../text/columns.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import type { ProblemList } from '../text/problems.ts';
import { choose } from '../planning/source.ts';
import type { Chosen } from '../planning/source.ts';
import { longTable } from './tables/longTable.ts';
import { optunaFrame } from './optuna/optunaFrame.ts';
import { dvcTable, mlflowSearch, mlflowTable, wandbRuns } from './tables/runTables.ts';
import { sklearn } from './tables/sklearn.ts';
import { wandbChart } from './tables/wandbChart.ts';

const recognisers = [sklearn, optunaFrame, mlflowTable, mlflowSearch, dvcTable, wandbRuns, wandbChart, longTable];

/** timm's columns mean what their names say, so its tables are only called by their name. */
const timm = [
  ['model', 'top1', 'top5', 'param_count'],
  ['model', 'infer_samples_per_sec', 'infer_step_time'],
];

/** The preview of a table of text, with what is known of the tool that wrote it. */
export function recognised(
  facts: Facts,
  columns: ParsedColumn[],
  records: Int32Array,
  problems: ProblemList,
  part: string,
  chosen: Chosen,
): ReadTable {
  const headers = columns.map(({ header }) => header);
  const known = new Set(headers);
  const stem = facts.fileName.replace(/\.[a-z]{1,8}$/i, '');
  const table = { stem, columns, headers, records };
  const tool = recognisers.find(({ knows }) => knows(known, table));
  if (!tool || !facts.header) {
    const isTimm = facts.format === 'Table' && timm.some((names) => names.every((header) => known.has(header)));
    return assemble(isTimm ? { ...facts, format: 'timm results' } : facts, columns, records, problems, { part });
  }
  const as = choose(
    'as',
    'Read as',
    [
      { value: 'tool', label: tool.format },
      { value: 'table', label: 'a table as it is' },
    ],
    chosen,
  );
  if (as.chosen === 'table') {
    return assemble({ ...facts, choices: [...facts.choices, as] }, columns, records, problems, { part });
  }
  const reading = tool.read(table, chosen);
  const choices = [...facts.choices, as, ...reading.choices];
  const source = { ...reading, format: tool.format, part, choices, incumbent: null };
  return assembleSource(source, facts.fileName, facts.sha256, facts, problems);
}
