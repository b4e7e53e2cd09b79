// Sessions against servers of the tests' own; what goes wrong becomes a sentence, and the secret is in none of them.
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { readAddress } from './address.ts';
import { openSession } from './open.ts';
import { portion, usualLimits, type ServerSession } from './session.ts';
import {
  certificate,
  mariadbProgram,
  postgresPrograms,
  startMariadb,
  startPostgres,
  type TestServer,
} from './testing/servers.ts';

const secret = 'correct horse';
/** What is said of something that goes wrong; the secret must not be in it. */
async function saidOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ParleyError);
  const { message } = error as ParleyError;
  expect(message).not.toContain(secret);
  return message;
}

async function collected(session: ServerSession, sql: string): Promise<{ rows: number; portions: number }> {
  let rows = 0;
  let portions = 0;
  for await (const some of session.stream(sql, [])) {
    rows += some.length;
    portions += 1;
  }
  return { rows, portions };
}

describe('a server that is not there', () => {
  let deaf: Server;
  beforeAll(async () => {
    deaf = createServer();
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void deaf.close());
  const impatient = { ...usualLimits, connectSeconds: 0.2 };

  test.each(['postgresql', 'mysql'])('%s: nobody listens, or somebody who never answers', async (scheme) => {
    const { port } = deaf.address() as { port: number };
    const at = (place: string) => readAddress(`${scheme}://me@${place}/x`);
    expect(await saidOf(openSession(at(`127.0.0.1:${port}`), secret, impatient))).toMatch('did not answer in time');
    expect(await saidOf(openSession(at('127.0.0.1:1'), secret))).toMatch('Nothing answers at 127.0.0.1:1');
    expect(await saidOf(openSession(at('no-such-host.invalid'), secret))).toMatch('no computer called');
  });
});

describe.skipIf(postgresPrograms === null)('PostgreSQL', () => {
  let server: TestServer;
  const address = (rest = '/postgres', user = 'parley', host = 'localhost') =>
    readAddress(`postgresql://${user}@${host}:${server.port}${rest}`);
  beforeAll(async () => {
    server = await startPostgres({ tls: true, password: secret });
  }, 60_000);
  afterAll(() => server.stop());

  test('tells what is wrong in a sentence', async () => {
    expect(await saidOf(openSession(address(), 'wrong'))).toMatch('the password is missing or wrong');
    expect(await saidOf(openSession(address(), null))).toMatch('the password is missing or wrong');
    expect(await saidOf(openSession(address('/nothing'), secret))).toMatch('no database “nothing”');
    const session = await openSession(address(), secret, { ...usualLimits, statementSeconds: 0.2 });
    expect(await saidOf(session.rows('SELECT pg_sleep(20)', []))).toMatch('more than 0.2 seconds');
    await session.close();
  });

  test('encrypts, and only with a certificate that is trusted and for this host', async () => {
    const trusted = `sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
    const session = await openSession(address(`/postgres?${trusted}`), secret);
    expect(await session.rows('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()', [])).toEqual([[1]]);
    await session.close();
    expect(await saidOf(openSession(address('/postgres?sslmode=require'), secret))).toMatch(
      'nobody whom this computer trusts',
    );
    const byNumber = address(`/postgres?${trusted}`, 'parley', '127.0.0.1');
    expect(await saidOf(openSession(byNumber, secret))).toMatch('for another host');
  });

  test('reads one snapshot, in portions, and cannot write', async () => {
    const session = await openSession(address(), secret);
    expect(await session.rows('SELECT ?::float8, 9007199254740993, true, NULL, 1.50', [0.1])).toEqual([
      [0.1, '9007199254740993', 1, null, '1.50'],
    ]);
    expect(await collected(session, `SELECT * FROM generate_series(1, ${portion * 2 + 1})`)).toEqual({
      rows: portion * 2 + 1,
      portions: 3,
    });
    expect(await saidOf(session.rows('CREATE TABLE written (x integer)', []))).toMatch('25006');
    await session.close();
    // Whoever reads no further can close all the same.
    const left = await openSession(address(), secret);
    for await (const _ of left.stream('SELECT * FROM generate_series(1, 1000000)', [])) break;
    await left.close();
  });

  test('is stopped on the server', async () => {
    const session = await openSession(address(), secret);
    const running = saidOf(session.rows('SELECT pg_sleep(60)', []));
    await session.stop();
    expect(await running).toMatch('was ended on the server');
    await session.close();
  });
});

describe.skipIf(mariadbProgram === null)('MySQL', () => {
  let server: TestServer;
  const address = (rest = '/tracking', host = 'localhost') =>
    readAddress(`mysql://parley@${host}:${server.port}${rest}`);
  beforeAll(async () => {
    server = await startMariadb({ tls: true, password: secret });
  }, 60_000);
  afterAll(() => server.stop());

  test('tells what is wrong in a sentence', async () => {
    expect(await saidOf(openSession(address(), 'wrong'))).toMatch('the password is missing or wrong');
    expect(await saidOf(openSession(address('/mysql'), secret))).toMatch('may not read');
    const session = await openSession(address(), secret, { ...usualLimits, statementSeconds: 0.2 });
    const slow = 'SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_100000 b WHERE a.seq + b.seq = 7';
    expect(await saidOf(session.rows(slow, []))).toMatch('more than 0.2 seconds');
    await session.close();
  });

  test('encrypts, and only with a certificate that is trusted and for this host', async () => {
    const trusted = `/tracking?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`;
    const session = await openSession(address(trusted), secret);
    const [[, cipher] = []] = await session.rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'", []);
    expect(cipher).not.toBe('');
    await session.close();
    expect(await saidOf(openSession(address('/tracking?sslmode=require'), secret))).toMatch(
      'nobody whom this computer trusts',
    );
    expect(await saidOf(openSession(address(trusted, '127.0.0.1'), secret))).toMatch('Write the name of the host');
    // By another name of this computer, where it has one that leads here.
    expect(await saidOf(openSession(address(trusted, hostname()), secret))).toMatch(
      /is for another host|no computer called|Nothing answers/,
    );
  });

  test('reads one snapshot, in portions, and cannot write', async () => {
    const session = await openSession(address(), secret);
    expect(await session.rows("SELECT ? + 0e0, 9007199254740993, NULL, '\"'", [0.1])).toEqual([
      [0.1, '9007199254740993', null, '"'],
    ]);
    expect(await collected(session, `SELECT seq FROM seq_1_to_${portion * 2 + 1}`)).toEqual({
      rows: portion * 2 + 1,
      portions: 3,
    });
    expect(await saidOf(session.rows('INSERT INTO tracking.x VALUES (1)', []))).toMatch(/ER_/);
    await session.close();
    // Whoever reads no further can close all the same.
    const left = await openSession(address(), secret);
    for await (const _ of left.stream('SELECT seq FROM seq_1_to_1000000', [])) break;
    await left.close();
  });

  test('is stopped on the server', async () => {
    const session = await openSession(address(), secret);
    const running = saidOf(
      session.rows('SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_1000000 b WHERE a.seq + b.seq = 7', []),
    );
    await session.stop();
    expect(await running).toMatch('was ended on the server');
    await session.close();
  });
});
