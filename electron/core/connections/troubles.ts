// What a database or the network says when something goes wrong, as a sentence with what to do about it. Nothing of a secret is in it,
// and nothing that the server says is passed on whole: it may quote what was asked.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { secretAdvice, serverTitle, type ServerAddress } from './address.ts';

/** Codes of the network and of TLS, alike for all clients. */
function ofTheWay(code: string, { kind, host, port }: ServerAddress): string | null {
  const place = `${serverTitle[kind]} at ${host}:${port}`;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no computer called ${host}, or its name cannot be looked up just now. Check the address and the network.`;
    case 'ECONNREFUSED':
      return `Nothing answers at ${host}:${port}. Check host and port, and whether the server is running.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
      return `There is no way to ${host} from this network. Check the network, or the VPN that leads there.`;
    case 'ETIMEDOUT':
      return `${place} did not answer in time. A firewall may be in the way: check the network, or the VPN that leads there.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'PROTOCOL_CONNECTION_LOST':
      return `The connection to ${place} broke off before everything had come. Nothing was imported. Try again.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `The certificate of ${place} is signed by nobody whom this computer trusts. Add ?sslrootcert=PATH with the certificate of whoever signed it to the address.`;
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${place} has expired. Ask whoever runs the server to renew it.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${place} is for another host. Write the address with the name that the certificate is for.`;
    default:
      return null;
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function ofPostgres(code: string, address: ServerAddress, said: string): string | null {
  const { host, port, user, database } = address;
  switch (code) {
    case '28P01':
      return `PostgreSQL at ${host}:${port} did not let ${user} in: the password is missing or wrong. Correct it: ${secretAdvice(address)}`;
    case '28000':
      return /encryption/.test(said) && !address.tls
        ? `PostgreSQL at ${host}:${port} lets ${user} in over an encrypted connection only. Leave ?sslmode=disable out of the address.`
        : `PostgreSQL at ${host}:${port} does not let ${user} into ${database} from this computer. Ask whoever runs the server.`;
    case '3D000':
      return `PostgreSQL at ${host}:${port} has no database “${database}”. Check the end of the address.`;
    case '42501':
      return `${user} may not read what is needed in ${database}. Ask whoever runs the server for the right to SELECT from its tables.`;
    case '53300':
      return `PostgreSQL at ${host}:${port} has no connection to spare. Try again in a moment.`;
    case '57014':
      return /timeout/.test(said)
        ? null
        : `The question was ended on the server, by somebody or something there. Nothing was imported. Try again.`;
    case '57P01':
    case '57P02':
    case '57P03':
      return `PostgreSQL at ${host}:${port} is being shut down or started. Nothing was imported. Try again in a moment.`;
    case '42883':
    case '22P02':
    case '42703':
    case '42804':
      return `The tables of ${database} do not hold what their names say: a column has another type than those that the tool makes. Check whether they are views that somebody changed.`;
    default:
      return null;
  }
}

/** https://mariadb.com/kb/en/mariadb-error-codes/ */
function ofMysql(number: number, code: string, address: ServerAddress): string | null {
  const { host, port, user, database } = address;
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') return noTls(address);
  switch (number) {
    case 1045:
    case 1698:
      return `MySQL at ${host}:${port} did not let ${user} in: the password is missing or wrong. Correct it: ${secretAdvice(address)}`;
    case 1044:
    case 1142:
    case 1143:
      return `${user} may not read what is needed in ${database}. Ask whoever runs the server for the right to SELECT from its tables.`;
    case 1049:
      return `MySQL at ${host}:${port} has no database “${database}”. Check the end of the address.`;
    case 1040:
    case 1203:
    case 1226:
      return `MySQL at ${host}:${port} has no connection to spare. Try again in a moment.`;
    case 1130:
      return `MySQL at ${host}:${port} lets nobody in from this computer. Ask whoever runs the server.`;
    case 1317:
    case 1927:
      return 'The question was ended on the server, by somebody or something there. Nothing was imported. Try again.';
    case 3159:
      return `MySQL at ${host}:${port} lets ${user} in over an encrypted connection only. Leave ?sslmode=disable out of the address.`;
    case 1053:
      return `MySQL at ${host}:${port} is being shut down. Nothing was imported. Try again in a moment.`;
    default:
      return null;
  }
}

/** https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp; old servers write the code into the text alone. */
function ofClickhouse(code: number, address: ServerAddress): string | null {
  const { host, port, user, database } = address;
  const place = `ClickHouse at ${host}:${port}`;
  const who = user === '' ? 'default' : user;
  switch (code) {
    case 192:
    case 193:
    case 194:
    case 516:
      return `${place} did not let ${who} in: the name or the password is wrong, or missing. Correct it: ${secretAdvice(address)}`;
    case 195:
      return `${place} does not let ${who} in from this computer. Ask whoever runs the server.`;
    case 81:
      return `${place} has no database “${database}”. Check the end of the address.`;
    case 497:
    case 164:
      return `${who} may not do what is needed on ${place} (${code}). Ask whoever runs the server for a user who may SELECT, with readonly = 2.`;
    case 32:
    case 210:
    case 279:
      return `A server behind ${place} that holds a part of the rows was lost or does not answer (${code}). Nothing was written, because a part of the counts is none. Try again when it is back.`;
    case 394:
      return 'The question was ended on the server, by somebody or something there. Nothing was written. Try again.';
    case 241:
      return `${place} has not enough memory for the question. Nothing was written. Count fewer groups, or ask whoever runs the server.`;
    case 202:
    case 203:
      return `${place} answers too many questions just now. Try again in a moment.`;
    default:
      return null;
  }
}

/** The code that ClickHouse gives an error; 0: none. */
const clickhouseCode = ({ code, message }: { code?: unknown; message: string }): number =>
  typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : Number(/\bCode: (\d+)/.exec(message)?.[1] ?? 0);

const noTls = ({ kind, host, port }: ServerAddress) =>
  `${serverTitle[kind]} at ${host}:${port} does not encrypt connections, so nothing was sent to it. Ask whoever runs the server to switch TLS on; where everybody on the way may read along, add ?sslmode=disable to the address.`;

/** The code of an error of TLS by its words: mysql2 puts one code of its own in the place of all of them. */
function tlsCode(said: string): string {
  if (/expired/i.test(said)) return 'CERT_HAS_EXPIRED';
  if (/altnames|does not match/i.test(said)) return 'ERR_TLS_CERT_ALTNAME_INVALID';
  return /self.signed|unable to (verify|get)/i.test(said) ? 'DEPTH_ZERO_SELF_SIGNED_CERT' : 'ECONNRESET';
}

/** Whether the server ended the statement because it took too long. */
const tookTooLong = (code: string, number: number, said: string) =>
  (code === '57014' && /timeout/.test(said)) || number === 1969 || number === 3024 || number === CLICKHOUSE_TIMEOUT;
/** Of ClickHouse; no other client has such a number. */
const CLICKHOUSE_TIMEOUT = 159;

/**
 * What to say of an error of a client. One that nobody expects comes back as it is.
 *
 * @param seconds how long a statement may take.
 */
export function troubleOf(error: unknown, address: ServerAddress, seconds: number): Error {
  if (error instanceof ParleyError) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const { code: given, errno } = error as { code?: unknown; errno?: unknown };
  const said = error.message;
  const code = typeof given !== 'string' ? '' : given === 'HANDSHAKE_SSL_ERROR' ? tlsCode(said) : given;
  const number = address.kind === 'clickhouse' ? clickhouseCode(error) : typeof errno === 'number' ? errno : 0;
  // Several addresses of one name were tried: the reasons are inside.
  if (error instanceof AggregateError && error.errors.length > 0) return troubleOf(error.errors[0], address, seconds);
  const { kind, host, port } = address;
  if (tookTooLong(code, number, said)) {
    return new ParleyError(
      'tooLarge',
      `${serverTitle[kind]} at ${host}:${port} needed more than ${seconds} seconds for one question and was stopped. Nothing was imported. Try again when the server is less busy.`,
    );
  }
  const sentence =
    ofTheWay(code, address) ??
    (kind === 'postgres' ? ofPostgres(code, address, said) : null) ??
    (kind === 'mysql' ? ofMysql(number, code, address) : null) ??
    (kind === 'clickhouse' ? ofClickhouse(number, address) : null) ??
    ofWords(said, address);
  if (sentence !== null) return new ParleyError('badInput', sentence);
  if (code !== '' || number !== 0) {
    const which = code === '' ? `number ${number}` : code;
    return new ParleyError(
      'badInput',
      `${serverTitle[kind]} at ${host}:${port} refused a question of Parley (${which}). Nothing was imported.`,
    );
  }
  return error;
}

/** What clients say in words alone. */
function ofWords(said: string, address: ServerAddress): string | null {
  if (/does not support SSL/i.test(said)) return noTls(address);
  if (/password must be a string|no password/i.test(said)) return ofPostgres('28P01', address, said);
  if (/terminated unexpectedly|Connection terminated|closed state/i.test(said)) return ofTheWay('ECONNRESET', address);
  if (/timeout/i.test(said)) return ofTheWay('ETIMEDOUT', address);
  return null;
}
