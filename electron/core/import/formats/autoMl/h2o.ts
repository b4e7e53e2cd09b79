// The leaderboard of H2O AutoML: signs are as they are; only the areas under curves are larger-is-better.
import { rowIndices, attribute, name, placesOf, sourceColumn } from '../../evidence/tableCells.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { toolTable } from '../toolTable.ts';

const measures = new Set([
  'auc',
  'aucpr',
  'logloss',
  'mean_per_class_error',
  'rmse',
  'mse',
  'mae',
  'rmsle',
  'mean_residual_deviance',
]);

function hintOf(header: string): ColumnHint | null {
  if (header === 'auc' || header === 'aucpr') {
    return { use: 'metric', because: 'An area under a curve: larger is better.', direction: 'max', unit: '' };
  }
  if (measures.has(header)) return { use: 'metric', because: 'H2O states it as an error.', direction: 'min' };
  if (/_ms$/.test(header)) {
    return { use: 'metric', because: 'H2O measures in milliseconds.', direction: 'min', unit: 'ms' };
  }
  return header === 'algo' ? attribute('The kind of model.') : null;
}

export const h2o = toolTable({
  name: 'H2O leaderboard',
  knows: (headers) => headers.has('model_id') && [...headers].filter((header) => measures.has(header)).length >= 2,
  read: (table) => {
    const rows = rowIndices(table);
    const columns = table.columns.map((column) =>
      sourceColumn(
        column,
        rows,
        column.header === 'model_id' ? name('Names the candidate: the model.') : hintOf(column.header),
      ),
    );
    return { columns, places: placesOf(table, rows), problems: [], choices: [] };
  },
});
