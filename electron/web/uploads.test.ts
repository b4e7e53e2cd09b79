// Files that a page hands over to the web host: written down as they come, never whole in memory, and gone where they do not arrive.
import fs from 'node:fs';
import { request as ask, type ClientRequest } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Call } from '../../shared/contract/contract.ts';
import type { Caller, Incoming } from '../../shared/contract/caller.ts';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import { createApp, type App } from '../core/host/app.ts';
import { createLimitedServer } from '../http/limitedServer.ts';
import { closedReview } from '../core/testing/closedReview.ts';
import { caller, newFolder, removeFolders, smallTable, testOptions } from '../core/testing/host.ts';
import { startWebHost, type WebHost } from './server.ts';

const mb = 1024 * 1024;
let app: App;
let host: WebHost;
let folder: string;
let call: Call;
/** Sees each piece as it comes. */
let watch: () => void = () => undefined;
const showing = 's'.repeat(43);

beforeAll(async () => {
  folder = newFolder();
  // A folder of this file's own: other tests write beside it at the same time.
  vi.stubEnv('TMPDIR', newFolder());
  app = createApp(testOptions(folder));
  async function* watched(pieces: Incoming['pieces']) {
    for await (const piece of pieces) {
      watch();
      yield piece;
    }
  }
  host = await startWebHost({
    page: new Map(),
    dispatch: app.dispatch,
    receive: (incoming, who) => app.receive({ ...incoming, pieces: watched(incoming.pieces) }, who),
    follow: app.follow,
    screen: (secret, client): Caller | null =>
      secret === showing ? { principal: { kind: 'screen', review: 'r', name: '' }, client } : null,
  });
  call = caller({
    dispatch: async (name, input) => {
      const response = await fetch(`${host.origin}/call/${name}`, {
        method: 'POST',
        headers: { ...own(), 'Content-Type': contentType },
        body: Buffer.from(encode(input)),
      });
      return decode(new Uint8Array(await response.arrayBuffer())) as Envelope<unknown>;
    },
  });
});
afterAll(async () => {
  await host.close();
  await app.close();
  expect(left()).toEqual([]);
  vi.unstubAllEnvs();
  removeFolders();
});
beforeEach(() => {
  watch = () => undefined;
});

const own = (token = host.token) => ({ Authorization: `Bearer ${token}`, 'Parley-Client': 'a-test-page' });
/** What uploads have left: parts in the library, and files that wait beside the imports. */
const left = () =>
  [path.join(folder, 'library'), os.tmpdir()].flatMap((place) =>
    fs.readdirSync(place, { recursive: true }).filter((name) => String(name).endsWith('.part')),
  );

interface Reply {
  status: number;
  answer: Envelope<string> | null;
}

/** Begins an upload; the body is the caller's to write. */
function begin(purpose: string, headers: Record<string, string | number> = {}): [ClientRequest, Promise<Reply>] {
  const request = ask(`${host.origin}/upload/${purpose}`, {
    method: 'POST',
    agent: false,
    headers: { ...own(), 'Content-Type': 'application/octet-stream', ...headers },
  });
  const reply = new Promise<Reply>((resolve, reject) => {
    request.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => {
        const packed = response.headers['content-type'] === contentType;
        const answer = packed ? (decode(Buffer.concat(chunks)) as Envelope<string>) : null;
        resolve({ status: response.statusCode!, answer });
      });
    });
  });
  return [request, reply];
}

/** Uploads pieces one after the other, each when the one before is on its way. */
async function upload(
  purpose: string,
  pieces: Iterable<Uint8Array>,
  headers: Record<string, string | number> = {},
): Promise<Reply> {
  const [request, reply] = begin(purpose, headers);
  // An answer may come before all is sent.
  let over = false;
  const done = reply.finally(() => (over = true));
  done.catch(() => undefined);
  for (const piece of pieces) {
    if (over) break;
    if (!request.write(piece)) await Promise.race([new Promise((drained) => request.once('drain', drained)), done]);
  }
  request.end();
  return done;
}
/** The beginning of an upload as it goes over the wire. */
const headOf = (length: number) =>
  [
    'POST /upload/evidence HTTP/1.1',
    `Host: ${new URL(host.origin).host}`,
    ...Object.entries(own()).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: application/octet-stream',
    `Content-Length: ${length}`,
    '\r\n',
  ].join('\r\n');
const nameOf = ({ answer }: Reply) => (answer?.ok === true ? answer.value : '');

it('take a review as it comes, which is then opened, and nothing else is left of it', async () => {
  const file = await closedReview(newFolder());
  const content = fs.readFileSync(file);
  const half = Math.floor(content.length / 2);
  const sent = upload('review', [content.subarray(0, half), content.subarray(half)], {
    'Content-Length': content.length,
  });
  const name = nameOf(await sent);
  expect(left()).toHaveLength(1);
  const given = { fileName: 'from Ann.parley', bytes: new Uint8Array(), upload: name };
  const opened = await call('library.receive', given);
  expect(opened).toMatchObject({ title: 'Which recommender?', fileName: 'from-Ann.parley' });
  expect(left()).toEqual([]);
  await expect(call('library.receive', given)).rejects.toMatchObject({ code: 'notFound' });
  const wrong = nameOf(await upload('review', [Buffer.from('no review at all '.repeat(100))]));
  await expect(call('library.receive', { ...given, upload: wrong })).rejects.toMatchObject({ code: 'damaged' });
  expect(left()).toEqual([]);
});

it('hold a small part of a file in memory, whatever its size', async () => {
  const size = 200 * mb;
  const piece = Buffer.alloc(mb, 7);
  // Once before, so that what is made only once does not count.
  nameOf(await upload('review', Array<Buffer>(20).fill(piece)));
  const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const before = held();
  let most = 0;
  watch = () => (most = Math.max(most, held() - before));
  const name = nameOf(await upload('review', Array<Buffer>(200).fill(piece), { 'Content-Length': size }));
  expect(name).not.toBe('');
  expect(fs.statSync(path.join(folder, 'library', left().at(-1)! as string)).size % (20 * mb)).toBe(0);
  // What is waiting to be cleared away counts here; holding the file once would make it 1.
  expect(most / size).toBeLessThan(1 / 2);
  await call('uploads.drop', { upload: name });
});

it('leave nothing where the connection breaks off, or less comes than was announced', async () => {
  const before = left().length;
  const [request, reply] = begin('evidence', { 'Content-Length': 3 * mb });
  reply.catch(() => undefined);
  const come = new Promise<void>((resolve) => (watch = resolve));
  request.write(Buffer.alloc(mb));
  await come;
  expect(left()).toHaveLength(before + 1);
  request.destroy();
  await vi.waitFor(() => expect(left()).toHaveLength(before));
  // The end of the connection where more was announced.
  const socket = connect(Number(new URL(host.origin).port), '127.0.0.1');
  const arrived = new Promise<void>((resolve) => (watch = resolve));
  socket.write(`${headOf(1000)}half`);
  await arrived;
  socket.end();
  await vi.waitFor(() => expect(left()).toHaveLength(before));
});

it('take no byte more than was announced', async () => {
  const before = left();
  const lying = async (more: string) => {
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const closed = new Promise((resolve) => socket.on('close', resolve).on('error', () => undefined));
    socket.write(`${headOf(9)}m,a\nx,0.5${more}`);
    await closed;
    return Buffer.concat(chunks);
  };
  // What comes after it is a request of its own.
  const told = await lying(`GET / HTTP/1.1\r\nHost: ${new URL(host.origin).host}\r\nConnection: close\r\n\r\n`);
  const [, name = ''] = /([\w-]{32})/.exec(told.subarray(told.indexOf('\r\n\r\n')).toString('latin1')) ?? [];
  const preview = await call('imports.read', { ...reading, upload: name });
  expect(preview.columns.map(({ samples }) => samples)).toEqual([['x'], ['0.5']]);
  await call('uploads.drop', { upload: name });
  // Where that is none, nobody is left to be told what the file is called.
  await lying(' and more that was not announced\r\n\r\n');
  await vi.waitFor(() => expect(left()).toEqual(before));
});

it('refuse what is too large, before it comes where that was announced, and else when it has', async () => {
  const before = left();
  for (const [purpose, most] of [
    ['review', 256],
    ['evidence', 64],
  ] as const) {
    let come = 0;
    watch = () => (come += 1);
    const [request, reply] = begin(purpose, { 'Content-Length': most * mb + 1 });
    request.flushHeaders();
    expect((await reply).status).toBe(413);
    request.destroy();
    expect(come).toBe(0);
  }
  // In pieces without a length, and told by the very last byte.
  const { answer } = await upload('evidence', [...Array<Buffer>(64).fill(Buffer.alloc(mb)), Buffer.alloc(1)]);
  expect(answer).toMatchObject({ ok: false, error: { code: 'tooLarge' } });
  expect(left()).toEqual(before);
});

it('come two at once and stay apart; the oldest of a window make room', async () => {
  const text = (value: number) => Buffer.from(`model,acc\n${`x,${value}\n`.repeat(1)}`);
  const [one, first] = begin('evidence');
  const [other, second] = begin('evidence');
  for (let at = 0; at < text(1).length; at++) {
    one.write(text(1).subarray(at, at + 1));
    other.write(text(2).subarray(at, at + 1));
  }
  one.end();
  other.end();
  const names = [nameOf(await first), nameOf(await second)];
  for (const [place, upload] of names.entries()) {
    const preview = await call('imports.read', { ...reading, upload });
    expect(preview.columns[1]!.samples).toEqual([String(place + 1)]);
  }
  for (let n = 0; n < 4; n++) await upload('evidence', [text(n)]);
  await expect(call('imports.read', { ...reading, upload: names[0]! })).rejects.toMatchObject({ code: 'notFound' });
});

const reading = {
  task: 't',
  fileName: 'table.csv',
  kind: 'file' as const,
  bytes: new Uint8Array(),
  options: { delimiter: null, decimal: null, header: null },
};

it('are read again in another way, until they are let go', async () => {
  const upload1 = nameOf(await upload('evidence', [Buffer.from(smallTable)]));
  const first = await call('imports.read', { ...reading, upload: upload1 });
  const again = await call('imports.read', {
    ...reading,
    upload: upload1,
    options: { ...reading.options, header: false },
  });
  expect([again.rows - first.rows, again.sha256]).toEqual([1, first.sha256]);
  await expect(call('library.receive', { fileName: 'a', bytes: new Uint8Array(), upload: upload1 })).rejects.toThrow(
    'Choose it again.',
  );
  await call('uploads.drop', { upload: upload1 });
  await expect(call('imports.read', { ...reading, upload: upload1 })).rejects.toMatchObject({ code: 'notFound' });
});

it('are the owner’s alone', async () => {
  const body = [Buffer.from('m,a\nx,1\n')];
  const before = left();
  const status = async (headers: Record<string, string>, purpose = 'evidence') =>
    (await upload(purpose, body, headers)).status;
  expect(await status({ Authorization: 'Bearer wrong' })).toBe(401);
  expect(await status({ Origin: 'http://elsewhere.example' })).toBe(403);
  expect(await status({ Host: 'elsewhere.example' })).toBe(421);
  expect(await status({ 'Content-Type': 'text/plain' })).toBe(415);
  expect(await status({ 'Content-Encoding': 'gzip' })).toBe(415);
  expect(await status({}, 'anything')).toBe(404);
  expect((await upload('evidence', body, { Authorization: `Bearer ${showing}` })).answer).toMatchObject({
    ok: false,
    error: { code: 'refused', message: expect.stringContaining('owner of this computer') as string },
  });
  expect(left()).toEqual(before);
});

it('may take long as long as they keep coming, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const pieces: string[] = [];
    let heard = () => undefined as void;
    const server = createLimitedServer(async (request, response, prolong) => {
      for await (const piece of request) {
        prolong();
        pieces.push(String(piece));
        heard();
      }
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const socket = connect(typeof address === 'object' ? address!.port : 0, '127.0.0.1');
    const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
    for (let n = 0; n < 5; n++) {
      const next = new Promise<void>((resolve) => (heard = resolve));
      socket.write(String(n));
      await next;
      vi.advanceTimersByTime(14_000);
    }
    expect(pieces.join('')).toBe('01234');
    vi.advanceTimersByTime(1_001);
    await closed;
    server.close();
  } finally {
    vi.useRealTimers();
  }
});
