// A meeting of twenty seats over a thousand candidates that goes on while everything hostile is tried against its listener at once:
// nobody comes in, nothing is told, and the round is sealed, opened and revealed for everybody. Real sockets on loopback addresses.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import type { In, OpName, Out } from '../../shared/contract/contract.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import { newFolder, removeFolders, testApp } from '../core/testing/host.ts';
import { lastRound, prepareSeats, sealFor } from '../core/testing/voting.ts';
import { listenWith } from './listener.ts';

const address = '127.0.0.1';
const seats = 20;
const candidates = 1_000;
const canary = 'Zanzibar quokka';
const bound = 0.0987654321;

const page = new Map([['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>the page') }]]);
const present = () => [{ address, network: 'test', reach: 'private' as const }];
const app = testApp(newFolder(), {
  addresses: present,
  listen: listenWith({ page, core: () => app.core, present }),
});
const held: Socket[] = [];
afterAll(async () => {
  for (const socket of held) socket.destroy();
  await app.close();
  removeFolders();
});

const table = () => {
  const rows = Array.from(
    { length: candidates },
    (_, i) => `model-${i},${((i * 7) % 997) / 997},${(i * 13) % 499}.5,${((i * 29) % 991) / 991}`,
  );
  return `model,accuracy,latency_ms,recall\n${rows.join('\n')}\n`;
};

it('goes on while everything hostile is tried, and lets nobody in', { timeout: 600_000 }, async () => {
  const { call } = app;
  const { review, roleIds } = await prepareSeats(call, table(), seats);
  const { link } = await call('live.start', { review, address });
  const { origin, host, port } = new URL(link);
  const { review: elsewhere } = await call('library.create', { title: 'Another' });

  /** Everything that was answered to anybody but the owner before the reveal. */
  const told: string[] = [];
  const headers = (secret?: string, more: Record<string, string> = {}) => ({
    'Content-Type': contentType,
    'Parley-Client': `page-${randomBytes(4).toString('hex')}`,
    ...(secret === undefined ? {} : { Authorization: `Bearer ${secret}` }),
    ...more,
  });
  /** The status, and the envelope where there is one. A connection that was kept may just have ended: then it is sent again. */
  async function send(path: string, body: Uint8Array, secret?: string, more?: Record<string, string>) {
    const once = () =>
      fetch(origin + path, { method: 'POST', headers: headers(secret, more), body: Buffer.from(body) });
    const response = await once().catch(once);
    const bytes = new Uint8Array(await response.arrayBuffer());
    told.push(Buffer.from(bytes).toString('latin1'));
    const packed = response.headers.get('Content-Type') === contentType;
    return { status: response.status, answer: packed ? (decode(bytes) as Envelope<unknown>) : null };
  }
  async function ask<N extends OpName>(secret: string, name: N, input: Omit<In<N>, 'review'>): Promise<Out<N>> {
    const { status, answer } = await send(`/call/${name}`, encode({ review, ...input }), secret);
    if (!answer?.ok) throw new Error(`${name}: ${status} ${answer?.error.message ?? ''}`);
    return answer.value as Out<N>;
  }
  const refused = async (secret: string, name: OpName, input: object) => {
    const { status, answer } = await send(`/call/${name}`, encode({ review, ...input }), secret);
    return answer === null ? `${status}` : answer.ok ? 'answered' : answer.error.code;
  };
  const join = async (name: string, as: In<'live.admit'>['as']) => {
    const { code } = (await call('live.get', { review })).meeting!;
    const { answer } = await send('/join/ask', encode({ code, name, wish: null }));
    if (!answer?.ok) return { secret: '', sentence: answer?.error.message ?? '' };
    const waiting = (await call('live.get', { review })).meeting!.waiting.find((each) => each.name === name)!;
    await call('live.admit', { review, person: waiting.id, as });
    return { secret: answer.value as string, sentence: '' };
  };
  /** Sends raw lines and answers with the status; 0 where the connection ends without one. `from`: another computer. */
  const raw = (lines: string[], { body = '', from = address }: { body?: string; from?: string } = {}) =>
    new Promise<number>((resolve) => {
      const socket = connect({ port: Number(port), host: address, localAddress: from });
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        told.push(text);
        resolve(Number(text.slice(9, 12)));
      });
      socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`, 'latin1');
    });
  /** A connection that begins to ask and never ends. */
  const slow = (text: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(port), address, () => socket.write(text, () => resolve()));
      socket.on('error', () => undefined);
      held.push(socket);
    });

  const secrets: string[] = [];
  for (const roleId of roleIds) secrets.push((await join(`Person ${roleId}`, { kind: 'seat', roleId })).secret);
  await call('round.open', { review, by: 'Fred' });
  const made = new Map<number, Awaited<ReturnType<typeof sealFor>>>();
  for (const roleId of roleIds) {
    const requirements = [{ metric: 2, comparator: '>=' as const, bound, level: 'want' as const }];
    const rationale = `Because of ${canary}`;
    made.set(roleId, await sealFor(call, review, roleId, { by: `Person ${roleId}`, rationale, requirements }, true));
  }
  const sealing = (roleId: number): Omit<In<'ballot.seal'>, 'review'> => {
    const { ballot, sealed } = made.get(roleId)!;
    const { round, basis, by } = ballot;
    return { roleId, round, basis, by, way: 'live', ...sealed };
  };
  let attacks = 0;
  const count = <T>(value: T) => {
    attacks++;
    return value;
  };

  /** What somebody tries who was not let in. */
  async function strangers(): Promise<void> {
    const get = 'GET / HTTP/1.1';
    const own = `Host: ${host}`;
    for (const lines of [
      [get, 'Host: evil.example'],
      [get, `Host: localhost:${port}`],
      [get, `Host: ${address}`],
      [get, own, own],
      [get, own, 'Host: evil.example'],
      [get],
    ]) {
      expect([400, 421], lines.join()).toContain(count(await raw(lines)));
    }
    for (const lines of [
      ['Origin: http://evil.example'],
      ['Origin: null'],
      [`Origin: https://${host}`],
      [`Origin: ${origin}`, 'Origin: http://evil.example'],
      [`Origin: ${origin}`, `Origin: ${origin}`],
      ['Sec-Fetch-Site: cross-site'],
      ['Sec-Fetch-Site: same-site'],
    ]) {
      expect(count(await raw([get, own, ...lines])), lines.join()).toBe(403);
    }
    const [secret] = secrets as [string];
    const followed = ['GET /follow HTTP/1.1', own, 'Parley-Client: a-stranger'];
    for (const lines of [
      [],
      [`Authorization: Bearer ${'A'.repeat(43)}`],
      [`Authorization: Bearer ${secret.slice(0, 42)}`],
      [`Authorization: Basic ${secret}`],
      [`Authorization: Bearer ${secret}, Bearer ${secret}`],
      [`Authorization: Bearer ${secret}`, `Authorization: Bearer ${secret}`],
    ]) {
      expect(count(await raw([...followed, ...lines])), lines.join()).toBe(401);
    }
    expect(count(await raw([`GET /follow?token=${secret} HTTP/1.1`, own, 'Parley-Client: a-stranger']))).toBe(404);
    for (const path of ['/../package.json', '/join/admit', '/call/', '/%2e%2e/', '//', '/call/review.get/..'])
      expect([400, 401, 404], path).toContain(count(await raw([`GET ${path} HTTP/1.1`, own])));
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect([401, 405], method).toContain(
        count(await raw([`${method} /call/review.get HTTP/1.1`, own, 'Parley-Client: a-stranger'])),
      );
    // Two lengths, a length beside chunks, and headers without an end.
    for (const lines of [
      ['Content-Length: 3', 'Content-Length: 5'],
      ['Content-Length: 3', 'Transfer-Encoding: chunked'],
      Array.from({ length: 400 }, (_, i) => `X-${i}: ${'x'.repeat(60)}`),
    ]) {
      expect([0, 400, 431]).toContain(count(await raw(['POST /join/look HTTP/1.1', own, ...lines], { body: 'abc' })));
    }
    const upgrade = [
      get,
      own,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: x',
      'Sec-WebSocket-Version: 13',
    ];
    expect([0, 200]).toContain(count(await raw(upgrade)));
  }

  /** Many computers guess the code; each is made to wait, and after fifty the code is another one. */
  async function guessers(): Promise<void> {
    const { code } = (await call('live.get', { review })).meeting!;
    const guess = async (from: string, n: number) => {
      const body = Buffer.from(encode({ code: `AAAA-${String(n).padStart(4, 'A')}` })).toString('latin1');
      const lines = ['POST /join/look HTTP/1.1', `Host: ${host}`, `Content-Type: ${contentType}`];
      return raw([...lines, `Content-Length: ${body.length}`], { body, from });
    };
    for (let n = 0; n < 66; n++) expect(count(await guess(`127.0.1.${1 + (n % 11)}`, n))).toBe(200);
    expect(told.some((text) => text.includes('Too many wrong codes from this computer.'))).toBe(true);
    expect((await call('live.get', { review })).meeting!.code).not.toBe(code);
    expect((await call('live.get', { review })).meeting!.waiting).toEqual([]);
  }

  /** What somebody tries who has a seat. */
  async function traitor(own: string, roleId: number, other: number): Promise<void> {
    const theirs = { roleId: other, round: 1, by: 'Eve' };
    const tries: [OpName, object, string][] = [
      ['round.draft', { roleId: other }, 'refused'],
      ['ballot.withdraw', theirs, 'refused'],
      ['ballot.abstain', theirs, 'refused'],
      ['ballot.openWithKey', { roleId: other, round: 1, key: randomBytes(32) }, 'refused'],
      ['ballot.openWithWords', { roleId: other, round: 1, words: made.get(other)!.words }, 'refused'],
      ['ballot.seal', sealing(other), 'refused'],
      ['round.results', { round: 1 }, 'refused'],
      ['round.reveal', { round: 1, by: 'Eve' }, 'refused'],
      ['round.close', { round: 1, by: 'Eve' }, 'refused'],
      ['round.abandon', { round: 1, by: 'Eve', why: 'Mine' }, 'refused'],
      ['trail.list', {}, 'refused'],
      ['live.get', {}, 'refused'],
      ['live.stop', {}, 'refused'],
      ['live.changeCode', {}, 'refused'],
      ['round.get', { review: elsewhere }, 'refused'],
      ['round.get', { principal: 'owner' }, 'badInput'],
      ['round.get', { as: other }, 'badInput'],
    ];
    for (const [name, input, code] of tries) expect(count(await refused(own, name, input)), name).toBe(code);
    const seen = (await ask(own, 'round.get', {})).rounds.at(-1)!;
    expect(seen.ballots.map((each) => each.roleId)).toEqual([roleId]);
    // Too large, told or not; packed; no MessagePack; arrays and maps that claim to be longer than they are, or have no end.
    const large = new Uint8Array(65 * 1024);
    expect(count(await send('/call/ballot.seal', large, own)).status).toBe(413);
    const chunked = [
      'POST /call/round.get HTTP/1.1',
      `Host: ${host}`,
      'Parley-Client: the-page-of-eve',
      `Content-Type: ${contentType}`,
      `Authorization: Bearer ${own}`,
      'Transfer-Encoding: chunked',
    ];
    const chunk = `${(16 * 1024).toString(16)}\r\n${'x'.repeat(16 * 1024)}\r\n`;
    expect([0, 413]).toContain(count(await raw(chunked, { body: `${chunk.repeat(6)}0\r\n\r\n` })));
    expect(count(await send('/call/round.get', encode({ review }), own, { 'Content-Encoding': 'gzip' })).status).toBe(
      415,
    );
    for (const bytes of [
      [0xdd, 0xff, 0xff, 0xff, 0xff],
      [0xdf, 0xff, 0xff, 0xff, 0xff],
      [0xc1],
      Array<number>(60_000).fill(0x91),
    ])
      expect(count(await send('/call/round.get', Uint8Array.from(bytes), own)).status).toBe(400);
    const proto = encode(JSON.parse(`{"review":"${review}","__proto__":{"principal":"owner"}}`));
    expect([200, 400]).toContain(count(await send('/call/round.get', proto, own)).status);
  }

  // Slow headers and slow bodies hold their connections as long as they are let.
  for (let i = 0; i < 20; i++) {
    await slow(`POST /join/ask HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `);
    await slow(
      `POST /join/ask HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${contentType}\r\nContent-Length: 4000\r\n\r\n\x81`,
    );
    attacks += 2;
  }
  const [eve, mallory] = [secrets[0]!, secrets[1]!];
  const voting = (async () => {
    for (const [i, roleId] of roleIds.entries()) await ask(secrets[i]!, 'ballot.seal', sealing(roleId));
  })();
  await Promise.all([
    voting,
    strangers(),
    guessers(),
    traitor(eve, roleIds[0]!, roleIds[1]!),
    traitor(mallory, roleIds[1]!, roleIds[0]!),
  ]);

  // What was overheard is worth nothing: the same box again changes nothing, and nobody else may send it.
  const trail = async () => (await call('trail.list', { review })).length;
  const before = await trail();
  await ask(eve, 'ballot.seal', sealing(roleIds[0]!));
  expect(await refused(mallory, 'ballot.seal', sealing(roleIds[0]!))).toBe('refused');
  expect(await trail()).toBe(before);
  // Whoever is sent away is out with everything they had.
  const { secret: gone } = await join('Away', { kind: 'guest' });
  const away = (await call('live.get', { review })).meeting!.people.find(({ name }) => name === 'Away')!;
  await call('live.dismiss', { review, person: away.id });
  expect(await refused(gone, 'round.get', {})).toBe('401');
  // 64 hold; the 65th is told.
  for (let i = seats; i < 64; i++) expect((await join(`Guest ${i}`, { kind: 'guest' })).sentence).toBe('');
  expect((await join('One more', { kind: 'guest' })).sentence).toBe(
    '64 people are in this meeting, which is as many as it holds.',
  );

  expect((await lastRound(call, review)).counts?.sealed).toBe(seats);
  await call('round.close', { review, round: 1, by: 'Fred' });
  for (const [i, roleId] of roleIds.entries()) {
    const key = Uint8Array.from(made.get(roleId)!.key);
    expect((await ask(secrets[i]!, 'ballot.openWithKey', { roleId, round: 1, key })).state).toBe('unsealed');
  }
  // Opened, and not revealed: nobody has been told anything.
  await Promise.all(secrets.map((secret) => ask(secret, 'round.get', {})));
  await Promise.all(secrets.map((secret) => ask(secret, 'review.get', {})));
  for (const text of told) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(String(bound));
  }
  told.length = 0;
  await call('round.reveal', { review, round: 1, by: 'Fred' });
  for (const secret of secrets) {
    expect((await ask(secret, 'round.get', {})).rounds.at(-1)!.state).toBe('revealed');
    const { roles } = (await ask(secret, 'review.get', {})).settings;
    expect(roles.filter(({ rationale }) => rationale.includes(canary))).toHaveLength(seats);
  }
  expect((await call('live.get', { review })).meeting!.people).toHaveLength(64);
  expect((await call('meeting.verify', { review, receipt: null })).firstBad).toBe(null);
  console.info(`${attacks} attacks while ${seats} seats voted on ${candidates} candidates: nobody in, nothing told`);
});
