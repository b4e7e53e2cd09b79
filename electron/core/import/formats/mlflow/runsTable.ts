// The two tables of runs that MLflow writes: the export of its page, and the result of `mlflow.search_runs`.
import { rowIndices, attribute, columnNamed, placesOf, sourceColumn, textAt } from '../../evidence/tableCells.ts';
import type { TextTable } from '../../evidence/textTable.ts';
import { freeName } from '../../planning/source.ts';
import type { SourceColumn } from '../../planning/source.ts';
import { bookkeeping, nameColumn, unfinished } from '../runTables.ts';
import { toolTable } from '../toolTable.ts';
import type { ToolReading } from '../toolTable.ts';

const isFromPage = (headers: ReadonlySet<string>): boolean =>
  ['Run ID', 'Name', 'Status', 'Source Type'].every((header) => headers.has(header));

const isFromSearch = (headers: ReadonlySet<string>): boolean =>
  ['run_id', 'experiment_id', 'status'].every((header) => headers.has(header)) &&
  [...headers].some((header) => header.startsWith('metrics.'));

const mlflowUi = ['Start Time', 'Duration', 'Run ID', 'Name', 'Source Type', 'Source Name', 'User', 'Status'];

function fromPage(table: TextTable): ToolReading {
  const rows = rowIndices(table);
  const all = (header: string) => rows.map((row) => textAt(columnNamed(table, header), row));
  const columns = table.columns.map((column): SourceColumn => {
    const { header } = column;
    if (header === 'Name') return nameColumn(all('Name'), all('Run ID'));
    if (header === 'Run ID' || header === 'Status')
      return sourceColumn(column, rows, attribute('From the runs table.'));
    return sourceColumn(column, rows, mlflowUi.includes(header) || header.startsWith('mlflow.') ? bookkeeping : null);
  });
  return { columns, places: placesOf(table, rows), problems: unfinished(all('Status'), /^FINISHED$/i), choices: [] };
}

function fromSearch(table: TextTable): ToolReading {
  const rows = rowIndices(table);
  const all = (header: string) => rows.map((row) => textAt(columnNamed(table, header), row));
  const names = all(table.headers.includes('tags.mlflow.runName') ? 'tags.mlflow.runName' : 'run_name');
  const metrics = new Set(
    table.headers.filter((header) => header.startsWith('metrics.')).map((header) => header.slice(8)),
  );
  const reserved = new Set([...metrics, 'Run', 'run_id']);
  const columns: SourceColumn[] = [nameColumn(names, all('run_id'))];
  for (const column of table.columns) {
    const [, kind = '', rest = ''] = /^(metrics|params|tags)\.(.+)$/.exec(column.header) ?? [];
    if (kind === 'metrics') columns.push(sourceColumn(column, rows, null, rest));
    else if (kind === 'params')
      columns.push(sourceColumn(column, rows, attribute('A parameter of the run.'), freeName(rest, 'param', reserved)));
    // Who ran it and where says nothing about the candidate.
    else if (kind === 'tags' && !rest.startsWith('mlflow.'))
      columns.push(sourceColumn(column, rows, attribute('A tag of the run.'), `tag ${rest}`));
    else if (column.header === 'run_id') columns.push(sourceColumn(column, rows, attribute('The id of the run.')));
  }
  return { columns, places: placesOf(table, rows), problems: unfinished(all('status'), /^FINISHED$/i), choices: [] };
}

export const mlflowTable = toolTable({
  name: 'MLflow runs table',
  knows: (headers) => isFromPage(headers) || isFromSearch(headers),
  read: (table) => (isFromPage(new Set(table.headers)) ? fromPage(table) : fromSearch(table)),
});
