// The table that lm-evaluation-harness prints at its end: a row per task and metric of one model, which stands in the line above.
import { cellAt, columnNamed, textAt } from '../../evidence/tableCells.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { TextTable } from '../../evidence/textTable.ts';
import { CellTable, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import type { Format } from '../format.ts';

const own = ['Tasks', 'Version', 'n-shot', 'Metric', 'Value', 'Stderr'];

async function printedTable(evidence: Evidence): Promise<TextTable | null> {
  if (evidence.kind !== 'text') return null;
  const table = await evidence.table();
  return table !== null && own.every((name) => table.headers.includes(name)) ? table : null;
}

/** "hf (pretrained=org/m), limit: None, …" → org/m. */
const modelIn = (text: string): string | null =>
  /\((?:[^()]*,)?\s*(?:pretrained|model|peft|path)=([^,()]{1,300})/.exec(text)?.[1]?.split('/').slice(-2).join('/') ??
  null;

export const lmEvalTable: Format = {
  name: 'lm-evaluation-harness table',
  looksLike: async (evidence) => (await printedTable(evidence)) !== null,
  read: async (evidence) => {
    const table = (await printedTable(evidence))!;
    const column = (name: string) => columnNamed(table, name);
    // The arrow stands in the column behind the metric, which has no name.
    const arrows = table.columns[table.headers.indexOf('Metric') + 1];
    const cells = new CellTable();
    cells.next();
    const model = modelIn(evidence.text().text) ?? evidence.stem;
    cells.set('Model', model, { use: 'name', because: 'Names the candidate: the model that was evaluated.' });
    let task = '';
    let filter = '';
    table.records.forEach((_, row) => {
      // A task stands in its first row only.
      if (textAt(column('Tasks'), row) !== '') task = textAt(column('Tasks'), row).replace(/^-\s*/, '');
      filter = textAt(column('Filter'), row) || filter;
      const metric = textAt(column('Metric'), row);
      const header = `${task} ${filter === '' || filter === 'none' ? metric : `${metric} (${filter})`}`;
      const arrow = textAt(arrows, row);
      const direction = arrow === '↑' ? 'max' : arrow === '↓' ? 'min' : null;
      const said =
        direction === null
          ? 'A measure of the harness.'
          : `The harness says: ${direction === 'max' ? 'higher' : 'lower'} is better.`;
      const hint: ColumnHint =
        direction === null ? { use: 'metric', because: said } : { use: 'metric', because: said, direction };
      cells.set(header, cellAt(column('Value'), row), hint);
      const error = cellAt(column('Stderr'), row);
      if (typeof error !== 'number') return;
      const because = 'The standard error that the harness states.';
      cells.set(`${header} stderr`, error, { use: 'standardError', because, of: header });
    });
    return sourceTable({ columns: cells.finish(), places: [table.records[0] ?? 1] });
  },
};
