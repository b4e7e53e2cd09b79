// Answers to printed questions, as files: whose question each answers, and that all of them counted the same rows. What is wrong with a
// file is a sentence with its row and column. Counts that come from elsewhere are checked as strictly as anything that is read.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { MOST_CELLS, MOST_ROWS, SCORE_PARTS } from '../../../shared/domain/cubeParts.ts';
import type { Counted, CountedCell, CountedTable } from '../../../shared/measures/log/cube.ts';
import { scoreBinOf } from '../../../shared/measures/log/countedScores.ts';
import { decodeText } from '../import/text/decode.ts';
import { forEachRecord, isBlank, withEvenLineEnds } from '../import/text/records.ts';
import { sniffDelimiter } from '../import/text/sniff.ts';
import {
  decided,
  entryOf,
  isUsable,
  mergedCells,
  MOST_ENTRIES,
  namedCandidates,
  rawText,
  usableCases,
  weightsOf,
  wordOf,
  type RawCell,
} from './counter.ts';
import { dialects } from './dialects.ts';
import type { Asked, CountedFile, CountOrder } from './order.ts';
import { printedQuestions, type PrintedQuestion } from './printed.ts';
import type { Row } from './questions.ts';

/** A table as it was read: cells as texts, null for none. */
interface ReadTable {
  file: CountedFile;
  headers: string[];
  rows: { cells: (string | null)[]; number: number }[];
}

interface Answer {
  file: CountedFile;
  question: PrintedQuestion;
  rows: Row[];
}

/**
 * The counts that files hold.
 *
 * @param readParquet  the rows of a Parquet file, as objects by column.
 * @throws ParleyError `badInput` with file, row and column; `tooLarge` where an answer was cut at the limit of its question.
 */
export async function countedResults(
  { files, asked, printed, at }: CountOrder,
  readParquet: (file: string) => Promise<Row[]>,
): Promise<Counted> {
  if (printed === null) throw new Error('These files are no answers.');
  const questions = printedQuestions(asked, printed);
  refuseTwice(files);
  const answers: Answer[] = [];
  for (const file of files) answers.push(answerOf(await readTable(file, readParquet), questions));
  const of = (question: PrintedQuestion) => answers.filter((answer) => answer.question === question);

  const cellsQuestion = questions[0]!;
  const raw = mergedCells(of(cellsQuestion).flatMap(({ rows }) => rows.map((row) => rawCell(row, asked))));
  if (raw.length === 0)
    throw new ParleyError(
      'badInput',
      'None of the files answers the first question, which counts cells of label, decisions and groups. Give its answer too.',
    );
  const rows = raw.reduce((sum, { n }) => sum + n, 0);
  if (rows > MOST_ROWS)
    throw new ParleyError(
      'tooLarge',
      `The answers count ${rows.toLocaleString('en')} rows; up to ${MOST_ROWS.toLocaleString('en')} are measured.`,
    );
  const { cells, positive } = decided(raw, asked);
  const weighed = asked.weight !== null;
  usableCases(cells, weighed);
  const scores = questions.flatMap((question): CountedTable[] => {
    const own = of(question);
    if (question.scores === null || own.length === 0) return [];
    const { candidate, group } = question.scores;
    const kinds = { label: 'text', group: group === null ? null : 'text', exact: printed.exact, weighed } as const;
    const entries = own.flatMap((answer) => answer.rows.map((row) => entryOf(row, kinds)));
    requireSameCases(own, entries, cells, group, weighed);
    const { exact, from, to } = printed;
    const [least, most] = exact ? spread(entries) : [from, to];
    const table = { candidate, group, exact, from: least, to: most, entries };
    requireInRange(table, own.map(({ file }) => path.basename(file.path)).join(' and '));
    return [table];
  });
  return {
    label: asked.label,
    weight: asked.weight,
    positive,
    candidates: namedCandidates(asked),
    groups: asked.groups,
    cells,
    scores,
    // The question counts them in millionths and does not say which had more decimals.
    remarks: { roundedWeights: 0 },
    source: {
      engine: dialects[printed.dialect].title,
      at,
      files: files.map((file) => ({ name: path.basename(file.path), bytes: file.bytes })),
      questions: questions.flatMap((question) => {
        const entries = of(question).reduce((sum, answer) => sum + answer.rows.length, 0);
        return entries === 0 ? [] : [{ about: question.about, text: question.text, entries }];
      }),
      rows,
    },
  };
}

/** The range that scores which are counted each by itself are in: probabilities, or from the least to the largest. */
function spread(entries: CountedTable['entries']): [number, number] {
  let [lo, hi] = [Infinity, -Infinity];
  for (const entry of entries) [lo, hi] = [Math.min(lo, entry.lo), Math.max(hi, entry.hi)];
  return lo >= 0 && hi <= 1 ? [0, 1] : [lo, hi > lo ? hi : lo + 1];
}

/** The same bytes twice would count everything twice. */
function refuseTwice(files: readonly CountedFile[]): void {
  const known = new Map<string, CountedFile>();
  for (const file of files) {
    const digest = createHash('sha256').update(readFileSync(file.path)).digest('hex');
    const first = known.get(digest);
    if (first !== undefined)
      throw new ParleyError(
        'badInput',
        `${path.basename(first.path)} and ${path.basename(file.path)} hold the same. Give each answer once.`,
      );
    known.set(digest, file);
  }
}

async function readTable(file: CountedFile, readParquet: (file: string) => Promise<Row[]>): Promise<ReadTable> {
  const name = path.basename(file.path);
  if (file.format === 'jsonl' || file.path.endsWith('.gz'))
    throw new ParleyError('badInput', `${name}: answers are read as CSV or Parquet. Save it as one of them.`);
  if (file.format === 'parquet') {
    const found = await readParquet(file.path);
    const headers = Object.keys(found[0] ?? {});
    const rows = found.map((row, k) => ({ cells: headers.map((header) => rawText(row[header])), number: k + 1 }));
    return { file, headers, rows };
  }
  const text = withEvenLineEnds(decodeText(readFileSync(file.path), name).text);
  let headers: string[] | null = null;
  const rows: ReadTable['rows'] = [];
  forEachRecord(text, sniffDelimiter(text), (cells, number, fault) => {
    if (fault !== null) throw new ParleyError('badInput', `${name}, row ${number} has quotes that do not match.`);
    if (isBlank(cells)) return;
    if (headers === null) headers = cells.map((cell) => cell.trim());
    else if (cells.length !== headers.length)
      throw new ParleyError(
        'badInput',
        `${name}, row ${number} has ${cells.length} cells where the header has ${headers.length}. Export it again.`,
      );
    else rows.push({ cells: cells.map((cell) => (cell === '' ? null : cell)), number });
  });
  return { file, headers: headers ?? [], rows };
}

/** Which question a table answers, and its rows by the columns of that question. Databases differ in the case of names. */
function answerOf({ file, headers, rows }: ReadTable, questions: readonly PrintedQuestion[]): Answer {
  const name = path.basename(file.path);
  const places = new Map<string, number>();
  for (const [place, header] of headers.entries()) {
    const plain = header.toLowerCase();
    if (places.has(plain)) throw new ParleyError('badInput', `${name} has two columns “${shown(header)}”.`);
    places.set(plain, place);
  }
  const first = rows[0];
  if (first === undefined) throw new ParleyError('badInput', `${name} has no rows. An answer has a header and rows.`);
  const asking = places.get('question');
  if (asking === undefined)
    throw new ParleyError(
      'badInput',
      `${name} has no column “question”, which every answer has. Save the whole answer with its header; it has ${headers
        .slice(0, 20)
        .map((header) => `“${shown(header)}”`)
        .join(', ')}.`,
    );
  const id = (first.cells[asking] ?? '').trim();
  const question = questions.find((each) => each.id === id);
  if (question === undefined)
    throw new ParleyError(
      'badInput',
      `${name} answers “${shown(id)}”, which is none of the questions that these flags ask. Give the flags that the questions were printed with.`,
    );
  const unknown = [...places.keys()].find((plain) => plain !== 'question' && !question.columns.includes(plain));
  if (unknown !== undefined)
    throw new ParleyError('badInput', `${name} has a column “${shown(unknown)}” that its question does not ask for.`);
  const absent = question.columns.find((column) => !places.has(column));
  if (absent !== undefined)
    throw new ParleyError('badInput', `${name} has no column “${absent}”. Save all columns of the answer.`);
  const most = question.scores === null ? MOST_CELLS : MOST_ENTRIES;
  if (rows.length > most)
    throw new ParleyError(
      'tooLarge',
      `${name} has more than ${most.toLocaleString('en')} rows, where its question ends. ` +
        (question.scores === null ? 'Ask for fewer candidates or groups.' : 'Leave this answer out.'),
    );
  const keys = question.scores === null ? /^g\d+$|^unweighed$/ : /^(y|g|b|s)$/;
  const seen = new Map<string, number>();
  const read = rows.map(({ cells, number }): Row => {
    if ((cells[asking] ?? '').trim() !== id)
      throw new ParleyError(
        'badInput',
        `${name}, row ${number}, column “question”: “${shown(cells[asking] ?? '')}” is another question than in the rows before. Save each answer as a file of its own.`,
      );
    const row: Row = Object.fromEntries(question.columns.map((column) => [column, cells[places.get(column)!] ?? null]));
    for (const column of question.columns) requireKind(column, row, { name, number });
    const own = question.columns.filter((column) => keys.test(column));
    const key = JSON.stringify(own.map((column) => row[column]));
    const before = seen.get(key);
    // NULL and the empty text are two groups to a database and one blank in a file.
    if (before !== undefined && own.every((column) => row[column] !== null))
      throw new ParleyError(
        'badInput',
        `${name}, row ${number} is the same cell as row ${before}, which an answer has once. Save each answer as a file of its own.`,
      );
    seen.set(key, number);
    return row;
  });
  return { file, question, rows: read };
}

const wholeNumber = /^(\d{1,60})(?:\.0+)?$/;

/** Numbers are numbers, and what belongs together fits. Whole numbers lose a ".0" that a client wrote. */
function requireKind(column: string, row: Row, { name, number }: { name: string; number: number }): void {
  if (/^(g\d*|y)$/.test(column)) return;
  const value = row[column] as string | null;
  const refuse = (what: string) =>
    new ParleyError('badInput', `${name}, row ${number}, column “${column}”: “${shown(value ?? '')}” ${what}.`);
  if (column === 'lo' || column === 'hi' || column === 's') {
    if (value === null || value.trim() === '' || !Number.isFinite(Number(value))) throw refuse('is no number');
    if (column === 'hi' && Number(row['lo']) > Number(value)) throw refuse('is less than “lo”');
    return;
  }
  // Cells whose cases have no weight have no sum of weights.
  if (value === null && /^sww?$/.test(column) && isUnweighed(row)) return;
  if (column === 'b' && value?.trim().startsWith('-') === true)
    throw refuse('is a score below the range that was counted: print the questions with --distinct or another --range');
  const whole = wholeNumber.exec(value?.trim() ?? '');
  if (whole === null)
    throw refuse('is no whole number as the database counted it; a client that rounds must write it as a text');
  row[column] = whole[1]!;
  if (column === 'n' && (Number(whole[1]) < 1 || Number(whole[1]) > MOST_ROWS)) throw refuse('is no count of rows');
  const most =
    (column === 'fs' || column === 'fss') && BigInt(whole[1]!) > BigInt(String(row['n'])) * BigInt(SCORE_PARTS);
  if (most) throw refuse('is more than that many scores come to');
}

const isUnweighed = (row: Row) => String(row['unweighed'] ?? '').trim() === '1';

const shown = (text: string) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 60);

function rawCell(row: Row, asked: Asked): RawCell {
  const keys = 1 + asked.candidates.length + asked.groups.length;
  const texts = Array.from({ length: keys }, (_, k) => rawText(row[`g${k}`]));
  const weight = asked.weight === null ? null : { asKey: false };
  return {
    texts,
    words: texts.map((text) => wordOf(text, 'text')),
    n: Number(row['n']),
    ...weightsOf(row, weight),
  };
}

/** Whether an answer about scores counted the cases that the cells count: by label and group, not only as a whole. */
function requireSameCases(
  answers: readonly Answer[],
  entries: CountedTable['entries'],
  cells: readonly CountedCell[],
  group: number | null,
  weighed: boolean,
): void {
  const expected = new Map<string, number>();
  const add = (into: Map<string, number>, label: string, member: string, n: number) => {
    const key = JSON.stringify([label, member]);
    into.set(key, (into.get(key) ?? 0) + n);
  };
  for (const cell of cells)
    if (isUsable(cell, weighed)) add(expected, cell.label, group === null ? '' : cell.groups[group]!, cell.n);
  const found = new Map<string, number>();
  for (const { label, group: member, n } of entries) add(found, label, member, n);
  const total = (of: Map<string, number>) => [...of.values()].reduce((sum, n) => sum + n, 0);
  const names = answers.map(({ file }) => path.basename(file.path)).join(' and ');
  if (total(expected) !== total(found))
    throw new ParleyError(
      'badInput',
      `The cells have ${total(expected).toLocaleString('en')} cases that can be measured, ${names} ${total(found).toLocaleString('en')}. Nothing was written. Ask both questions of the same rows; scores that are no numbers count in neither.`,
    );
  for (const [key, n] of expected)
    if (found.get(key) !== n) {
      const [label, member] = JSON.parse(key) as [string, string];
      throw new ParleyError(
        'badInput',
        `${names} counts ${(found.get(key) ?? 0).toLocaleString('en')} cases of label “${shown(label)}”${group === null ? '' : ` in group “${shown(member)}”`}, the cells ${n.toLocaleString('en')}. Ask both questions of the same rows.`,
      );
    }
}

/** Scores above the range end in the last bin, which a file would not show. */
function requireInRange({ exact, from, to, entries }: CountedTable, name: string): void {
  if (exact) return;
  const odd = entries.find(
    ({ lo, hi }) => lo < from || hi > to || scoreBinOf(lo, { from, to }) !== scoreBinOf(hi, { from, to }),
  );
  if (odd === undefined) return;
  throw new ParleyError(
    'badInput',
    `${name} has scores from ${odd.lo} to ${odd.hi} in one bin of ${from} … ${to}. Print the questions with --distinct, or with the range of the scores: --range=FROM,TO.`,
  );
}
