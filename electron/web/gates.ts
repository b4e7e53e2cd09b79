// Who may ask the loopback host for anything: each request passes these gates, in this order, before its path is looked up.
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

/**
 * Checks that the request was meant for this server and comes from its own page.
 *
 * Host is compared with a fixed list, never with Origin: a page that rebinds its name to 127.0.0.1 sets both alike.
 */
export function refuseStranger(request: IncomingMessage, port: number): Refusal | null {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
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

/** A check of the Authorization header against the token, in the same time for every wrong answer. */
export function tokenGate(token: string): (request: IncomingMessage) => Refusal | null {
  const expected = sha256(`Bearer ${token}`);
  return (request) => {
    const sent = sentValues(request, 'authorization');
    if (sent.length === 1 && timingSafeEqual(sha256(sent[0] ?? ''), expected)) return null;
    return { status: 401, sentence: 'Open the full address that Parley printed when it started; it carries the key.' };
  };
}
