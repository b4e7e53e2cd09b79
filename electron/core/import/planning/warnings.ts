// Problems that concern cells: metric cells that are no numbers, numbers that could be read in two ways, a row of totals.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { verdictOf } from '../naming/directions.ts';
import { neverBelowZero } from '../naming/questions.ts';
import { mixtureOf } from '../naming/mixtures.ts';
import { nameParts } from '../naming/tokens.ts';
import { cellText } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { cellKind } from '../text/numbers.ts';
import { asWrittenName } from './asWritten.ts';
import { excerpt, longestText } from '../text/problems.ts';
import type { ProblemCollector } from '../text/problems.ts';

/**
 * Reports every cell of a metric column that is neither a finite number nor missing.
 *
 * @param records the record in the file, per row.
 * @param rows    the rows to look at; null for all.
 */
export function reportUnreadable(
  column: ParsedColumn,
  records: Int32Array,
  rows: Int32Array | null,
  severity: Problem['severity'],
  problems: ProblemCollector,
): void {
  if (column.unreadable === 0) return;
  const count = rows?.length ?? records.length;
  const remedy = severity === 'error' ? 'Correct it, or take such cells as missing.' : 'It is taken as missing.';
  for (let i = 0; i < count; i += 1) {
    const row = rows ? (rows[i] ?? 0) : i;
    const kind = column.kinds[row];
    if (kind !== cellKind.text && kind !== cellKind.infinite) continue;
    const found = excerpt(cellText(column, row));
    const what =
      kind === cellKind.text
        ? `"${found}" is not a number.`
        : `"${found}" is infinite or above 1e300, and cannot be ranked.`;
    const place = { row: records[row] ?? null, column: column.header, found };
    problems.add({ ...place, message: `${what} ${remedy}`, severity });
  }
}

/** Says of every text that is longer than a review keeps that its beginning is kept. */
export function reportLong(
  column: ParsedColumn,
  records: Int32Array,
  rows: Int32Array,
  problems: ProblemCollector,
): void {
  for (const row of rows) {
    const length = (column.ends[row] ?? 0) - (column.starts[row] ?? 0);
    if (length <= longestText) continue;
    const found = excerpt(cellText(column, row));
    const message = `This text has ${formatCount(length)} characters; the first ${formatCount(longestText)} are kept.`;
    problems.add({ row: records[row] ?? null, column: column.header, found, message, severity: 'warning' });
  }
}

/** Reports every number of a column of standard errors that is below 0, which no standard error is. */
export function reportNegative(
  column: ParsedColumn,
  records: Int32Array,
  rows: Int32Array,
  severity: Problem['severity'],
  problems: ProblemCollector,
): void {
  if ((column.min ?? 0) >= 0) return;
  const remedy = severity === 'error' ? 'Correct it, or take such cells as missing.' : 'It is taken as not stated.';
  for (const row of rows) {
    if (!((column.numbers[row] ?? NaN) < 0)) continue;
    const found = excerpt(cellText(column, row));
    const message = `"${found}" cannot be a standard error: it is below 0. ${remedy}`;
    problems.add({ row: records[row] ?? null, column: column.header, found, message, severity });
  }
}

/** Says, once per column, that a cost, time or size is below 0: often a mark of "not measured", which would count as better than all. */
export function reportBelowZero(
  column: ParsedColumn,
  records: Int32Array,
  rows: Int32Array,
  problems: ProblemCollector,
): void {
  if ((column.min ?? 0) >= 0 || !neverBelowZero(column.header)) return;
  const below = rows.filter((row) => (column.numbers[row] ?? NaN) < 0);
  const [row] = below;
  if (row === undefined) return;
  const found = excerpt(cellText(column, row));
  const others =
    below.length > 1 ? ` So ${below.length === 2 ? 'is' : 'are'} ${formatCount(below.length - 1)} more.` : '';
  const message = `"${found}" is below 0, which no cost, time or size is.${others} It counts as a measurement: if it means “not measured”, leave the cell empty.`;
  problems.add({ row: records[row] ?? null, column: column.header, found, message, severity: 'warning' });
}

/** Says, once per column, where a number could be read in two ways and which was chosen. */
export function warnAboutNumbers(
  columns: readonly ParsedColumn[],
  records: Int32Array,
  problems: ProblemCollector,
): void {
  for (const column of columns) {
    const warn = (row: number, message: string) => {
      const found = row < 0 ? '' : excerpt(cellText(column, row));
      const record = row < 0 ? null : (records[row] ?? null);
      problems.add({ row: record, column: column.header, found, message, severity: 'warning' });
    };
    if (column.ambiguous > 0) {
      const row = column.firstAmbiguous;
      const others = column.ambiguous > 1 ? ` So are ${formatCount(column.ambiguous - 1)} more.` : '';
      const value = formatCount(column.numbers[row] ?? 0);
      warn(row, `Read with thousands, as ${value}.${others} If it is a decimal, choose the other decimal mark.`);
    }
    if (column.intervals > 0) {
      const cells = column.intervals === 1 ? '1 cell states' : `${formatCount(column.intervals)} cells state`;
      warn(
        -1,
        `${cells} an interval, as in "5.1 [4.8; 5.4]"; taken for 95 %, half its width divided by 1.96 is kept as the standard error of the value. If it is another interval, leave the errors out. The cells are kept as the property "${excerpt(asWrittenName(column.header))}".`,
      );
    }
    if (column.marked > 0) {
      const others = column.marked > 1 ? ` ${formatCount(column.marked - 1)} more have a mark too.` : '';
      const value = String(column.numbers[column.firstMarked]);
      warn(
        column.firstMarked,
        `Read as ${value}, without the mark.${others} The cells are kept as the property "${excerpt(asWrittenName(column.header))}".`,
      );
    }
    if (column.converted > 0) {
      const numbers = column.converted === 1 ? '1 number was' : `${formatCount(column.converted)} numbers were`;
      warn(-1, `${numbers} written in another unit and converted to ${column.unit}.`);
    }
    if (column.spread > column.intervals) {
      const cells =
        column.spread - column.intervals === 1
          ? '1 cell states'
          : `${formatCount(column.spread - column.intervals)} cells state`;
      warn(
        -1,
        `${cells} a spread, as in "0.85 ± 0.02"; it is kept as the standard error of the value. If it is a standard deviation or an interval, take it out of the file.`,
      );
    }
    if (column.notSpread > 0) {
      const numbers = column.notSpread === 1 ? '1 number is' : `${formatCount(column.notSpread)} numbers are`;
      warn(
        -1,
        `${numbers} followed by another in brackets that does not read as a standard error; only the first is kept.`,
      );
    }
    if (column.percent > 0 && column.percent < column.numeric && mixtureOf(column) === null) {
      const rest = formatCount(column.numeric - column.percent);
      warn(
        -1,
        `${formatCount(column.percent)} numbers have a percent sign and ${rest} have none; all are kept as written.`,
      );
    }
  }
}

/**
 * For a column that becomes a property in words although many of its cells are numbers, or look like numbers that cannot be
 * read: says which cell keeps it from being a metric.
 */
export function warnAboutNearlyNumbers(column: ParsedColumn, records: Int32Array, problems: ProblemCollector): void {
  const { kinds, numeric, unreadable } = column;
  const row = kinds.indexOf(cellKind.text);
  if (row < 0) return;
  const found = excerpt(cellText(column, row));
  const place = { row: records[row] ?? null, column: column.header, found, severity: 'warning' as const };
  const words = unreadable === 1 ? '1 cell is' : `${formatCount(unreadable)} cells are`;
  if (numeric > 0 && numeric * 3 >= unreadable) {
    const numbers = numeric === 1 ? '1 number' : `${formatCount(numeric)} numbers`;
    problems.add({
      ...place,
      message: `Taken as words: ${words} no number, this is the first, beside ${numbers}. To compare by it, use it as a metric and say what these cells are.`,
    });
  } else if (numeric === 0 && /^[-+]?\d[\d.,]*\s/.test(found) && saysMeasure(column.header)) {
    problems.add({
      ...place,
      message: `Taken as words: "${found}" begins like a number, and what follows is no unit that is known.`,
    });
  }
}

const saysMeasure = (header: string) => {
  const wanted = verdictOf(nameParts(header))?.wanted;
  return wanted === 'max' || wanted === 'min';
};

const totals =
  /^(?:grand |sub-?)?(?:totals?|sum|average|avg|mean|median|overall|summe|gesamt|durchschnitt|somme|moyenne|totale|media|suma|promedio)\s?:?$/i;

/** Warns when the last row begins with a word like "Total": it is seldom a candidate. */
export function warnAboutTotal(
  columns: readonly ParsedColumn[],
  records: Int32Array,
  problems: ProblemCollector,
): void {
  const row = records.length - 1;
  if (row < 1) return;
  for (const column of columns) {
    const cell = cellText(column, row).trim();
    if (cell === '') continue;
    if (cell.length > 40 || !totals.test(cell)) return;
    const record = records[row] ?? null;
    const message = `Row ${formatCount(record ?? 0)} looks like a total. If it is not a candidate, take it out of the file.`;
    problems.add({ row: record, column: column.header, found: excerpt(cell), message, severity: 'warning' });
    return;
  }
}
