// A ballot that is on its way when the round is closed was not taken, and the page of whoever sent it says so.
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { lastRound, openRound, sealFor, vote } from '../../electron/core/testing/voting.ts';
import { removeFolders } from '../../electron/core/testing/host.ts';
import { openApp } from '../testing/core.ts';
import { sealsInto } from '../parts/ballotFiles/ballotInReview.ts';
import { ParticipantMeeting } from './participantMeeting.svelte.ts';

vi.mock('../client/transport.ts', () => import('../testing/core.ts'));
afterAll(removeFolders);
beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
});

it('says that a ballot was not taken which arrives when the round is closed, and of one that was taken nothing', async () => {
  const app = openApp();
  const review = await openRound(app.call);
  const [late = 0, early = 0, ...others] = (await lastRound(app.call, review)).ballots.map(({ roleId }) => roleId);
  const pageOf = (roleId: number) => new ParticipantMeeting(review, { kind: 'seat', roleId }, () => Promise.resolve());
  const pages = [pageOf(late), pageOf(early), pageOf(others[0] ?? 0)] as const;
  const look = () => Promise.all(pages.map((page) => page.look()));
  await look();
  const round = await lastRound(app.call, review);
  const send = async (page: ParticipantMeeting, roleId: number) => {
    const { ballot, key, sealed } = await sealFor(app.call, review, roleId, {}, true);
    return () => {
      page.keepKey(key);
      return sealsInto(review, round, roleId, 'live')(sealed, ballot.by);
    };
  };
  await (
    await send(pages[1], early)
  )();
  const arriving = await send(pages[0], late);
  await vote(app.call, review, others.at(-1) ?? 0);
  await app.call('round.close', { review, round: 1, by: 'Bo' });
  await expect(arriving()).rejects.toMatchObject({ code: 'refused' });
  await look();
  // Whoever sent nothing is told nothing of it.
  expect(pages.map(({ notTaken }) => notTaken)).toEqual([1, null, null]);
  await app.call('round.abandon', { review, round: 1, by: 'Bo', why: 'Once more.' });
  await app.call('round.open', { review, by: 'Bo' });
  await look();
  expect(pages[0].notTaken).toBe(null);
  for (const page of pages) page.leave();
  await app.close();
});
