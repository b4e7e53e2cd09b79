// Database servers of the tests' own: started on loopback and a free port, in a folder that goes with them. Tests that need one that is
// not installed are skipped, and counted as skipped.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const isRoot = userInfo().uid === 0;

export interface TestServer {
  port: number;
  /** Ends it at once, as a machine that is switched off. Its folder stays until `stop`. */
  kill?: () => Promise<void>;
  /** Ends it and removes its folder. */
  stop: () => Promise<void>;
}

/** A certificate for localhost that nobody signed but itself, and its key. */
export const certificate = fileURLToPath(new URL('../fixtures/localhost.crt', import.meta.url));
const key = fileURLToPath(new URL('../fixtures/localhost.key', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const postgresRoot = '/usr/lib/postgresql';
/** The folder of PostgreSQL's programs; null where it is not installed. */
export const postgresPrograms: string | null =
  (existsSync(postgresRoot) ? readdirSync(postgresRoot) : [])
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(postgresRoot, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb'))) ?? null;

export const mariadbProgram: string | null =
  ['/usr/sbin/mariadbd', '/usr/libexec/mariadbd'].find((path) => existsSync(path)) ?? null;

/** The numbers of a user of the system, for giving a folder to it. */
async function idsOf(user: string): Promise<[number, number]> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return [Number(uid.stdout), Number(gid.stdout)];
}

/** Waits until something listens, or the process has ended. */
async function until(ready: () => Promise<boolean>, child: ChildProcess, said: () => string): Promise<void> {
  while (!(await ready())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function started(
  command: string,
  args: readonly string[],
): { child: ChildProcess; said: () => string; ended: Promise<void> } {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => (text = `${text}${piece}`.slice(-4000)));
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return { child, said: () => text, ended };
}

/**
 * PostgreSQL with a superuser `parley`, who gets in with a password, and the database `postgres`.
 *
 * @param tls whether it encrypts.
 */
export async function startPostgres({ tls = false, password = 'correct horse' } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
  const port = await freePort();
  const as = (program: string): [string, string[]] => {
    const path = join(postgresPrograms!, program);
    return isRoot ? ['runuser', ['-u', 'postgres', '--', path]] : [path, []];
  };
  const words = join(folder, 'password');
  const data = join(folder, 'data');
  await writeFile(words, `${password}\n`);
  const own = [folder, words];
  const settings = [
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'fsync=off',
  ];
  if (tls) {
    const copies = [join(folder, 'server.crt'), join(folder, 'server.key')] as const;
    await copyFile(certificate, copies[0]);
    await copyFile(key, copies[1]);
    await chmod(copies[1], 0o600);
    own.push(...copies);
    settings.push('-c', 'ssl=on', '-c', `ssl_cert_file=${copies[0]}`, '-c', `ssl_key_file=${copies[1]}`);
  }
  if (isRoot) {
    const [uid, gid] = await idsOf('postgres');
    for (const path of own) await chown(path, uid, gid);
  }
  const [initdb, before] = as('initdb');
  await run(initdb, [
    ...before,
    '-D',
    data,
    '-U',
    'parley',
    '--auth=scram-sha-256',
    `--pwfile=${words}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]);
  const [postgres, first] = as('postgres');
  const { child, said, ended } = started(postgres, [...first, '-D', data, ...settings]);
  await until(async () => said().includes('ready to accept connections'), child, said);
  return {
    port,
    kill: async () => {
      const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
      // Its own processes end with it and clean up nothing.
      process.kill(pid, 'SIGQUIT');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))]);
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/**
 * MariaDB with a user `parley` who may do everything in the database `tracking`.
 *
 * @param tls whether it encrypts.
 */
export async function startMariadb({ tls = false, password = 'correct horse' } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-mariadb-'));
  const port = await freePort();
  const data = join(folder, 'data');
  const user = isRoot ? ['--user=mysql'] : [];
  const copies = [join(folder, 'server.crt'), join(folder, 'server.key')] as const;
  if (tls) {
    await copyFile(certificate, copies[0]);
    await copyFile(key, copies[1]);
    await chmod(copies[1], 0o600);
  }
  if (isRoot) {
    const [uid, gid] = await idsOf('mysql');
    for (const path of [folder, ...(tls ? copies : [])]) await chown(path, uid, gid);
  }
  await run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    ...user,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const { child, said, ended } = started(mariadbProgram!, [
    '--no-defaults',
    `--datadir=${data}`,
    ...user,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--innodb-flush-log-at-trx-commit=0',
    '--character-set-server=utf8mb4',
    ...(tls ? [`--ssl-cert=${copies[0]}`, `--ssl-key=${copies[1]}`] : []),
  ]);
  await until(async () => said().includes('ready for connections'), child, said);
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
  await connection.query('CREATE DATABASE tracking');
  await connection.query(`CREATE USER parley@'%' IDENTIFIED BY '${password}'`);
  await connection.query("GRANT ALL ON tracking.* TO parley@'%'");
  await connection.end();
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 4000))]);
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

export const clickhouseProgram: string | null =
  ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'].find((path) => existsSync(path)) ?? null;

/**
 * ClickHouse on as many servers, each of which knows all of them as the shards of the cluster `all`: with a user `parley` who may do
 * everything, one `reader` with readonly = 2 and one `strict` with readonly = 1, all with this password.
 */
export async function startClickhouse(count: number, password = 'correct horse'): Promise<TestServer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-clickhouse-'));
  const ports: { http: number; tcp: number; between: number }[] = [];
  for (let k = 0; k < count; k++)
    ports.push({ http: await freePort(), tcp: await freePort(), between: await freePort() });
  const element = (name: string, inside: string) => `<${name}>${inside}</${name}>`;
  const elements = (all: Readonly<Record<string, string | number>>) =>
    Object.entries(all)
      .map(([name, inside]) => element(name, String(inside)))
      .join('');
  const userOf = (profile: string) => elements({ password, networks: '<ip>127.0.0.1</ip>', profile, quota: 'default' });
  const users = join(folder, 'users.xml');
  // The reader's questions would be answered by the servers that are left, if nobody objected.
  const partly = '<skip_unavailable_shards>1</skip_unavailable_shards>';
  const profiles = { default: '', reader: `<readonly>2</readonly>${partly}`, strict: '<readonly>1</readonly>' };
  await writeFile(
    users,
    element(
      'yandex',
      elements({
        profiles: elements(profiles),
        users: elements({ parley: userOf('default'), reader: userOf('reader'), strict: userOf('strict') }),
        quotas: element('default', ''),
      }),
    ),
  );
  const shards = ports.map(({ tcp }) =>
    element('shard', element('replica', elements({ host: '127.0.0.1', port: tcp, user: 'parley', password }))),
  );
  const children = await Promise.all(
    ports.map(async ({ http, tcp, between }, k) => {
      const config = join(folder, `${k}.xml`);
      await writeFile(
        config,
        element(
          'yandex',
          elements({
            logger: elements({ level: 'error', console: 1 }),
            http_port: http,
            tcp_port: tcp,
            interserver_http_port: between,
            listen_host: '127.0.0.1',
            path: join(folder, `data${k}/`),
            tmp_path: join(folder, `tmp${k}/`),
            users_config: users,
            mark_cache_size: 5_000_000,
            default_profile: 'default',
            default_database: 'default',
            remote_servers: element('all', shards.join('')),
          }),
        ),
      );
      const { child, said, ended } = started(clickhouseProgram!, [`--config-file=${config}`]);
      const answers = () =>
        fetch(`http://127.0.0.1:${http}/ping`).then(
          (response) => response.ok,
          () => false,
        );
      await until(answers, child, said);
      return { child, ended };
    }),
  );
  let left = count;
  return children.map(({ child, ended }, k) => ({
    port: ports[k]!.http,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      left -= 1;
      if (left === 0) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  }));
}
