// Addresses of servers as people write them: what they name, and whether the connection is encrypted. No secret is part of one.
import { ParleyError } from '../../../shared/contract/errors.ts';

export type ServerKind = 'postgres' | 'mysql' | 'mlflow' | 'clickhouse';

export interface ServerAddress {
  kind: ServerKind;
  host: string;
  port: number;
  /** '' where the address names none. */
  user: string;
  database: string;
  /** Of PostgreSQL: the schema that holds the tables; null: the one that the server looks in by itself. */
  schema: string | null;
  /** What stands before the API of an MLflow or ClickHouse server; '' usually. */
  path: string;
  /** Encrypted, and the certificate checked. Never one without the other. */
  tls: boolean;
  /** The path of a certificate that is trusted beside those of the system; null: none. */
  certificate: string | null;
}

/** By scheme; what SQLAlchemy adds behind a plus sign names a Python driver and is left out. */
const kinds: Readonly<Record<string, { kind: ServerKind; port: number; secure?: boolean }>> = {
  postgresql: { kind: 'postgres', port: 5432 },
  postgres: { kind: 'postgres', port: 5432 },
  mysql: { kind: 'mysql', port: 3306 },
  mariadb: { kind: 'mysql', port: 3306 },
  https: { kind: 'mlflow', port: 443, secure: true },
  http: { kind: 'mlflow', port: 80, secure: false },
  clickhouse: { kind: 'clickhouse', port: 8443 },
};

export const serverTitle: Readonly<Record<ServerKind, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mlflow: 'MLflow',
  clickhouse: 'ClickHouse',
};

const schemeOf = (text: string): string | null =>
  /^([a-z]+)(?:\+[a-z0-9_]+)?:\/\//i.exec(text.trim())?.[1]?.toLowerCase() ?? null;

/** Whether this is meant as the address of a server, and not as the name of a file. */
export const isServerAddress = (text: string): boolean => {
  const scheme = schemeOf(text);
  return scheme !== null && Object.hasOwn(kinds, scheme);
};

/** Whether what is sent there never leaves this computer. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Ways of saying how a connection is encrypted, of libpq and of others. Whoever asks for encryption gets the certificate checked too. */
const saidOfTls: Readonly<Record<string, boolean>> = {
  disable: false,
  off: false,
  no: false,
  false: false,
  require: true,
  'verify-ca': true,
  'verify-full': true,
  on: true,
  true: true,
};

const known = ['sslmode', 'tls', 'sslrootcert', 'schema'];

/**
 * Reads an address: `postgresql://USER@HOST:PORT/DATABASE`, `mysql://…`, or `https://HOST` of an MLflow server. It may carry
 * `?sslmode=disable` (not encrypted), `?sslrootcert=PATH` and, of PostgreSQL, `?schema=NAME`. Connections are encrypted, except to this
 * computer or where the address says otherwise.
 *
 * @throws ParleyError `badInput` for what is no address, names no host or database, or has a password in it.
 */
export function readAddress(text: string): ServerAddress {
  const scheme = schemeOf(text);
  const found = scheme === null || !Object.hasOwn(kinds, scheme) ? undefined : kinds[scheme];
  if (scheme === null || found === undefined) {
    throw new ParleyError(
      'badInput',
      'This is no address of a server that Parley knows. Write postgresql://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE, or https://HOST for an MLflow server.',
    );
  }
  const url = parsed(text.trim().replace(/^[a-z]+(\+[a-z0-9_]+)?:/i, `${scheme}:`));
  if (url.password !== '') {
    throw new ParleyError(
      'badInput',
      `The address has a password in it, which others could read. Leave it out of the address: ${secretAdvice({ kind: found.kind, user: url.username })}`,
    );
  }
  const { kind } = found;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options = optionsOf(url);
  const database = kind === 'mlflow' ? '' : plain(url.pathname.replace(/^\//, ''));
  const user = plain(url.username);
  if ((kind === 'postgres' || kind === 'mysql') && (user === '' || database === '' || database.includes('/'))) {
    const what = user === '' ? 'user' : 'database';
    throw new ParleyError('badInput', `The address names no ${what}. Write ${scheme}://USER@HOST/DATABASE.`);
  }
  const asked = options.get('tls') ?? options.get('sslmode');
  const certificate = options.get('sslrootcert') ?? null;
  const address: ServerAddress = {
    kind,
    host,
    port: url.port === '' ? found.port : Number(url.port),
    user,
    database,
    schema: kind === 'postgres' ? (options.get('schema') ?? null) : null,
    path: kind === 'mlflow' ? url.pathname.replace(/\/+$/, '') : '',
    tls: asked === undefined ? (found.secure ?? !isLoopback(host)) : saidOfTls[asked]!,
    certificate,
  };
  if (found.secure === false && address.tls) throw new ParleyError('badInput', contradiction('http://', 'https://'));
  if (found.secure === true && !address.tls) throw new ParleyError('badInput', contradiction('https://', 'http://'));
  if (found.secure === false && asked === undefined && !isLoopback(host)) {
    throw new ParleyError(
      'badInput',
      `Over http:// everybody on the way to ${host} can read what is sent, the token too. Write https://, or add ?tls=off where that is meant.`,
    );
  }
  return address;
}

const contradiction = (written: string, meant: string) =>
  `The address begins with ${written} and asks for the opposite behind it. Write ${meant}, or leave the option out.`;

function parsed(text: string): URL {
  const refuse = () =>
    new ParleyError('badInput', 'The address cannot be read. Write SCHEME://USER@HOST:PORT/DATABASE, with one host.');
  if (!URL.canParse(text)) throw refuse();
  const url = new URL(text);
  // Several hosts, as libpq takes them, are not one that could be remembered.
  if (url.hostname === '' || /[,%]/.test(url.hostname)) throw refuse();
  return url;
}

function optionsOf(url: URL): Map<string, string> {
  const options = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name)) {
      throw new ParleyError(
        'badInput',
        `The address has an option “${name}”, which Parley does not know. It knows ${known.join(', ')}.`,
      );
    }
    options.set(name, value);
  }
  for (const name of ['sslmode', 'tls']) {
    const asked = options.get(name);
    if (asked !== undefined && !Object.hasOwn(saidOfTls, asked)) {
      throw new ParleyError(
        'badInput',
        `The address asks for ${name}=${asked}. Write disable for a connection that is not encrypted, or verify-full, which is what Parley does by itself.`,
      );
    }
  }
  return options;
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address in one form, for telling whether two are the same and for the record of where values came from. */
export function addressText({
  kind,
  host,
  port,
  user,
  database,
  schema,
  path,
  tls,
  certificate,
}: ServerAddress): string {
  const scheme = { postgres: 'postgresql', mysql: 'mysql', mlflow: tls ? 'https' : 'http', clickhouse: 'clickhouse' }[
    kind
  ];
  const standard = Object.values(kinds).some(
    (each) => each.kind === kind && each.port === port && each.secure !== !tls,
  );
  const place = host.includes(':') ? `[${host}]` : host;
  const options = new URLSearchParams();
  if (tls !== !isLoopback(host) && (kind !== 'mlflow' || !tls)) options.set('sslmode', tls ? 'verify-full' : 'disable');
  if (certificate !== null) options.set('sslrootcert', certificate);
  if (schema !== null) options.set('schema', schema);
  return [
    `${scheme}://`,
    user === '' ? '' : `${encodeURIComponent(user)}@`,
    place,
    standard ? '' : `:${port}`,
    kind === 'mlflow' ? path : `/${encodeURIComponent(database)}`,
    options.size === 0 ? '' : `?${options.toString()}`,
  ].join('');
}

/** The variable of the environment that the tools of such a server take their secret from. */
function variableOf({ kind, user }: Pick<ServerAddress, 'kind' | 'user'>): string {
  switch (kind) {
    case 'postgres':
      return 'PGPASSWORD';
    case 'mysql':
      return 'MYSQL_PWD';
    case 'clickhouse':
      return 'CLICKHOUSE_PASSWORD';
    case 'mlflow':
      return user === '' ? 'MLFLOW_TRACKING_TOKEN' : 'MLFLOW_TRACKING_PASSWORD';
  }
}

/** What to do about a secret, as the end of a sentence. */
export const secretAdvice = (address: Pick<ServerAddress, 'kind' | 'user'>): string =>
  `set ${variableOf(address)} in the environment, or type it where the app asks for it.`;

/** The password or token that the environment has for this kind of server; null: none. */
export function secretInEnvironment(
  address: Pick<ServerAddress, 'kind' | 'user'>,
  environment: NodeJS.ProcessEnv = process.env,
): string | null {
  return environment[variableOf(address)] || null;
}
