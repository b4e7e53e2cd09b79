// Ballots that arrive as files: every row of the table is said before anything is written, and before any words are typed.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call, Out } from '../../../shared/contract/contract.ts';
import { writeBallotFile, writeBallotText, type BallotFile } from '../../../shared/sealing/ballotFile.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { fileOf, lastRound, openRound, sealFor, unseal, vote } from '../testing/voting.ts';

afterAll(removeFolders);

let app: TestApp;
let call: Call;
let review: string;
let names: string[];
beforeEach(async () => {
  app = testApp(newFolder());
  call = app.call;
  review = await openRound(call);
  names = (await lastRound(call, review)).ballots.map(({ name }) => name);
});
afterEach(() => app.close());

const read = (file: BallotFile | string) =>
  call('ballot.readFile', { review, text: typeof file === 'string' ? file : writeBallotFile(file) });
const bring = (file: BallotFile, second: 'keep' | 'replace' | null = null) =>
  call('ballot.bringIn', { review, text: writeBallotFile(file), second, by: 'Bo' });
const trail = () => call('trail.list', { review });
const sealedFile = async (roleId = 1, by = 'Ana') =>
  fileOf(call, review, await sealFor(call, review, roleId, { by }, true));

/** What is said, and that saying it wrote nothing. */
async function said(file: BallotFile | string): Promise<Out<'ballot.readFile'>> {
  const before = await trail();
  const arrival = await read(file);
  expect(await trail()).toEqual(before);
  return arrival;
}

describe('a ballot file', () => {
  it('is taken where it is good, from a file and from pasted text, and opens with its words', async () => {
    const made = await sealFor(call, review, 1, { by: 'Ana' }, true);
    const file = await fileOf(call, review, made);
    expect(await said(file)).toEqual({
      case: 'good',
      sentence: `${names[0]}, round 1, from Ana. Sealed; it opens with the words Ana has.`,
      takes: 'ballot',
      roleId: 1,
      round: 1,
      by: 'Ana',
    });
    expect((await said(`Hello,\n${writeBallotText(file)}`)).case).toBe('good');
    await bring(file);
    expect((await lastRound(call, review)).ballots[0]).toMatchObject({ state: 'sealed', way: 'file', by: 'Ana' });
    expect((await trail()).at(-1)).toMatchObject({ what: 'ballot.imported', who: 'Bo' });
    const again = await said(file);
    expect([again.case, again.takes]).toEqual(['same', 'nothing']);
    await bring(file);
    await call('round.close', { review, round: 1, by: 'Bo' });
    expect(await unseal(call, review, made)).toMatchObject({ state: 'unsealed' });
  });

  it('is asked about where there is one already; both stand in the trail', async () => {
    await bring(await sealedFile(1, 'Ana'));
    const second = await sealedFile(1, 'Zoë');
    const found = await said(second);
    expect(found.case).toBe('second');
    expect(found.sentence).toMatch(
      /^.* ha(s|ve) a ballot already \(\d\d:\d\d, by Ana\)\. Keep it, or replace it with this one \(\d\d:\d\d, by Zoë\)\? Both stand in the trail\.$/,
    );
    await expect(bring(second)).rejects.toMatchObject({ code: 'conflict', message: found.sentence });
    await bring(second, 'keep');
    expect((await lastRound(call, review)).ballots[0]).toMatchObject({ by: 'Ana' });
    await bring(second, 'replace');
    expect((await lastRound(call, review)).ballots[0]).toMatchObject({ by: 'Zoë' });
    const imported = (await trail())
      .filter(({ what }) => what === 'ballot.imported')
      .map(({ body }) => JSON.parse(body) as unknown);
    expect(imported).toMatchObject([{ counts: true }, { counts: false }, { counts: true }]);
    await call('ballot.abstain', { review, roleId: 1, round: 1, by: 'Ana' });
    expect((await said(second)).sentence).toMatch(/ abstained \(\d\d:\d\d, by Ana\)\. Keep it, or replace/);
  });

  it('is kept as late where its round is closed or over, and does not count', async () => {
    const late = await sealedFile(2);
    const made = await vote(call, review, 1);
    const { missing } = await call('round.close', { review, round: 1, by: 'Bo' });
    expect((await said(late)).sentence).toBe(
      'The ballots of round 1 are closed. It is kept with round 1 as late, and does not count.',
    );
    await unseal(call, review, made);
    for (const roleId of missing) {
      await call('round.settle', { review, roleId, round: 1, choice: 'leaveOut', by: 'Bo' });
    }
    await call('round.reveal', { review, round: 1, by: 'Bo' });
    expect((await said(late)).sentence).toBe(
      'This is a ballot of round 1, which is over. It is kept with round 1 as late, and does not count.',
    );
    await call('round.open', { review, by: 'Bo' });
    expect(await said(late)).toMatchObject({
      case: 'earlierRound',
      takes: 'late',
      sentence: 'This is a ballot of round 1; round 2 is open. It is kept with round 1 as late, and does not count.',
    });
    await bring(late);
    const [first, second] = (await call('round.get', { review })).rounds;
    expect(first!.ballots[1]).toMatchObject({ late: 1, state: 'absent' });
    expect(second!.ballots[1]).toMatchObject({ late: 0, state: 'empty' });
    expect(await call('meeting.verify', { review, receipt: null })).toMatchObject({ firstBad: null, tables: [] });
  });

  it('is refused where the ranges are others than it was filled in for', async () => {
    const file = await sealedFile();
    const { objectives } = (await call('review.get', { review })).settings;
    const { id, name, valueFunction, position, ...definition } = objectives[1]!;
    expect(position).toBe(1);
    await call('round.abandon', { review, round: 1, by: 'Bo', why: 'Measured again' });
    expect((await said(file)).sentence).toBe(
      'Round 1 was stopped (“Measured again”), and its ballots are never opened. Nothing was taken.',
    );
    const linear = { shape: 'linear' as const, worst: 80, best: 5 };
    const changed = { ...definition, name, valueFunction: linear };
    await call('objectives.update', { review, id, definition: changed });
    await call('meeting.confirmRanges', { review, objectiveIds: [id], by: 'Ana' });
    await call('round.open', { review, by: 'Bo' });
    const { worst, best } = valueFunction as typeof linear;
    const found = await said(file);
    expect(found).toMatchObject({ case: 'basisDiffers', takes: 'nothing' });
    expect(found.sentence).toMatch(
      /^This form was filled in before the ranges changed \(latency_ms .* → .* then, 80 → 5.* now\)\. Send a new form: weights given for other ranges mean something else\.$/,
    );
    expect(found.sentence).toContain(`${worst} → ${best}`);
    await expect(bring(file)).rejects.toMatchObject({ code: 'refused', message: found.sentence });
  });

  it('is refused where it is of another review, of no form of this one, or of a role that is gone', async () => {
    const file = await sealedFile(3);
    const header = { ...file.header, review: '7b0d5a52-6f0e-4c3a-9d1f-2a4c8e6b1f90', title: 'Another' };
    expect(await said({ ...file, header })).toMatchObject({
      case: 'otherReview',
      sentence: 'This ballot belongs to another review: “Another”. Nothing was taken.',
    });
    for (const change of [{ formId: '0'.repeat(32) }, { role: { id: 2, name: names[1]! } }, { round: 2 }]) {
      const found = await said({ ...file, header: { ...file.header, ...change } });
      expect(found.case).toBe('unknownForm');
      expect(found.sentence).toMatch(/^Parley did not make this form for this review\. Ask .* for its file again\.$/);
    }
    const basis = await said({ ...file, header: { ...file.header, roundBasis: '0'.repeat(64) } });
    expect(basis.case).toBe('basisDiffers');
    await call('round.abandon', { review, round: 1, by: 'Bo', why: 'One role less' });
    await call('roles.remove', { review, id: 3 });
    await call('round.open', { review, by: 'Bo' });
    expect((await said(file)).sentence).toBe(`There is no role “${names[2]}” in this round.`);
  });

  it('is refused where it is damaged, or nothing of the kind', async () => {
    const text = writeBallotFile(await sealedFile());
    expect((await said(text.slice(0, 9000))).sentence).toBe(
      'This file was cut off or changed on its way (its seal does not fit). Ask for it again.',
    );
    expect((await said('Dear all, see you on Monday.')).sentence).toBe('This is no ballot of Parley.');
    await expect(call('ballot.bringIn', { review, text: 'x', second: null, by: 'Bo' })).rejects.toMatchObject({
      code: 'badInput',
    });
  });
});
