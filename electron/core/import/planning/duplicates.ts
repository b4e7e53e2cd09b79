// Rows that name the same candidate: finds them, says whether they agree, and picks the rows a policy keeps.
import type { DuplicateGroup, DuplicatePolicy } from '../../../../shared/contract/imports.ts';
import { cellText } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { numbered } from '../text/headers.ts';
import { cellKind } from '../text/numbers.ts';
import { shownProblems, words } from '../text/problems.ts';

interface KeptRows {
  /** 0-based rows of the table in file order, and the name of each. */
  rows: Int32Array;
  names: string[];
  /** The first hundred groups of rows with one name; `count` counts all. */
  groups: DuplicateGroup[];
  count: number;
}

const longestName = 200;
const shownRows = 1000;

/**
 * Picks the rows that become candidates. Rows without a name are left out (the caller reports them).
 *
 * @param names   per row; '' for none.
 * @param records the record in the file, per row, for the groups.
 * O(rows), plus the columns used times the rows in the groups that are shown.
 */
export function rowsToKeep(
  names: readonly string[],
  records: Int32Array,
  policy: DuplicatePolicy,
  metrics: readonly { column: ParsedColumn }[],
  attributes: readonly { column: ParsedColumn }[],
): KeptRows {
  const different = new Set(names);
  if (different.size === names.length && !different.has('')) return keepAllRows(names);
  const rowsByName = new Map<string, number[]>();
  names.forEach((name, row) => {
    if (name === '') return;
    const rows = rowsByName.get(name);
    if (rows) rows.push(row);
    else rowsByName.set(name, [row]);
  });
  const groups: DuplicateGroup[] = [];
  let count = 0;
  const dropped = new Set<number>();
  for (const [name, rows] of rowsByName) {
    const first = rows[0] ?? 0;
    if (rows.length < 2) continue;
    count += 1;
    if (groups.length < shownProblems) {
      const identical = rows.every(
        (row) =>
          metrics.every(({ column }) => sameNumber(column, first, row)) &&
          attributes.every(({ column }) => words(cellText(column, first)) === words(cellText(column, row))),
      );
      groups.push({ name, rows: rows.slice(0, shownRows).map((row) => records[row] ?? 0), identical });
    }
    if (policy === 'keepFirst') for (const row of rows.slice(1)) dropped.add(row);
    if (policy === 'keepLast') for (const row of rows.slice(0, -1)) dropped.add(row);
  }

  const kept: number[] = [];
  const keptNames: string[] = [];
  const taken = new Set(rowsByName.keys());
  const used = new Set<string>();
  const last = new Map<string, number>();
  names.forEach((name, row) => {
    if (name === '' || dropped.has(row)) return;
    kept.push(row);
    keptNames.push(policy === 'number' && used.has(name) ? numbered(name, taken, last, longestName, exact) : name);
    used.add(name);
  });
  return { rows: Int32Array.from(kept), names: keptNames, groups, count };
}

const exact = (name: string) => name;

/** Every row, where each has a name of its own. */
export function keepAllRows(names: readonly string[]): KeptRows {
  const rows = new Int32Array(names.length);
  for (let row = 0; row < rows.length; row += 1) rows[row] = row;
  return { rows, names: [...names], groups: [], count: 0 };
}

/** Two cells of a metric agree: the same number, both missing, or the same text that is no number. */
function sameNumber(column: ParsedColumn, a: number, b: number): boolean {
  if (column.kinds[a] !== column.kinds[b]) return false;
  if (column.kinds[a] === cellKind.number) return column.numbers[a] === column.numbers[b];
  return column.kinds[a] === cellKind.missing || cellText(column, a) === cellText(column, b);
}
