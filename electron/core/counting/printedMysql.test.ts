// The questions printed for MySQL, asked of a MariaDB of the tests' own: it takes 'A', 'a', 'ä' and 'a ' for one where nobody says otherwise.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cubeOf } from '../../../shared/measures/log/cube.ts';
import { mariadbProgram, startMariadb, type TestServer } from '../connections/testing/servers.ts';
import { newFolder, removeFolders } from '../testing/host.ts';
import { filesOf } from './count.ts';
import { dialects } from './dialects.ts';
import { countAnswers } from './duckdbSource.ts';
import type { Printed } from './order.ts';
import { printedQuestions } from './printed.ts';
import { csvOf, expectedCube, kinds, names, question, rows, type Cell } from './testing/smallLog.ts';

const { identifier, literal } = dialects.mysql;
const password = 'correct horse';

describe.skipIf(mariadbProgram === null)('the questions for MySQL', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startMariadb({ password });
  });
  afterAll(async () => {
    await server?.stop();
    removeFolders();
  });

  it.each([true, false])('are answered with the cube that the rows are; each score by itself: %s', async (exact) => {
    const options = { host: '127.0.0.1', port: server.port, user: 'parley', password, database: 'tracking' };
    const connection = await createConnection({ ...options, supportBigNumbers: true, bigNumberStrings: true });
    const types = { text: 'VARCHAR(100)', whole: 'INT', double: 'DOUBLE' };
    const columns = names.map((name, c) => `${identifier(name)} ${types[kinds[c]!]}`).join(', ');
    // It knows no NaN.
    const text = (cell: Cell) => (cell === null || Number.isNaN(cell) ? 'NULL' : literal(String(cell)));
    await connection.query(`CREATE OR REPLACE TABLE ${identifier('the `log')} (${columns})`);
    await connection.query(
      `INSERT INTO ${identifier('the `log')} VALUES ${rows.map((row) => `(${row.map(text).join(', ')})`).join(', ')}`,
    );
    const folder = newFolder();
    const how: Printed = { dialect: 'mysql', table: ['tracking', 'the `log'], exact, from: 0, to: 1 };
    const files: string[] = [];
    for (const [k, each] of printedQuestions(question(), how).entries()) {
      files.push(path.join(folder, `answer-${k}.csv`));
      const [found] = await connection.query<RowDataPacket[]>(each.text);
      writeFileSync(files[k]!, csvOf(found));
    }
    await connection.end();
    const limits = { threads: 1, memoryMb: 512, spillMb: 100 };
    const order = { files: filesOf(files), asked: question(), printed: how, limits, spill: folder, at: '' };
    const expected = expectedCube({ keyed: false, ...(exact ? {} : { exactly: 0 }) });
    expect(cubeOf(await countAnswers(order)).digest).toBe(expected.digest);
  });
});
