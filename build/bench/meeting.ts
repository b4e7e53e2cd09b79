// The reveal of a large live meeting, as its pages see it: from the last key to the revealed round and its ballots on every page. The
// host is the built one, in a process of its own; the pages are what a page asks for, over real sockets.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { lastRound, prepareSeats, unseal, vote, type Sealed } from '../../electron/core/testing/voting.ts';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import type { Call, Out } from '../../shared/contract/contract.ts';
import { ParleyError, type Envelope } from '../../shared/contract/errors.ts';
import { root } from '../paths.ts';

const seats = 20;
const candidates = 1_000;
const rounds = Number(process.env['PARLEY_BENCH_ROUNDS'] ?? 20);

/** What a page does over HTTP: calls, and the stream of changes. */
class PageOver {
  readonly #origin: string;
  readonly #secret: string;
  readonly #client: string;
  readonly #stop = new AbortController();

  constructor(origin: string, secret: string, client: string) {
    this.#origin = origin;
    this.#secret = secret;
    this.#client = client;
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  readonly call: Call = async (name, input) => (await this.#post(`/call/${name}`, input)) as Out<typeof name>;

  async #post(path: string, input: unknown): Promise<unknown> {
    const send = () => fetch(this.#origin + path, { method: 'POST', headers: this.#headers(), body: encode(input) });
    // A browser does the same by itself where the host has just closed a connection that was kept.
    let response = await send().catch(send);
    // Twenty seats that seal in a moment make a page ask more than it may; what was refused is asked again.
    while (response.status === 429) {
      await new Promise((wait) => setTimeout(wait, 250));
      response = await send().catch(send);
    }
    if (response.headers.get('Content-Type') !== contentType)
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const answer = decode(new Uint8Array(await response.arrayBuffer())) as Envelope<unknown>;
    if (!answer.ok) throw new ParleyError(answer.error.code, answer.error.message);
    return answer.value;
  }

  #headers() {
    return { 'Content-Type': contentType, Authorization: `Bearer ${this.#secret}`, 'Parley-Client': this.#client };
  }

  /** Calls `heard` at every line, until `leave`. */
  async follow(heard: () => void): Promise<void> {
    const response = await fetch(`${this.#origin}/follow`, { headers: this.#headers(), signal: this.#stop.signal });
    const reader = response.body!.getReader();
    const read = async () => {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) heard();
    };
    read().catch(() => undefined);
  }

  leave(): void {
    this.#stop.abort();
  }
}

/** The page of a seat: asks for the round and the review at every change, one after the other, as the page does. */
class SeatPage {
  readonly over: PageOver;
  readonly #review: string;
  #asking: Promise<void> = Promise.resolve();
  #wanted = false;
  #seen = 0;
  #waiting: { round: number; done: () => void } | null = null;

  constructor(over: PageOver, review: string) {
    this.over = over;
    this.#review = review;
  }

  async start(): Promise<void> {
    await this.over.follow(() => this.#hear());
  }

  #hear(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#asking = this.#asking.then(async () => {
      this.#wanted = false;
      const [got] = await Promise.all([
        this.over.call('round.get', { review: this.#review }),
        this.over.call('review.get', { review: this.#review }),
      ]);
      const last = got.rounds.at(-1);
      if (last?.state === 'revealed') this.#seen = last.number;
      if (this.#waiting !== null && this.#seen >= this.#waiting.round) this.#waiting.done();
    });
    // What was still asked when the meeting ended gets no answer.
    this.#asking = this.#asking.catch((error: unknown) => {
      if (!this.over.stopped) throw error;
    });
  }

  /** Resolves once the reveal of this round is on the page. */
  shows(round: number): Promise<void> {
    if (this.#seen >= round) return Promise.resolve();
    return new Promise((done) => (this.#waiting = { round, done }));
  }
}

async function startHost(folder: string): Promise<{ child: ChildProcess; origin: string; token: string }> {
  const profile = process.env['PARLEY_BENCH_PROFILE'];
  const args = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...args, `${root}dist/main/web.js`], {
    env: {
      ...process.env,
      PARLEY_LIBRARY: join(folder, 'library'),
      PARLEY_DATA: join(folder, 'data'),
      PARLEY_MEET_AT: '127.0.0.2',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [origin, token] = await new Promise<[string, string]>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/127\.0\.0\.1:\d+)\/#token=(\S+)/.exec(said);
      if (found) resolve([found[1]!, found[2]!]);
    });
    child.once('exit', () => reject(new Error('The host ended. Build it first: npm run build.')));
  });
  return { child, origin, token };
}

function table(): string {
  const rows = Array.from({ length: candidates }, (_, i) => {
    const at = (n: number) => (((i + 1) * n) % 997) / 997;
    return `model-${i},${at(7)},${at(13) * 100},${at(29)},${at(41) * 10},${at(53)},${at(67) * 1000}`;
  });
  return `model,accuracy,latency_ms,recall,cost_usd,f1,memory_mb\n${rows.join('\n')}\n`;
}

export async function benchMeeting(): Promise<void> {
  console.log(
    `\nA reveal of ${seats} seats over ${candidates.toLocaleString('en')} candidates, from the last key to every page`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const { child, origin, token } = await startHost(folder);
  const owner = new PageOver(origin, token, 'the-owner');
  const { call } = owner;
  const { review, roleIds, objectiveIds } = await prepareSeats(call, table(), seats);
  const { link, code } = await call('live.start', { review, address: '127.0.0.2' });
  const door = new URL(link).origin;
  const pages: SeatPage[] = [];
  for (const id of roleIds) {
    const asked = await fetch(`${door}/join/ask`, {
      method: 'POST',
      headers: { 'Content-Type': contentType },
      body: encode({ code, name: `Person ${id}`, wish: id }),
    });
    const secret = (decode(new Uint8Array(await asked.arrayBuffer())) as { value: string }).value;
    const [waiting] = (await call('live.get', { review })).meeting!.waiting;
    await call('live.admit', { review, person: waiting!.id, as: { kind: 'seat', roleId: id } });
    const page = new SeatPage(new PageOver(door, secret, `page-${randomBytes(4).toString('hex')}`), review);
    await page.start();
    pages.push(page);
  }

  const took: number[] = [];
  for (let round = 1; round <= Math.min(rounds, 20); round++) {
    await call('round.open', { review, by: 'Fred' });
    const made: Sealed[] = [];
    for (const { roleId } of (await lastRound(call, review)).ballots)
      made.push(await vote(call, review, roleId, shares(round)));
    await call('round.close', { review, round, by: 'Fred' });
    const last = made.pop()!;
    for (const each of made) await unseal(call, review, each);
    const shown = pages.map((page) => page.shows(round));
    const from = performance.now();
    await unseal(call, review, last);
    await call('round.reveal', { review, round, by: 'Fred' });
    const revealed = performance.now() - from;
    await Promise.all(shown);
    took.push(performance.now() - from);
    if (process.env['PARLEY_BENCH_ROUNDS'])
      console.log(`  round ${round}: host ${revealed.toFixed(0)} ms, every page ${took.at(-1)!.toFixed(0)} ms`);

    function shares(n: number) {
      const weights = objectiveIds.map((objective, j) => ({ objective, weight: ((n * 7 + j * 3) % 10) + 1 }));
      const sum = weights.reduce((total, { weight }) => total + weight, 0);
      return { weights: weights.map(({ objective, weight }) => ({ objective, weight: weight / sum })) };
    }
  }
  const sorted = [...took].sort((a, b) => a - b);
  console.log(
    `  median of ${took.length}: ${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} ms, from ${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)}`,
  );
  for (const page of pages) page.over.leave();
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
  rmSync(folder, { recursive: true, force: true });
}
