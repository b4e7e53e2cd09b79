// `_stats.csv` of Locust: a row per endpoint and a last row with all of them. Response times are in milliseconds.
import { attribute, columnNamed, ignore, name, placesOf, sourceColumn, textAt } from '../../evidence/tableCells.ts';
import { remark } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { toolTable } from '../toolTable.ts';

const milliseconds = { use: 'metric', direction: 'min', unit: 'ms' } as const;

function hintOf(header: string): ColumnHint {
  if (/^\d+(?:\.\d+)?%$/.test(header)) {
    return header === '100%'
      ? ignore('The slowest single request.')
      : { ...milliseconds, because: `Response time that ${header} of the requests stayed within, in milliseconds.` };
  }
  if (/^(?:Median|Average) Response Time$/.test(header)) {
    return { ...milliseconds, because: 'Locust measures response times in milliseconds.' };
  }
  if (header === 'Requests/s') {
    return { use: 'metric', because: 'Requests per second.', direction: 'max', unit: '1/s' };
  }
  if (header === 'Failures/s') {
    return { use: 'metric', because: 'Failed requests per second.', direction: 'min', unit: '1/s' };
  }
  return ignore('How the test was run.');
}

export const locust = toolTable({
  name: 'Locust statistics',
  knows: (headers) =>
    headers.has('Type') && headers.has('Name') && headers.has('Requests/s') && headers.has('Failures/s'),
  read: (table) => {
    const type = columnNamed(table, 'Type');
    const names = columnNamed(table, 'Name')!;
    const all = Array.from(table.records, (_, row) => row);
    const isTotal = (row: number) => textAt(type, row) === '' && /^(?:Aggregated|Total)$/.test(textAt(names, row));
    const endpoints = all.filter((row) => !isTotal(row));
    const rows = endpoints.length > 0 ? endpoints : all;
    const columns = table.columns.map((column) => {
      const { header } = column;
      if (column === names) return sourceColumn(column, rows, name('Names the candidate: the endpoint.'));
      return sourceColumn(column, rows, header === 'Type' ? attribute('The method of the request.') : hintOf(header));
    });
    const problems =
      rows.length < all.length ? [remark('The row "Aggregated" sums up the others and is left out.', 'Name')] : [];
    return { columns, places: placesOf(table, rows), problems, choices: [] };
  },
});
