// A round that is led from two windows, in a review whose roles were renamed: each step is taken once, the other window is told, and
// what was sealed belongs to its role whatever that is called.
import { afterAll, expect, it } from 'vitest';
import type { Call, In, OpName, Out } from '../../../shared/contract/contract.ts';
import { asOwner } from '../../../shared/contract/caller.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { lastRound, openRound, prepareRound, sealFor, unseal, vote } from '../testing/voting.ts';

afterAll(removeFolders);

/** A window of its own on the same host. */
const windowOf =
  (app: TestApp, client: string): Call =>
  async <N extends OpName>(name: N, input: In<N>) => {
    const answer = await app.core.dispatch(name, input, asOwner(client));
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    return answer.value as Out<N>;
  };
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

it('takes each step of a round once, whichever window asks first, and loses no ballot', async () => {
  const app = testApp(newFolder());
  const review = await prepareRound(app.call);
  const [one, other] = [windowOf(app, 'window-of-Bo'), windowOf(app, 'window-of-Ana')];
  const once = async (step: (call: Call) => Promise<unknown>) => {
    const ends = await Promise.all([told(step(one)), told(step(other))]);
    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
  };
  await once((call) => call('round.open', { review, by: 'Bo' }));
  expect((await one('round.get', { review })).rounds).toHaveLength(1);
  const roles = (await lastRound(one, review)).ballots.map(({ roleId }) => roleId);
  const [first = 0, second = 0, ...rest] = roles;
  const made = [await vote(one, review, first), await vote(other, review, second)];
  for (const roleId of rest) made.push(await vote(other, review, roleId));
  // What one window withdraws is open for the other to seal.
  await one('ballot.withdraw', { review, roleId: second, round: 1, by: 'Bo' });
  made[1] = await vote(other, review, second);
  await once((call) => call('round.close', { review, round: 1, by: 'Bo' }));
  for (const each of made) await unseal(other, review, each);
  await once((call) => call('round.reveal', { review, round: 1, by: 'Bo' }));
  expect(await lastRound(other, review)).toMatchObject({
    state: 'revealed',
    counts: { opened: roles.length, without: 0 },
  });
  const entries = await one('trail.list', { review });
  for (const what of ['round.opened', 'round.closed', 'round.revealed']) {
    expect(entries.filter((entry) => entry.what === what)).toHaveLength(1);
  }
  await app.close();
});

it('does not take a ballot that arrives when another window has closed the round', async () => {
  const app = testApp(newFolder());
  const review = await openRound(app.call);
  const [late = 0, ...others] = (await lastRound(app.call, review)).ballots.map(({ roleId }) => roleId);
  for (const roleId of others) await vote(app.call, review, roleId);
  const { ballot, sealed } = await sealFor(app.call, review, late, {}, true);
  await app.call('round.close', { review, round: 1, by: 'Bo' });
  const { basis, by } = ballot;
  const sealing = app.call('ballot.seal', { review, roleId: late, round: 1, basis, way: 'live', by, ...sealed });
  await expect(sealing).rejects.toMatchObject({ code: 'refused' });
  const seat = (await lastRound(app.call, review)).ballots.find(({ roleId }) => roleId === late);
  expect(seat?.state).toBe('absent');
  await app.close();
});

it('keeps the names of a round as it was opened: a role is renamed before and after it, and not meanwhile', async () => {
  const app = testApp(newFolder());
  const review = await prepareRound(app.call);
  const other = windowOf(app, 'window-of-Ana');
  const roles = (await app.call('review.get', { review })).settings.roles;
  const role = roles[0]!;
  const rename = (call: Call, name: string) =>
    call('roles.update', { review, id: role.id, name, colour: role.colour, influence: role.influence });
  await rename(other, 'Research');
  await app.call('round.open', { review, by: 'Bo' });
  expect(await told(rename(app.call, 'Science'))).toBe('refused');
  expect(await told(rename(other, 'Science'))).toBe('refused');
  const made = [];
  for (const { id } of roles) made.push(await vote(app.call, review, id));
  await app.call('round.close', { review, round: 1, by: 'Bo' });
  expect(await told(rename(other, 'Science'))).toBe('refused');
  for (const each of made) await unseal(app.call, review, each);
  await app.call('round.reveal', { review, round: 1, by: 'Bo' });
  await rename(other, 'Science');
  const name = async () => (await lastRound(app.call, review)).ballots.find(({ roleId }) => roleId === role.id)?.name;
  expect(await name()).toBe('Research');
  // The ballot is the role's, under its new name as well: the next round begins from it.
  const draft = await app.call('round.draft', { review, roleId: role.id });
  expect(draft?.ballot.weights).toEqual(made[0]!.ballot.weights);
  const verified = await app.call('meeting.verify', { review, receipt: null });
  expect([verified.ok, verified.tables]).toEqual([true, []]);
  await app.close();
});

it('is on the list of reviews with how many have sealed, not with what was weighed before', async () => {
  const app = testApp(newFolder());
  const review = await openRound(app.call);
  const { entry } = (await app.call('library.list', {})).entries[0]!;
  const [first = 0] = (await lastRound(app.call, review)).ballots.map(({ roleId }) => roleId);
  const roles = (await lastRound(app.call, review)).ballots.length;
  await vote(app.call, review, first);
  const { glimpse } = await app.call('library.look', { entry });
  expect(glimpse?.round).toEqual({ number: 1, sealed: 1, roles });
  await app.call('round.abandon', { review, round: 1, by: 'Bo', why: 'A range is wrong.' });
  expect((await app.call('library.look', { entry })).glimpse?.round).toBe(null);
  await app.close();
});
