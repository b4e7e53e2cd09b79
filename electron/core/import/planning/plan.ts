// A parsed table and a mapping → what an import would write, or the problems that prevent it. Writes nothing.
import { createHash } from 'node:crypto';
import { formatCount } from '../../../../shared/domain/format.ts';
import type { z } from 'zod';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import type { ColumnUse, ImportChanges, imports, TableMapping } from '../../../../shared/contract/imports.ts';
import type { Metric } from '../../../../shared/domain/metric.ts';
import { cellText } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { changesOf, type Known } from './changes.ts';
import { contentOf, type ImportContent, type UsedColumn } from './content.ts';
import { keepAllRows, rowsToKeep } from './duplicates.ts';
import { nameKey } from '../text/headers.ts';
import { excerpt, problemCollector, unguarded, words } from '../text/problems.ts';
import type { ProblemCollector } from '../text/problems.ts';
import { asWritten, freeOf } from './asWritten.ts';
import type { ParsedTable } from './parsedTable.ts';
import { mixtureOf } from '../naming/mixtures.ts';
import { zeroMayBeUnknown, zerosIn } from '../naming/questions.ts';
import { reportBelowZero, reportLong, reportNegative, reportUnreadable } from './warnings.ts';

export type { ImportContent, PlannedMetric } from './content.ts';

export interface ImportPlan {
  /** The answer of `imports.check`. `cells` counts numbers that would be written, `missing` metric cells without one. */
  check: Omit<z.infer<(typeof imports)['imports.check']['output']>, 'gone'>;
  /** What to write; null unless `check.acceptable`. */
  content: ImportContent | null;
}

const longestName = 200;
const wholeName = 'full name';
const shownStart = 130;

/**
 * A name that a review can keep: its beginning and its end, where such names differ, and a fingerprint of all of it. So one
 * long name always becomes the same short one, and two of them never do.
 */
function shortened(name: string): string {
  const mark = ` #${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  const rest = longestName - shownStart - 1 - mark.length;
  return `${name.slice(0, shownStart).toWellFormed()}…${name.slice(-rest).toWellFormed()}${mark}`;
}

/**
 * Checks a mapping against every row.
 *
 * @param mapping  one use per column of the table.
 * @param existing what the review has; names are compared as they are.
 * @throws ParleyError `badInput` when the mapping is for another number of columns.
 * O(rows × columns used).
 */
export function planImport(table: ParsedTable, mapping: TableMapping, existing: Known): ImportPlan {
  if (mapping.uses.length !== table.columns.length) {
    const counts = `${mapping.uses.length} columns are mapped and the table has ${table.columns.length}`;
    throw new ParleyError('badInput', `${counts}. Read ${table.fileName} again.`);
  }
  const problems = problemCollector(table.problems);
  const complain = (message: string, column = '', severity: Problem['severity'] = 'error') =>
    problems.add({ row: null, column, found: '', message, severity });
  const of = <U extends ColumnUse['use']>(wanted: U) =>
    table.columns.flatMap((column, index) => {
      const use = mapping.uses[index];
      return use?.use === wanted ? [{ index, column, use } as UsedColumn<U>] : [];
    });
  const naming = of('name');
  const metrics = of('metric');
  const attributes = of('attribute');
  const errors = of('standardError');
  const tagging = of('tags');

  if (naming.length === 0) complain('No column names the candidates. Choose one.');
  if (table.records.length === 0) complain('There are no rows to import.');
  if (metrics.length === 0)
    complain('No column is a metric, so only names and words would be imported.', '', 'warning');
  checkNames('metrics', metrics, complain);
  checkNames('attributes', attributes, complain);
  compareWithReview(metrics, existing.metrics, complain);
  checkStandardErrors(errors, metrics, table.columns, complain);
  for (const { column, use } of metrics) {
    if (use.zeros !== undefined || !zeroMayBeUnknown(column)) continue;
    const zeros = zerosIn(column);
    const which = zeros === 1 ? '1 zero' : `${formatCount(zeros)} zeros`;
    complain(
      `"${excerpt(column.header)}" has ${which} among positive numbers. Say whether 0 was measured or means that nobody knows.`,
      column.header,
    );
  }

  for (const { column, use } of metrics) {
    const mixture = mixtureOf(column);
    // Only fractions can be brought to per cent: of a number without a unit it is not known how far off it is.
    const isSaid = use.mixture !== undefined && !(use.mixture === 'converted' && mixture?.kind === 'unit');
    if (mixture === null || isSaid) continue;
    const numbers = mixture.count === 1 ? '1 number' : `${formatCount(mixture.count)} numbers`;
    const what =
      mixture.kind === 'percent'
        ? `mixes per cent and fractions: ${numbers} up to 1 beside larger ones. Say whether the fractions are to be brought to per cent.`
        : `has ${numbers} without a unit beside others in ${column.unit}. Say what they are in.`;
    const found = excerpt(cellText(column, mixture.first));
    const row = table.records[mixture.first] ?? null;
    problems.add({
      row,
      column: column.header,
      found,
      message: `"${excerpt(column.header)}" ${what}`,
      severity: 'error',
    });
  }

  const { names, apart, whole } = candidateNames(table, naming, problems);
  const kept = apart
    ? keepAllRows(names)
    : rowsToKeep(names, table.records, mapping.duplicates, [...metrics, ...errors], attributes);
  if (kept.count > 0 && mapping.duplicates === 'refuse') {
    const group = kept.groups[0];
    const rows = group?.rows.slice(0, 5).map(formatCount).join(', ') ?? '';
    problems.add({
      row: group?.rows[1] ?? null,
      column: naming[0]?.column.header ?? '',
      found: excerpt(group?.name ?? ''),
      message: `${formatCount(kept.count)} ${kept.count === 1 ? 'name stands' : 'names stand'} on more than one row, for example "${excerpt(group?.name ?? '')}" on rows ${rows}. Add a column to the name, or choose which row to keep.`,
      severity: 'error',
    });
  }

  const severity = mapping.unreadable === 'refuse' ? 'error' : 'warning';
  let cells = 0;
  for (const { column, use } of metrics) {
    reportUnreadable(column, table.records, kept.rows, severity, problems);
    reportBelowZero(column, table.records, kept.rows, problems);
    if (kept.rows.length === table.records.length) {
      const left = use.mixture === 'missing' ? (mixtureOf(column)?.count ?? 0) : 0;
      cells += column.numeric - left - (use.zeros === 'unknown' ? zerosIn(column) : 0);
      continue;
    }
    const unknown = use.zeros === 'unknown' ? 0 : NaN;
    const left = use.mixture === 'missing' ? mixtureOf(column)?.odd : undefined;
    for (const row of kept.rows) {
      const number = column.numbers[row] ?? NaN;
      if (!Number.isNaN(number) && number !== unknown && left?.[row] !== 1) cells += 1;
    }
  }
  for (const { column } of attributes) reportLong(column, table.records, kept.rows, problems);
  for (const { column } of errors) {
    reportUnreadable(column, table.records, kept.rows, severity, problems);
    reportNegative(column, table.records, kept.rows, severity, problems);
  }
  const known = new Set(existing.names);
  const knownMetrics = new Set(existing.metrics.map((metric) => metric.name));
  const made = contentOf(table, kept, { metrics, errors, attributes, tagging }, mapping.incumbent === true);
  made.attributes.push(...asWritten(kept.rows, metrics, attributes));
  if (whole.size > 0) {
    const values = Array.from(kept.rows, (row) => whole.get(row) ?? '');
    made.attributes.push({ name: freeOf(wholeName, attributes), header: naming[0]?.column.header ?? '', values });
  }
  const changes = changesOf(made, existing);
  reportReplaced(changes.metrics, metrics, problems);
  const acceptable = problems.errors === 0;
  return {
    check: {
      candidates: kept.rows.length,
      existing: known.size === 0 ? 0 : kept.names.filter((name) => known.has(name)).length,
      metrics: metrics.length,
      newMetrics: metrics.filter(({ use }) => !knownMetrics.has(use.name)).length,
      cells,
      missing: kept.rows.length * metrics.length - cells,
      duplicates: kept.groups,
      duplicateCount: kept.count,
      problems: problems.shown,
      problemCount: problems.count,
      changes,
      acceptable,
    },
    content: acceptable ? made : null,
  };
}

/**
 * The name per row, from all naming columns joined; '' where there is none, which is reported. `apart`: every row is known to
 * have a name of its own, because the cells of the one naming column are all different and are the names as they stand.
 * `whole`: the names that had to be shortened, by row.
 */
function candidateNames(
  { columns, records }: ParsedTable,
  naming: readonly UsedColumn<'name'>[],
  problems: ProblemCollector,
): { names: string[]; apart: boolean; whole: ReadonlyMap<number, string> } {
  const names: string[] = Array<string>(records.length).fill('');
  const whole = new Map<number, string>();
  let firstLong = 0;
  const [only] = naming;
  if (!only) return { names, apart: false, whole };
  let apart = naming.length === 1 && only.column.distinct === records.length;
  const header = naming.map(({ index }) => columns[index]?.header ?? '').join(' · ');
  const report = (row: number, name: string, message: string) =>
    problems.add({ row: records[row] ?? null, column: header, found: excerpt(name), severity: 'error', message });
  for (let row = 0; row < records.length; row += 1) {
    const first = cellText(only.column, row);
    const name =
      naming.length === 1
        ? words(unguarded(first))
        : naming
            .map(({ column }) => words(unguarded(cellText(column, row))))
            .filter((part) => part !== '')
            .join(' · ');
    if (name === '') {
      report(
        row,
        name,
        `Row ${formatCount(records[row] ?? 0)} names no candidate. Fill in the name, or take the row out.`,
      );
    }
    const kept = name.length > longestName ? shortened(name) : name;
    if (kept !== name) {
      whole.set(row, name);
      if (whole.size === 1) firstLong = row;
    }
    apart &&= name !== '' && kept === first;
    names[row] = kept;
  }
  if (whole.size > 0) {
    const found = excerpt(whole.get(firstLong) ?? '');
    const others = whole.size > 1 ? ` So are ${formatCount(whole.size - 1)} more.` : '';
    const message = `This name has ${formatCount(whole.get(firstLong)?.length ?? 0)} characters and is shortened to ${longestName}.${others} The whole is kept as the property "${wholeName}".`;
    problems.add({ row: records[firstLong] ?? null, column: header, found, severity: 'warning', message });
  }
  return { names, apart, whole };
}

type Complain = (message: string, column?: string, severity?: Problem['severity']) => void;

function checkNames(
  what: string,
  used: readonly (UsedColumn<'metric'> | UsedColumn<'attribute'>)[],
  complain: Complain,
): void {
  const seen = new Map<string, string>();
  for (const { column, use } of used) {
    const first = seen.get(nameKey(use.name));
    if (first === undefined) seen.set(nameKey(use.name), column.header);
    else {
      const both = `The columns "${excerpt(first)}" and "${excerpt(column.header)}" would both become the ${what.slice(0, -1)} "${excerpt(use.name)}"`;
      complain(`${both}. Rename or ignore one.`, column.header);
    }
  }
}

/** Each column of standard errors belongs to one metric of the import, and each metric has at most one. */
function checkStandardErrors(
  errors: readonly UsedColumn<'standardError'>[],
  metrics: readonly UsedColumn<'metric'>[],
  columns: readonly ParsedColumn[],
  complain: Complain,
): void {
  const first = new Map<string, string>();
  for (const { column, use } of errors) {
    const other = first.get(use.of);
    if (!metrics.some((metric) => metric.use.name === use.of)) {
      const message = `"${excerpt(column.header)}" holds the standard errors of "${excerpt(use.of)}", and no column becomes a metric of that name. Choose its metric, or leave it out.`;
      complain(message, column.header);
    } else if (other !== undefined) {
      const message = `"${excerpt(other)}" and "${excerpt(column.header)}" both hold the standard errors of "${excerpt(use.of)}". Leave one out.`;
      complain(message, column.header);
    } else first.set(use.of, column.header);
    if (use.over !== undefined && (columns[use.over]?.numeric ?? 0) === 0) {
      const message = `"${excerpt(column.header)}" is to be divided by the root of the number of repetitions, and the column of that number holds none. Choose another use.`;
      complain(message, column.header);
    }
  }
}

/** Values of one metric are comparable only in one unit, so a different unit is reported before the import. */
function compareWithReview(
  used: readonly UsedColumn<'metric'>[],
  metrics: readonly Metric[],
  complain: Complain,
): void {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  for (const { column, use } of used) {
    const metric = byName.get(use.name);
    if (!metric) continue;
    if (metric.formula !== null) {
      const message = `The review works "${metric.name}" out by a formula, so a column cannot give its values. Call the column's metric otherwise, or leave it out.`;
      complain(message, column.header);
    }
    if (metric.unit !== use.unit && metric.unit !== '' && use.unit !== '') {
      const message = `The review has "${metric.name}" in ${metric.unit}, this column is in ${use.unit}. The numbers are taken as they are; rename the metric if they differ.`;
      complain(message, column.header, 'warning');
    }
    if (metric.direction !== use.direction) {
      complain(
        `The review says otherwise which way "${metric.name}" is better; the review's choice stays.`,
        column.header,
        'warning',
      );
    }
  }
}

/** A metric of the same name may be another measurement: whether its values replace those of the review is said, never assumed. */
function reportReplaced(
  changes: ImportChanges['metrics'],
  used: readonly UsedColumn<'metric'>[],
  problems: ProblemCollector,
): void {
  const byName = new Map(used.map((one) => [one.use.name, one]));
  for (const { name, replaced, from, examples } of changes) {
    const one = byName.get(name);
    if (replaced === 0 || !one || one.use.existing === 'update') continue;
    const values = replaced === 1 ? '1 value differs' : `${formatCount(replaced)} values differ`;
    const steps = examples.map((each) => `${excerpt(each.candidate)} ${each.from} → ${each.to}`).join(', ');
    problems.add({
      row: null,
      column: one.column.header,
      found: '',
      message: `The review has "${excerpt(name)}" already${from.length === 0 ? '' : ` (from ${excerpt(from.join(', '))})`}, and ${values}: ${steps}. Say whether this is the same measurement, whose values are updated, or another one, with a name of its own.`,
      severity: 'error',
    });
  }
}
