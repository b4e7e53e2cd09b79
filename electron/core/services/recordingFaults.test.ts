// Recording a decision while the host is killed and while the disk is full: the decision is there whole, or not at all.
import type { Call } from '../../../shared/contract/contract.ts';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { prepare, shownNow } from '../testing/decided.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { toFailure } from '../store/failures.ts';
import { openReviewFile } from '../store/open.ts';
import { vetFile } from '../store/vet.ts';
import { listDecisions } from '../store/decisions.ts';
import { recordedResults } from '../../../shared/engine/record/recordedResults.ts';
import { recordDecision, recordingInput } from './recording.ts';

afterAll(removeFolders);

const other = fileURLToPath(new URL('../testing/otherProcess.ts', import.meta.url));
const long = process.env['PARLEY_SOAK'] === '1';
const kills = long ? 100 : 12;

/** A closed review in which nothing is decided yet. */
async function closed(folder: string): Promise<string> {
  const app = testApp(folder);
  await prepare(app.call);
  await app.close();
  return path.join(app.libraryFolder, 'Which-recommender.parley');
}

/** Every decision that is there is whole: it verifies, and its record can be read. */
async function expectWhole(call: Call, review: string): Promise<number> {
  const { recorded } = await call('decision.get', { review });
  const found = await call('meeting.verify', { review, receipt: null });
  expect(found.sentences.join(' ')).not.toMatch(/changed|missing/);
  expect([found.firstBad, found.tables]).toEqual([null, []]);
  for (const { id } of recorded) await call('decision.record.get', { review, id });
  const entries = await call('trail.list', { review });
  expect(entries.filter(({ what }) => what === 'decision.recorded')).toHaveLength(recorded.length);
  return recorded.length;
}

/** Records in another process and kills it a random moment after it said so often that something is saved. */
function recordAndKill(folder: string, file: string, after: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [other, 'record', folder, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    const numbers = () => output.split('\n').filter((line) => /^\d+$/.test(line));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (numbers().length >= after) setTimeout(() => child.kill('SIGKILL'), Math.random() * 30);
    });
    child.on('close', () => {
      if (errors.replaceAll(/slow statement[^]*?\n/g, '').includes('Error')) reject(new Error(errors));
      resolve(Number(numbers().at(-1) ?? 0));
    });
  });
}

it(`has every decision whole or not at all through ${kills} kills`, { timeout: 3_600_000 }, async () => {
  const folder = newFolder();
  const file = await closed(folder);
  let decisions = 0;
  for (let n = 0; n < kills; n++) {
    const last = await recordAndKill(folder, file, 1 + Math.floor(Math.random() * 3));
    const app = testApp(folder);
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toBe(null);
    decisions = await expectWhole(app.call, review);
    // One may be saved and not yet acknowledged.
    expect([Math.max(last, 0), last + 1]).toContain(decisions);
    await app.close();
  }
  console.info(`${kills} kills, ${decisions} decisions recorded in between, every one whole`);
});

it('has no decision where the disk was full on the way, and records it once there is room', async () => {
  let refusals = 0;
  for (let room = 0; room < 12; room++) {
    const folder = newFolder();
    const file = await closed(folder);
    const before = testApp(folder);
    const { review } = await before.openPath(file);
    // Text that hardly shrinks, so that the record takes more pages than there is room for.
    const sentences = Array.from({ length: 30 }, (_, i) => ({
      place: `p${i}`,
      text: randomBytes(2000).toString('hex'),
    }));
    const shown = { ...(await shownNow(before.call, review, 2)), sentences };
    await before.close();
    const open = await openReviewFile(file, {
      vet: (request) => Promise.resolve(vetFile(request)),
      ownJournal: false,
      holder: 'test',
      onSlow: () => undefined,
      backUp: () => undefined,
    });
    const pages = open.database.pragma('page_count', { simple: true }) as number;
    const attempt = () =>
      open.write('meeting', '', (db) => {
        const draft = listDecisions(db).find(({ state }) => state === 'draft')!;
        const { snapshot, named } = recordingInput(db, draft, open);
        const recorded = recordedResults(snapshot, shown.chance, named);
        // The version counts from the opening of the file.
        const now = { ...shown, version: open.meetingVersion };
        return recordDecision(db, draft, 'Ana', now, recorded, { open, now: new Date(), appVersion: '0.0.0' });
      });
    open.database.pragma(`max_page_count = ${pages + room}`);
    let failure: unknown = null;
    try {
      attempt();
    } catch (error) {
      failure = toFailure(error);
      refusals++;
    }
    if (failure !== null) {
      expect(failure).toMatchObject({ code: 'diskFull' });
      for (const table of ['frozen', 'trail']) {
        expect(open.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
      }
      open.database.pragma('max_page_count = 1000000');
      attempt();
    }
    open.close();
    const after = testApp(folder);
    expect(await expectWhole(after.call, (await after.openPath(file)).review)).toBe(1);
    await after.close();
  }
  expect(refusals).toBe(12);
  console.info(`12 attempts on a full disk, ${refusals} refused with nothing written and recorded once there was room`);
});
