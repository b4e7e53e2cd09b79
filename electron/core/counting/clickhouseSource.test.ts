// Counting on ClickHouse: two servers of the tests' own, with one table over both. The cube is the one that the rows are; no half of it is
// ever taken for the whole, and everything that goes wrong is a sentence without the secret in it.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { cubeOf, cubeTrouble } from '../../../shared/measures/log/cube.ts';
import { readAddress } from '../connections/address.ts';
import { clickhouseProgram, startClickhouse, type TestServer } from '../connections/testing/servers.ts';
import { newFolder, removeFolders } from '../testing/host.ts';
import { filesOf } from './count.ts';
import { dialects } from './dialects.ts';
import { countAnswers } from './duckdbSource.ts';
import type { Asked, Printed } from './order.ts';
import { printedQuestions } from './printed.ts';
import { countTable } from './serverCount.ts';
import { expectedCube, kinds, names, question, rows, type Cell } from './testing/smallLog.ts';

if (clickhouseProgram === null) console.warn('ClickHouse is not installed: the tests that count with it are skipped.');

const { identifier, literal } = dialects.clickhouse;
const secret = 'correct horse';
let near: TestServer;
let far: TestServer;

/** As the user who may do everything. */
async function ask(server: TestServer, query: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/`, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': 'parley', 'X-ClickHouse-Key': secret },
    body: query,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text.trim();
}
const addressOf = (user: string, database = 'default') =>
  readAddress(`clickhouse://${user}@127.0.0.1:${near.port}/${database}?tls=off`);
const count = (
  table: string[],
  more: Partial<Asked> = {},
  control: Parameters<typeof countTable>[4] = {},
  user = 'reader',
) => countTable(addressOf(user), secret, table, question(more), control);
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('counted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ParleyError)) throw error;
  expect(error.message).not.toContain(secret);
  return error.message;
}
async function untilRunning(server: TestServer, like: string, running: boolean): Promise<string> {
  for (;;) {
    const found = await ask(
      server,
      `SELECT query_id FROM system.processes WHERE lower(query) LIKE ${literal(like)} AND query NOT LIKE '%system.processes%' LIMIT 1`,
    );
    if ((found !== '') === running) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const types = { text: 'String', whole: 'Int32', double: 'Float64' };
const columns = names.map((name, c) => `${identifier(name)} Nullable(${types[kinds[c]!]})`).join(', ');
/** Fractions as quotients of whole numbers: the server's reading of decimals may be off by the last bit. */
const parts = [1, 1, 1000, 1024, 1, 1, 100];
const cellText = (cell: Cell, c: number) =>
  cell === null
    ? 'NULL'
    : typeof cell === 'string'
      ? literal(cell)
      : Number.isNaN(cell)
        ? 'nan'
        : `${Math.round(cell * parts[c]!)} / ${parts[c]!}`;
const selectOf = (some: readonly Cell[][]) =>
  `INSERT INTO part VALUES ${some.map((row) => `(${row.map(cellText).join(', ')})`).join(', ')}`;

describe.skipIf(clickhouseProgram === null)('a log in ClickHouse', () => {
  beforeAll(async () => {
    [near, far] = (await startClickhouse(2, secret)) as [TestServer, TestServer];
    const endless = names
      .map(
        (name, c) =>
          `CAST(${kinds[c] === 'text' ? literal(c === 0 ? 'yes' : 'x') : '1'} AS Nullable(${types[kinds[c]!]})) AS ${identifier(name)}`,
      )
      .join(', ');
    await Promise.all(
      [near, far].map(async (server, k) => {
        await ask(server, `CREATE TABLE part (${columns}) ENGINE = Memory`);
        await ask(server, selectOf(rows.filter((_, row) => row % 2 === k)));
        await ask(server, `CREATE VIEW slow AS SELECT ${endless} FROM system.numbers`);
      }),
    );
    await ask(near, `CREATE DATABASE ${identifier('a log')}`);
    for (const [name, of] of [
      ['parts`; --', 'part'],
      ['slow', 'slow'],
    ] as const)
      await ask(
        near,
        `CREATE TABLE ${identifier('a log')}.${identifier(name)} (${columns}) ENGINE = Distributed(all, default, ${of})`,
      );
    await ask(
      near,
      "CREATE VIEW many AS SELECT number % 2 AS y, 1 AS d, concat('g', toString(number)) AS g FROM system.numbers LIMIT 100001",
    );
    await ask(
      near,
      "CREATE TABLE odd (y Enum8('yes' = 1, 'no' = 2), d UInt8, day Date, big UInt64, list Array(UInt8), `parley` String) ENGINE = Memory",
    );
    await ask(
      near,
      "INSERT INTO odd VALUES ('yes', 1, '2026-01-02', 18446744073709551615, [], 'A'), ('no', 0, '2026-01-02', 1, [], 'a')",
    );
  });
  afterAll(async () => {
    await Promise.all([near, far].map((server) => server?.stop()));
    removeFolders();
  });

  it('is the cube that its rows are, over both servers; whoever asks, and may set nothing', async () => {
    const cube = await count(['a log', 'parts`; --']);
    expect(cube.digest).toBe(expectedCube().digest);
    expect(cubeTrouble(cube)).toBe(null);
    const unweighed = await count(['a log', 'parts`; --'], { weight: null }, {}, 'parley');
    expect(unweighed.digest).toBe(expectedCube({ weighed: false }).digest);
    const { source } = cube;
    expect(source).toMatchObject({
      server: { host: `127.0.0.1:${near.port}`, database: 'default', table: 'a log.parts`; --' },
      rows: 600,
    });
    expect(source.engine).toMatch(/^ClickHouse \d/);
    for (const said of ['reader', secret]) expect(JSON.stringify(source)).not.toContain(said);
    expect(await refusal(count(['a log', 'parts`; --'], {}, {}, 'strict'))).toMatch(
      /change no setting \(readonly = 1\)/,
    );
  });
  it('is counted on every server: no row travels', async () => {
    const { source } = await count(['a log', 'parts`; --']);
    await ask(far, 'RENAME TABLE part TO moved');
    await ask(far, `CREATE TABLE part (${columns}) ENGINE = Memory`);
    // What reaches the other server is the whole question, with its GROUP BY, and not a list of columns.
    await ask(far, 'DROP TABLE part');
    await ask(far, `CREATE VIEW part AS SELECT * FROM slow`);
    const control = new AbortController();
    const running = refusal(count(['a log', 'parts`; --'], {}, { signal: control.signal }));
    const id = await untilRunning(far, '%count(%', true);
    expect(await ask(far, `SELECT query FROM system.processes WHERE query_id = '${id}'`)).toMatch(
      /^SELECT COUNT\(\) AS parley_n/,
    );
    control.abort();
    expect(await running).toMatch(/^Counting was stopped/);
    await untilRunning(near, '%count(%', false);
    await untilRunning(far, '%count(%', false);
    await ask(far, 'DROP TABLE part');
    await ask(far, 'RENAME TABLE moved TO part');
    expect(source.questions).toHaveLength(6);
  });
  it('answers the printed questions with the same cube', async () => {
    const folder = newFolder();
    const how: Printed = { dialect: 'clickhouse', table: ['a log', 'parts`; --'], exact: false, from: 0, to: 1 };
    const files: string[] = [];
    for (const [k, { text }] of printedQuestions(question(), how).entries()) {
      files.push(path.join(folder, `answer-${k}.csv`));
      writeFileSync(files[k]!, (await ask(near, `${text} FORMAT CSVWithNames`)).replaceAll('\\N', ''));
    }
    const limits = { threads: 1, memoryMb: 512, spillMb: 100 };
    const order = { files: filesOf(files), asked: question(), printed: how, limits, spill: folder, at: '' };
    expect(cubeOf(await countAnswers(order)).digest).toBe(expectedCube({ exactly: 0, keyed: false }).digest);
  });
  it('has the words of lists, days and numbers of 64 bits', async () => {
    const cube = await count(['odd'], {
      label: 'y',
      weight: null,
      scores: false,
      groups: ['day', 'big', 'parley'],
      candidates: [{ name: 'd', decision: 'd', score: null, threshold: 0.5 }],
    });
    expect(cube.labels).toEqual(['no', 'yes']);
    expect(cube.groups.map(({ words }) => words)).toEqual([['2026-01-02'], ['1', '18446744073709551615'], ['A', 'a']]);
  });
  it('sums beyond 64 bits, where its own sums would wrap, and refuses what is beyond 38 digits', async () => {
    const more: Partial<Asked> = {
      label: 'y',
      weight: 'w',
      scores: false,
      groups: [],
      positive: '1',
      candidates: [{ name: 'd', decision: 'd', score: null, threshold: 0.5 }],
    };
    const heavy = (many: number) => `SELECT 1 AS y, 1 AS d, 1e12 - number % 70 AS w FROM system.numbers LIMIT ${many}`;
    await ask(near, `CREATE VIEW heavy AS ${heavy(90)}`);
    await ask(near, `CREATE VIEW heavier AS ${heavy(110)}`);
    const weights = Array.from({ length: 90 }, (_, k) => BigInt((1e12 - (k % 70)) * 1e6));
    const { cells } = await count(['heavy'], more);
    expect(cells.w).toEqual([String(weights.reduce((sum, w) => sum + w))]);
    expect(cells.ww).toEqual([String(weights.reduce((sum, w) => sum + w * w, 0n))]);
    expect(await refusal(count(['heavier'], more))).toMatch('come to more than can be counted exactly');
  });
  it('tells what is wrong in a sentence', async () => {
    const plain: Partial<Asked> = {
      label: 'y',
      candidates: [{ name: 'd', decision: 'd', score: null, threshold: 0.5 }],
      groups: [],
      weight: null,
      positive: '1',
      scores: false,
    };
    const wrong = (password: string | null) =>
      refusal(countTable(addressOf('reader'), password, ['odd'], question(plain)));
    expect(await wrong('wrong')).toMatch('the name or the password is wrong');
    expect(await wrong(null)).toMatch('the name or the password is wrong');
    const nobody = readAddress('clickhouse://reader@127.0.0.1:1/default');
    expect(await refusal(countTable(nobody, secret, ['odd'], question(plain)))).toMatch(
      'Nothing answers at 127.0.0.1:1',
    );
    const nowhere = countTable(addressOf('reader', 'nowhere'), secret, ['odd'], question(plain));
    expect(await refusal(nowhere)).toMatch('has no database “nowhere”');
    expect(await refusal(count(["odd' OR 1 = 1 --"], plain))).toMatch(/has no table/);
    expect(await refusal(count(['odd'], { ...plain, label: 'Y' }))).toMatch(/has no column “Y”. Perhaps “y” is meant/);
    expect(await refusal(count(['odd'], { ...plain, groups: ['list'] }))).toMatch(/“list” holds Array\(UInt8\) values/);
    expect(await refusal(count(['many'], { ...plain, groups: ['g'] }))).toMatch('more than 100,000 combinations');
    expect(await refusal(count(['slow'], {}, { limits: { statementSeconds: 1 } }))).toMatch('more than 1 seconds');
    expect(await refusal(count(['odd'], { ...plain, positive: 'yes', unit: 'day' }))).toMatch(
      /“day” cannot be the unit here/,
    );
    const killed = refusal(count(['slow']));
    const id = await untilRunning(near, '%count(%', true);
    await ask(near, `KILL QUERY WHERE query_id = '${id}' ASYNC`);
    expect(await killed).toMatch('was ended on the server');
  });
  it('is no half of a cube where a server is lost, meanwhile or before', async () => {
    const lost = refusal(count(['a log', 'slow']));
    await untilRunning(far, '%count(%', true);
    await far.kill!();
    expect(await lost).toMatch(/that holds a part of the rows was lost or does not answer/);
    expect(await refusal(count(['a log', 'parts`; --']))).toMatch(/a part of the counts is none/);
  });
});
