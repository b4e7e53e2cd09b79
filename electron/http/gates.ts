// The gates that every request to a listener passes, in this order, before its path is looked up: meant for this server, from its own
// page, and from somebody known.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Answered with `status` and one sentence. */
export interface Refusal {
  status: number;
  sentence: string;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** 256 random bits, as they stand in the address's fragment. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Values of a header as sent: Node joins or drops repeated ones, and a doubled Host is an attack. */
function sentValues(request: IncomingMessage, name: string): string[] {
  const raw = request.rawHeaders;
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name);
}

/** How browsers may name the loopback host. */
export const loopbackNames = (port: number): string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/**
 * Checks that the request was meant for this server and comes from its own page.
 *
 * Host is compared with a fixed list, never with Origin: a page that rebinds its name to this address sets both alike. A browser
 * leaves Sec-Fetch-Site out where the address is not a secure context, as on a network.
 *
 * @param names host and port, as browsers write them.
 */
export function refuseStranger(request: IncomingMessage, names: readonly string[]): Refusal | null {
  const hosts = sentValues(request, 'host');
  if (hosts.length !== 1 || !names.includes(hosts[0] ?? ''))
    return { status: 421, sentence: 'This server answers to its own address alone.' };

  const origins = sentValues(request, 'origin');
  if (origins.length > 1 || origins.some((origin) => !names.some((name) => origin === `http://${name}`)))
    return { status: 403, sentence: 'Another site may not use this server.' };

  const [site, ...more] = sentValues(request, 'sec-fetch-site');
  // "none" is a person's own navigation: a typed or clicked address.
  const navigates = site === 'none' && request.method === 'GET';
  if (more.length > 0 || (site !== undefined && site !== 'same-origin' && !navigates))
    return { status: 403, sentence: 'Another site may not use this server.' };
  return null;
}

/** The one secret that a request carries, or null where it carries none or several. */
export function sentSecret(request: IncomingMessage): string | null {
  const sent = sentValues(request, 'authorization');
  const secret = /^Bearer ([A-Za-z0-9_-]{1,64})$/.exec(sent[0] ?? '')?.[1];
  return sent.length === 1 && secret !== undefined ? secret : null;
}

/** A check of the secret against the token, in the same time for every wrong answer. */
export function tokenGate(token: string): (request: IncomingMessage) => Refusal | null {
  const expected = sha256(token);
  return (request) => {
    if (timingSafeEqual(sha256(sentSecret(request) ?? ''), expected)) return null;
    return { status: 401, sentence: 'Open the full address that Parley printed when it started; it carries the key.' };
  };
}
