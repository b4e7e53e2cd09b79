// Columns of cells, wherever they came from → the parsed table and its preview, with a proposal for every column.
import { formatCount, listText } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ColumnPreview, ColumnUse, TablePreview } from '../../../../shared/contract/imports.ts';
import { cellText, packedCells, readColumn } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { aggregatesAmong } from './averages.ts';
import { contextOf } from '../naming/context.ts';
import type { TableContext } from '../naming/context.ts';
import { guessDirection } from '../naming/directions.ts';
import { proposeUses } from '../naming/proposeUses.ts';
import type { UseProposal } from '../naming/proposal.ts';
import { columnQuestions, zerosIn } from '../naming/questions.ts';
import { mixtureOf } from '../naming/mixtures.ts';
import { cellKind } from '../text/numbers.ts';
import { shortenedText, uniqueHeaders } from '../text/headers.ts';
import { excerpt, problemCollector, words } from '../text/problems.ts';
import type { ProblemList } from '../text/problems.ts';
import { mostCells, mostColumns, mostRows } from '../text/rows.ts';
import type { ColumnHint, SourceTable } from './source.ts';
import type { ParsedTable, ReadTable } from './parsedTable.ts';
import { nameParts } from '../naming/tokens.ts';
import { guessUnit } from '../naming/units.ts';
import { reportUnreadable, warnAboutNearlyNumbers } from './warnings.ts';

const sampleCells = 5;
const longestPart = 120;

/** How a text was read; of what is no text, `noText`. */
export type TextReading = Pick<TablePreview, 'encoding' | 'delimiter' | 'decimal' | 'header'>;

/** What the preview says of the whole table. */
type Facts = Pick<TablePreview, 'fileName' | 'format' | 'choices' | 'sha256'> & TextReading;

/** In place: what a tool itself calls a measurement and gives as infinite is of a run that diverged, and no cell to correct. */
function takeInfiniteAsMissing(column: ParsedColumn): void {
  column.kinds.forEach((kind, row) => {
    if (kind === cellKind.infinite) column.kinds[row] = cellKind.missing;
  });
  column.missing += column.infinite;
  column.unreadable -= column.infinite;
  column.infinite = 0;
}

/** The proposal that a hint amounts to; what it leaves open is guessed from the column's name. */
function proposalOf(hint: ColumnHint, column: ParsedColumn, context: TableContext): UseProposal {
  const { because } = hint;
  if (hint.use === 'metric') {
    const parts = nameParts(column.header);
    const guessed = guessDirection(parts, context);
    const unit = hint.unit ?? guessUnit(parts, column, false, context).unit;
    const direction = hint.direction ?? guessed.direction;
    const use: ColumnUse = { use: 'metric', name: column.header, unit, direction };
    if (hint.atMost !== undefined) use.atMost = hint.atMost;
    return {
      use,
      because: [because, hint.direction === undefined ? guessed.because : ''].filter((text) => text !== '').join(' '),
      directed: hint.direction !== undefined || guessed.because !== '',
      stated: hint.direction !== undefined,
      unitStated: hint.unit !== undefined,
      settled: hint.settled === true,
    };
  }
  if (hint.use === 'standardError') return { use: { use: 'standardError', of: hint.of }, because };
  if (hint.use === 'attribute') return { use: { use: 'attribute', name: column.header }, because };
  return { use: { use: hint.use }, because };
}

/**
 * The preview of a table.
 *
 * @param hints what the source knows of each column; null where nothing, or not given for all.
 */
export function assemble(
  facts: Facts,
  columns: ParsedColumn[],
  records: Int32Array,
  problems: ProblemList,
  {
    hints = [],
    part = '',
    incumbent = null,
  }: Partial<Pick<SourceTable, 'part' | 'incumbent'> & { hints: (ColumnHint | null)[] }> = {},
): ReadTable {
  const { shown, count, errors } = problems;
  const { fileName, sha256 } = facts;
  const table: ParsedTable = {
    fileName: part === '' ? fileName : `${fileName} (${excerptPart(part)})`,
    sha256,
    columns,
    records,
    problems: { shown, count, errors },
    incumbent: incumbent?.record ?? null,
  };
  const context = contextOf(columns.map(({ header }) => header));
  const given = columns.map((column, i) => {
    const hint = hints[i] ?? null;
    if (hint?.use === 'standardError' && hint.made !== undefined) column.made = hint.made;
    return hint === null ? null : proposalOf(hint, column, context);
  });
  const proposals = proposeUses(columns, given);
  const all = problemCollector(table.problems);
  columns.forEach((column, index) => {
    const use = proposals[index]?.use.use;
    if (use === 'metric' || use === 'standardError') reportUnreadable(column, records, null, 'error', all);
    if (use === 'attribute' && !hints[index]) warnAboutNearlyNumbers(column, records, all);
  });
  const measured = proposals.flatMap(({ use }, index) => (use.use === 'metric' ? [index] : []));
  const averagedIn = new Map<number, string>();
  for (const { whole, parts, kind } of aggregatesAmong(columns, measured)) {
    const header = columns[whole]!.header;
    for (const index of parts) averagedIn.set(index, header);
    const names = listText(parts.map((index) => excerpt(columns[index]!.header)));
    const what = kind === 'mean' ? 'mean' : 'sum';
    const message = `"${excerpt(header)}" is the ${what} of ${names}. Only it is proposed as an objective, so that nothing counts twice.`;
    all.add({ row: null, column: header, found: '', message, severity: 'warning' });
  }
  const naming = columns.filter((_, i) => proposals[i]?.use.use === 'name');
  const nameOf = (record: number) => naming.map((column) => words(cellText(column, record))).join(' · ');
  return {
    table,
    preview: {
      ...facts,
      incumbent: incumbent && { name: nameOf(incumbent.record), because: incumbent.because },
      rows: records.length,
      columns: columns.map((column, index) => ({
        ...previewOf(column, index, records, proposals[index]),
        ...(averagedIn.has(index) ? { averagedIn: averagedIn.get(index)! } : {}),
      })),
      problems: all.shown,
      problemCount: all.count,
    },
  };
}

const excerptPart = (part: string) => words(part).slice(0, longestPart).toWellFormed();

const noText: TextReading = { encoding: '', delimiter: null, decimal: '.', header: true };

/**
 * A source → its table. Numbers keep every digit: they are written and read as JavaScript does.
 *
 * @param format what the preview calls it.
 * @param text   how the text was read, where it came from one, and the problems that this found.
 */
export function assembleSource(
  source: SourceTable,
  { fileName, sha256, format }: Pick<Facts, 'fileName' | 'sha256' | 'format'>,
  { reading = noText, problems: before }: { reading?: TextReading; problems?: ProblemList } = {},
): ReadTable {
  const cells = source.columns.length * source.places.length;
  if (source.columns.length > mostColumns || source.places.length > mostRows || cells > mostCells) {
    const size = `${formatCount(source.places.length)} rows and ${formatCount(source.columns.length)} columns`;
    const limits = `${formatCount(mostRows)} rows, ${formatCount(mostColumns)} columns and ${formatCount(mostCells)} cells`;
    throw new ParleyError('tooLarge', `${fileName} has ${size}; the limits are ${limits}. Import a part of it.`);
  }
  const problems = problemCollector(before);
  const { headers, repeated, shortened } = uniqueHeaders(source.columns.map(({ header }) => header));
  for (const problem of source.problems) problems.add(problem);
  for (const { column, name } of repeated) {
    const message = `The name "${excerpt(name)}" stands on more than one column; this one is called "${excerpt(headers[column] ?? '')}".`;
    problems.add({ row: null, column: headers[column] ?? '', found: excerpt(name), message, severity: 'warning' });
  }
  const whole = new Map(shortened.map((one) => [one.column, one.whole]));
  for (const [column, name] of whole) {
    const place = { row: null, column: headers[column] ?? '', found: excerpt(name) };
    problems.add({ ...place, message: shortenedText(name), severity: 'warning' });
  }
  const columns = source.columns.map(({ cells, hint }, index) => {
    const packed = packedCells();
    for (const cell of cells) packed.push(cell === null ? '' : typeof cell === 'number' ? String(cell) : cell);
    const column = readColumn(headers[index] ?? '', packed.finish(), '.');
    if (hint?.use === 'metric' && column.infinite > 0) {
      const row = column.kinds.indexOf(cellKind.infinite);
      const found = excerpt(cellText(column, row));
      const values = column.infinite === 1 ? '1 value is' : `${formatCount(column.infinite)} values are`;
      const message = `${values} infinite and cannot be ranked; taken as missing.`;
      problems.add({ row: source.places[row] ?? null, column: column.header, found, message, severity: 'warning' });
      takeInfiniteAsMissing(column);
    }
    if (whole.has(index)) column.whole = whole.get(index)!;
    return column;
  });
  const { choices, part, incumbent } = source;
  const facts = { fileName, format, choices, sha256, ...reading };
  const named = new Map(source.columns.map(({ header }, i) => [header, headers[i] ?? '']));
  const hints = source.columns.map(({ hint }) =>
    hint?.use === 'standardError' ? { ...hint, of: named.get(hint.of) ?? hint.of } : hint,
  );
  return assemble(facts, columns, Int32Array.from(source.places), problems, { hints, part, incumbent });
}

function previewOf(
  column: ParsedColumn,
  index: number,
  records: Int32Array,
  proposal: UseProposal | undefined,
): ColumnPreview {
  const { header, numeric, missing, distinct, min, max } = column;
  const samples = Array.from({ length: Math.min(sampleCells, column.numbers.length) }, (_, row) =>
    excerpt(cellText(column, row)),
  );
  const { use, because, directed, stated, unitStated, settled }: UseProposal = proposal ?? {
    use: { use: 'ignore' },
    because: '',
  };
  const asks = settled === true ? [] : columnQuestions(column, use, { directed, unitStated: unitStated === true });
  const preview: ColumnPreview = {
    index,
    header,
    use,
    because,
    asks,
    remembered: [],
    numeric,
    missing,
    zeros: zerosIn(column),
    text: column.unreadable,
    distinct,
    min,
    max,
    samples,
  };
  // A column of a prediction log may be its scores, whatever it is proposed as here.
  const mixture = use.use !== 'metric' || asks.includes('mixture') ? mixtureOf(column) : null;
  if (mixture) {
    const { kind, count, first } = mixture;
    const found = excerpt(cellText(column, first));
    preview.mixture = { kind, count, row: records[first] ?? null, found, unit: kind === 'percent' ? '%' : column.unit };
  }
  if (directed !== undefined) preview.directed = directed;
  if (stated === true) preview.stated = stated;
  return preview;
}
