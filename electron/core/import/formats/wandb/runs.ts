// The runs table of Weights & Biases. Settings and bookkeeping are told from measures.
import {
  rowIndices,
  attribute,
  columnNamed,
  name,
  placesOf,
  sourceColumn,
  textAt,
  uniqueOrNull,
} from '../../evidence/tableCells.ts';
import { remark } from '../../planning/source.ts';
import type { SourceColumn } from '../../planning/source.ts';
import { bookkeeping, nameColumn, unfinished } from '../runTables.ts';
import { toolTable } from '../toolTable.ts';

const wandbOwn = new Set([
  'State',
  'Notes',
  'User',
  'Tags',
  'Created',
  'Runtime',
  'Sweep',
  'ID',
  'Hostname',
  'GitHub',
  'Commit',
  'Updated',
  'End Time',
  'Agent',
]);

export const wandbRuns = toolTable({
  name: 'Weights & Biases runs',
  knows: (headers, table) =>
    table.headers[0] === 'Name' && [...headers].filter((header) => wandbOwn.has(header)).length >= 2,
  read: (table) => {
    const rows = rowIndices(table);
    const all = (header: string) => rows.map((row) => textAt(columnNamed(table, header), row));
    const names = all('Name');
    const ids = all('ID');
    const columns = table.columns.map((column): SourceColumn => {
      const { header } = column;
      if (header === 'Name') {
        if (uniqueOrNull(names)) return sourceColumn(column, rows, name('Names the candidate: the run.'));
        return uniqueOrNull(ids) ? { ...nameColumn(names, ids), header } : sourceColumn(column, rows, null);
      }
      if (header === 'Runtime')
        return sourceColumn(column, rows, {
          use: 'metric',
          because: 'Weights & Biases counts it in seconds.',
          direction: 'min',
          unit: 's',
        });
      if (header === 'Tags') return sourceColumn(column, rows, { use: 'tags', because: 'The tags of the run.' });
      if (header === 'State' || header === 'Sweep')
        return sourceColumn(column, rows, attribute('From the runs table.'));
      if (wandbOwn.has(header) || /^_/.test(header)) return sourceColumn(column, rows, bookkeeping);
      return sourceColumn(column, rows, null);
    });
    const problems = [
      ...unfinished(all('State'), /^finished$/i),
      remark(
        'Weights & Biases exports the last logged value of each metric unless the run says otherwise, and only the columns that were shown.',
      ),
    ];
    return { columns, places: placesOf(table, rows), problems, choices: [] };
  },
});
