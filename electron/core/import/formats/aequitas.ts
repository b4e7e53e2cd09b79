// The crosstab of Aequitas: rows are groups of one attribute, per model. A model is a candidate: its measures over all cases, and
// how far its groups are apart.
import { columnNamed, textAt } from '../evidence/tableCells.ts';
import type { TextTable } from '../evidence/textTable.ts';
import type { SourceChoice } from '../../../../shared/contract/imports.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { CellTable, choose, remark } from '../planning/source.ts';
import type { ColumnHint } from '../planning/source.ts';
import { excerpt } from '../text/problems.ts';
import { toolTable } from './toolTable.ts';

/** Rates over all cases of a group, of which the mean weighted by the group's size is the rate over all. */
const overAll = new Map<string, ColumnHint>([
  ['accuracy', { use: 'metric', because: 'Over all groups, weighted by their size.', direction: 'max', unit: '' }],
]);
/** Rates of which groups are compared. Those over a part of the cases have other denominators, so no overall rate is made up. */
const compared = ['tpr', 'tnr', 'fpr', 'fnr', 'fdr', 'fomr', 'for', 'precision', 'npv', 'pprev', 'ppr'];

const optionsOf = (values: readonly string[]): SourceChoice['options'] =>
  [...new Set(values)].map((value) => ({ value, label: excerpt(value) }));

export const aequitas = toolTable({
  name: 'Aequitas crosstab',
  knows: (headers) =>
    ['model_id', 'attribute_name', 'attribute_value', 'group_size'].every((header) => headers.has(header)),
  read: (table, chosen) => {
    const rows = Array.from(table.records, (_, row) => row);
    const text = (header: string) => (row: number) => textAt(columnNamed(table, header), row);
    const attributes = choose('attribute', 'Groups by', optionsOf(rows.map(text('attribute_name'))), chosen);
    const thresholds = choose('threshold', 'Score threshold', optionsOf(rows.map(text('score_threshold'))), chosen);
    const mine = rows.filter(
      (row) =>
        text('attribute_name')(row) === attributes.chosen &&
        (thresholds.options.length < 2 || text('score_threshold')(row) === thresholds.chosen),
    );
    const models = Map.groupBy(mine, text('model_id'));
    const cells = new CellTable();
    const problems: Problem[] = [];
    for (const [model, groups] of models) {
      cells.next();
      cells.set('Model', `model ${model}`, { use: 'name', because: 'Names the candidate: the model.' });
      setMeasures(cells, table, groups);
      const failed = table.columns.filter(
        ({ header }) => / Parity$/.test(header) && groups.some((row) => /^false$/i.test(text(header)(row))),
      );
      if (failed.length > 0) {
        const names = failed.map(({ header }) => header).join(', ');
        problems.push(remark(`Model ${excerpt(model)} fails ${excerpt(names)}, as Aequitas judges it.`));
      }
    }
    const choices = [attributes, thresholds].filter(({ options }) => options.length > 1);
    const places = [...models.values()].map(([first = 0]) => table.records[first] ?? 0);
    return { columns: cells.finish(), places, problems, choices };
  },
});

function setMeasures(cells: CellTable, table: TextTable, groups: readonly number[]): void {
  const at = (header: string, row: number) => columnNamed(table, header)?.numbers[row] ?? NaN;
  const sizes = groups.map((row) => at('group_size', row));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  for (const { header } of table.columns) {
    const values = groups.map((row) => at(header, row));
    const known = values.filter((value) => !Number.isNaN(value));
    const hint = overAll.get(header);
    if (hint) {
      const mean = values.reduce((sum, value, i) => sum + value * (sizes[i] ?? 0), 0) / total;
      cells.set(header, Number.isNaN(mean) ? null : Number(mean.toPrecision(12)), hint);
    } else if (compared.includes(header)) {
      const gap = known.length < 2 ? null : Number((Math.max(...known) - Math.min(...known)).toPrecision(12));
      const because = `The largest difference of ${header} between two groups.`;
      // The gap of the rates that the others follow from would count the same thing twice.
      const main = header === 'fpr' || header === 'tpr' || header === 'pprev';
      cells.set(
        `${header} gap`,
        gap,
        main ? { use: 'metric', because, direction: 'min', unit: '' } : { use: 'ignore', because },
      );
    } else if (/_disparity$/.test(header)) {
      const farthest = known.reduce<number | null>(
        (best, value) => (best === null || Math.abs(Math.log(value)) > Math.abs(Math.log(best)) ? value : best),
        null,
      );
      const because = 'The ratio farthest from 1, which is ideal; neither more nor less is better.';
      cells.set(header, farthest, { use: 'attribute', because });
    }
  }
}
