// What `compare_models()` of PyCaret prints (`pull().to_csv()`): means over the folds of a cross-validation, without their spread.
import { rowIndices, attribute, cellAt, name, placesOf, sourceColumn } from '../../evidence/tableCells.ts';
import { remark } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { toolTable } from '../toolTable.ts';

const larger = new Set(['Accuracy', 'AUC', 'Recall', 'Prec.', 'F1', 'Kappa', 'MCC', 'R2']);
const smaller = new Set(['MAE', 'MSE', 'RMSE', 'RMSLE', 'MAPE', 'SMAPE', 'MASE', 'RMSSE']);

function hintOf(header: string): ColumnHint | null {
  if (larger.has(header)) return { use: 'metric', because: 'PyCaret: greater is better.', direction: 'max', unit: '' };
  if (smaller.has(header)) return { use: 'metric', because: 'PyCaret: smaller is better.', direction: 'min' };
  if (header === 'TT (Sec)') return { use: 'metric', because: 'Seconds of training.', direction: 'min', unit: 's' };
  return null;
}

export const pycaret = toolTable({
  name: 'PyCaret comparison',
  knows: (headers) =>
    headers.has('Model') &&
    headers.has('TT (Sec)') &&
    [...headers].filter((header) => larger.has(header) || smaller.has(header)).length >= 2,
  read: (table) => {
    const rows = rowIndices(table);
    let unknown = 0;
    const columns = table.columns.map((column, i) => {
      const { header } = column;
      if (header === 'Model') return sourceColumn(column, rows, name('Names the candidate: the model.'));
      if (header === 'AUC') {
        // A model without probabilities has no AUC; PyCaret writes 0.
        const cells = rows.map((row) => {
          const cell = cellAt(column, row);
          if (cell === 0) unknown += 1;
          return cell === 0 ? null : cell;
        });
        return { header, cells, hint: hintOf(header) };
      }
      return sourceColumn(
        column,
        rows,
        i === 0 && hintOf(header) === null ? attribute('What PyCaret calls it.') : hintOf(header),
      );
    });
    const problems =
      unknown === 0
        ? []
        : [remark('An AUC of 0 stands for models that give no probabilities: it is sourceColumn as unknown.', 'AUC')];
    return { columns, places: placesOf(table, rows), problems, choices: [] };
  },
});
