// Evidence that arrives while a round is voted on.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/contract/contract.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { openRound, prepareRound, revealAll } from '../testing/voting.ts';

afterAll(removeFolders);

let app: TestApp;
let call: Call;
beforeEach(() => {
  app = testApp(newFolder());
  call = app.call;
});
afterEach(() => app.close());

const offer = (review: string, name: string, size = 1_200) =>
  call('evidence.arriveLate', { review, name, size, by: 'Bo' });
const waiting = async (review: string) => (await call('round.get', { review })).lateFiles;
const trailOf = async (review: string, what: string) =>
  (await call('trail.list', { review }))
    .filter((entry) => entry.what === what)
    .map((entry) => JSON.parse(entry.body) as Record<string, unknown>);
describe('a file that arrives while a round is going on', () => {
  it('is noted with name, size and time, not read, and offered when the ballots are open', async () => {
    const review = await openRound(call);
    const before = await call('review.catalog', { review });
    const { id } = await offer(review, 'june.csv');
    expect(await waiting(review)).toMatchObject([{ id, round: 1, name: 'june.csv', size: 1_200, by: 'Bo' }]);
    expect(await trailOf(review, 'evidence.arrivedLate')).toEqual([
      { round: 1, file: id, name: 'june.csv', size: 1_200 },
    ]);
    expect(await call('review.catalog', { review })).toEqual(before);
    await expect(call('evidence.settleLate', { review, id, taken: true, by: 'Bo' })).rejects.toThrow(
      'Round 1 is being voted on, so what arrived late cannot be brought in.',
    );
    await revealAll(call, review);
    expect(await waiting(review)).toHaveLength(1);
    await call('evidence.settleLate', { review, id, taken: true, by: 'Bo' });
    expect(await waiting(review)).toEqual([]);
    expect(await trailOf(review, 'evidence.lateTaken')).toEqual([{ file: id, name: 'june.csv' }]);
    await expect(call('evidence.settleLate', { review, id, taken: true, by: 'Bo' })).rejects.toMatchObject({
      code: 'notFound',
    });
    expect((await call('meeting.verify', { review, receipt: null })).ok).toBe(true);
  });

  it('is one file however often it is offered, and at most 100 wait', async () => {
    const review = await openRound(call);
    expect(await offer(review, 'june.csv')).toEqual(await offer(review, 'june.csv'));
    for (let i = 1; i < 100; i++) await offer(review, `${i}.csv`);
    await expect(offer(review, 'one too many.csv')).rejects.toThrow('100 files wait for the reveal already.');
    expect(await trailOf(review, 'evidence.arrivedLate')).toHaveLength(100);
  });

  it('is let be with an entry of its own, also after a round that was stopped', async () => {
    const review = await openRound(call);
    const { id } = await offer(review, 'june.csv');
    await call('round.abandon', { review, round: 1, by: 'Bo', why: 'Another range.' });
    await call('evidence.settleLate', { review, id, taken: false, by: 'Bo' });
    expect(await trailOf(review, 'evidence.lateDropped')).toEqual([{ file: id, name: 'june.csv' }]);
  });

  it('is nothing special without a round, and a copy of the review knows nothing of it', async () => {
    const review = await prepareRound(call);
    await expect(offer(review, 'june.csv')).rejects.toThrow('No round is going on. Import the file.');
    await call('round.open', { review, by: 'Bo' });
    await offer(review, 'june.csv');
    const copy = await call('library.duplicate', { review, title: 'A copy' });
    expect(await waiting(copy.review)).toEqual([]);
  });
});
