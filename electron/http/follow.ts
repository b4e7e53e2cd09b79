// GET /follow: what changes, as it happens, one line of JSON each. One stream a page; it ends with the page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Follow } from '../../shared/contract/caller.ts';
import { pageHeaders } from '../pageHeaders.ts';
import { refuse, type Identify } from './calls.ts';

export const followPath = '/follow';

/** A page that hears nothing for longer than this takes the connection for lost, in milliseconds. */
const pingEvery = 10_000;
/** What a page that does not read may leave lying here, in bytes. It asks again, and then reads the review as it is. */
const mostWaiting = 1024 * 1024;

/** So many streams of one caller; a page that is opened twice ends the older. */
interface Streams {
  ofAll: number;
  ofOne: number;
}

/** Answers pages with a stream of changes. */
export function answerFollowers(follow: Follow, identify: Identify, most: Streams = { ofAll: 64, ofOne: 64 }) {
  /** The open streams of each caller, oldest first. */
  const open = new Map<string, (() => void)[]>();
  let streams = 0;
  return (request: IncomingMessage, response: ServerResponse): void => {
    const caller = identify(request);
    if ('status' in caller) return refuse(response, caller);
    if (request.method !== 'GET') return refuse(response, { status: 405, sentence: 'Changes can only be read.' });
    const key = request.headers.authorization ?? '';
    const others = open.get(key) ?? [];
    if (others.length >= most.ofOne) others[0]?.();
    else if (streams >= most.ofAll) {
      return refuse(response, { status: 503, sentence: 'Too many pages are open at once.' });
    }
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
    const replace = () => {
      say({ kind: 'replaced' });
      response.end();
      forget();
    };
    let here = true;
    const forget = () => {
      if (!here) return;
      here = false;
      clearInterval(clock);
      stop();
      streams--;
      const left = (open.get(key) ?? []).filter((each) => each !== replace);
      if (left.length > 0) open.set(key, left);
      else open.delete(key);
    };
    open.set(key, [...(open.get(key) ?? []), replace]);
    response.once('close', forget);
  };
}
