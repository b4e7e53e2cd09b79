// scikit-learn `cv_results_`: every scorer is greater-is-better, so losses stand negated; the splits say how certain a mean is.
import type { SourceColumn } from '../planning/source.ts';
import {
  rowIndices,
  attribute,
  cellAt,
  columnNamed,
  ignore,
  meanAndError,
  name,
  placesOf,
  sourceColumn,
  textAt,
  uniqueOrNull,
} from '../evidence/tableCells.ts';
import type { TextTable } from '../evidence/textTable.ts';
import { toolTable } from './toolTable.ts';

const negated = /^neg_/;
const longest = 180;

export const sklearn = toolTable({
  name: 'scikit-learn cross-validation results',
  knows: (headers) =>
    [...headers].some((header) => header.startsWith('mean_test_')) &&
    (headers.has('params') || [...headers].some((header) => header.startsWith('param_'))),
  read: (table) => {
    const rows = rowIndices(table);
    const settings = table.columns.filter(({ header }) => header.startsWith('param_'));
    const named = rows.map((row) =>
      settings
        .map((column) => [column.header.slice('param_'.length), textAt(column, row)] as const)
        .filter(([, value]) => value !== '')
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
    );
    const good = uniqueOrNull(named) && named.every((one) => one.length <= longest);
    const names = good ? named : rows.map((row) => `${table.stem} · setting ${row + 1}`);
    const columns: SourceColumn[] = [
      { header: 'Setting', cells: names, hint: name('Names the candidate: its settings.') },
    ];
    for (const column of table.columns) {
      const { header } = column;
      const scorer = /^mean_test_(.+)$/.exec(header)?.[1];
      if (scorer !== undefined) columns.push(...scored(table, scorer, rows));
      else if (header.startsWith('param_')) {
        columns.push(sourceColumn(column, rows, attribute('A setting.'), header.slice('param_'.length)));
      } else if (header === 'mean_fit_time' || header === 'mean_score_time') {
        columns.push(
          sourceColumn(column, rows, {
            use: 'metric',
            because: 'scikit-learn measures time in seconds.',
            direction: 'min',
            unit: 's',
          }),
        );
      } else if (/_train_/.test(header))
        columns.push(sourceColumn(column, rows, ignore('Measured on the data it was fitted to.')));
      else if (/^(?:rank|std|split\d+)_/.test(header))
        columns.push(sourceColumn(column, rows, ignore('Goes into the mean and its standard error.')));
    }
    return { columns, places: placesOf(table, rows), problems: [], choices: [] };
  },
});

/** The mean of a scorer, its sign set right, and the standard error from its splits. */
function scored(table: TextTable, scorer: string, rows: readonly number[]): SourceColumn[] {
  const mean = columnNamed(table, `mean_test_${scorer}`);
  const splits = table.columns.filter(
    ({ header }) => /^split\d+_test_/.test(header) && header.endsWith(`_test_${scorer}`),
  );
  const turned = negated.test(scorer);
  const header = scorer.replace(negated, '');
  const cells = rows.map((row) => {
    const cell = cellAt(mean, row);
    return typeof cell === 'number' && turned ? Math.abs(cell) : cell;
  });
  const because = turned
    ? `scikit-learn turns the sign of losses ("${scorer}"); shown as a loss again, smaller is better.`
    : 'scikit-learn scores so that larger is better.';
  const metric: SourceColumn = { header, cells, hint: { use: 'metric', because, direction: turned ? 'min' : 'max' } };
  if (splits.length < 2) return [metric];
  const errors = rows.map((row) => {
    const values = splits.map((split) => cellAt(split, row)).filter((cell): cell is number => typeof cell === 'number');
    return values.length < 2 ? null : meanAndError(values).error;
  });
  const said = `From ${splits.length} splits: their standard deviation divided by √${splits.length}.`;
  return [
    metric,
    {
      header: `${header} standard error`,
      cells: errors,
      hint: {
        use: 'standardError',
        because: said,
        of: header,
        made: `standard deviation of the splits / √${splits.length}`,
      },
    },
  ];
}
