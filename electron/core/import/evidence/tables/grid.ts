// Tables as people make them: a title above, the unit in a row of its own, two rows of headers, notes below. What is around the
// table is taken off and said; headers in several rows become one.
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { remark } from '../../planning/source.ts';
import { cellKind, readCell } from '../../text/numbers.ts';
import { excerpt, words } from '../../text/problems.ts';

/** Cells in rows, '' where there is nothing. Merged cells stand in every place that they cover. */
export interface Grid {
  rows: string[][];
  /** The 1-based record in the source, per row. */
  places: number[];
  /** How many rows at the top are headers, where the source says so; null: it is to be found out. */
  headerRows: number | null;
}

/** A table in a longer text, and the line that it begins on. */
export interface DocumentTable {
  line: number;
  grid: Grid;
}

export interface TidyTable {
  header: string[];
  rows: string[][];
  /** The 1-based record of each row. */
  places: number[];
  problems: Problem[];
}

/** A grid of rows that stand one under the other from the first record on. */
export const gridOf = (rows: string[][], headerRows: number | null = null): Grid => ({
  rows,
  places: rows.map((_, i) => i + 1),
  headerRows,
});

const filledIn = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;
const isNumber = (cell: string): boolean => readCell(cell, '.').kind === cellKind.number;
const isBlank = (row: readonly string[]): boolean => filledIn(row) === 0;

const note =
  /^(?:[*†‡§¶^]|\(?[a-z1-9]\)\s|note|notes|source|sources|legend|footnote|values|all values|results? (?:are|is)|best|bold|n\s*=|mean (?:±|of)|data|updated|as of)/i;

/** Units and the like that stand alone in a cell under a name. */
const unit =
  /^[([]?\s*(?:%|‰|[µnm]?s|sec(?:onds)?|min|minutes|h|hours?|[kmgt]i?b|bytes|[$€£]|usd|eur|gbp|w|kwh|j|k|m|bn|g?flops|[kmg]?params|(?:[$€£]|usd|eur|tokens?|images?|requests?|queries|samples?|items?)\s*\/\s*\w+|per\s+\w+|↑|↓|⬆|⬇|higher|lower|(?:higher|lower) (?:is )?better|n|count|0\s*[-–]\s*1|0\s*[-–]\s*100)\s*[)\]]?$/i;

/**
 * One header and the rows under it.
 *
 * @returns null where the grid holds no table: no row with two cells under a header.
 * O(cells).
 */
export function tidy({ rows, places, headerRows }: Grid): TidyTable | null {
  const kept = rows.map((cells, i) => ({ cells: cells.map((cell) => cell.trim()), place: places[i]! }));
  const lines = kept.filter(({ cells }) => !isBlank(cells));
  const width = Math.max(0, ...lines.map(({ cells }) => cells.findLastIndex((cell) => cell !== '') + 1));
  for (const line of lines) line.cells = Array.from({ length: width }, (_, i) => line.cells[i] ?? '');
  const problems: Problem[] = [];

  // Above: lines of one cell, before the first of several.
  const usual = usualFilled(lines.map(({ cells }) => cells));
  const titles: string[] = [];
  while (headerRows === null && usual > 1 && lines.length > 2 && distinct(lines[0]!.cells) === 1) {
    titles.push(excerpt(lines.shift()!.cells.find((cell) => cell !== '') ?? ''));
  }
  if (titles.length > 0) problems.push(remark(`Above the table stands "${titles.join(' ')}"; it is no row.`));

  // Below: lines of one cell that read like a note.
  const notes: string[] = [];
  while (lines.length > 2 && usual > 1 && isNote(lines.at(-1)!.cells)) {
    notes.unshift(excerpt(lines.pop()!.cells.find((cell) => cell !== '') ?? ''));
  }
  if (notes.length > 0) problems.push(remark(`Below the table stands "${notes.join(' ')}"; it is no row.`));

  if (lines.length < 2) return null;
  const stated = headerRows === null ? null : Math.min(headerRows, lines.length - 1);
  const count = stated ?? headerRowsIn(lines.map(({ cells }) => cells));
  const heads = lines.slice(0, count).map(({ cells }) => cells);
  const body = lines.slice(count);
  if (body.length === 0 || width < 2) return null;
  if (count > 1 && stated === null) {
    const joined = heads.slice(1).every(isUnitRow)
      ? 'The units stand in a row of their own'
      : 'The names stand in several rows';
    problems.push(remark(`${joined}; they are joined.`, '', lines[0]!.place));
  }
  for (let last = totalBelow(body); last !== null; last = totalBelow(body)) {
    const { place } = body.pop()!;
    const what =
      last.kinds.length === 1 ? `is the ${last.kinds[0]!} of the rows above it` : 'sums up the rows above it';
    problems.push(remark(`"${excerpt(last.name)}" ${what} and no candidate; it is left out.`, '', place));
  }
  return {
    header: joinedHeader(heads, width),
    rows: body.map(({ cells }) => cells),
    places: body.map(({ place }) => place),
    problems,
  };
}

const totals =
  /^(?:grand |sub-?)?(?:totals?|sum|average|avg\.?|mean|median|overall|all|min(?:imum)?|max(?:imum)?|best|summe|gesamt|gesamtsumme|durchschnitt|mittelwert|schnitt|somme|moyenne|totale|media|suma|promedio|gemiddelde|totaal)\s?:?$/i;

const statistics: Record<string, (values: readonly number[]) => number> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values) => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  },
  smallest: (values) => Math.min(...values),
  largest: (values) => Math.max(...values),
};

/** A cell as a number, whichever mark parts its decimals; NaN where it is none. */
function numberIn(cell: string): number {
  const point = readCell(cell, '.');
  return point.kind === cellKind.number && !point.ambiguous ? point.value : readCell(cell, ',').value;
}

/**
 * The last row where it is called a total, and every number of it is the sum, mean, median, smallest or largest of those above, to its
 * printed digits. A candidate may be called "Average" too: its numbers are its own. null: it is no such row. O(rows × columns).
 */
function totalBelow(body: readonly { cells: string[] }[]): { name: string; kinds: string[] } | null {
  const last = body.at(-1);
  const name = last?.cells.find((cell) => cell !== '') ?? '';
  if (!last || body.length < 3 || name.length > 40 || !totals.test(name)) return null;
  const kinds = new Set<string>();
  for (const [column, cell] of last.cells.entries()) {
    if (cell === '' || cell === name || isDash(cell)) continue;
    const stated = numberIn(cell);
    const above = body.slice(0, -1).flatMap(({ cells }) => {
      const value = numberIn(cells[column] ?? '');
      return Number.isNaN(value) ? [] : [value];
    });
    if (Number.isNaN(stated) || above.length < 2) return null;
    const decimals = /[.,](\d+)(?!.*[.,]\d)/.exec(cell)?.[1]?.length ?? 0;
    const made = Object.keys(statistics).find(
      (each) => Math.abs(statistics[each]!(above) - stated) <= 0.51 * 10 ** -decimals,
    );
    if (made === undefined) return null;
    kinds.add(made);
  }
  return kinds.size > 0 ? { name, kinds: [...kinds] } : null;
}

/** How many cells most rows have. */
function usualFilled(rows: readonly (readonly string[])[]): number {
  const counts = rows.map(filledIn).sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

const distinct = (row: readonly string[]): number => new Set(row.filter((cell) => cell !== '')).size;

function isNote(row: readonly string[]): boolean {
  if (distinct(row) !== 1) return false;
  const text = row.find((cell) => cell !== '') ?? '';
  return row[0] === text && !isNumber(text) && (note.test(text) || (text.length > 30 && text.includes(' ')));
}

const isDash = (cell: string): boolean => /^[-–—]{1,3}$/.test(cell);

const isUnitRow = (row: readonly string[]): boolean => {
  const filled = row.filter((cell) => cell !== '' && !isDash(cell));
  return filled.length > 0 && filled.every((cell) => unit.test(cell));
};

/** The first row, and those after it that have words where the rows below them have numbers. */
function headerRowsIn(rows: readonly (readonly string[])[]): number {
  const most = Math.min(3, rows.length - 1);
  let count = 1;
  while (count < most) {
    const row = rows[count]!;
    const below = rows.slice(count + 1);
    const measured = row.flatMap((cell, column) => {
      const cells = below.map((other) => other[column] ?? '').filter((other) => other !== '');
      return cells.length > 0 && cells.filter(isNumber).length * 2 > cells.length ? [cell] : [];
    });
    const named = measured.filter((cell) => cell !== '' && !isNumber(cell));
    if (measured.length === 0 || named.length === 0 || measured.some(isNumber)) break;
    // A row whose first cell names something is a candidate without numbers, unless every cell of it is a unit.
    if (row[0] !== '' && rows[0]![0] !== row[0] && !isUnitRow(row) && rows[0]![0] !== '') break;
    count += 1;
  }
  return count;
}

/** "Test set A" over "Accuracy" → "Test set A Accuracy"; a unit goes into brackets, and a group counts for the cells right of it. */
function joinedHeader(heads: readonly (readonly string[])[], width: number): string[] {
  const filled = heads.map((row, level) => {
    if (level === heads.length - 1) return row;
    let group = '';
    return row.map((cell, column) => {
      const under = heads.slice(level + 1).some((lower) => (lower[column] ?? '') !== '');
      if (cell !== '') group = column === 0 && !under ? '' : cell;
      return cell === '' && under && column > 0 ? group : cell;
    });
  });
  return Array.from({ length: width }, (_, column) => {
    const parts: string[] = [];
    for (const [level, row] of filled.entries()) {
      const cell = plainHeader(words(row[column] ?? ''));
      if (cell === '' || (level > 0 && isDash(cell)) || parts.at(-1) === cell) continue;
      parts.push(parts.length > 0 && unit.test(cell) && !/^[([]/.test(cell) ? `(${cell})` : cell);
    }
    return parts.join(' ');
  });
}

/** ('test', 'acc'), as data frames write two levels → test acc. */
function plainHeader(cell: string): string {
  const tuple = /^\((?:'[^']*'|"[^"]*")(?:, ?(?:'[^']*'|"[^"]*"))+,?\)$/.exec(cell);
  if (!tuple) return cell;
  const levels = [...cell.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return levels.filter((level) => level !== '' && !/^Unnamed: /.test(level)).join(' ');
}

/** As a text that the reader of tables takes, parted by tabs so that commas may be decimal; the record numbers go beside it. */
export const textOfTidy = ({ header, rows }: TidyTable): string =>
  [header, ...rows].map((cells) => cells.map(quoted).join('\t')).join('\n') + '\n';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
