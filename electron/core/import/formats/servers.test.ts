// Optuna and MLflow on servers: the same table as from a file with the same rows, and the front of a long study without fetching it.
import pg from 'pg';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../../shared/contract/imports.ts';
import { readAddress } from '../../connections/address.ts';
import { openSession } from '../../connections/open.ts';
import {
  mariadbProgram,
  postgresPrograms,
  startMariadb,
  startPostgres,
  type TestServer,
} from '../../connections/testing/servers.ts';
import { openForeign } from '../evidence/database.ts';
import type { QueryPort } from '../evidence/queryPort.ts';
import { openServerPort } from '../evidence/serverPort.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import { askServerInThread } from '../reading/server.ts';
import { askServerHere } from '../reading/serverThread.ts';
import { databaseOf, read, rowsOf, usesOf } from '../testing/readBytes.ts';
import { startMlflow, testRun, type TestMlflow } from '../testing/mlflowServer.ts';
import { mlflowRows, mlflowTables, optunaTables } from '../testing/trackingSchemas.ts';
import { frontOf } from './optuna/front.ts';

const secret = 'correct horse';
const plain: ReadOptions = { delimiter: null, decimal: null, header: null };

/** Numbers that are the same on every machine: a linear congruential generator. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

interface StudyRow {
  id: number;
  values: (number | null)[];
  constraint: string | null;
}

/** A study of n trials with three directions, values on a grid so that there are ties, infinities, and trials that are not complete. */
function studyRows(n: number): StudyRow[] {
  const next = numbers(7);
  return Array.from({ length: n }, (_, i) => {
    const [a, b] = [next(), next()];
    const c = Math.max(0, 1 - a - b + 0.6 * next());
    return {
      id: i + 10,
      values: [a, b, c].map((x) => (i % 997 === 0 ? Infinity : Math.round(x * 200) / 200)),
      constraint: i % 5 === 0 ? (i % 10 === 0 ? '[-1.0, 0.25]' : '[-0.5, 0.0]') : null,
    };
  });
}
const signs = [1, -1, -1] as const;
const states = (i: number) => (i % 50 === 3 ? 'PRUNED' : i % 50 === 4 ? 'FAIL' : 'COMPLETE');

/** Rows as INSERT statements of some hundred each. */
function inserted(table: string, rows: readonly (readonly (string | number | null)[])[]): string[] {
  const written = rows.map(
    (row) => `(${row.map((cell) => (typeof cell === 'string' ? `'${cell}'` : String(cell ?? 'NULL'))).join(', ')})`,
  );
  return Array.from(
    { length: Math.ceil(written.length / 500) },
    (_, k) => `INSERT INTO ${table} VALUES ${written.slice(k * 500, k * 500 + 500).join(', ')}`,
  );
}

function optunaRows(rows: readonly StudyRow[]): string[] {
  const values = rows.flatMap(({ id, values: own }) =>
    own.map((x, j) => [id * 3 + j, id, j, x === Infinity ? null : x, x === Infinity ? 'INF_POS' : 'FINITE']),
  );
  return [
    "INSERT INTO studies VALUES (1, 'short'), (2, 'long')",
    "INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0), (2, 'MAXIMIZE', 2, 0), (3, 'MINIMIZE', 2, 1), (4, 'MINIMIZE', 2, 2)",
    `INSERT INTO study_system_attributes VALUES (1, 2, 'study:metric_names', '["quality", "latency", "cost"]')`,
    "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL)",
    "INSERT INTO trial_values VALUES (1, 1, 0, 0.5, 'FINITE')",
    ...inserted(
      'trials',
      rows.map(({ id }, i) => [id, i, 2, states(i), null, null]),
    ),
    ...inserted('trial_values', values),
    ...inserted(
      'trial_params',
      rows.slice(0, 300).map(({ id }) => [id, id, 'depth', (id % 7) + 0.5, '{"name": "FloatDistribution"}']),
    ),
    ...inserted(
      'trial_system_attributes',
      rows.flatMap(({ id, constraint }) => (constraint === null ? [] : [[id, id, 'constraints', constraint]])),
    ),
  ];
}

/** The ids of the trials that nobody dominates, one by one with every other. */
function naiveFront(rows: readonly StudyRow[]): string[] {
  const among = rows.filter(({ constraint }, i) => states(i) === 'COMPLETE' && constraint !== '[-1.0, 0.25]');
  const points = among.map(({ values }) => values.map((x, j) => (x ?? NaN) * signs[j]!));
  const dominated = (b: readonly number[]) => {
    for (const a of points) {
      if (a[0]! < b[0]! || a[1]! < b[1]! || a[2]! < b[2]!) continue;
      if (a[0]! > b[0]! || a[1]! > b[1]! || a[2]! > b[2]!) return true;
    }
    return false;
  };
  return among.filter((_, i) => !dominated(points[i]!)).map(({ id }) => String(id));
}

const rows = studyRows(12_000);
const outline = {
  id: '2',
  name: 'long',
  trials: rows.length,
  complete: rows.filter((_, i) => states(i) === 'COMPLETE').length,
};
const expected = naiveFront(rows);

async function expectFront(db: QueryPort): Promise<void> {
  const { trials, problems, came } = await frontOf(db, outline, ['max', 'min', 'min']);
  expect(trials).toEqual(expected);
  expect(problems[0]?.message).toMatch(
    /are on the front, of [\d,]+ that completed.* have the same values as another one, and stay/,
  );
  expect(problems[1]?.message).toMatch('break a constraint');
  expect(came).toBeLessThan(rows.length * 0.75);
}

/** What a person sees of a table; the order of metrics is the database's own. */
function seen(table: ReadTable) {
  return {
    rows: rowsOf(table).map((row) => new Map(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))),
    uses: usesOf(table),
    choices: table.preview.choices,
    incumbent: table.preview.incumbent,
    said: table.preview.problems.map(({ message }) => message).sort(),
    places: [...table.table.records],
  };
}

const optunaFile = databaseOf([...optunaTables('sqlite'), ...optunaRows(rows)].join(';\n'));
const mlflowFile = databaseOf([...mlflowTables('sqlite'), ...mlflowRows].join(';\n'));

test('the front of a study in a file is that of every pair compared', async () => {
  expect(expected.length).toBeGreaterThan(20);
  const db = openForeign(optunaFile, 'study.db');
  await expectFront(db);
  db.close();
  const table = await read(optunaFile, { fileName: 'study.db', choices: { study: '2', trials: 'front' } });
  expect(table.preview.rows).toBe(expected.length);
  expect([...table.table.records]).toEqual(expected.map((id) => Number(id) - 9));
});

test('the best of a study with one direction, ties and all; without a sample; with every trial infeasible', async () => {
  const three = [0.5, 0.25, 0.25].map((x, i) => `(${i + 2}, 1${i}, 0, ${x}, 'FINITE')`);
  const statements = [
    ...optunaTables('sqlite'),
    "INSERT INTO studies VALUES (1, 'one')",
    "INSERT INTO trials VALUES (10, 0, 1, 'COMPLETE', NULL, NULL), (11, 1, 1, 'COMPLETE', NULL, NULL), (12, 2, 1, 'COMPLETE', NULL, NULL)",
    `INSERT INTO trial_values VALUES ${three.join(', ')}`,
    "INSERT INTO trial_system_attributes VALUES (1, 10, 'constraints:size', '1e-3'), (2, 11, 'constraints:size', 'null'), (3, 12, 'constraints:size', '0.5')",
  ];
  const db = openForeign(databaseOf(statements.join(';\n')), 'one.db');
  const { trials, problems } = await frontOf(db, { id: '1', name: 'one', trials: 3, complete: 3 }, ['min']);
  expect(trials).toEqual(['11', '12']);
  expect(problems[1]?.message).toMatch('Every completed trial breaks a constraint');
  db.close();
});

interface Place {
  title: string;
  absent: boolean;
  dialect: 'postgres' | 'mysql';
  start: () => Promise<{ server: TestServer; address: (database: string) => string }>;
  fill: (port: number, database: string, statements: readonly string[]) => Promise<void>;
  /** A table of MLflow that takes a minute to read. */
  sleeping: string;
  /** The connections that are reading it, and how one is ended. */
  running: string;
  kill: (id: number) => string;
}

const places: Place[] = [
  {
    title: 'PostgreSQL',
    absent: postgresPrograms === null,
    dialect: 'postgres',
    start: async () => {
      const server = await startPostgres({ password: secret });
      return {
        server,
        address: (database) => `postgresql://parley@127.0.0.1:${server.port}/postgres?schema=${database}`,
      };
    },
    fill: async (port, database, statements) => {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'parley', password: secret, database: 'postgres' });
      await client.connect();
      await client.query(`CREATE SCHEMA ${database}; SET search_path = ${database}`);
      await client.query(statements.join(';\n'));
      await client.end();
    },
    sleeping:
      'CREATE VIEW latest_metrics AS SELECT \'auc\' AS key, 0.5 AS value, 1 AS "timestamp", 0 AS step, false AS is_nan, run_uuid FROM runs, pg_sleep(60)',
    running: "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
    kill: (id) => `SELECT pg_terminate_backend(${id})`,
  },
  {
    title: 'MySQL',
    absent: mariadbProgram === null,
    dialect: 'mysql',
    start: async () => {
      const server = await startMariadb({ password: secret });
      return { server, address: (database) => `mysql+pymysql://parley@127.0.0.1:${server.port}/${database}` };
    },
    fill: async (port, database, statements) => {
      const root = await createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true });
      await root.query(`CREATE DATABASE ${database}; GRANT SELECT ON ${database}.* TO parley@'%'; USE ${database}`);
      for (const statement of statements) await root.query(statement);
      await root.end();
    },
    sleeping:
      "CREATE VIEW latest_metrics AS SELECT 'auc' AS `key`, 0.5 AS value, 1 AS `timestamp`, 0 AS step, false AS is_nan, run_uuid FROM runs WHERE sleep(60) = 0",
    running: "SELECT id FROM information_schema.processlist WHERE state = 'User sleep'",
    kill: (id) => `KILL ${id}`,
  },
];

describe.each(places)('$title', ({ absent, dialect, start, fill, sleeping, running, kill }) => {
  /** Asks as somebody who may do everything. */
  const asRoot = async (port: number, database: string, sql: string): Promise<unknown[]> => {
    if (dialect === 'postgres') {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'parley', password: secret, database: 'postgres' });
      await client.connect();
      if (database !== '') await client.query(`SET search_path = ${database}`);
      const { rows: found } = await client.query<Record<string, unknown>>(sql);
      await client.end();
      return found.map((row) => Object.values(row)[0]);
    }
    const root = await createConnection({ host: '127.0.0.1', port, user: 'root', database: database || 'tracking' });
    const [found] = await root.query(sql);
    await root.end();
    return Array.isArray(found) ? found.map((row) => Object.values(row)[0]) : [];
  };
  const write = (port: number, database: string, sql: string) => asRoot(port, database, sql);
  /** Waits until so many statements of Parley are running. */
  const untilAsked = async (port: number, count: number) => {
    while ((await asRoot(port, '', running)).length !== count) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const killAll = async (port: number) => {
    for (const id of await asRoot(port, '', running)) await asRoot(port, '', kill(Number(id)));
  };

  describe.skipIf(absent)('with the tables of the tools', () => {
    let server: TestServer;
    let addressOf: (database: string) => string;
    const ask = (database: string, choices: Record<string, string> = {}) =>
      askServerHere({ address: addressOf(database), secret, options: { ...plain, choices }, what: 'read' });
    beforeAll(async () => {
      ({ server, address: addressOf } = await start());
      await Promise.all([
        fill(server.port, 'optuna', [...optunaTables(dialect), ...optunaRows(rows)]),
        fill(server.port, 'mlflow', [...mlflowTables(dialect), ...mlflowRows]),
        fill(server.port, 'nothing', ['CREATE TABLE trials (x INTEGER)']),
      ]);
    }, 60_000);
    afterAll(() => server.stop());

    test('gives the front of a study as every pair compared does, without fetching the study', async () => {
      const session = await openSession(readAddress(addressOf('optuna')), secret);
      await expectFront(await openServerPort(session, 'here'));
      await session.close();
    });

    test('gives the same tables of Optuna as a file', async () => {
      for (const choices of [{ study: '1' }, { study: '2', trials: 'front' }, { study: '2', trials: 'all' }]) {
        const [there, here] = [await ask('optuna', choices), await read(optunaFile, { choices })];
        expect(seen(there)).toEqual(seen(here));
      }
      const look = await askServerHere({ address: addressOf('optuna'), secret, options: plain, what: 'look' });
      expect(look).toMatchObject({
        format: 'Optuna study database',
        choices: [{ key: 'study', chosen: '2', options: [{ label: 'short: 1 of 1 trial completed' }, { value: '2' }] }],
      });
    });

    test('gives the same tables of MLflow as a file', async () => {
      const asked = ['last', 'best', 'highest', 'step:1'].map((values) => ({ values }));
      for (const choices of [{}, { runs: 'all', experiment: 'all' }, ...asked]) {
        const [there, here] = [await ask('mlflow', choices), await read(mlflowFile, { choices })];
        expect(seen(there)).toEqual(seen(here));
      }
      expect(rowsOf(await ask('mlflow'))).toMatchObject([
        { Run: 'twin · a1', loss: '0.2', 'param loss': 'hüber', F1: '0.75' },
        { Run: 'twin · b2', loss: 'Infinity', 'parent run': 'other', 'registered as': 'ranker version 2 (champion)' },
        { Run: 'named by tag', loss: 'NaN' },
      ]);
    });

    test('says what is missing where a database is of neither, and where its tables are not what they are called', async () => {
      await expect(ask('nothing')).rejects.toThrow('has neither the tables of Optuna nor those of MLflow');
      // A view with a name that would be a statement, and texts where numbers belong.
      const odd = "x''); DROP TABLE trials; -- <b>";
      await fill(server.port, 'lying', [
        ...optunaTables(dialect),
        `INSERT INTO studies VALUES (1, '${odd}'), (2, 'other')`,
        "INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0)",
        "INSERT INTO trials VALUES (5, 0, 1, 'COMPLETE', NULL, NULL)",
        'DROP TABLE trial_values',
        "CREATE VIEW trial_values AS SELECT 5 AS trial_id, 0 AS objective, 'low' AS value, 'FINITE' AS value_type",
      ]);
      const table = await ask('lying');
      expect(rowsOf(table)).toEqual([{ Trial: `${odd.replace("''", "'")} · trial 0`, 'Objective 0': 'low' }]);
      expect(table.preview.columns[1]).toMatchObject({ text: 1, numeric: 0 });
    });

    test('sends nothing where encryption is asked for and there is none', async () => {
      const address = addressOf('mlflow').replace('127.0.0.1', 'localhost');
      const encrypted = `${address}${address.includes('?') ? '&' : '?'}sslmode=require`;
      await expect(openSession(readAddress(encrypted), secret)).rejects.toThrow('does not encrypt connections');
    });

    test('reads one state of the database, whatever is written meanwhile', async () => {
      const session = await openSession(readAddress(addressOf('mlflow')), secret);
      const db = await openServerPort(session, 'here');
      const count = async () => (await db.rows('SELECT count(*) FROM runs'))[0]?.[0];
      const before = Number(await count());
      await write(server.port, 'mlflow', "INSERT INTO runs VALUES ('z9', 'late', 'FINISHED', 99, 99, 'active', 7)");
      expect(Number(await count())).toBe(before);
      await session.close();
      await write(server.port, 'mlflow', "DELETE FROM runs WHERE run_uuid = 'z9'");
    });

    test('is stopped from here, on the server too; and says so where somebody ends the connection there', async () => {
      await fill(server.port, 'slow', [...mlflowTables(dialect), 'DROP TABLE latest_metrics', sleeping]);
      const askSlowly = askServerInThread(new URL('../reading/serverThread.ts', import.meta.url));
      const stopping = new AbortController();
      const order = { address: addressOf('slow'), secret, options: plain, what: 'read' as const };
      const fillIn = "INSERT INTO runs VALUES ('a1', 'one', 'FINISHED', 1, 2, 'active', 7)";
      await write(server.port, 'slow', fillIn);
      const stopped = askSlowly(order, stopping.signal, () => undefined).catch((error: unknown) => error);
      await untilAsked(server.port, 1);
      stopping.abort();
      expect(await stopped).toMatchObject({ code: 'cancelled' });
      await untilAsked(server.port, 0);

      const ended = askSlowly(order, new AbortController().signal, () => undefined).catch((error: unknown) => error);
      await untilAsked(server.port, 1);
      await killAll(server.port);
      const error = await ended;
      expect(error).toMatchObject({ code: 'badInput' });
      expect(String(error)).toMatch(/Nothing was imported|was ended on the server/);
    });
  });
});

describe('MLflow’s own server', () => {
  let mlflow: TestMlflow;
  beforeAll(async () => {
    const runs = [
      testRun('a1', 'first', { auc: 0.75 }),
      {
        id: 'b2',
        name: 'second',
        metrics: [
          { key: 'auc', value: 'NaN', timestamp: 1, step: 0 },
          { key: 'loss', value: 0.5, timestamp: '1', step: '3' },
        ],
      },
      testRun('c3', 'third', { auc: 0.5 }),
    ];
    mlflow = await startMlflow(runs, secret);
  });
  afterAll(() => mlflow.stop());
  const ask = (path: string, choices: Record<string, string> = {}, token: string | null = secret) =>
    askServerHere({
      address: mlflow.address.replace('/team', path),
      secret: token,
      options: { ...plain, choices },
      what: 'read',
    });

  test('gives runs page by page, last values, and the champion; and is asked nothing that writes', async () => {
    const table = await ask('/team');
    expect(table.preview).toMatchObject({
      format: 'MLflow server',
      incumbent: { name: 'third', because: 'ranker version 2 is "champion" in the model registry.' },
      choices: [
        { key: 'runs', chosen: 'finished' },
        { key: 'experiment', chosen: '7', options: [{ label: 'ranking' }, { label: 'Default' }, { value: 'all' }] },
      ],
    });
    expect(rowsOf(table)).toMatchObject([
      { Run: 'first', auc: '0.75', depth: '7' },
      { Run: 'second', auc: 'NaN', loss: '0.5' },
      { Run: 'third', auc: '0.5', 'registered as': 'ranker version 2 (champion)' },
    ]);
    expect(
      mlflow.asked.filter(({ path }) => path.endsWith('runs/search')).map(({ body }) => body['page_token']),
    ).toEqual([undefined, '2']);
    expect(new Set(mlflow.asked.map(({ path }) => path.split('/').at(-1)))).toEqual(new Set(['search']));
    await expect(ask('/team', { experiment: '0' })).rejects.toThrow('holds no finished run');
  });

  test('says what is wrong, and never what the token is', async () => {
    await expect(ask('/team', {}, 'wrong')).rejects.toThrow(/the token is missing, wrong.*MLFLOW_TRACKING_TOKEN/);
    await expect(ask('/login')).rejects.toThrow('is not followed');
    await expect(ask('/page')).rejects.toThrow('does not answer as an MLflow server does');
    await expect(ask('')).rejects.toThrow('Check the path in the address');
  });
});
