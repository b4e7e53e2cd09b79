// Power cuts while a review is changed. Killing a program keeps what the system already has; a power cut does not. So the calls of a
// real host are written down (with strace, on Linux), and the disk is worked out as it may be found after each of them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalog } from '../../electron/core/store/catalog.ts';
import { listDecisions } from '../../electron/core/store/decisions.ts';
import { readableHandle } from '../../electron/core/store/handle.ts';
import { listLogs } from '../../electron/core/store/logs.ts';
import { openDatabase } from '../../electron/core/store/sqlite.ts';
import { changedBehind } from '../../electron/core/store/stateDigest.ts';
import { verify } from '../../electron/core/store/verify.ts';
import { vetFile } from '../../electron/core/store/vet.ts';
import { closedReview } from '../../electron/core/testing/closedReview.ts';
import { prepare } from '../../electron/core/testing/decided.ts';
import { newFolder, removeFolders, testApp } from '../../electron/core/testing/host.ts';
import { random as randomFrom } from '../../shared/engine/testing/random.ts';
import { Disk, diskEvents, type DiskEvent } from './disk.ts';

const other = fileURLToPath(new URL('../../electron/core/testing/otherProcess.ts', import.meta.url));
const calls = 'openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2';

/** Power cuts of a host that does not wait for the disk. */
const control = 200;

type Db = ReturnType<typeof readableHandle>;

/** Work of a host during which the power is cut. */
interface Work {
  what: string;
  mode: 'change' | 'keep' | 'record';
  /** How much is acknowledged before the host is stopped. */
  until: number;
  /** How many a review holds, where `n` was acknowledged last. */
  least: (n: number) => number;
  count: (db: Db) => number;
  make: (folder: string) => Promise<string>;
}

const decidable = async (folder: string) => {
  const app = testApp(folder);
  await prepare(app.call);
  await app.close();
  return path.join(app.libraryFolder, 'Which-recommender.parley');
};

const works: readonly Work[] = [
  {
    what: 'while candidates are added',
    mode: 'change',
    until: 60,
    least: (n) => n + 1,
    count: (db) => readCatalog(db).names.length,
    make: (folder) => closedReview(folder),
  },
  {
    what: 'while logs of 20,000 cases are kept',
    mode: 'keep',
    until: 2,
    least: (n) => n + 1,
    count: (db) => listLogs(db).length,
    make: (folder) => closedReview(folder),
  },
  {
    what: 'while decisions are recorded',
    mode: 'record',
    until: 20,
    least: (n) => n,
    count: (db) => listDecisions(db).filter(({ state }) => state !== 'draft').length,
    make: decidable,
  },
];

/** Runs the host until it has acknowledged enough, and answers with what it did to the folder of the review. */
async function eventsOf({ mode, until }: Work, folder: string, file: string): Promise<DiskEvent[]> {
  const trace = path.join(newFolder(), 'trace');
  const strace = ['-f', '-y', '-xx', '-s', '16777216', '-e', `trace=${calls}`, '-o', trace];
  await new Promise<void>((resolve, reject) => {
    const child = spawn('strace', [...strace, process.execPath, other, mode, folder, file], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      // The whole group: the host, and strace with it.
      if ((output.match(/^\d+$/gm) ?? []).length >= until) process.kill(-child.pid!, 'SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  const lines = fs.readFileSync(trace, 'latin1').split('\n');
  return [...diskEvents(lines, path.dirname(file))];
}

type Verdict = 'whole' | 'refused' | 'lost' | 'changed';

/** What of a review is found in a folder after a power cut, where `least` of it were acknowledged. */
function verdictOf(file: string, work: Work, least: number): Verdict {
  const seen = vetFile({ path: file, ownJournal: true });
  if (!seen.ok) return 'refused';
  const database = openDatabase(file, { readonly: false });
  try {
    const db = readableHandle(database);
    if (changedBehind(db) !== null || !verify(db, null, null).ok) return 'changed';
    // One more may be saved and not yet acknowledged.
    const found = work.count(db);
    if (found < least) return 'lost';
    return found > least + 1 ? 'changed' : 'whole';
  } finally {
    database.close();
  }
}

/**
 * Cuts the power so many times during one kind of work; how often with which end.
 *
 * @param syncs false: as if the host never waited for the disk.
 */
async function cut(work: Work, times: number, seed: number, syncs = true): Promise<Record<Verdict, number>> {
  const folder = newFolder();
  const file = await work.make(folder);
  const library = path.dirname(file);
  const before = new Map(fs.readdirSync(library).map((name) => [name, fs.readFileSync(path.join(library, name))]));
  const database = openDatabase(Buffer.from(before.get(path.basename(file))!), { readonly: true });
  const held = work.count(readableHandle(database));
  database.close();
  const events = await eventsOf(work, folder, file);
  // Cuts before the first write would all find what was there before.
  const first = events.findIndex(({ kind }) => kind === 'write');
  if (first < 0) throw new Error(`${work.mode}: strace has seen no write to ${library}.`);
  const random = randomFrom(seed);
  const cuts = new Map<number, number>();
  for (let n = 0; n < times; n++) {
    const at = first + Math.floor(random() * (events.length - first));
    cuts.set(at, (cuts.get(at) ?? 0) + 1);
  }
  const disk = new Disk(before);
  const ends: Record<Verdict, number> = { whole: 0, refused: 0, lost: 0, changed: 0 };
  const found = newFolder();
  let least = held;
  for (const [index, event] of events.entries()) {
    if (syncs || event.kind !== 'sync') disk.take(event);
    if (event.kind === 'said' && /^\d+$/.test(event.line)) least = work.least(Number(event.line));
    for (let n = cuts.get(index) ?? 0; n > 0; n--) {
      for (const name of fs.readdirSync(found)) fs.rmSync(path.join(found, name));
      for (const [name, content] of disk.found(random)) fs.writeFileSync(path.join(found, name), content);
      const place = path.join(found, path.basename(file));
      ends[verdictOf(place, work, least)] += 1;
    }
  }
  return ends;
}

/**
 * Prints how reviews are found after power cuts; false where something that was acknowledged is gone, or a review cannot be opened or
 * holds what nobody saved. Where there is no strace nothing is tried, and that is said.
 *
 * @param times in all.
 * @param part  "change", "keep" or "record": the share of that work alone; null: every share, and the control.
 */
export async function printPowerCuts(times: number, part: string | null = null): Promise<boolean> {
  console.log(`\nThe power is cut while a review is changed, ${times.toLocaleString('en')} times`);
  if (process.platform !== 'linux' || !(await canTrace())) {
    console.log('  not tried: strace is needed, which runs on Linux (apt-get install strace)');
    return true;
  }
  let kept = true;
  try {
    for (const [place, work] of works.entries()) {
      if (part !== null && work.mode !== part) continue;
      const share = Math.round((times * (place + 1)) / works.length) - Math.round((times * place) / works.length);
      const { whole, refused, lost, changed } = await cut(work, share, 70 + place);
      const fine = refused + lost + changed === 0;
      kept &&= fine;
      const told = `${whole} whole, ${lost} lost something acknowledged, ${refused} cannot be opened, ${changed} hold something else`;
      console.log(`${fine ? '  ' : '! '}${share.toLocaleString('en').padStart(7)}  ${work.what}: ${told}`);
    }
    if (part !== null) return kept;
    // What finds no loss must be able to find one.
    const { whole, ...bad } = await cut(works[0]!, control, 77, false);
    const found = bad.refused + bad.lost + bad.changed;
    const fine = found > 0;
    console.log(
      `${fine ? '  ' : '! '}${control.toLocaleString('en').padStart(7)}  the same for a host that never waits for the disk, to see that losses are noticed: ${found} are, ${whole} by luck whole`,
    );
    return kept && fine;
  } finally {
    removeFolders();
  }
}

const canTrace = () =>
  new Promise<boolean>((resolve) => {
    const child = spawn('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
