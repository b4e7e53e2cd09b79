// The table that `dvc exp show --csv` prints. Separates measures from settings and bookkeeping.
import {
  rowIndices,
  attribute,
  columnNamed,
  ignore,
  placesOf,
  sourceColumn,
  textAt,
} from '../../evidence/tableCells.ts';
import type { ColumnHint, SourceColumn } from '../../planning/source.ts';
import { bookkeeping, nameColumn } from '../runTables.ts';
import { toolTable } from '../toolTable.ts';

const dvcOwn: Record<string, ColumnHint> = {
  typ: attribute('Baseline, experiment or branch.'),
  parent: attribute('What it was started from.'),
  rev: attribute('The revision in git.'),
  Created: bookkeeping,
  State: bookkeeping,
  Executor: bookkeeping,
};

export const experimentsTable = toolTable({
  name: 'DVC experiments',
  knows: (headers) => ['Experiment', 'rev', 'typ', 'parent'].every((header) => headers.has(header)),
  read: (table) => {
    const rows = rowIndices(table);
    const revs = rows.map((row) => textAt(columnNamed(table, 'rev'), row));
    const names = rows.map((row, i) => textAt(columnNamed(table, 'Experiment'), row) || (revs[i] ?? ''));
    const columns = table.columns.map((column): SourceColumn => {
      const { header } = column;
      if (header === 'Experiment') return { ...nameColumn(names, revs), header };
      const known = Object.hasOwn(dvcOwn, header) ? dvcOwn[header] : undefined;
      if (known) return sourceColumn(column, rows, known);
      return sourceColumn(
        column,
        rows,
        /(?:^|[.:])(?:step|epoch)$/.test(header) ? ignore('How far the training went, not a measure.') : null,
      );
    });
    return { columns, places: placesOf(table, rows), problems: [], choices: [] };
  },
});
