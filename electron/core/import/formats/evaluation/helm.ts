// Tables of a HELM release (`groups/<group>.json`): models are rows, and each column says whether lower is better.
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { CellTable, choose, remark, sourceTable } from '../../planning/source.ts';
import type { SourceCell, ColumnHint } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import type { Format } from '../format.ts';

interface Table {
  title: string;
  header: JsonObject[];
  rows: JsonObject[][];
}

function tableIn(value: Json): Table | null {
  if (!isObject(value)) return null;
  const [header, rows] = [value.get('header'), value.get('rows')];
  if (!isList(header) || !isList(rows) || !header.every(isObject)) return null;
  const cells = rows.map((row) => (isList(row) ? row.filter(isObject) : []));
  const first = header[0]?.get('value');
  if (typeof first !== 'string' || !/^model/i.test(first)) return null;
  return { title: String(value.get('title') ?? value.get('name') ?? ''), header, rows: cells };
}

/** The tables of a group, of which each names models; empty where it is something else. */
const tablesIn = (values: readonly Json[]): Table[] => {
  const [only, ...rest] = values;
  if (rest.length > 0 || !isList(only)) return [];
  const tables = only.map(tableIn);
  return tables.some((table) => table === null) ? [] : tables.filter((table) => table !== null);
};

function hintOf(column: JsonObject): ColumnHint {
  const lower = column.get('lower_is_better');
  if (typeof lower !== 'boolean') {
    return { use: 'attribute', because: 'HELM does not say which way is better, so it does not compare.' };
  }
  const because = `HELM says: ${lower ? 'lower' : 'higher'} is better.`;
  return { use: 'metric', because, direction: lower ? 'min' : 'max' };
}

export const helm: Format = {
  name: 'HELM group table',
  looksLike: (evidence) => evidence.kind === 'text' && tablesIn(evidence.values()).length > 0,
  read: (evidence) => {
    const tables = tablesIn(evidence.values());
    const options = tables.map(({ title }, i) => ({ value: String(i), label: excerpt(title) || `Table ${i + 1}` }));
    const choice = choose('table', 'Table', options, evidence.chosen);
    const { header, rows, title } = tables[Number(choice.chosen)]!;
    const table = new CellTable();
    const problems: Problem[] = [];
    for (const row of rows) {
      table.next();
      header.forEach((column, i) => {
        const cell: SourceCell = scalar(row[i]?.get('value') ?? null);
        const name = String(column.get('value') ?? `Column ${i + 1}`);
        table.set(name, cell, i === 0 ? { use: 'name', because: 'Names the candidate: the model.' } : hintOf(column));
      });
    }
    if (header.some((column) => /win rate/i.test(String(column.get('value'))))) {
      problems.push(
        remark('The win rate depends on the models in this table; it does not compare with that of another table.'),
      );
    }
    return sourceTable({
      columns: table.finish(),
      places: rows.map((_, i) => i + 1),
      part: title,
      choices: options.length > 1 ? [choice] : [],
      problems,
    });
  },
};
