// The gates of the loopback host, over real sockets: what is refused is refused before anything else looks at it.
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import { startWebHost, type WebHost } from './server.ts';

const page = new Map([
  ['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }],
  ['/assets/a.js', { type: 'text/javascript; charset=utf-8', body: Buffer.from('1') }],
  [
    '/assets/large.js',
    {
      type: 'text/javascript; charset=utf-8',
      body: Buffer.from('plain'),
      encoded: { br: Buffer.from('as br'), gzip: Buffer.from('as gzip') },
    },
  ],
  [
    '/assets/only.js',
    { type: 'text/javascript; charset=utf-8', body: Buffer.from('plain'), encoded: { gzip: Buffer.from('as gzip') } },
  ],
]);
let host: WebHost;
let port: string;
let calls: { name: string; input: unknown }[] = [];

beforeAll(async () => {
  const dispatch = (name: string, input: unknown) => {
    calls.push({ name, input });
    return Promise.resolve({ ok: true as const, value: input });
  };
  const receive = () => Promise.resolve({ ok: true as const, value: '' });
  host = await startWebHost({ page, dispatch, receive, follow: () => () => undefined, screen: () => null });
  port = new URL(host.origin).port;
});
afterAll(() => host.close());
beforeEach(() => {
  calls = [];
});

type Lines = string[];
const line = (method: string, path: string) => `${method} ${path} HTTP/1.1`;
const own = () => `Host: 127.0.0.1:${port}`;

/** Sends raw bytes and answers with everything that comes back until the connection ends. */
function exchange(lines: Lines, body: Uint8Array = new Uint8Array()): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(text) : reject(error)));
    socket.on('close', () => resolve(text));
    socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });
}
const status = async (lines: Lines, body?: Uint8Array) => Number((await exchange(lines, body)).slice(9, 12));

const call = (body: Uint8Array, changes: Record<string, string | null> = {}, path = '/call/review.get'): Lines => {
  const headers: Record<string, string | null> = {
    Host: `127.0.0.1:${port}`,
    Origin: host.origin,
    'Sec-Fetch-Site': 'same-origin',
    Authorization: `Bearer ${host.token}`,
    'Parley-Client': 'a-test-page',
    'Content-Type': contentType,
    'Content-Length': String(body.length),
    ...changes,
  };
  const sent = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [line('POST', path), ...sent];
};
const body = encode({ review: 'x', values: new Float64Array([1, NaN]) });

describe('the page', () => {
  test('is served with the policy, and is never stored', async () => {
    const answer = await exchange([line('GET', '/'), own()]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain("default-src 'none'; script-src 'self'");
    expect(answer).toContain("require-trusted-types-for 'script'; trusted-types svelte-trusted-html");
    expect(answer).toContain('Cache-Control: no-store');
    expect(answer).toContain('X-Content-Type-Options: nosniff');
    expect(answer).not.toMatch(/access-control|set-cookie/i);
  });

  test.each([
    '/index.htm',
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/assets/a.js?x',
    '//assets/a.js',
    '/assets%2Fa.js',
    '/__proto__',
    '/constructor',
    'http://127.0.0.1/',
  ])('is found by its exact path alone: %s', async (path) => {
    expect(await status([line('GET', path), own()])).toBe(404);
  });

  test.each([
    ['/assets/large.js', 'gzip, deflate, br, zstd', 'br'],
    ['/assets/large.js', 'GZIP;q=0.5, br;q=0', 'gzip'],
    ['/assets/only.js', 'br, gzip', 'gzip'],
  ])('is sent compressed as the browser takes it: %s, %s', async (path, accepted, encoding) => {
    const answer = await exchange([line('GET', path), own(), `Accept-Encoding: ${accepted}`]);
    expect(answer).toContain(`Content-Encoding: ${encoding}\r\n`);
    expect(answer).toContain(`Content-Length: ${`as ${encoding}`.length}\r\n`);
    expect(answer).toContain('Content-Type: text/javascript; charset=utf-8');
    expect(answer).toContain('Vary: Accept-Encoding');
    expect(answer).toContain("default-src 'none'; script-src 'self'");
    expect(answer.endsWith(`as ${encoding}`)).toBe(true);
  });

  test.each([
    ['/assets/large.js', []],
    ['/assets/large.js', ['Accept-Encoding: identity']],
    ['/assets/large.js', ['Accept-Encoding: brotli, xgzip, gzip;q=0.0']],
    ['/assets/a.js', ['Accept-Encoding: br, gzip']],
  ])('is sent plain otherwise: %s, %j', async (path, headers) => {
    const answer = await exchange([line('GET', path), own(), ...headers]);
    expect(answer).not.toContain('Content-Encoding');
    expect(answer.endsWith(path === '/assets/a.js' ? '1' : 'plain')).toBe(true);
  });

  test('can only be read', async () => {
    expect(await status([line('PUT', '/'), own(), 'Content-Length: 0'])).toBe(405);
  });
});

describe('Host', () => {
  test.each([
    ['is another name', () => ['Host: evil.example']],
    ['is another port', () => ['Host: 127.0.0.1:1']],
    ['has no port', () => ['Host: 127.0.0.1']],
    ['is empty', () => ['Host:']],
    ['stands twice', () => [own(), own()]],
    ['stands twice, once wrong', () => [own(), 'Host: evil.example']],
    ['carries a user', () => [`Host: a@127.0.0.1:${port}`]],
    ['agrees with a rebound Origin', () => [`Host: evil.example:${port}`, `Origin: http://evil.example:${port}`]],
  ])('refuses when it %s', async (_what, headers) => {
    expect([400, 421]).toContain(await status([line('GET', '/'), ...headers()]));
  });

  test('refuses when it is missing', async () => {
    expect([0, 400, 421]).toContain(await status([line('GET', '/')]));
  });

  test('may say localhost', async () => {
    expect(await status([line('GET', '/'), `Host: localhost:${port}`])).toBe(200);
  });
});

describe('another site', () => {
  test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1', ''])(
    'is refused by its Origin %j',
    async (origin) => {
      expect(await status(call(body, { Origin: origin }), body)).toBe(403);
    },
  );

  test.each(['cross-site', 'same-site', 'none', 'weird'])('is refused by Sec-Fetch-Site %s', async (site) => {
    expect(await status(call(body, { 'Sec-Fetch-Site': site }), body)).toBe(403);
  });

  test('cannot read the page either, but a person may navigate to it', async () => {
    expect(await status([line('GET', '/'), own(), 'Sec-Fetch-Site: cross-site'])).toBe(403);
    expect(await status([line('GET', '/'), own(), 'Sec-Fetch-Site: none'])).toBe(200);
  });

  test('gets no answer to a preflight', async () => {
    const preflight = [line('OPTIONS', '/call/review.get'), own(), 'Origin: http://evil.example'];
    expect(await status(preflight)).toBe(403);
  });
});

describe('the token', () => {
  test.each([
    ['missing', null],
    ['empty', 'Bearer '],
    ['wrong', `Bearer ${'A'.repeat(43)}`],
    ['of another scheme', 'Basic abc'],
  ])('is refused when it is %s', async (_what, value) => {
    expect(await status(call(body, { Authorization: value }), body)).toBe(401);
  });

  test('is refused when it stands twice', async () => {
    const doubled = [...call(body), `Authorization: Bearer ${host.token}`];
    expect(await status(doubled, body)).toBe(401);
  });

  test('is 256 bits, in the fragment, and in no answer', async () => {
    expect(Buffer.from(host.token, 'base64url')).toHaveLength(32);
    expect(host.address).toBe(`${host.origin}/#token=${host.token}`);
    expect(await exchange([line('GET', '/'), own()])).not.toContain(host.token);
  });
});

describe('a call', () => {
  test('reaches dispatch with its typed arrays, and its answer comes back', async () => {
    const response = await fetch(`${host.origin}/call/review.get`, {
      method: 'POST',
      headers: { 'Content-Type': contentType, Authorization: `Bearer ${host.token}`, 'Parley-Client': 'a-test-page' },
      body,
    });
    expect(decode(new Uint8Array(await response.arrayBuffer()))).toEqual({
      ok: true,
      value: { review: 'x', values: new Float64Array([1, NaN]) },
    });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['is a type that forms can send', { 'Content-Type': 'text/plain' }, 415],
    ['is JSON', { 'Content-Type': 'application/json' }, 415],
    ['has no type', { 'Content-Type': null }, 415],
    ['is compressed', { 'Content-Encoding': 'gzip' }, 415],
  ])('is refused when it %s', async (_what, changes, expected) => {
    expect(await status(call(body, changes), body)).toBe(expected);
  });

  test.each([
    ['cut short', body.slice(0, -3)],
    ['not MessagePack', new Uint8Array([0xc1])],
    ['empty', new Uint8Array()],
    ['taking over a prototype', encodeProtoKey()],
  ])('is refused when its body is %s', async (_what, bad) => {
    expect(await status(call(bad), bad)).toBe(400);
  });

  test('is refused above 1 MB, told or not', async () => {
    const large = new Uint8Array(1024 * 1024 + 1);
    expect(await status(call(large))).toBe(413);
    const chunk = Buffer.from(`${large.length.toString(16)}\r\n`);
    const chunked = Buffer.concat([chunk, large, Buffer.from('\r\n0\r\n\r\n')]);
    expect(await status(call(large, { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }), chunked)).toBe(413);
  });

  test.each(['imports.read', 'predictions.addCandidates'])(
    'that carries a file or whole columns may be 65 MB: %s',
    async (name) => {
      const file = encode({ bytes: new Uint8Array(2 * 1024 * 1024) });
      const path = `/call/${name}`;
      expect(await status(call(file, {}, path), file)).toBe(200);
      expect(await status(call(file, { 'Content-Length': String(65 * 1024 * 1024 + 1) }, path))).toBe(413);
    },
  );

  test.each([[null], [''], ['short'], ['a b c d e f']])('does not say which page it comes from: %s', async (client) => {
    expect(await status(call(body, { 'Parley-Client': client }), body)).toBe(400);
    expect(calls).toEqual([]);
  });

  test('is posted', async () => {
    const asked = call(body).with(0, line('GET', '/call/review.get'));
    expect(await status(asked)).toBe(405);
  });

  test('with both a length and chunks is refused', async () => {
    expect(await status(call(body, { 'Transfer-Encoding': 'chunked' }), body)).not.toBe(200);
  });

  test('never reaches dispatch when any gate refuses it', async () => {
    await status(call(body, { Authorization: null }), body);
    await status(call(body, { Origin: 'http://evil.example' }), body);
    await status([...call(body), own()], body);
    await status(call(body, { 'Content-Type': 'text/plain' }), body);
    // The next call that may pass is the first to arrive.
    expect(await status(call(body), body)).toBe(200);
    expect(calls).toHaveLength(1);
  });
});

/** {"__proto__": {"admin": true}}, which no encoder of ours writes. */
function encodeProtoKey(): Uint8Array {
  const key = Buffer.from('__proto__');
  return new Uint8Array([0x81, 0xa0 + key.length, ...key, ...encode({ admin: true })]);
}
