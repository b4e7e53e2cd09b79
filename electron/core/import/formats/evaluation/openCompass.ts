// The summary of OpenCompass: data sets are rows and models are columns, so the table is turned. Averages stand beside their parts.
import { textAt, columnNamed, cellAt } from '../../evidence/tableCells.ts';
import { CellTable, remark } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { toolTable } from '../toolTable.ts';

const own = ['dataset', 'version', 'metric', 'mode'];
const averages = /^(?:naive_average|weighted_average|harmonic_mean|sum)$/;

function hintOf(metric: string): ColumnHint | null {
  if (averages.test(metric)) {
    return { use: 'ignore', because: 'The average of other rows; beside them it would count twice.' };
  }
  if (metric === 'standard_deviation') return { use: 'ignore', because: 'A spread, not a score.' };
  if (/^(?:accuracy|score|exact_match|pass@\d+)$/i.test(metric)) {
    return { use: 'metric', because: `OpenCompass measures ${metric}: larger is better.`, direction: 'max' };
  }
  return null;
}

export const openCompass = toolTable({
  name: 'OpenCompass summary',
  knows: (_, { headers }) => own.every((name, i) => headers[i] === name) && headers.length > own.length,
  read: (table) => {
    const cells = new CellTable();
    const models = table.columns.filter(({ header }) => !own.includes(header));
    const rows = Array.from(table.records, (_, row) => {
      const at = (name: string) => textAt(columnNamed(table, name), row);
      const mode = at('mode');
      const plain = [at('dataset'), at('metric')].filter((part) => part !== '' && part !== '-').join(' ');
      return { header: mode === '' || mode === '-' ? plain : `${plain} (${mode})`, metric: at('metric'), row };
    });
    for (const model of models) {
      cells.next();
      cells.set('Model', model.header, { use: 'name', because: 'Names the candidate: a column of the summary.' });
      for (const { header, metric, row } of rows) {
        const cell = cellAt(model, row);
        cells.set(header, cell === '-' ? null : cell, hintOf(metric));
      }
    }
    const problems = rows.some(({ metric }) => averages.test(metric))
      ? [remark('Averages of data sets stand beside their parts and are left out; take one or the other.')]
      : [];
    return { columns: cells.finish(), places: models.map((_, i) => i + 1), problems, choices: [] };
  },
});
