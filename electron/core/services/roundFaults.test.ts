// Rounds while the host is killed and while the disk is full: what was acknowledged as sealed is there, a reveal is there whole or not
// at all, and no key is ever on the disk.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { Call } from '../../../shared/contract/contract.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { lastRound, openRound, sealFor, unseal, vote, type Sealed } from '../testing/voting.ts';
import { toFailure } from '../store/failures.ts';
import { openReviewFile } from '../store/open.ts';
import { vetFile } from '../store/vet.ts';
import { roundCommands } from './rounds.ts';

afterAll(removeFolders);

const other = fileURLToPath(new URL('../testing/otherProcess.ts', import.meta.url));
const kills = process.env['PARLEY_SOAK'] === '1' ? 200 : 6;
const title = 'Which-recommender.parley';

/** What the other process says when a ballot is on the disk, or when the round is over. */
type Said = { sealed: string; roleId: number; key: string; word: string; round: number } | { revealed: number };

/** Plays rounds in another process and kills it a random moment after it said so often that something is saved. */
function playAndKill(folder: string, file: string, after: number): Promise<Said[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [other, 'vote', folder, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    const lines = () => output.split('\n').slice(1, -1);
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (lines().length >= after) setTimeout(() => child.kill('SIGKILL'), Math.random() * 25);
    });
    child.on('close', () => {
      if (errors.replaceAll(/slow statement[^]*?\n/g, '').includes('Error')) reject(new Error(errors));
      resolve(lines().map((line) => JSON.parse(line) as Said));
    });
  });
}

const filesUnder = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** A closed review with a round open. */
async function votingFolder(): Promise<{ folder: string; file: string }> {
  const folder = newFolder();
  const app = testApp(folder);
  await openRound(app.call);
  await app.close();
  return { folder, file: path.join(app.libraryFolder, title) };
}

/** The round is whole: revealed with everything that belongs to it, or not at all. */
async function expectWhole(call: Call, review: string): Promise<void> {
  const found = await call('meeting.verify', { review, receipt: null });
  expect([found.firstBad, found.tables]).toEqual([null, []]);
  const entries = await call('trail.list', { review });
  const { rounds } = await call('round.get', { review });
  const told = (what: string, round: number) =>
    entries.filter((entry) => entry.what === what && (JSON.parse(entry.body) as { round?: number }).round === round);
  for (const round of rounds) {
    const opened = round.ballots.filter(({ state }) => state === 'opened');
    expect(told('ballot.opened', round.number)).toHaveLength(opened.length);
    expect(told('round.revealed', round.number)).toHaveLength(round.state === 'revealed' ? 1 : 0);
    if (round.state === 'revealed') {
      const { ballots } = await call('round.results', { review, round: round.number });
      expect(ballots.length).toBeGreaterThan(0);
    } else expect(opened).toEqual([]);
  }
}

it(
  `loses no acknowledged ballot, reveals none by half, and keeps no key through ${kills} kills`,
  { timeout: 3_600_000 },
  async () => {
    let { folder, file } = await votingFolder();
    let seals = 0;
    let reveals = 0;
    for (let n = 0; n < kills; n++) {
      // Rounds are numbered up to 20.
      if (n % 6 === 5) ({ folder, file } = await votingFolder());
      const said = await playAndKill(folder, file, 1 + Math.floor(Math.random() * 9));
      const sealed = said.filter((each) => 'sealed' in each);
      // Before anything opens the file again, with whatever journal the kill has left.
      const contents = filesUnder(folder).map((each) => fs.readFileSync(each));
      for (const { key } of sealed) {
        expect(contents.some((content) => content.includes(Buffer.from(key, 'hex')) || content.includes(key))).toBe(
          false,
        );
      }
      const app = testApp(folder);
      const { review, readOnly } = await app.openPath(file);
      expect(readOnly).toBe(null);
      await expectWhole(app.call, review);
      const going = await lastRound(app.call, review);
      const entries = await app.call('trail.list', { review });
      for (const { sealed: commitment, roleId, round } of sealed) {
        seals++;
        expect(entries.some(({ what, body }) => what === 'ballot.sealed' && body.includes(commitment))).toBe(true);
        if (round !== going.number) continue;
        const mine = sealed.findLast((each) => each.roleId === roleId && each.round === round);
        if (mine?.sealed !== commitment) continue;
        expect(['sealed', 'opened']).toContain(going.ballots.find((seat) => seat.roleId === roleId)!.state);
      }
      if (going.state === 'revealed') reveals++;
      await app.close();
    }
    expect(seals).toBeGreaterThan(0);
    console.info(
      `${kills} kills, ${seals} ballots acknowledged while voting, none lost; ${reveals} kills after a reveal, none by half`,
    );
  },
);

const openOptions = {
  vet: (request: { path: string }) => Promise.resolve(vetFile({ ownJournal: false, ...request })),
  ownJournal: false,
  holder: 'test',
  onSlow: () => undefined,
  backUp: () => undefined,
};

it('says so where the disk is full at a seal and at the reveal, and does both once there is room', async () => {
  let refusals = 0;
  for (let room = 0; room < 6; room++) {
    const folder = newFolder();
    const before = testApp(folder);
    const review = await openRound(before.call);
    const roles = (await lastRound(before.call, review)).ballots.map(({ roleId }) => roleId);
    const long = { note: 'x'.repeat(20_000) };
    const made: Sealed[] = [];
    for (const roleId of roles.slice(1)) made.push(await vote(before.call, review, roleId, long));
    made.push(await sealFor(before.call, review, roles[0]!, long, true));
    await before.close();
    const file = path.join(before.libraryFolder, title);
    const open = await openReviewFile(file, openOptions);
    const context = { open, now: new Date(), appVersion: '0.0.0' };
    const pages = () => open.database.pragma('page_count', { simple: true }) as number;
    const attempt = (work: () => void) => {
      open.database.pragma(`max_page_count = ${pages()}`);
      try {
        work();
      } catch (error) {
        refusals++;
        expect(toFailure(error)).toMatchObject({ code: 'diskFull' });
        open.database.pragma('max_page_count = 1000000');
        return work();
      }
      open.database.pragma('max_page_count = 1000000');
    };
    const { ballot, sealed } = made.at(-1)!;
    const own = { review, roleId: ballot.role, round: 1 };
    // Free pages are used up first.
    open.write('meeting', '', (db) => {
      for (let k = 0; k < room + 3; k++) {
        roundCommands['ballot.makeForm'](db, { ...own, by: 'B'.repeat(190) }, context);
      }
    });
    const seal = () =>
      open.write('meeting', '', (db) =>
        roundCommands['ballot.seal'](db, { ...own, basis: ballot.basis, way: 'here', by: 'Ana', ...sealed }, context),
      );
    attempt(seal);
    open.write('meeting', '', (db) => roundCommands['round.close'](db, { review, round: 1, by: 'Bo' }, context));
    for (const each of made) {
      const key = Uint8Array.from(each.key);
      open.write('meeting', '', (db) =>
        roundCommands['ballot.openWithKey'](db, { review, roleId: each.ballot.role, round: 1, key }, context),
      );
    }
    attempt(() =>
      open.write('agreement', '', (db) => roundCommands['round.reveal'](db, { review, round: 1, by: 'Bo' }, context)),
    );
    open.close();
    const after = testApp(folder);
    const again = (await after.openPath(file)).review;
    await expectWhole(after.call, again);
    expect(await lastRound(after.call, again)).toMatchObject({ state: 'revealed', counts: { opened: roles.length } });
    await after.close();
  }
  expect(refusals).toBeGreaterThanOrEqual(6);
  console.info(
    `12 attempts on a full disk, ${refusals} seals and reveals refused with nothing written and done once there was room`,
  );
});

it('asks for the keys again after the host has ended, and opens with them', async () => {
  const folder = newFolder();
  const before = testApp(folder);
  const review = await openRound(before.call);
  const made: Sealed[] = [];
  for (const { roleId } of (await lastRound(before.call, review)).ballots)
    made.push(await vote(before.call, review, roleId));
  await before.call('round.close', { review, round: 1, by: 'Bo' });
  for (const each of made) await unseal(before.call, review, each);
  expect(await lastRound(before.call, review)).toMatchObject({ ready: true });
  await before.close();
  const after = testApp(folder);
  const again = (await after.openPath(path.join(before.libraryFolder, title))).review;
  expect(await lastRound(after.call, again)).toMatchObject({
    state: 'revealing',
    ready: false,
    counts: { sealed: made.length, opened: 0 },
  });
  for (const each of made) expect(await unseal(after.call, again, each)).toMatchObject({ state: 'unsealed' });
  await after.call('round.reveal', { review: again, round: 1, by: 'Bo' });
  await after.close();
});
