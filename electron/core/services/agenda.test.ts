// Whether keeping the model in use is one of the answers: agreed before the vote, frozen with the round.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/contract/contract.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { record, shownNow } from '../testing/decided.ts';
import { prepareRound, revealAll } from '../testing/voting.ts';

afterAll(removeFolders);

let app: TestApp;
let call: Call;
beforeEach(() => {
  app = testApp(newFolder());
  call = app.call;
});
afterEach(() => app.close());

describe('keeping the model in use', () => {
  const counts = (review: string, incumbentCounts: boolean) =>
    call('meeting.plan', { review, quorum: 2, minutes: 30, incumbentCounts });

  it('is an answer unless the meeting says otherwise, which freezes with the round', async () => {
    const review = await prepareRound(call);
    await call('candidates.setIncumbent', { review, id: 1 });
    await call('round.open', { review, by: 'Bo' });
    const { basis } = await call('round.basis', { review, round: 1 });
    expect([basis.incumbent, basis.incumbentCounts]).toEqual([1, true]);
    await expect(counts(review, false)).rejects.toMatchObject({ code: 'refused' });
    await revealAll(call, review);
    // Agreed after the vote, it says nothing of the ballots that were given.
    await counts(review, false);
    expect((await call('review.get', { review })).settings.incumbentCounts).toBe(true);
    await call('decision.start', { review, kind: 'keep', candidateId: 1 });
  });

  it('is refused where it was agreed to be none, by whatever name, and the record says so', async () => {
    const review = await prepareRound(call);
    await call('candidates.setIncumbent', { review, id: 1 });
    await counts(review, false);
    await call('round.open', { review, by: 'Bo' });
    expect((await call('round.basis', { review, round: 1 })).basis.incumbentCounts).toBe(false);
    await revealAll(call, review);
    for (const kind of ['keep', 'choose'] as const) {
      await expect(call('decision.start', { review, kind, candidateId: 1 })).rejects.toThrow(
        'keeping the model in use is no answer',
      );
    }
    const { id } = await record(call, review, async () => {
      await call('decision.update', { review, changes: { override: 'Beta is quicker.' } });
    });
    const got = await call('decision.record.get', { review, id });
    expect(got.record).toMatchObject({ incumbentId: 1, incumbentCounts: false });
  });

  it('is no answer of the engine either: the one in use is compared with, not ranked', async () => {
    // Beta is first while it counts, and Gamma fails a must: without Beta only Alpha is left. No ballot has that must.
    const review = await prepareRound(call);
    await call('candidates.setIncumbent', { review, id: 2 });
    const answer = async (change: { incumbentCounts?: boolean } = {}) => {
      const { settings } = await call('review.get', { review });
      const catalog = await call('review.catalog', { review });
      const snapshot = { settings: { ...settings, ...change }, catalog };
      const { recommended, roles, screening } = evaluate(snapshot, { role: null });
      return {
        first: catalog.names[recommended],
        favourites: [...new Set(roles.flatMap(({ favourites }) => favourites))].map((i) => catalog.names[i]),
        reference: catalog.names[screening.reference] ?? null,
      };
    };
    expect(await answer()).toEqual({ first: 'Beta', favourites: ['Beta'], reference: null });
    await counts(review, false);
    expect(await answer()).toEqual({ first: 'Alpha', favourites: ['Alpha'], reference: 'Beta' });
    await call('candidates.setIncumbent', { review, id: 3 });
    await call('round.open', { review, by: 'Bo' });
    await revealAll(call, review);
    expect((await call('round.get', { review })).rounds.at(-1)).toMatchObject({ state: 'revealed' });
    expect((await call('round.results', { review, round: 1 })).results.answer).toEqual([2]);
    const revealed = { first: 'Beta', favourites: ['Beta'], reference: 'Gamma' };
    // What is agreed for another round says nothing of this one.
    await counts(review, true);
    expect(await answer()).toEqual(revealed);
    expect(await answer({ incumbentCounts: true })).toMatchObject({ first: 'Gamma' });
  });

  it('keeps a draft from being recorded where what it chose is no answer any more', async () => {
    const review = await prepareRound(call);
    await call('candidates.setIncumbent', { review, id: 2 });
    await call('decision.start', { review, kind: 'keep', candidateId: 2 });
    await counts(review, false);
    const shown = await shownNow(call, review, null);
    await expect(call('decision.record', { review, shown, by: 'Ana' })).rejects.toThrow(
      'Beta stays for comparison: the meeting agreed that keeping it is no answer.',
    );
  });
});
