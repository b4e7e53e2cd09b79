// Windows that show a meeting to the room: who they are, what they may ask for, and when that ends.
import { afterAll, expect, it } from 'vitest';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { CallerOfScreen } from './screens.ts';
import { Screens } from './screens.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { openRound, revealAll, vote } from '../testing/voting.ts';

afterAll(removeFolders);
const client = 'a-screen';

it('knows a window by its secret alone, and ends the oldest of more than eight', () => {
  const screens = new Screens();
  const secrets = Array.from({ length: 9 }, () => screens.open('one'));
  expect(new Set(secrets).size).toBe(9);
  expect(screens.caller(secrets[0]!, client)).toBe(null);
  for (const secret of secrets.slice(1)) {
    expect(screens.caller(secret, client)).toEqual({
      principal: { kind: 'screen', review: 'one', name: 'Screen' },
      client,
    });
  }
  const other = screens.open('two');
  screens.end('one');
  expect(secrets.map((secret) => screens.caller(secret, client)).every((caller) => caller === null)).toBe(true);
  expect(screens.caller(other, client)?.principal).toEqual({ kind: 'screen', review: 'two', name: 'Screen' });
  expect(screens.caller('A'.repeat(43), client)).toBe(null);
});

it('sees how many have voted and no name, then the reveal, and can change nothing', async () => {
  const app = testApp(newFolder());
  const review = await openRound(app.call);
  const { secret } = await app.call('live.present', { review });
  const { principal } = app.screen(secret ?? '', client)!;
  const screen = app.as(client, principal);
  await vote(app.call, review, 1, { rationale: 'a canary' });
  await app.call('evidence.arriveLate', { review, name: 'late.csv', size: 1, by: 'Bo' });
  const [round] = (await screen.call('round.get', { review })).rounds;
  expect(round?.counts).toMatchObject({ sealed: 1 });
  expect([round?.ballots, round?.waiting]).toEqual([[], []]);
  expect((await screen.call('round.get', { review })).lateFiles).toEqual([]);
  const { settings } = await screen.call('review.get', { review });
  expect(settings.roles.every(({ weights, requirements }) => weights.length + requirements.length === 0)).toBe(true);
  for (const work of [
    screen.call('ballot.abstain', { review, roleId: 1, round: 1, by: 'Bo' }),
    screen.call('round.close', { review, round: 1, by: 'Bo' }),
    screen.call('live.present', { review }),
    screen.call('library.list', {}),
  ]) {
    await expect(work).rejects.toMatchObject({ code: 'refused' });
  }
  await app.call('round.abandon', { review, round: 1, by: 'Bo', why: 'Begun again.' });
  await app.call('round.open', { review, by: 'Bo' });
  await revealAll(app.call, review);
  expect((await screen.call('round.results', { review, round: 2 })).ballots).toHaveLength(4);
  await app.close();
});

it('keeps no review open, ends with it, and is opened by a host that has windows', async () => {
  const opened: [string, CallerOfScreen][] = [];
  const app = testApp(newFolder(), { present: (review, caller) => void opened.push([review, caller]) });
  const review = await openRound(app.call);
  expect(await app.call('live.present', { review })).toEqual({ secret: null });
  const [[shown, caller]] = opened as [[string, CallerOfScreen]];
  expect(shown).toBe(review);
  const who = caller(client)!;
  const stop = app.follow(who, () => undefined);
  await app.as(client, who.principal).call('round.get', { review });
  await app.call('library.close', { review });
  expect(caller(client)).toBe(null);
  await expect(app.call('round.get', { review })).rejects.toBeInstanceOf(ParleyError);
  stop();
  await app.close();
});
