// A meeting on the network, over real sockets on the loopback address: who comes in, who does not, and what each may ask.
import { once } from 'node:events';
import fs from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReviewChange } from '../../shared/contract/caller.ts';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import type { Settings } from '../../shared/domain/review.ts';
import type { SeatedAs } from '../../shared/domain/live.ts';
import { importTable, newFolder, removeFolders, smallTable, testApp, type TestApp } from '../core/testing/host.ts';
import { listenWith } from './listener.ts';

afterAll(removeFolders);

const address = '127.0.0.1';
const page = new Map([['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>the page') }]]);

let app: TestApp;
let review: string;
let origin: string;
let port: number;
let present: string[];
beforeEach(async () => {
  present = [address];
  const addresses = () => present.map((each) => ({ address: each, network: 'test', reach: 'private' as const }));
  app = testApp(newFolder(), {
    addresses,
    listen: listenWith({ page, core: () => app.core, present: addresses, lookEvery: 10 }),
  });
  ({ review } = await app.call('library.create', { title: 'Which recommender?' }));
  await importTable(app.call, review, smallTable);
  const { link } = await app.call('live.start', { review, address });
  ({ origin } = new URL(link));
  port = Number(new URL(link).port);
});
afterEach(() => app.close());

const headers = (secret?: string) => ({
  'Content-Type': contentType,
  'Parley-Client': 'a-participant',
  ...(secret === undefined ? {} : { Authorization: `Bearer ${secret}` }),
});

async function post<T>(path: string, input: unknown, secret?: string): Promise<Envelope<T>> {
  const response = await fetch(origin + path, { method: 'POST', headers: headers(secret), body: encode(input) });
  if (response.headers.get('Content-Type') !== contentType)
    throw new Error(`${response.status} ${await response.text()}`);
  return decode(new Uint8Array(await response.arrayBuffer())) as Envelope<T>;
}
const value = <T>(envelope: Envelope<T>): T => {
  if (!envelope.ok) throw new Error(envelope.error.message);
  return envelope.value;
};

const meeting = async () => (await app.call('live.get', { review })).meeting!;

/** Somebody who asked and was let in; answers their secret. */
async function join(name: string, as: SeatedAs): Promise<string> {
  const { code } = await meeting();
  const secret = value(await post<string>('/join/ask', { code, name, wish: null }));
  const waiting = (await meeting()).waiting.find((each) => each.name === name)!;
  await app.call('live.admit', { review, person: waiting.id, as });
  return secret;
}

describe('joining', () => {
  it('begins with the page and the code, and ends with a session when the facilitator says so', async () => {
    expect(await (await fetch(`${origin}/`)).text()).toContain('the page');
    const { code } = await meeting();
    expect(value(await post('/join/look', { code }))).toMatchObject({
      title: 'Which recommender?',
      roles: expect.arrayContaining([{ id: 2, name: 'Sales' }]) as unknown,
    });
    const secret = value(await post<string>('/join/ask', { code, name: 'Ana', wish: 2 }));
    expect(value(await post('/join/standing', {}, secret))).toEqual({ state: 'waiting' });
    await expect(post('/call/review.get', { review }, secret)).rejects.toThrow(/401 .*not let this page in/);
    const [waiting] = (await meeting()).waiting;
    expect(waiting).toMatchObject({ name: 'Ana', wish: 2 });
    await app.call('live.admit', { review, person: waiting!.id, as: { kind: 'seat', roleId: 2 } });
    expect(value(await post('/join/standing', {}, secret))).toEqual({
      state: 'admitted',
      review,
      title: 'Which recommender?',
      name: 'Ana',
      as: { kind: 'seat', roleId: 2 },
    });
    const got = value(await post<{ settings: Settings }>('/call/review.get', { review }, secret));
    expect(got.settings.roles.map(({ id }) => id)).toContain(2);
  });

  it('tells nothing without the code', async () => {
    const wrong = await post('/join/look', { code: 'AAAA-AAAA' });
    expect(wrong).toEqual({
      ok: false,
      error: { code: 'refused', message: 'That is not today’s code. It is on the facilitator’s screen.' },
    });
    expect(value(await post('/join/standing', {}))).toBeNull();
    expect(value(await post('/join/standing', {}, 'A'.repeat(43)))).toBeNull();
  });

  it('is guessed at five times from one computer, and then that computer waits', async () => {
    for (let i = 0; i < 5; i++) expect((await post('/join/look', { code: `AAAA-AAA${i + 2}` })).ok).toBe(false);
    const { code } = await meeting();
    expect(await post('/join/look', { code })).toMatchObject({ error: { message: /Too many wrong codes/ as unknown } });
  });

  it.each([
    ['no name', { code: '', name: ' ', wish: null }, 'Give it a name.'],
    ['fields that nobody asked for', { code: '', name: 'Ana', wish: null, principal: 'owner' }, 'Unrecognized key'],
    ['nothing', null, 'Invalid input'],
  ])('is refused with %s', async (_what, input, message) => {
    const answer = await post('/join/ask', input);
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(answer.error.message).toContain(message);
  });
});

describe('a participant', () => {
  it('sees the ballot of their own role, and no other', async () => {
    for (const roleId of [1, 2]) {
      await app.call('ballots.setRationale', { review, roleId, rationale: `Reason of ${roleId}` });
    }
    const secret = await join('Ana', { kind: 'seat', roleId: 2 });
    const { settings } = value(await post<{ settings: Settings }>('/call/review.get', { review }, secret));
    expect(settings.roles.map(({ rationale }) => rationale)).toEqual(expect.arrayContaining(['Reason of 2']));
    expect(JSON.stringify(settings)).not.toContain('Reason of 1');
  });

  it('may neither change the review, nor touch files, nor open the door, nor look into another review', async () => {
    const secret = await join('Ana', { kind: 'seat', roleId: 2 });
    const { review: other } = await app.call('library.create', { title: 'Another' });
    const tries: [string, object][] = [
      ['review.describe', { review, title: 'Mine', note: '' }],
      ['ballots.setRationale', { review, roleId: 1, rationale: 'x' }],
      ['library.list', {}],
      ['library.about', {}],
      ['live.get', { review }],
      ['live.stop', { review }],
      ['review.get', { review: other }],
      ['trail.list', { review }],
    ];
    for (const [name, input] of tries) {
      expect(await post(`/call/${name}`, input, secret), name).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
  });

  it('hears of changes of this review, and of no other', async () => {
    const secret = await join('Ana', { kind: 'guest' });
    const { review: other } = await app.call('library.create', { title: 'Another' });
    const response = await fetch(`${origin}/follow`, { headers: headers(secret) });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => JSON.parse((await reader.read()).value ?? '{}') as { kind: string; change?: ReviewChange };
    expect(await next()).toEqual({ kind: 'hello' });
    await app.call('review.describe', { review: other, title: 'Elsewhere', note: '' });
    await app.call('review.describe', { review, title: 'Here', note: '' });
    expect((await next()).change).toMatchObject({ review });
    await app.call('live.stop', { review });
    expect(await next()).toEqual({ kind: 'ended' });
  });

  it('is gone at once when they are sent away', async () => {
    const secret = await join('Ana', { kind: 'guest' });
    const stream = await fetch(`${origin}/follow`, { headers: headers(secret) });
    const [person] = (await meeting()).people;
    await app.call('live.dismiss', { review, person: person!.id });
    expect(await stream.text()).toContain('"kind":"stopped"');
    await expect(post('/call/review.get', { review }, secret)).rejects.toThrow(/401/);
  });

  it('hands over no file: the door has no place for one, whoever asks', async () => {
    const secret = await join('Ana', { kind: 'facilitator' });
    for (const path of ['/upload/review', '/upload/evidence']) {
      const sent = fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { ...headers(secret), 'Content-Type': 'application/octet-stream' },
        body: 'm,a\nx,1\n',
      });
      expect((await sent).status, path).toBe(404);
    }
  });

  it('who opens a third page ends the stream of the first', async () => {
    const secret = await join('Ana', { kind: 'guest' });
    const first = await fetch(`${origin}/follow`, { headers: headers(secret) });
    const others = [1, 2].map(() => fetch(`${origin}/follow`, { headers: headers(secret) }));
    expect(await first.text()).toContain('"kind":"replaced"');
    for (const other of await Promise.all(others)) await other.body?.cancel();
  });

  it('who asks without end is slowed down, and nobody else is', async () => {
    const secret = await join('Eve', { kind: 'guest' });
    const other = await join('Ana', { kind: 'guest' });
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        fetch(`${origin}/call/review.get`, { method: 'POST', headers: headers(secret), body: encode({ review }) }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect((await post('/call/review.get', { review }, other)).ok).toBe(true);
  });
});

describe('whoever is hostile', () => {
  /** Sends raw lines and answers with the status; 0 where the connection ends without one. */
  const status = (lines: string[], body = '') =>
    new Promise<number>((resolve) => {
      const socket = connect(port, address);
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(Number(text.slice(9, 12))));
      socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
    });
  const get = 'GET / HTTP/1.1';
  const own = () => `Host: ${address}:${port}`;

  it('asks by another name, or by two', async () => {
    expect(await status([get, own()])).toBe(200);
    for (const host of ['Host: evil.example', `Host: localhost:${port}`, `Host: ${address}`, `Host: ${address}:1`]) {
      expect([400, 421], host).toContain(await status([get, host]));
    }
    expect([400, 421]).toContain(await status([get, own(), own()]));
    expect([400, 421]).toContain(await status([get, own(), 'Host: evil.example']));
  });

  it('comes from another site', async () => {
    for (const from of ['http://evil.example', 'null', `http://localhost:${port}`]) {
      expect(await status([get, own(), `Origin: ${from}`]), from).toBe(403);
    }
    expect(await status([get, own(), 'Sec-Fetch-Site: cross-site'])).toBe(403);
    expect(await status([get, own(), `Origin: http://${address}:${port}`])).toBe(200);
  });

  it('guesses secrets', async () => {
    const secret = await join('Ana', { kind: 'guest' });
    for (const guess of ['', 'A'.repeat(43), secret.slice(0, 42), `${secret} ${secret}`]) {
      await expect(post('/call/review.get', { review }, guess)).rejects.toThrow(/401/);
    }
    const doubled = [`Authorization: Bearer ${secret}`, `Authorization: Bearer ${secret}`];
    expect(await status(['GET /follow HTTP/1.1', own(), 'Parley-Client: a-participant', ...doubled])).toBe(401);
  });

  it('sends more than a participant ever has to', async () => {
    const secret = await join('Eve', { kind: 'guest' });
    const large = new Uint8Array(65 * 1024);
    const send = (path: string) => fetch(origin + path, { method: 'POST', headers: headers(secret), body: large });
    expect((await send('/call/review.get')).status).toBe(413);
    expect((await send('/join/ask')).status).toBe(413);
    expect((await post('/call/review.get', { review }, secret)).ok).toBe(true);
  });

  it('looks for other files, and other ways in', async () => {
    for (const path of ['/../package.json', '/join/', '/join/admit', '/call', '/%2e%2e/x', '/join/ask?x']) {
      expect(await status([`GET ${path} HTTP/1.1`, own()]), path).toBe(404);
    }
    expect(await status(['GET /join/ask HTTP/1.1', own()])).toBe(405);
  });
});

describe('the door', () => {
  it('is opened once at a time', async () => {
    const { review: other } = await app.call('library.create', { title: 'Another' });
    await expect(app.call('live.start', { review: other, address })).rejects.toThrow(
      /a meeting on the network already/,
    );
    expect(await app.call('live.get', { review: other })).toEqual({ meeting: null, ended: null });
    await app.call('live.stop', { review });
    expect((await app.call('live.start', { review: other, address })).link).toMatch(/#join$/);
  });

  it('answers at the one address that was chosen', async () => {
    const elsewhere = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.2', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      socket.on('connect', () => socket.destroy());
    });
    expect(elsewhere).toBe('ECONNREFUSED');
  });

  it('is refused at an address that this computer does not have', async () => {
    await app.call('live.stop', { review });
    await expect(app.call('live.start', { review, address: '192.0.2.1' })).rejects.toThrow(
      'People cannot join at 192.0.2.1: this computer no longer has that address. Choose another network.',
    );
    expect((await app.call('live.start', { review, address })).people).toEqual([]);
  });

  it('closes when the address goes away, and says so', async () => {
    const secret = await join('Ana', { kind: 'guest' });
    present = [];
    const ended = `This computer is no longer at ${address}, so nobody can reach the meeting.`;
    await expect.poll(() => app.call('live.get', { review })).toEqual({ meeting: null, ended });
    await expect(post('/call/review.get', { review }, secret)).rejects.toThrow();
    present = [address];
    await app.call('live.start', { review, address });
    expect((await app.call('live.get', { review })).ended).toBeNull();
  });

  it('closes with the review', async () => {
    const secret = await join('Ana', { kind: 'guest' });
    await app.call('library.close', { review });
    await expect(post('/call/review.get', { review }, secret)).rejects.toThrow();
  });
});

it('lets nobody in where the host does not listen', async () => {
  const deaf = testApp();
  const { review: open } = await deaf.call('library.create', { title: 'Alone' });
  expect(await deaf.call('live.addresses', { review: open })).toEqual([]);
  await expect(deaf.call('live.start', { review: open, address })).rejects.toThrow(/lets nobody in/);
  await deaf.close();
});

describe('the place of a meeting', () => {
  it('is the same the next time, also for a host that was started again, and is said where it is another', async () => {
    await app.call('live.stop', { review });
    expect(await app.call('live.start', { review, address })).toMatchObject({
      link: `${origin}/#join`,
      movedFrom: null,
    });
    await app.call('live.stop', { review });
    // Somebody else has the port now.
    const squatter = createServer().listen(port, address);
    await once(squatter, 'listening');
    const moved = await app.call('live.start', { review, address });
    expect(moved.link).not.toBe(`${origin}/#join`);
    expect(moved.movedFrom).toBe(`${origin}/#join`);
    squatter.close();
    await app.call('live.stop', { review });
    // From now on that is the place.
    expect(await app.call('live.start', { review, address })).toMatchObject({ link: moved.link, movedFrom: null });
  });

  it('may be anywhere where what was kept of it is damaged', async () => {
    await app.call('live.stop', { review });
    for (const text of ['', '{', '{"link":"x","port":80}', '{"link":"x","port":"49152"}']) {
      fs.writeFileSync(path.join(app.folder, 'data', 'meeting.json'), text);
      expect(await app.call('live.start', { review, address })).toMatchObject({ movedFrom: null });
      await app.call('live.stop', { review });
    }
  });
});

describe('somebody who is not let in', () => {
  it('is told as what, and somebody who is sent away that they were', async () => {
    const { code } = await meeting();
    const secret = value(await post<string>('/join/ask', { code, name: 'Ana', wish: 2 }));
    await app.call('live.refuse', { review, person: (await meeting()).waiting[0]!.id });
    expect(value(await post('/join/standing', {}, secret))).toEqual({ state: 'refused', role: 'Sales' });
    const other = await join('Ben', { kind: 'guest' });
    await app.call('live.dismiss', { review, person: (await meeting()).people[0]!.id });
    expect(value(await post('/join/standing', {}, other))).toEqual({ state: 'dismissed' });
    await expect(post('/call/review.get', { review }, other)).rejects.toThrow(/401/);
  });
});
