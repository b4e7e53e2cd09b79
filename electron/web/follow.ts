// GET /follow: what changes, as it happens, one line of JSON each. One stream a page; it ends with the page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Follow } from '../../shared/contract/caller.ts';
import { pageHeaders } from '../pageHeaders.ts';
import { callerOf, refuse } from './calls.ts';
import { tokenGate } from './gates.ts';

export const followPath = '/follow';

/** So many pages may follow at once. */
const mostStreams = 64;
/** A page that hears nothing for longer than this takes the connection for lost, in milliseconds. */
const pingEvery = 10_000;
/** What a page that does not read may leave lying here, in bytes. It asks again, and then reads the review as it is. */
const mostWaiting = 1024 * 1024;

/** Answers pages that carry the token with a stream of changes. */
export function answerFollowers(follow: Follow, token: string) {
  const refuseWithoutToken = tokenGate(token);
  let streams = 0;
  return (request: IncomingMessage, response: ServerResponse): void => {
    const keyless = refuseWithoutToken(request);
    if (keyless) return refuse(response, keyless);
    if (request.method !== 'GET') return refuse(response, { status: 405, sentence: 'Changes can only be read.' });
    const caller = callerOf(request);
    if ('status' in caller) return refuse(response, caller);
    if (streams >= mostStreams) return refuse(response, { status: 503, sentence: 'Too many pages are open at once.' });
    streams++;
    response.writeHead(200, {
      ...pageHeaders,
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
    });
    const say = (line: object) => {
      response.write(`${JSON.stringify(line)}\n`);
      if (response.writableLength > mostWaiting) response.destroy();
    };
    const stop = follow(caller, (change) => say({ kind: 'changed', change }));
    // Some browsers hand a stream to the page only with its first byte.
    say({ kind: 'hello' });
    const clock = setInterval(() => say({ kind: 'ping' }), pingEvery);
    response.once('close', () => {
      clearInterval(clock);
      stop();
      streams--;
    });
  };
}
