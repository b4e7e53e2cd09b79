// Questions as printed texts, and their answers as files: one golden text per dialect, each run by DuckDB as far as its grammar allows
// and read back into the cube that counting the rows one by one gives; and every file that is no answer.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { cubeOf, cubeTrouble } from '../../../shared/measures/log/cube.ts';
import { newFolder, removeFolders } from '../testing/host.ts';
import { filesOf } from './count.ts';
import { dialectNames, dialects, type DialectName } from './dialects.ts';
import { countAnswers } from './duckdbSource.ts';
import { installedEngine, type Connection } from './engine.ts';
import type { Asked, Printed } from './order.ts';
import { printedQuestions, printedText, type PrintedQuestion } from './printed.ts';
import { csvText, expectedCube, kinds, names, question } from './testing/smallLog.ts';

const duckdb = await installedEngine();
const running = describe.skipIf(duckdb === null);
const golden = (dialect: DialectName) => fileURLToPath(new URL(`./fixtures/sql/${dialect}.sql`, import.meta.url));
const printed = (dialect: DialectName, more: Partial<Printed> = {}): Printed => ({
  dialect,
  table: ['the log', 'rows'],
  exact: false,
  from: 0,
  to: 1,
  ...more,
});

describe('the texts', () => {
  it.each(dialectNames)('of %s are the golden ones', (dialect) => {
    expect(printedText(question(), printed(dialect))).toBe(readFileSync(golden(dialect), 'utf8'));
  });
  it.each(dialectNames)('of %s have nothing that breaks somewhere', (dialect) => {
    for (const exact of [false, true])
      for (const { text } of printedQuestions(question(), printed(dialect, { exact })))
        expect(text).not.toMatch(/ORDER BY|GROUPING|FILTER|GROUP BY ALL|LEAST|\/\/|QUALIFY|WITH |OVER \(|SELECT \*/i);
  });
});

const backslashes = new Set<DialectName>(['clickhouse', 'spark', 'databricks', 'bigquery', 'snowflake', 'mysql']);
/** One quoted piece of a text, as that dialect reads it. */
function meaningOf(quoted: string, dialect: DialectName): string {
  const sign = quoted[0]!;
  const inside = quoted.slice(1, -1);
  const nameEscapes = sign !== '`' || dialect === 'clickhouse' || dialect === 'bigquery';
  if (sign !== '"' && backslashes.has(dialect) && nameEscapes)
    return inside.replaceAll(/\\(.)|''|``/gs, (pair, next: string | undefined) =>
      next === undefined ? pair[0]! : next === 'n' ? '\n' : next === 'r' ? '\r' : next,
    );
  return inside.replaceAll(sign + sign, sign);
}
const quotedPiece = (dialect: DialectName) =>
  backslashes.has(dialect)
    ? dialect === 'snowflake'
      ? /"(?:""|[^"])*"|'(?:''|\\.|[^'\\])*'/gs
      : dialect === 'clickhouse' || dialect === 'bigquery'
        ? /`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\])*'/gs
        : /`(?:``|[^`])*`|'(?:''|\\.|[^'\\])*'/gs
    : /E'(?:''|\\.|[^'\\])*'|"(?:""|[^"])*"|'(?:''|[^'])*'/gs;

/** A text of a dialect in the words of DuckDB: quotes, types and functions of other names; the rest must be plain enough. */
function inDuckdb(text: string, dialect: DialectName): string {
  const pieces: string[] = [];
  const hidden = text.replaceAll(quotedPiece(dialect), (quoted) => {
    if (quoted.startsWith('E')) pieces.push(quoted);
    else {
      const sign = quoted.startsWith("'") ? "'" : '"';
      pieces.push(sign + meaningOf(quoted, dialect).replaceAll(sign, sign + sign) + sign);
    }
    return `«${pieces.length - 1}»`;
  });
  return hidden
    .replaceAll(/Nullable\((\w+)\)/g, '$1')
    .replaceAll(/\b(STRING|String|CHAR|BINARY)\b/g, 'VARCHAR')
    .replaceAll(/\b(FLOAT64|Float64)\b/g, 'DOUBLE')
    .replaceAll(/\b(INT64|Int64|SIGNED)\b/g, 'BIGINT')
    .replaceAll(/\b(BIGNUMERIC|NUMBER\(38, 0\)|DECIMAL\((38|65|28|19), 0\))/g, 'HUGEINT')
    .replaceAll(/«(\d+)»/g, (_, k: string) => pieces[Number(k)]!);
}
const macros = [
  'toDecimal128(x, places) AS CAST(x AS HUGEINT)',
  'toString(x) AS CAST(x AS VARCHAR)',
  'assumeNotNull(x) AS x',
  `replaceRegexpAll(x, pattern, other) AS regexp_replace(x, pattern, other, 'g')`,
  'is_nan(x) AS isnan(x)',
  'toInt64(x) AS CAST(x AS BIGINT)',
  'intDiv(x, y) AS x // y',
];

let folder = '';
let connection: Connection;
beforeAll(async () => {
  folder = newFolder();
  if (duckdb === null) return;
  connection = await (await duckdb.DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const csv = path.join(folder, 'log.csv');
  writeFileSync(csv, csvText());
  const types = { text: 'VARCHAR', whole: 'INTEGER', double: 'DOUBLE' };
  const columns = names.map((name, c) => `${dialects.duckdb.literal(name)}: '${types[kinds[c]!]}'`).join(', ');
  await connection.run('CREATE SCHEMA "the log"');
  await connection.run(
    `CREATE TABLE "the log"."rows" AS SELECT * FROM read_csv('${csv}', header=true, auto_detect=false, quote='"', escape='"', columns={${columns}})`,
  );
  for (const macro of macros) await connection.run(`CREATE MACRO ${macro}`);
});
afterAll(() => {
  connection?.closeSync();
  removeFolders();
});

/** Runs the questions, and answers with the files. */
async function answered(asked: Asked, how: Printed, ending = 'csv'): Promise<string[]> {
  const files: string[] = [];
  for (const [k, { text }] of printedQuestions(asked, how).entries()) {
    const file = path.join(folder, `answer-${k}.${ending}`);
    const format = ending === 'csv' ? '(HEADER)' : '(FORMAT parquet)';
    await connection.run(`COPY (${inDuckdb(text, how.dialect)}) TO '${file}' ${format}`);
    files.push(file);
  }
  return files;
}
const read = async (files: string[], asked: Asked, how: Printed) =>
  cubeOf(
    await countAnswers({
      files: filesOf(files),
      asked,
      printed: how,
      limits: { threads: 1, memoryMb: 512, spillMb: 100 },
      spill: path.join(folder, 'spill'),
      at: '2026-12-01',
    }),
  );

running('the answers', () => {
  it.each(dialectNames)('to the texts of %s are the cube that the rows are', async (dialect) => {
    const how = printed(dialect);
    const cube = await read(await answered(question(), how), question(), how);
    expect(cube.digest).toBe(expectedCube({ exactly: 0, keyed: false }).digest);
    expect(cubeTrouble(cube)).toBe(null);
    expect(cube.source).toMatchObject({ engine: dialects[dialect].title, rows: 600 });
    expect(cube.source.questions.map(({ about }) => about)).toContain('scores of B by Région');
  });
  it('as Parquet, each score by itself, with or without weights, are too', async () => {
    for (const weight of [names[6], null]) {
      const asked = question({ weight });
      const how = printed('trino', { exact: true });
      const cube = await read(await answered(asked, how, 'parquet'), asked, how);
      expect(cube.digest).toBe(expectedCube({ keyed: false, weighed: weight !== null }).digest);
    }
  });
  it('of several shards add up', async () => {
    const asked = question();
    const how = printed('duckdb');
    const files: string[] = [];
    for (const [shard, condition] of ['< 0.4', '>= 0.4'].entries())
      for (const [k, { text }] of printedQuestions(asked, how).entries()) {
        const file = path.join(folder, `shard-${shard}-${k}.csv`);
        const part = text.replace('"the log"."rows"', `"the log"."rows" WHERE "score b" ${condition}`);
        await connection.run(`COPY (${part}) TO '${file}' (HEADER)`);
        files.push(file);
      }
    expect((await read(files, asked, how)).digest).toBe(expectedCube({ exactly: 0, keyed: false }).digest);
  });
});

running('a file that is no answer is a sentence', () => {
  const asked = question();
  const how = printed('duckdb');
  let files: string[] = [];
  let questions: PrintedQuestion[] = [];
  beforeAll(async () => {
    files = await answered(asked, how);
    questions = printedQuestions(asked, how);
  });
  /** The answers with one file changed. */
  async function changed(place: number, change: (lines: string[]) => string[]): Promise<string> {
    const file = path.join(folder, 'changed.csv');
    writeFileSync(file, change(readFileSync(files[place]!, 'utf8').trimEnd().split('\n')).join('\n'));
    const given = files.map((each, k) => (k === place ? file : each));
    return refusal(read(given, asked, how));
  }
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'read',
      (error: unknown) => (error instanceof ParleyError ? error.message : `${String(error)} (unexpected)`),
    );
  const cell = (row: number, column: string, value: string) => (lines: string[]) => {
    const place = lines[0]!.split(',').indexOf(column);
    return lines.map((line, k) =>
      k === row - 1
        ? line
            .split(',')
            .map((own, c) => (c === place ? value : own))
            .join()
        : line,
    );
  };

  it.each<[string, number, (lines: string[]) => string[], RegExp]>([
    [
      'a row is missing',
      0,
      (lines) => lines.slice(0, -1),
      /^The cells have \d+ cases that can be measured, answer-1\.csv \d+\./,
    ],
    [
      'a row is twice',
      0,
      (lines) => [...lines, lines.slice(1).find((line) => line.split(',').every((own) => own !== ''))!],
      /^changed\.csv, row \d+ is the same cell as row \d+/,
    ],
    [
      'a column is missing',
      0,
      cell(1, 'n', 'number'),
      /^changed\.csv has a column “number” that its question does not ask for/,
    ],
    [
      'a column is left out',
      1,
      (lines) => lines.map((line) => line.split(',').slice(0, -1).join()),
      /^changed\.csv has no column “fwss”/,
    ],
    ['a column is there twice', 0, cell(1, 'g1', 'N'), /^changed\.csv has two columns “n”/],
    ['a count is a word', 0, cell(3, 'n', 'many'), /^changed\.csv, row 3, column “n”: “many” is no whole number/],
    ['a count is nothing', 0, cell(3, 'n', '0'), /^changed\.csv, row 3, column “n”: “0” is no count of rows/],
    ['a count is negative', 0, cell(3, 'n', '-4'), /^changed\.csv, row 3, column “n”: “-4” is no whole number/],
    [
      'a sum was rounded',
      1,
      cell(4, 'fs', '1.2e+12'),
      /^changed\.csv, row 4, column “fs”: “1\.2e\+12” is no whole number/,
    ],
    ['a sum is too large', 1, cell(4, 'fs', '9'.repeat(20)), /^changed\.csv, row 4, column “fs”: “9+” is more than/],
    ['a score is a word', 1, cell(2, 'lo', 'low'), /^changed\.csv, row 2, column “lo”: “low” is no number/],
    ['a score is NaN', 1, cell(2, 'hi', 'nan'), /^changed\.csv, row 2, column “hi”: “nan” is no number/],
    [
      'least and largest are swapped',
      1,
      (lines) => cell(2, 'lo', '0.9999')(cell(2, 'hi', '0.1')(lines)),
      /column “hi”: “0\.1” is less than “lo”/,
    ],
    [
      'scores lie beyond the range',
      1,
      (lines) => cell(2, 'lo', '1.5')(cell(2, 'hi', '1.5')(lines)),
      /^changed\.csv has scores from 1\.5 to 1\.5 in one bin of 0 … 1\..*--distinct/,
    ],
    ['a bin is negative', 1, cell(2, 'b', '-3'), /column “b”: “-3” is a score below the range/],
    [
      'a case changed its group',
      1,
      (lines) => [
        lines[0]!,
        ...lines
          .slice(1)
          .map((line, k) =>
            k === 0 ? line.replace(/,(yes|no),/, (_, y: string) => (y === 'yes' ? ',no,' : ',yes,')) : line,
          ),
      ],
      /^(changed\.csv counts [\d,]+ cases of label|changed\.csv, row \d+ is the same cell)/,
    ],
    ['a row is ragged', 0, (lines) => [...lines, 'x,y'], /^changed\.csv, row \d+ has 2 cells where the header has/],
    ['a quote is open', 0, (lines) => [...lines, '"'], /^changed\.csv, row \d+ has quotes that do not match/],
    ['there is no header', 0, (lines) => lines.slice(1), /^changed\.csv has (no column “question”|two columns)/],
    ['there are no rows', 0, (lines) => lines.slice(0, 1), /^changed\.csv has no rows/],
    [
      'two answers are in one file',
      0,
      (lines) => [...lines, lines[1]!.replace(/cells \w+/, 'cells of another')],
      /column “question”: “cells of another” is another question/,
    ],
  ])('%s', async (_, place, change, sentence) => {
    expect(await changed(place, change)).toMatch(sentence);
  });
  it('answers to another question, none to the first, and one twice', async () => {
    expect(await refusal(read(files, { ...asked, groups: [names[4]] }, how))).toMatch(
      /^answer-0\.csv answers “cells \w{8}”, which is none of the questions that these flags ask/,
    );
    expect(await refusal(read(files, asked, { ...how, table: ['other'] }))).toContain('which is none of the questions');
    expect(await refusal(read(files.slice(1), asked, how))).toMatch(/^None of the files answers the first question/);
    const copy = path.join(folder, 'copy.csv');
    writeFileSync(copy, readFileSync(files[0]!));
    expect(await refusal(read([...files, copy], asked, how))).toMatch(/hold the same\. Give each answer once/);
    expect(questions.map(({ id }) => id.split(' ')[0])).toEqual(['cells', 'scores', 'scores', 'scores', 'scores']);
  });
  it('scores without their answers are left out, and headers may be in capitals', async () => {
    const shouted = path.join(folder, 'shouted.csv');
    const [head, ...rest] = readFileSync(files[0]!, 'utf8').split('\n');
    writeFileSync(shouted, [head!.toUpperCase(), ...rest].join('\n'));
    const cube = await read([shouted], asked, how);
    expect(cube.scores).toEqual([]);
    expect(cube.cells).toEqual(expectedCube({ keyed: false }).cells);
  });
});

running('names of columns and tables', () => {
  const odd = [
    `y'; DROP TABLE "the log"."rows"; --`,
    '`) OR 1=1 --',
    '\\',
    '\\" FROM x --',
    "\\' OR 1=1 --",
    'a\nb; SELECT 1',
    '/* ',
  ];
  it.each(dialectNames)('are names in the texts of %s, whatever they hold', async (dialect) => {
    const columns = odd.map(
      (name, k) => `${k === 0 ? "'yes'" : k === 1 ? '1' : "'x'"} AS ${dialects.duckdb.identifier(name)}`,
    );
    const table = `rows"; DROP \`\\ ${dialect}`;
    await connection.run(`CREATE TABLE ${dialects.duckdb.identifier(table)} AS SELECT ${columns.join(', ')}`);
    const asked: Asked = {
      ...question({ weight: null, scores: false, groups: odd.slice(2) }),
      label: odd[0]!,
      candidates: [{ name: 'a\n; DROP', decision: odd[1]!, score: null, threshold: 0.5 }],
    };
    const how = printed(dialect, { table: [table] });
    const cube = await read(await answered(asked, how), asked, how);
    expect(cube.cells.n).toEqual([1]);
    expect(cube.groups.map(({ words }) => words)).toEqual(odd.slice(2).map(() => ['x']));
    // Nothing that a name holds begins a line of its own outside its quotes.
    for (const line of printedText(asked, how)
      .split('\n')
      .filter((each) => each.startsWith('--')))
      expect(line).not.toContain('DROP `');
    const scored = printedText(
      { ...question(), candidates: [{ name: 'x\n; DROP', decision: null, score: 's', threshold: 0.5 }] },
      how,
    );
    expect(scored).toContain('scores of x ; DROP by sex');
  });
});
