// Asks a server over HTTP, with a token or a password. Redirects are not followed: the secret must not go where nobody sent it.
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { secretAdvice, serverTitle, type ServerAddress } from './address.ts';
import { tlsOptions, type SessionLimits } from './session.ts';
import { troubleOf } from './troubles.ts';

interface HttpQuestion {
  /** Behind the address's own path. */
  path: string;
  query: Readonly<Record<string, string>>;
  /** Sent as JSON by POST; null: asked by GET. */
  body: unknown;
  signal?: AbortSignal | undefined;
}

/** Most bytes of one answer. */
const mostBytes = 64 * 2 ** 20;

/**
 * @param secret null: asked without one.
 * @returns the text of an answer.
 * @throws ParleyError with a sentence: no route, no encryption, wrong token; `notFound` where there is no such question; `tooLarge`.
 */
export async function askHttp(
  address: ServerAddress,
  secret: string | null,
  { path, query, body, signal }: HttpQuestion,
  { statementSeconds }: Pick<SessionLimits, 'statementSeconds'>,
): Promise<string> {
  const words = new URLSearchParams(query).toString();
  const sent = body === null ? null : Buffer.from(JSON.stringify(body));
  const headers: Record<string, string> = { accept: 'application/json' };
  if (sent) Object.assign(headers, { 'content-type': 'application/json', 'content-length': String(sent.length) });
  if (secret !== null) {
    const both = Buffer.from(`${address.user}:${secret}`).toString('base64');
    headers['authorization'] = address.user === '' ? `Bearer ${secret}` : `Basic ${both}`;
  }
  const options = {
    host: address.host,
    port: address.port,
    method: sent ? 'POST' : 'GET',
    path: `${address.path}${path}${words === '' ? '' : `?${words}`}`,
    headers,
    timeout: statementSeconds * 1000,
    signal,
    ...(tlsOptions(address) ?? {}),
  };
  try {
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asked = (address.tls ? tlsRequest : plainRequest)(options, (answer) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes > mostBytes) {
            asked.destroy(
              new ParleyError('tooLarge', `An answer of ${address.host} is larger than Parley reads at once.`),
            );
          } else pieces.push(piece);
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') }),
        );
        answer.on('error', reject);
      });
      asked.on('timeout', () => asked.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
      asked.on('error', reject);
      asked.end(sent ?? undefined);
    });
    if (status >= 200 && status < 300) return text;
    throw refusal(status, address);
  } catch (error) {
    if (signal?.aborted) throw new ParleyError('cancelled', 'Stopped; nothing was imported.');
    throw troubleOf(error, address, statementSeconds);
  }
}

function refusal(status: number, address: ServerAddress): ParleyError {
  const place = `${serverTitle[address.kind]} at ${address.host}:${address.port}`;
  switch (status) {
    case 401:
    case 403:
      return new ParleyError(
        'badInput',
        `${place} did not let Parley in: the ${address.user === '' ? 'token' : 'password'} is missing, wrong or not meant for this. Correct it: ${secretAdvice(address)}`,
      );
    case 404:
    case 405:
      return new ParleyError('notFound', `${place} does not know this question. Check the path in the address.`);
    case 429:
      return new ParleyError(
        'badInput',
        `${place} is asked too often just now. Nothing was imported. Try again in a moment.`,
      );
    default:
      return status >= 300 && status < 400
        ? new ParleyError(
            'badInput',
            `${place} sends Parley on to another address, which is not followed. Write the address that it ends at.`,
          )
        : new ParleyError(
            'badInput',
            `${place} answered with an error (${status}). Nothing was imported. Try again later.`,
          );
  }
}
