// What the columns of files hold, before anybody has said what each of them is: counted by the engine, so that a log of any size can be
// looked at as a table that was read can. Two questions at most per thirty columns, each over every row.
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { MOST_WORDS } from '../../../shared/contract/predictions.ts';
import { wordOf, type CountProgress, type Source } from './counter.ts';
import { dialects } from './dialects.ts';
import type { CountedFile, LogSurvey, SurveyedColumn } from './order.ts';
import { isPresent, numberOf, type Key } from './questions.ts';
import { everyColumn, type Ask } from './relation.ts';

/** As many as are looked at together: an engine tells so many groupings apart in one number. */
const TOGETHER = 30;
/** Estimates of different cells are off by a few in a hundred. */
const MARGIN = 1.3;
const MOST_COLUMNS = 500;
const SAMPLES = 5;

/**
 * Looks through the files.
 *
 * @throws ParleyError with a sentence: `badInput` for what is wrong with the files, `tooLarge` beyond 500 columns.
 */
export async function surveyOf(
  files: readonly CountedFile[],
  source: Pick<Source, 'rows' | 'progress'>,
  onProgress: CountProgress,
): Promise<LogSurvey> {
  const name = files.length === 1 ? path.basename(files[0]!.path) : `${files.length} files`;
  const ask = (text: string) => source.rows(text);
  const { headers, types, text: relation, leftOut } = await everyColumn(files, ask);
  if (headers.length > MOST_COLUMNS)
    throw new ParleyError('tooLarge', `${name} has ${headers.length} columns; a log has up to ${MOST_COLUMNS}.`);
  if (headers.length === 0)
    throw new ParleyError('badInput', `${name} has no columns that anything can be counted by.`);
  const keys = headers.map((_, k): Key => ({ column: `k${k}`, type: types[k]! }));
  const samples = await ask(`SELECT * FROM (${relation}) LIMIT ${SAMPLES}`);

  const parts: Key[][] = [];
  for (let at = 0; at < keys.length; at += TOGETHER) parts.push(keys.slice(at, at + TOGETHER));
  let step = 0;
  const timed = async (text: string) => {
    const say = () => onProgress((step + source.progress()) / (2 * parts.length), 'Looking through the log');
    say();
    const ticking = setInterval(say, 200);
    try {
      return await ask(text);
    } finally {
      clearInterval(ticking);
      step++;
    }
  };

  let rows = 0;
  const columns: SurveyedColumn[] = [];
  for (const part of parts) {
    const [facts] = await timed(factsOfAll(relation, part));
    rows = Number(facts!['n']);
    for (const key of part) {
      const place = columns.length;
      const { column } = key;
      const [missing, numeric] = [Number(facts![`missing_${column}`]), Number(facts![`numeric_${column}`])];
      columns.push({
        header: headers[place]!,
        numeric,
        missing,
        text: rows - missing - numeric,
        distinct: Number(facts![`different_${column}`]),
        min: numberIn(facts![`lo_${column}`]),
        max: numberIn(facts![`hi_${column}`]),
        samples: samples.map((row) => textIn(row[column])),
        words: null,
        quarters: [],
      });
    }
  }
  if (rows === 0) throw new ParleyError('badInput', `${name} has no rows.`);
  for (const part of parts) {
    const few = part.filter(({ column }) => columns[placeOf(column)]!.distinct <= MOST_WORDS * MARGIN);
    const many = part.filter((key) => !few.includes(key) && columns[placeOf(key.column)]!.numeric > 0);
    if (few.length > 0) takeWords(columns, few, await timed(wordsOfAll(relation, few)));
    if (many.length > 0) {
      const [found] = await ask(quartersOfAll(relation, many));
      for (const { column } of many) columns[placeOf(column)]!.quarters = (found![column] as number[]).map(Number);
    }
  }
  return { rows, columns, leftOut };
}

const placeOf = (column: string) => Number(column.slice(1));
const numberIn = (value: unknown) => (value === null || value === undefined ? null : Number(value));
const textIn = (value: unknown) =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);

function factsOfAll(source: string, keys: readonly Key[]): string {
  const facts = keys.flatMap((key) => {
    const { column } = key;
    return [
      `count(CASE WHEN ${isPresent(key, dialects.duckdb)} THEN NULL ELSE 1 END) AS missing_${column}`,
      `count(v_${column}) AS numeric_${column}`,
      `approx_count_distinct(${column}) AS different_${column}`,
      `min(v_${column}) AS lo_${column}`,
      `max(v_${column}) AS hi_${column}`,
    ];
  });
  const values = keys.map(
    (key) => `${key.type === 'other' ? 'CAST(NULL AS DOUBLE)' : numberOf(key, dialects.duckdb)} AS v_${key.column}`,
  );
  return `SELECT count(*) AS n, ${facts.join(', ')} FROM (SELECT *, ${values.join(', ')} FROM (${source}))`;
}

function wordsOfAll(source: string, keys: readonly Key[]): string {
  const names = keys.map(({ column }) => column);
  const sets = names.map((column) => `(${column})`).join(', ');
  return `SELECT ${names.join(', ')}, grouping(${names.join(', ')}) AS g, count(*) AS n FROM (${source}) GROUP BY GROUPING SETS (${sets})`;
}

const quartersOfAll = (source: string, keys: readonly Key[]): string =>
  `SELECT ${keys.map((key) => `approx_quantile(${numberOf(key, dialects.duckdb)}, [0.25, 0.5, 0.75]) AS ${key.column}`).join(', ')} FROM (${source})`;

/** Each row of the answer is a word of one column: all other columns are grouped away, which one bit each says. */
function takeWords(columns: SurveyedColumn[], keys: readonly Key[], rows: Awaited<ReturnType<Ask>>): void {
  const found = keys.map(() => new Map<string, { number: number | null; n: number }>());
  for (const row of rows) {
    const away = Number(row['g']);
    const at = keys.findIndex((_, k) => (away & (1 << (keys.length - 1 - k))) === 0);
    const { column, type } = keys[at]!;
    const word = wordOf(row[column] === null ? null : textIn(row[column]), type);
    if (word === '') continue;
    const number = type === 'other' || word.trim() === '' || !Number.isFinite(Number(word)) ? null : Number(word);
    const known = found[at]!.get(word);
    found[at]!.set(word, { number, n: (known?.n ?? 0) + Number(row['n']) });
  }
  keys.forEach(({ column }, k) => {
    const own = columns[placeOf(column)]!;
    const words = [...found[k]!].sort(([a], [b]) => (a < b ? -1 : 1));
    own.distinct = words.length;
    if (words.length > MOST_WORDS) return;
    own.words = {
      names: words.map(([name]) => name),
      numbers: words.map(([, { number }]) => number),
      counts: words.map(([, { n }]) => n),
    };
  });
}
