// The leaderboard of AutoGluon: every score is larger-is-better, so errors stand with their sign turned.
import {
  rowIndices,
  attribute,
  cellAt,
  columnNamed,
  ignore,
  name,
  placesOf,
  sourceColumn,
  textAt,
} from '../../evidence/tableCells.ts';
import { remark } from '../../planning/source.ts';
import type { SourceCell, SourceColumn } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import { toolTable } from '../toolTable.ts';

const seconds = { use: 'metric', direction: 'min', unit: 's' } as const;

export const autogluon = toolTable({
  name: 'AutoGluon leaderboard',
  knows: (headers) =>
    headers.has('model') &&
    headers.has('fit_order') &&
    (headers.has('score_val') || headers.has('metric_error_val') || headers.has('score_test')),
  read: (table) => {
    const usable = columnNamed(table, 'can_infer');
    const cannot = (row: number) => /^false$/i.test(textAt(usable, row));
    const rows = rowIndices(table).filter((row) => !cannot(row));
    const left = rowIndices(table).filter(cannot);
    const metric = textAt(columnNamed(table, 'eval_metric'), 0) || 'score';
    const hasTest = table.headers.some((header) => /^(?:score|metric_error)_test$/.test(header));
    const columns = table.columns.flatMap((column): SourceColumn[] => {
      const { header } = column;
      const data = /_(?:val|test)$/.exec(header)?.[0].slice(1) ?? '';
      const isMain = data === 'test' || !hasTest;
      const said = data === 'test' ? 'on the test data' : 'in validation';
      if (header === 'model') return [sourceColumn(column, rows, name('Names the candidate: the model.'))];
      if (/^score_(?:val|test)$/.test(header)) {
        const cells = rows.map((row) => cellAt(column, row));
        const turned = cells.some((cell) => typeof cell === 'number' && cell < 0) && cells.every(isNotPositive);
        const shown = turned ? cells.map(withoutSign) : cells;
        const because = turned
          ? `AutoGluon turns the sign of errors; shown as an error again, ${said}.`
          : `AutoGluon scores so that larger is better, ${said}.`;
        const hint: SourceColumn['hint'] = isMain
          ? { use: 'metric', because, direction: turned ? 'min' : 'max' }
          : ignore('The same measure in validation, on which the models were chosen; the test stands beside it.');
        return [{ header: `${metric} ${data}`, cells: shown, hint }];
      }
      if (/^metric_error_(?:val|test)$/.test(header)) {
        const because = `An error, ${said}: smaller is better.`;
        return [
          { ...sourceColumn(column, rows, isMain ? { use: 'metric', because, direction: 'min' } : ignore(because)) },
        ];
      }
      if (/_marginal$/.test(header))
        return [sourceColumn(column, rows, ignore('Without the models it is built on, which it needs.'))];
      if (/^pred_time_(?:val|test)$/.test(header)) {
        const because = `Seconds for all cases ${data === 'test' ? 'of the test' : 'in validation'}.`;
        return [sourceColumn(column, rows, isMain ? { ...seconds, because } : ignore(because))];
      }
      if (header === 'fit_time') return [sourceColumn(column, rows, { ...seconds, because: 'Seconds of training.' })];
      if (/^(?:stack_level|fit_order|eval_metric|can_infer)$/.test(header)) {
        return [sourceColumn(column, rows, attribute('How AutoGluon made the model.'))];
      }
      return [sourceColumn(column, rows, column === table.columns[0] ? ignore('Counts the rows.') : null)];
    });
    const problems = left.map((row) =>
      remark(
        `"${excerpt(textAt(columnNamed(table, 'model'), row))}" is left out: it cannot predict any more, so it cannot be chosen.`,
        'can_infer',
        table.records[row] ?? null,
      ),
    );
    return { columns, places: placesOf(table, rows), problems, choices: [] };
  },
});

const isNotPositive = (cell: SourceCell): boolean => typeof cell !== 'number' || cell <= 0;
const withoutSign = (cell: SourceCell): SourceCell => (typeof cell === 'number' ? Math.abs(cell) : cell);
