// Optuna `study.trials_dataframe()`: the completed trials; the directions of the study are not in it.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { ParsedColumn } from '../../text/columns.ts';
import { readJsonCell } from '../../evidence/json.ts';
import { constraintColumns, constraintsIn } from './constraints.ts';
import { freeName, remark } from '../../planning/source.ts';
import type { SourceColumn } from '../../planning/source.ts';
import {
  rowIndices,
  attribute,
  columnNamed,
  ignore,
  name,
  placesOf,
  sourceColumn,
  textAt,
} from '../../evidence/tableCells.ts';
import { toolTable } from '../toolTable.ts';

export const optunaTable = toolTable({
  name: 'Optuna trials table',
  knows: (headers) =>
    headers.has('number') &&
    headers.has('state') &&
    [...headers].some((header) => header === 'value' || header.startsWith('values_')),
  read: (table) => {
    const state = columnNamed(table, 'state');
    const number = columnNamed(table, 'number');
    const rows = rowIndices(table).filter((row) => ['COMPLETE', 'TrialState.COMPLETE'].includes(textAt(state, row)));
    const values = table.headers.filter((header) => header === 'value' || header.startsWith('values_'));
    const plain = (header: string) =>
      header === 'value'
        ? 'Objective 0'
        : /^values_\d+$/.test(header)
          ? `Objective ${header.slice(7)}`
          : header.slice('values_'.length);
    const reserved = new Set(['Trial', 'feasible', ...values.map(plain)]);
    const constraining: { column: ParsedColumn; key: string }[] = [];
    const columns: SourceColumn[] = [
      {
        header: 'Trial',
        cells: rows.map((row) => `${table.stem} · trial ${textAt(number, row)}`),
        hint: name('Names the candidate: its trial.'),
      },
    ];
    for (const column of table.columns) {
      const { header } = column;
      const [, kind = '', rest = ''] = /^(params|user_attrs|system_attrs)_(.+)$/.exec(header) ?? [];
      if (values.includes(header))
        columns.push(
          sourceColumn(column, rows, { use: 'metric', because: 'An objective of the study.' }, plain(header)),
        );
      else if (kind === 'params')
        columns.push(
          sourceColumn(column, rows, attribute('A parameter of the trial.'), freeName(rest, 'param', reserved)),
        );
      else if (kind === 'user_attrs')
        columns.push(sourceColumn(column, rows, null, freeName(rest, 'attribute', reserved)));
      else if (kind === 'system_attrs' && /^constraints(?::|$)/.test(rest)) constraining.push({ column, key: rest });
      else if (kind === 'system_attrs' || /^(?:datetime_|duration$)/.test(header)) {
        columns.push(sourceColumn(column, rows, ignore('How the trial was run.')));
      }
    }
    const bounds = constraintColumns(
      rows.map((row) =>
        constraining.flatMap(({ column, key }) =>
          textAt(column, row) === '' ? [] : constraintsIn(key, readJsonCell(textAt(column, row))),
        ),
      ),
    );
    columns.push(...bounds.columns);
    const rest = table.records.length - rows.length;
    const left = rest === 1 ? '1 trial is' : `${formatCount(rest)} trials are`;
    const problems = [
      ...bounds.problems,
      ...(rest > 0 ? [remark(`${left} left out: failed, pruned, waiting or still running.`)] : []),
      remark(
        'The table does not say which objectives are minimized. Check the direction of each, or import the study database.',
      ),
    ];
    return { columns, places: placesOf(table, rows), problems, choices: [] };
  },
});
