// Tables with several rows per model: seeds and folds, epochs and steps, data sets. Rows are not candidates, models are: repetitions
// become a mean with its standard error, epochs the last or best one, and each data set has metrics of its own.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { cellAt, columnNamed, meanAndError, textAt } from '../evidence/tableCells.ts';
import type { TextTable } from '../evidence/textTable.ts';
import { CellTable, remark } from '../planning/source.ts';
import type { Chosen, SourceTable } from '../planning/source.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { columnFor } from './rowRoles.ts';
import { toolTable } from './toolTable.ts';
import { historySource } from './training/history.ts';

interface Layout {
  candidate: ParsedColumn;
  dataset: ParsedColumn | undefined;
  repeat: ParsedColumn | undefined;
  step: ParsedColumn | undefined;
  /** Columns of numbers that differ between the rows of a model. */
  metrics: ParsedColumn[];
  /** Columns that are the same in all rows of a model. */
  attributes: ParsedColumn[];
  /** The rows of each model. */
  models: Map<string, number[]>;
}

const rowsOf = ({ records }: TextTable): number[] => Array.from(records, (_, row) => row);

/** What distinguishes the rows of a model; null where each row is a candidate, or it cannot be told. */
function layoutOf(table: TextTable): Layout | null {
  const column = (role: Parameters<typeof columnFor>[1]) => columnNamed(table, columnFor(table, role) ?? '');
  const candidate = column('candidate');
  const [dataset, repeat, step] = [column('dataset'), column('repeat'), column('step')];
  if (!candidate || (!dataset && !repeat && !step)) return null;
  const rows = rowsOf(table);
  const keys = [candidate, dataset, repeat, step].filter((one) => one !== undefined);
  const keyOf = (row: number) => JSON.stringify(keys.map((one) => textAt(one, row)));
  const models = Map.groupBy(rows, (row) => textAt(candidate, row));
  // Every row is told apart by what it is of, and models have several: else the column of that name means something else.
  if (models.has('') || models.size === rows.length || new Set(rows.map(keyOf)).size !== rows.length) return null;
  const metrics: ParsedColumn[] = [];
  const attributes: ParsedColumn[] = [];
  for (const other of table.columns) {
    if (keys.includes(other)) continue;
    const constant = [...models.values()].every((mine) => new Set(mine.map((row) => textAt(other, row))).size === 1);
    if (constant) attributes.push(other);
    else if (other.unreadable === 0) metrics.push(other);
    else return null;
  }
  return metrics.length === 0 ? null : { candidate, dataset, repeat, step, metrics, attributes, models };
}

export const runsPerModel = toolTable({
  name: 'Several rows per model',
  knows: (_, table) => layoutOf(table) !== null,
  read: (table, chosen) => {
    const layout = layoutOf(table)!;
    const places = [...layout.models.values()].map(([first = 0]) => table.records[first] ?? 0);
    const read = layout.step ? pointsOf(layout, chosen) : meansOf(layout);
    return { choices: [], ...read, places };
  },
});

const named = { use: 'name', because: 'Names the candidate.' } as const;
const stated = { use: 'attribute', because: 'The same in all rows of the model.' } as const;

const headerOf = ({ dataset }: Layout, metric: ParsedColumn, row: number): string =>
  dataset ? `${textAt(dataset, row)} ${metric.header}` : metric.header;

/** The mean over the repetitions, with its standard error and their number. */
function meansOf(layout: Layout): Pick<SourceTable, 'columns' | 'problems'> {
  const { candidate, dataset, repeat, metrics, attributes, models } = layout;
  const cells = new CellTable();
  const counts = new Set<number>();
  for (const [name, rows] of models) {
    cells.next();
    cells.set(candidate.header, name, named);
    for (const metric of metrics) {
      for (const [header, mine] of Map.groupBy(rows, (row) => headerOf(layout, metric, row))) {
        const values = mine
          .map((row) => cellAt(metric, row))
          .filter((cell): cell is number => typeof cell === 'number');
        if (values.length === 0) {
          cells.set(header, null);
          continue;
        }
        const { mean, error } = meanAndError(values);
        cells.set(header, values.length === 1 ? values[0]! : Number(mean.toPrecision(15)));
        if (!repeat) continue;
        counts.add(values.length);
        const because = `The standard deviation over "${repeat.header}" divided by √n.`;
        cells.set(`${header} standard error`, error, {
          use: 'standardError',
          because,
          of: header,
          made: `standard deviation over ${repeat.header} / √n`,
        });
      }
    }
    for (const attribute of attributes) cells.set(attribute.header, cellAt(attribute, rows[0]!), stated);
    if (repeat)
      cells.set(`${repeat.header} count`, rows.length, {
        use: 'attribute',
        because: 'How many rows the means are of.',
      });
  }
  const problems: Problem[] = [];
  if (repeat) {
    const most = Math.max(...counts);
    const times = counts.size === 1 ? formatCount(most) : `up to ${formatCount(most)}`;
    problems.push(
      remark(
        `The rows differ by "${repeat.header}": each model is one candidate, with the mean of ${times} rows and its standard error.`,
        repeat.header,
      ),
    );
  }
  if (dataset) problems.push(remark(`Each value of "${dataset.header}" has metrics of its own.`, dataset.header));
  return { columns: cells.finish(), problems };
}

/** Each model is a run whose rows are points in time. */
function pointsOf(layout: Layout, chosen: Chosen): Pick<SourceTable, 'columns' | 'problems' | 'choices'> {
  const { step, metrics, attributes, models } = layout;
  const runs = [...models].map(([name, rows]) => {
    const points = new Map<number, Map<string, number>>();
    for (const row of rows) {
      const at = step?.numbers[row] ?? NaN;
      const values = points.get(at) ?? new Map<string, number>();
      points.set(at, values);
      for (const metric of metrics) {
        const cell = cellAt(metric, row);
        if (typeof cell === 'number') values.set(headerOf(layout, metric, row), cell);
      }
    }
    return {
      name,
      points: [...points].sort(([a], [b]) => a - b).map(([at, values]) => ({ at, values })),
      settings: attributes.map((one) => [one.header, cellAt(one, rows[0]!)] as const),
    };
  });
  return historySource(runs, { pointName: step?.header.toLowerCase() ?? 'step', standard: null, chosen });
}
