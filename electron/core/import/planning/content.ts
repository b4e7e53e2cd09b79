// What an import would write: the rows that are kept, with their values, properties and tags, column by column.
import type { ColumnUse } from '../../../../shared/contract/imports.ts';
import type { MixtureMeaning } from '../../../../shared/contract/imports.ts';
import type { Direction } from '../../../../shared/domain/metric.ts';
import { cellText } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { cellKind } from '../text/numbers.ts';
import { mixtureOf } from '../naming/mixtures.ts';
import type { ParsedTable } from './parsedTable.ts';
import { property } from '../text/problems.ts';
import { tagsIn } from '../naming/tags.ts';

export interface PlannedMetric {
  columnIndex: number;
  /** The column's name in the file, for provenance. */
  header: string;
  name: string;
  unit: string;
  direction: Direction;
  /** Aligned to `rows`; NaN means missing. */
  measured: Float64Array;
  /** Aligned to `rows`, in the unit of the values; NaN where not stated, null when none is. */
  standardErrors: Float64Array | null;
  /** What the values must not exceed, where a role takes that as its requirement. */
  atMost?: number;
}

export interface PlannedAttribute {
  name: string;
  header: string;
  /** Aligned to `rows`; '' means not stated. */
  values: string[];
}

export interface ImportContent {
  /** One per candidate, in the order of the file; `row` is the 1-based record. */
  rows: { name: string; row: number }[];
  metrics: PlannedMetric[];
  attributes: PlannedAttribute[];
  /** Per row; absent where no column holds tags. */
  tags?: string[][];
  /** The place in `rows` of the candidate that becomes the incumbent; null: none. */
  incumbent: number | null;
}

/** A column and what it is used as. */
export interface UsedColumn<U extends ColumnUse['use']> {
  index: number;
  column: ParsedColumn;
  use: Extract<ColumnUse, { use: U }>;
}

/** The content of an import from the rows that are kept. O(rows × columns used). */
export function contentOf(
  table: ParsedTable,
  kept: { rows: Int32Array; names: readonly string[] },
  {
    metrics,
    errors,
    attributes,
    tagging,
  }: {
    metrics: readonly UsedColumn<'metric'>[];
    errors: readonly UsedColumn<'standardError'>[];
    attributes: readonly UsedColumn<'attribute'>[];
    tagging: readonly UsedColumn<'tags'>[];
  },
  marks: boolean,
): ImportContent {
  const incumbent = marks && table.incumbent !== null ? kept.rows.indexOf(table.incumbent) : -1;
  const rows = kept.names.map((name, i) => ({ name, row: table.records[kept.rows[i] ?? 0] ?? 0 }));
  return {
    rows,
    metrics: metrics.map(({ index, column, use: { name, unit, direction, zeros, mixture, atMost } }) => ({
      columnIndex: index,
      header: headerWithError(table, column, errors, name),
      name,
      unit,
      direction,
      ...(atMost === undefined ? {} : { atMost }),
      measured: gathered(unmixed(column, mixture), kept.rows, zeros === 'unknown'),
      standardErrors: gatheredErrors(column, mixture, statedErrors(table, errors, name), kept.rows),
    })),
    attributes: attributes.map(({ column, use: { name } }) => ({
      name,
      header: column.header,
      values: Array.from(kept.rows, (row) => property(cellText(column, row))),
    })),
    ...(tagging.length === 0
      ? {}
      : { tags: Array.from(kept.rows, (row) => tagsIn(tagging.map(({ column }) => stated(column, row)))) }),
    incumbent: incumbent < 0 ? null : incumbent,
  };
}

const stated = (column: ParsedColumn, row: number) =>
  column.kinds[row] === cellKind.missing ? '' : cellText(column, row);

/** The numbers of the rows that are kept; all of them are the column's own. A loop: `Float64Array.from` takes ten times as long. */
function gathered(numbers: Float64Array, rows: Int32Array, zeroIsUnknown: boolean): Float64Array {
  // Rows keep their order, so an equal number of rows means the same rows.
  if (rows.length === numbers.length && !zeroIsUnknown) return numbers;
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = numbers[rows[i] ?? 0] ?? NaN;
  if (zeroIsUnknown) for (let i = 0; i < rows.length; i += 1) if (values[i] === 0) values[i] = NaN;
  return values;
}

/** The numbers of a column with those of the other kind as was said: fractions brought to per cent, or left out. O(rows). */
function unmixed(column: ParsedColumn, meaning: MixtureMeaning | undefined): Float64Array {
  const odd = meaning === undefined || meaning === 'same' ? null : (mixtureOf(column)?.odd ?? null);
  if (!odd) return column.numbers;
  return column.numbers.map((number, row) => {
    if (odd[row] !== 1) return number;
    return meaning === 'missing' ? NaN : Number((number * 100).toPrecision(15));
  });
}

/**
 * What the value's column is called, and how its standard error was worked out where it was: "acc_mean (standard error: acc_std / √n_seeds)".
 */
function headerWithError(
  table: ParsedTable,
  column: ParsedColumn,
  errors: readonly UsedColumn<'standardError'>[],
  metric: string,
): string {
  const header = column.whole ?? column.header;
  const stated = errors.find(({ use }) => use.of === metric);
  if (stated?.use.over === undefined) {
    return stated?.column.made === undefined ? header : `${header} (standard error: ${stated.column.made})`;
  }
  return `${header} (standard error: ${stated.column.header} / √${table.columns[stated.use.over]?.header ?? 'n'})`;
}

/** The standard error of a row as a column of its own states it; NaN where it states none. */
type StatedErrors = (row: number) => number;

/**
 * The standard errors of a metric from the column that holds them: as they are, or standard deviations divided by the root of
 * the number of repetitions. One repetition says nothing of how far its value is off. Undefined: no column holds them.
 */
function statedErrors(
  table: ParsedTable,
  errors: readonly UsedColumn<'standardError'>[],
  metric: string,
): StatedErrors | undefined {
  const stated = errors.find(({ use }) => use.of === metric);
  if (!stated) return undefined;
  const { column, use } = stated;
  if (use.over === undefined) return (row) => column.numbers[row] ?? NaN;
  const counts = table.columns[use.over];
  return (row) => {
    const repetitions = counts?.numbers[row] ?? NaN;
    return repetitions > 1 ? (column.numbers[row] ?? NaN) / Math.sqrt(repetitions) : NaN;
  };
}

/** From the column of standard errors where it states one, else from the cell of the value itself; null when none is. */
function gatheredErrors(
  column: ParsedColumn,
  meaning: MixtureMeaning | undefined,
  stated: StatedErrors | undefined,
  rows: Int32Array,
): Float64Array | null {
  if (!stated && !column.spreads) return null;
  const odd = meaning === 'converted' ? mixtureOf(column)?.odd : undefined;
  const errors = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    const error = stated?.(row) ?? NaN;
    const measured = !Number.isNaN(column.numbers[row]);
    const own = (column.spreads?.[row] ?? NaN) * (odd?.[row] === 1 ? 100 : 1);
    errors[i] = !measured ? NaN : error >= 0 ? error : own;
  }
  return errors;
}
