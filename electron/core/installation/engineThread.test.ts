// The engine in a thread gives what it gives here, also where an answer has arrays of numbers in it.
import { afterAll, expect, it } from 'vitest';
import { prepare } from '../testing/decided.ts';
import { removeFolders, testApp } from '../testing/host.ts';
import { computeHere, computeInThread } from './engineThread.ts';

afterAll(removeFolders);

it('answers as the caller’s own thread would', async () => {
  const app = testApp();
  const review = await prepare(app.call);
  const { settings } = await app.call('review.get', { review });
  const catalog = await app.call('review.catalog', { review });
  await app.close();
  const input = { snapshot: { settings, catalog }, chance: { seed: 1, draws: 200, concentration: 20 }, named: [1] };
  const inThread = computeInThread(new URL('./engineThread.ts', import.meta.url));
  expect(await inThread('recordedResults', input)).toEqual(await computeHere('recordedResults', input));
});

it('rejects with what was thrown there', async () => {
  const inThread = computeInThread(new URL('./engineThread.ts', import.meta.url));
  await expect(inThread('recordedResults', {} as never)).rejects.toThrow(/undefined/);
});
