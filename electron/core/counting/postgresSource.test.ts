// Counting on PostgreSQL: two servers of the tests' own, one of which holds a part of the other's table. The cube is the one that the
// rows are, whatever the table is made of; and everything that goes wrong is a sentence without the secret in it.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { cubeOf, cubeTrouble } from '../../../shared/measures/log/cube.ts';
import { readAddress } from '../connections/address.ts';
import { postgresPrograms, startPostgres, type TestServer } from '../connections/testing/servers.ts';
import { newFolder, removeFolders } from '../testing/host.ts';
import { filesOf } from './count.ts';
import { dialects } from './dialects.ts';
import { countAnswers, countFiles } from './duckdbSource.ts';
import { installedEngine } from './engine.ts';
import type { Asked, Printed } from './order.ts';
import { printedQuestions } from './printed.ts';
import { countTable } from './serverCount.ts';
import { csvOf, csvText, expectedCube, kinds, names, question, rows, type Cell } from './testing/smallLog.ts';

const duckdb = await installedEngine();
if (postgresPrograms === null) console.warn('PostgreSQL is not installed: the tests that count with it are skipped.');

const { identifier, literal } = dialects.postgresql;
const secret = "correct horse's";
const reader = { name: 'auditor', secret: 'staple battery' };
let near: TestServer;
let far: TestServer;
let nearly: pg.Client;
let farther: pg.Client;

const address = (more = '') => readAddress(`postgresql://${reader.name}@localhost:${near.port}/postgres${more}`);
const count = (table: string[], more: Partial<Asked> = {}, control: Parameters<typeof countTable>[4] = {}) =>
  countTable(address(), reader.secret, table, question(more), control);
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('counted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ParleyError)) throw error;
  for (const said of [secret, reader.secret]) expect(error.message).not.toContain(said);
  return error.message;
}
const connected = async (port: number) => {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'parley', database: 'postgres', password: secret });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};
/** Waits until somebody but the asking connection runs a statement like that, or nobody does. */
async function untilRunning(client: pg.Client, like: string, running: boolean): Promise<number> {
  for (;;) {
    const found = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1",
      [like],
    );
    if (found.rows.length > 0 === running) return found.rows[0]?.pid ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const types = { text: 'text', whole: 'integer', double: 'double precision' };
const columns = (id = true) =>
  [...(id ? ['id integer'] : []), ...names.map((name, c) => `${identifier(name)} ${types[kinds[c]!]}`)].join(', ');
const cellText = (cell: Cell) => (cell === null ? 'NULL' : literal(String(cell)));
const values = (of: (row: number) => boolean) =>
  rows.flatMap((row, k) => (of(k) ? [`(${[k, ...row].map((cell) => cellText(cell)).join(', ')})`] : [])).join(', ');

describe.skipIf(postgresPrograms === null)('a log in PostgreSQL', () => {
  beforeAll(async () => {
    [near, far] = await Promise.all([startPostgres({ password: secret }), startPostgres({ password: secret })]);
    [nearly, farther] = await Promise.all([connected(near.port), connected(far.port)]);
    // A part on each server; the first has its own by way of itself.
    const split = 300;
    await farther.query(`CREATE TABLE part (${columns()}); INSERT INTO part VALUES ${values((k) => k >= split)};
      CREATE VIEW slow AS SELECT part.* FROM part WHERE (SELECT pg_sleep(600)) IS NOT NULL;
      CREATE TABLE lying (y text, d text); INSERT INTO lying VALUES ('1', 'seven')`);
    const foreign = (server: string, port: number) =>
      `CREATE SERVER ${server} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${port}', dbname 'postgres');
       CREATE USER MAPPING FOR PUBLIC SERVER ${server} OPTIONS (user 'parley', password ${literal(secret)})`;
    const partition = (table: string, server: string, remote: string, range: string) =>
      `CREATE FOREIGN TABLE ${table}_${server} PARTITION OF ${table} FOR VALUES FROM ${range} SERVER ${server} OPTIONS (schema_name 'public', table_name '${remote}')`;
    await nearly.query(`CREATE EXTENSION postgres_fdw;
      CREATE ROLE ${reader.name} LOGIN PASSWORD ${literal(reader.secret)};
      CREATE SCHEMA "a log"; GRANT USAGE ON SCHEMA "a log" TO ${reader.name};
      ${foreign('n1', near.port)}; ${foreign('n2', far.port)};
      CREATE TABLE whole (${columns()}); INSERT INTO whole VALUES ${values(() => true)};
      CREATE TABLE part (${columns()}); INSERT INTO part SELECT * FROM whole WHERE id < ${split};
      CREATE TABLE "a log"."parts; --" (${columns()}) PARTITION BY RANGE (id);
      ALTER TABLE "a log"."parts; --" RENAME TO parted;
      SET search_path = "a log", public;
      ${partition('parted', 'n1', 'part', `(0) TO (${split})`)}; ${partition('parted', 'n2', 'part', `(${split}) TO (1000)`)};
      CREATE TABLE slow (${columns()}) PARTITION BY RANGE (id);
      ${partition('slow', 'n1', 'part', `(0) TO (${split})`)}; ${partition('slow', 'n2', 'slow', `(${split}) TO (1000)`)};
      ALTER TABLE parted RENAME TO "parts; --";
      CREATE VIEW texts AS SELECT ${names.map((name) => `CAST(${identifier(name)} AS text) AS ${identifier(name)}`).join(', ')} FROM whole;
      CREATE VIEW many AS SELECT i % 2 AS y, 1 AS d, 'g' || i AS g FROM generate_series(1, 100001) i;
      CREATE VIEW sleeping AS SELECT 1 AS y, 1 AS d FROM (SELECT pg_sleep(600)) s;
      CREATE FOREIGN TABLE lying (y integer, d integer) SERVER n2 OPTIONS (schema_name 'public', table_name 'lying');
      CREATE TABLE hidden (y integer, d integer); INSERT INTO hidden VALUES (1, 1);
      CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      CREATE TYPE answer AS ENUM ('yes', 'no');
      CREATE TABLE odd (y answer, d boolean, "g"";--" text COLLATE blind, day date, p point);
      INSERT INTO odd VALUES ('yes', true, 'A', '2026-01-02', NULL), ('no', false, 'a', NULL, NULL), ('yes', NULL, 'á', '2026-01-02', NULL);
      GRANT SELECT ON ALL TABLES IN SCHEMA "a log" TO ${reader.name}; GRANT SELECT ON whole TO ${reader.name};
      REVOKE ALL ON hidden FROM ${reader.name}`);
  });
  afterAll(async () => {
    await Promise.all([nearly, farther].map((client) => client?.end().catch(() => undefined)));
    await Promise.all([near, far].map((server) => server?.stop()));
    removeFolders();
  });

  it('is the cube that its rows are: in one table, in parts on two servers, and as a view of texts', async () => {
    const expected = expectedCube();
    const steps: number[] = [];
    const whole = await count(['public', 'whole'], {}, { onProgress: (fraction) => void steps.push(fraction) });
    expect(whole.digest).toBe(expected.digest);
    expect(cubeTrouble(whole)).toBe(null);
    expect(steps.at(-1)).toBe(1);
    for (const table of ['parts; --', 'texts'])
      expect((await count(['a log', table])).digest, table).toBe(expected.digest);
    const unweighed = await count(['a log', 'parts; --'], { weight: null });
    expect(unweighed.digest).toBe(expectedCube({ weighed: false }).digest);
  });
  it('says where it comes from, without who asked; every part is counted where it lies', async () => {
    const { source } = await count(['a log', 'parts; --']);
    expect(source).toMatchObject({
      server: { host: `localhost:${near.port}`, database: 'postgres', table: 'a log.parts; --' },
      files: [],
      rows: 600,
    });
    expect(source.engine).toMatch(/^PostgreSQL \d/);
    for (const said of [reader.name, reader.secret, secret]) expect(JSON.stringify(source)).not.toContain(said);
    const asked = source.questions.filter(({ about }) => about !== 'how many numbers differ');
    expect(asked).toHaveLength(6);
    for (const { text } of asked) {
      const parts = text.split(';\nSELECT').map((part, k) => (k === 0 ? part : `SELECT${part}`));
      expect(parts).toHaveLength(2);
      for (const part of parts) {
        const plan = await nearly.query<{ 'QUERY PLAN': string }>(`EXPLAIN (VERBOSE) ${part}`);
        const said = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(said).toMatch(/Relations: Aggregate on/);
      }
    }
  });
  it('has the words of lists, truth and days, and tells apart what its collation does not', async () => {
    const more = { label: 'y', weight: null, scores: false, groups: ['g";--', 'day'] };
    const cube = await count(['a log', 'odd'], {
      ...more,
      candidates: [{ name: 'd', decision: 'd', score: null, threshold: 0.5 }],
    });
    expect(cube.candidates[0]!.words).toEqual(['false', 'true']);
    expect(cube.groups.map(({ words }) => words)).toEqual([['A', 'a', 'á'], ['2026-01-02']]);
  });

  it.skipIf(duckdb === null)('has the units that files have, from a table in one piece', async () => {
    const folder = newFolder();
    const csv = path.join(folder, 'log.csv');
    writeFileSync(csv, csvText());
    const more = { weight: null, unit: names[5], groups: [names[4]] };
    const limits = { threads: 1, memoryMb: 512, spillMb: 100 };
    const order = {
      kind: 'count',
      files: filesOf([csv]),
      asked: question(more),
      printed: null,
      limits,
      at: '',
    } as const;
    const counted = cubeOf(await countFiles({ ...order, spill: path.join(folder, 'spill') }, () => {}));
    const cube = await count(['public', 'whole'], more);
    expect(cube.units).toBeDefined();
    expect(cube.digest).toBe(counted.digest);
    expect(await refusal(count(['a log', 'parts; --'], more))).toMatch(/cannot be the unit here/);
  });

  it('answers the printed questions with the same cube', async () => {
    const folder = newFolder();
    const how: Printed = { dialect: 'postgresql', table: ['public', 'whole'], exact: true, from: 0, to: 1 };
    const files: string[] = [];
    for (const [k, { text }] of printedQuestions(question(), how).entries()) {
      files.push(path.join(folder, `answer-${k}.csv`));
      writeFileSync(files[k]!, csvOf((await nearly.query<Record<string, unknown>>(text)).rows));
    }
    const limits = { threads: 1, memoryMb: 512, spillMb: 100 };
    const order = { files: filesOf(files), asked: question(), printed: how, limits, spill: folder, at: '' };
    expect(cubeOf(await countAnswers(order)).digest).toBe(expectedCube({ keyed: false }).digest);
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
    const there = ['public', 'whole'];
    const at = (place: string, password: string | null) =>
      refusal(countTable(readAddress(`postgresql://${reader.name}@${place}/postgres`), password, there, question()));
    expect(await at(`127.0.0.1:${near.port}`, 'wrong')).toMatch('the password is missing or wrong');
    expect(await at('127.0.0.1:1', reader.secret)).toMatch('Nothing answers at 127.0.0.1:1');
    expect(await at(`127.0.0.1:${near.port}`, null)).toMatch('the password is missing or wrong');
    expect(await refusal(count(['public', 'Whole']))).toMatch(
      /has no table "public"\."Whole", or auditor may not see it/,
    );
    expect(await refusal(count([`x'); DROP TABLE whole; --`]))).toMatch(/has no table/);
    expect(await refusal(count(there, { label: 'Y TRUE' }))).toMatch(
      /has no column “Y TRUE”. Perhaps “y true” is meant/,
    );
    expect(await refusal(count(['a log', 'odd'], { ...plain, groups: ['p'] }))).toMatch(/“p” holds point values/);
    expect(await refusal(count(['a log', 'hidden'], plain))).toMatch('auditor may not read what is needed');
    expect(await refusal(count(['a log', 'lying'], plain))).toMatch(/does not hold what its columns say/);
    expect(await refusal(count(['a log', 'many'], { ...plain, groups: ['g'] }))).toMatch(
      'more than 100,000 combinations',
    );
    const limits = { statementSeconds: 0.2 };
    expect(await refusal(count(['a log', 'sleeping'], plain, { limits }))).toMatch('more than 0.2 seconds');
    const killed = refusal(count(['a log', 'sleeping'], plain));
    const pid = await untilRunning(nearly, '%sleeping%', true);
    await nearly.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await killed).toMatch('is being shut down');
  });

  it('is stopped on every server when it is stopped here', async () => {
    const control = new AbortController();
    const running = refusal(count(['a log', 'slow'], {}, { signal: control.signal }));
    await untilRunning(farther, 'FETCH%', true);
    control.abort();
    expect(await running).toMatch(/^Counting was stopped, on the server too/);
    await untilRunning(nearly, '%slow%', false);
    await untilRunning(farther, 'FETCH%', false);
    await expect(count(['public', 'whole'], {}, { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('is no half of a cube where a server is lost, meanwhile or before', async () => {
    const lost = refusal(count(['a log', 'slow']));
    await untilRunning(farther, 'FETCH%', true);
    await far.kill!();
    expect(await lost).toMatch(/that holds a part of "a log"\."slow" was lost while it counted|is being shut down/);
    expect(await refusal(count(['a log', 'parts; --']))).toMatch(/cannot reach the server “n2”, which holds a part of/);
  });
});
