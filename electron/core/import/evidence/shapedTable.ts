// Tables of text that are not simply a header and rows: those inside Markdown, HTML and LaTeX, with a title above or notes below,
// with names in several rows, or with the metrics as rows. Everything else is left to the reader of plain tables.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { ReadOptions, SourceChoice } from '../../../../shared/contract/imports.ts';
import { guessDirection } from '../naming/directions.ts';
import { choose, remark } from '../planning/source.ts';
import type { DecodedText } from '../text/decode.ts';
import { cellKind, readCell } from '../text/numbers.ts';
import { excerpt, problemCollector } from '../text/problems.ts';
import { forEachRecord, isBlank, withEvenLineEnds, withQuotedIntervals } from '../text/records.ts';
import { declaredDelimiter, sniffDelimiter } from '../text/sniff.ts';
import { documentTables } from './tables/documentTables.ts';
import { textOfTidy, tidy } from './tables/grid.ts';
import type { Grid, TidyTable } from './tables/grid.ts';
import { readTextTable } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/** Longer texts are data, not tables that somebody laid out by hand. */
const longest = 2_000_000;
const mostRows = 2_000;

/**
 * @returns null where the text is a plain table, or none.
 * @throws ParleyError what `readTextTable` throws.
 */
export async function readShapedTable(
  text: DecodedText,
  fileName: string,
  options: ReadOptions,
): Promise<TextTable | null> {
  const written = text.text;
  if (written.length > longest || options.delimiter !== null) return null;
  const found = await documentTables(written);
  if (found === null) return readPlain(text, fileName, options);
  const tables = found.flatMap(({ line, grid }) => {
    const table = tidy(grid);
    return table ? [{ line, table }] : [];
  });
  if (tables.length === 0) return null;
  const choice = choose(
    'tableInText',
    'Table',
    tables.map(({ line, table }, i) => ({
      value: String(i),
      label: `line ${formatCount(line)}: ${excerpt(table.header.filter((name) => name !== '').join(', '))}`,
    })),
    options.choices ?? {},
  );
  const { table } = tables[Number(choice.chosen)]!;
  return readTidy(table, text.encoding, fileName, options, { choices: tables.length > 1 ? [choice] : [] });
}

/** A table that has only separators: taken as it stands unless something stands around it or it lies on its side. */
function readPlain({ text, encoding }: DecodedText, fileName: string, options: ReadOptions): TextTable | null {
  if (options.header !== null) return null;
  const even = withQuotedIntervals(withEvenLineEnds(text));
  if (declaredDelimiter(even) !== null) return null;
  const grid = gridIn(even);
  const several = grid ? tablesIn(grid) : [];
  if (several.length > 1) return readOneOf(several, encoding, fileName, options);
  const table = grid && tidy(grid);
  if (table === null || (table.problems.length === 0 && !liesOnItsSide(table))) return null;
  const layout = choose(
    'layout',
    'Layout',
    [
      { value: 'tidied', label: 'without what stands around the table' },
      { value: 'plain', label: 'every row as it stands' },
    ],
    options.choices ?? {},
  );
  if (table.problems.length === 0) return readTidy(table, encoding, fileName, options, {});
  if (layout.chosen === 'plain') {
    const plain = readTextTable({ text, encoding }, fileName, options, { choices: [layout] });
    return plain;
  }
  return readTidy(table, encoding, fileName, options, { choices: [layout] });
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if ((lines += 1) > most) return true;
  return false;
}

/**
 * The tables that stand under one another: below a blank line comes a row of names, with numbers under it. One where there are none
 * such. O(cells).
 */
function tablesIn({ rows, places }: Grid): Grid[] {
  const isNumber = (cell: string) =>
    readCell(cell, '.').kind === cellKind.number || readCell(cell, ',').kind === cellKind.number;
  const names = (row: readonly string[]) => {
    const filled = row.filter((cell) => cell.trim() !== '');
    return filled.length > 1 && !filled.some(isNumber);
  };
  const starts = [0];
  for (let row = 2; row + 1 < rows.length; row += 1) {
    const isApart = places[row]! - places[row - 1]! > 1;
    if (isApart && row - starts.at(-1)! > 1 && names(rows[row]!) && rows[row + 1]!.some(isNumber)) starts.push(row);
  }
  return starts.map((from, k) => ({
    rows: rows.slice(from, starts[k + 1]),
    places: places.slice(from, starts[k + 1]),
    headerRows: null,
  }));
}

/** One of several tables in a text: the first, unless another is chosen; that there are more is said. */
function readOneOf(
  grids: readonly Grid[],
  encoding: DecodedText['encoding'],
  fileName: string,
  options: ReadOptions,
): TextTable | null {
  const tables = grids.flatMap((grid) => tidy(grid) ?? []);
  if (tables.length === 0) return null;
  const choice = choose(
    'tableInText',
    'Table',
    tables.map(({ header, places }, k) => ({
      value: String(k),
      label: `row ${formatCount((places[0] ?? 1) - 1)}: ${excerpt(header.filter((name) => name !== '').join(', '))}`,
    })),
    options.choices ?? {},
  );
  const at = Number(choice.chosen);
  const others = tables.flatMap(({ places }, k) => (k === at ? [] : [`row ${formatCount((places[0] ?? 1) - 1)}`]));
  const table = tables[at]!;
  table.problems.push(
    remark(
      `Another table begins in ${others.join(' and in ')} of this file, and is not read. Choose it under “Table” to read it instead.`,
    ),
  );
  return readTidy(table, encoding, fileName, options, { choices: tables.length > 1 ? [choice] : [] });
}

/** Every record of a short text; null where it is longer, or its quotes do not match, which the reader of plain tables says. */
function gridIn(text: string): Grid | null {
  if (!text.includes('"') && hasMoreLines(text, mostRows)) return null;
  const rows: string[][] = [];
  const places: number[] = [];
  const notThis = new Error('no short table');
  try {
    forEachRecord(text, sniffDelimiter(text), (cells, number, fault) => {
      // The rest of a long table is not read twice.
      if (fault !== null || rows.length > mostRows) throw notThis;
      if (isBlank(cells)) return;
      rows.push([...cells]);
      places.push(number);
    });
  } catch (error) {
    if (error === notThis) return null;
    throw error;
  }
  return rows.length > 1 ? { rows, places, headerRows: null } : null;
}

/**
 * One header and its rows, turned where the metrics are rows; what was taken off is said.
 *
 * @throws ParleyError what `readTextTable` throws.
 */
export function readTidy(
  table: TidyTable,
  encoding: DecodedText['encoding'] | '',
  fileName: string,
  options: ReadOptions,
  { choices = [], sheet = null }: { choices?: SourceChoice[]; sheet?: string | null },
): TextTable {
  const sideways = liesOnItsSide(table);
  const direction = choose(
    'candidatesAre',
    'The candidates are',
    [
      { value: 'columns', label: `columns: ${excerpt(table.header.slice(1).join(', '))}` },
      { value: 'rows', label: `rows: ${excerpt(table.rows.map(([first = '']) => first).join(', '))}` },
    ],
    options.choices ?? {},
  );
  const turn = sideways && direction.chosen === 'columns';
  const shown = turn ? turned(table) : table;
  const read = readTextTable(
    { text: textOfTidy(shown), encoding: 'UTF-8' },
    fileName,
    { ...options, delimiter: '\t', header: true },
    {
      sheet,
      choices: sideways ? [...choices, direction] : choices,
      places: shown.places,
    },
  );
  const problems = problemCollector(read.problems);
  for (const problem of table.problems) problems.add(problem);
  if (turn) {
    problems.add(
      remark(
        'The metrics stand in rows and the candidates in columns, so the table is turned. Choose rows if that is wrong.',
      ),
    );
  }
  // How the cells were encoded for the reader does not matter to people.
  return {
    ...read,
    problems,
    reading: { ...read.reading, encoding: encoding === 'UTF-8' ? '' : encoding, delimiter: null },
  };
}

const metricWord = /^(?:metrics?|measures?|kpis?|criteri(?:on|a)|indicators?|benchmarks?)$/i;
const mostMetrics = 100;

/** Whether the rows are metrics and the columns candidates: the first cells are names of metrics, and the column names are none. */
function liesOnItsSide({ header, rows }: TidyTable): boolean {
  if (rows.length < 2 || rows.length > mostMetrics || header.length < 3) return false;
  const known = (names: readonly string[]) =>
    names.filter((name) => name !== '' && guessDirection(name).because !== '').length / Math.max(1, names.length);
  const firsts = rows.map(([first = '']) => first);
  if (new Set(firsts).size < firsts.length) return false;
  const numbers = rows
    .flatMap(([, ...cells]) => cells)
    .filter((cell) => readCell(cell, '.').kind === cellKind.number).length;
  if (numbers * 2 < rows.length * (header.length - 1)) return false;
  const side = known(firsts);
  const top = known(header.slice(1));
  return metricWord.test(header[0] ?? '') ? side >= 0.5 && top <= 0.34 : side >= 0.75 && top === 0;
}

function turned({ header, rows, problems }: TidyTable): TidyTable {
  const [, ...names] = header;
  return {
    header: ['Candidate', ...rows.map(([first = '']) => first)],
    rows: names.map((name, column) => [name, ...rows.map((cells) => cells[column + 1] ?? '')]),
    places: names.map((_, column) => column + 2),
    problems,
  };
}
