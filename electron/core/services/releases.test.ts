// A release is for one bound and one value: when either changes it falls away, with a sentence and an entry of the trail.
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { Requirement } from '../../../shared/domain/role.ts';
import { importTable, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { prepare, shownNow } from '../testing/decided.ts';

afterAll(removeFolders);

let app: TestApp;
let review: string;
let must: Requirement;
beforeEach(async () => {
  app = testApp();
  review = await prepare(app.call);
  must = (await app.call('review.get', { review })).settings.roles[0]!.requirements[0]!;
  await app.call('decision.start', { review, kind: 'choose', candidateId: 3 });
  await app.call('decision.update', { review, changes: { override: 'Accuracy decides this year.' } });
  await release();
});
afterEach(() => app.close());

const release = () =>
  app.call('decision.release', { review, requirementId: must.id, words: 'For a year.', signedBy: 'Li' });
const get = () => app.call('decision.get', { review });
const last = async () => {
  const { who, what, body } = (await app.call('trail.list', { review })).at(-1)!;
  return { who, what, body: JSON.parse(body) as Record<string, unknown> };
};
const setBound = (bound: number) =>
  app.call('requirements.update', {
    review,
    id: must.id,
    definition: { roleId: 1, metricId: 2, comparator: '<=', bound, strength: 'must', reason: '' },
  });
const attempt = async () =>
  app.call('decision.record', { review, by: 'Ana', shown: await shownNow(app.call, review, null) });

it('writes down what it was signed for', async () => {
  expect(await last()).toMatchObject({
    who: 'Li',
    what: 'must.released',
    body: { terms: { candidateId: 3, metricId: 2, comparator: '<=', bound: 150, measured: 300 } },
  });
});

it('falls away with another bound, and has to be signed again', async () => {
  const { version } = await get();
  await setBound(100);
  const why =
    'What Li let pass no longer counts: latency_ms had to be ≤ 150\u00a0ms when it was signed, and has to be ≤ 100\u00a0ms now.';
  const now = await get();
  expect(now.draft!.releases).toEqual([]);
  expect(now.lapsed).toEqual([{ requirementId: must.id, why }]);
  expect(now.version).toBeGreaterThan(version);
  expect(await last()).toMatchObject({ who: 'Parley', what: 'must.lapsed', body: { decision: 1, role: 1, why } });
  await expect(attempt()).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/in writing/) });
  await release();
  expect((await get()).lapsed).toEqual([]);
  await attempt();
  expect(await app.call('meeting.verify', { review, receipt: null })).toMatchObject({ ok: true, state: 'asRecorded' });
});

it.each([
  [
    'another value',
    'model,latency_ms\nGamma,320\n',
    /latency_ms was 300\u00a0ms when it was signed, and is 320\u00a0ms now\.$/,
  ],
  [
    'a better value',
    'model,latency_ms\nGamma,290\n',
    /latency_ms was 300\u00a0ms when it was signed, and is 290\u00a0ms now\.$/,
  ],
])('falls away with %s, whichever way it came in', async (_what, table, why) => {
  await importTable(app.call, review, table, false);
  expect(await get()).toMatchObject({ draft: { releases: [] }, lapsed: [{ why: expect.stringMatching(why) }] });
});

it('falls away when the must goes', async () => {
  await app.call('requirements.remove', { review, id: must.id });
  expect((await get()).lapsed[0]!.why).toBe('What Li let pass no longer counts: latency_ms is no longer a must.');
});

it('falls away when undo brings another bound back', async () => {
  // Somebody moves the bound; the same window signs for it, which is a barrier to undo, so it moves twice more after that.
  await setBound(140);
  await release();
  await app.call('review.describe', { review, title: 'Later', note: '' });
  await setBound(130);
  expect((await get()).draft!.releases).toEqual([]);
  await app.call('review.undo', { review });
  expect((await get()).draft!.releases).toEqual([]);
  expect((await get()).lapsed).toHaveLength(1);
});

it('stays through what does not concern it', async () => {
  await app.call('review.describe', { review, title: 'Another title', note: '' });
  await importTable(app.call, review, 'model,latency_ms\nAlpha,121\n', false);
  await app.call('requirements.update', {
    review,
    id: must.id,
    definition: { roleId: 1, metricId: 2, comparator: '<=', bound: 150, strength: 'must', reason: 'Said better.' },
  });
  expect((await get()).draft!.releases).toHaveLength(1);
});

it('is taken back by somebody, on the trail', async () => {
  await app.call('decision.withdrawRelease', { review, requirementId: must.id, by: 'Li', why: 'I was wrong.' });
  expect((await get()).draft!.releases).toEqual([]);
  expect(await last()).toMatchObject({
    who: 'Li',
    what: 'must.withdrawn',
    body: { decision: 1, requirement: must.id, role: 1, why: 'I was wrong.' },
  });
  await expect(
    app.call('decision.withdrawRelease', { review, requirementId: must.id, by: 'Li', why: '' }),
  ).rejects.toMatchObject({ code: 'notFound' });
});

it('falls away with the choice it was for, and with its draft', async () => {
  await app.call('decision.update', { review, changes: { candidateId: 1 } });
  expect(await last()).toMatchObject({ what: 'must.lapsed', body: { why: 'Another candidate was chosen.' } });
  await app.call('decision.update', { review, changes: { candidateId: 3 } });
  await release();
  await app.call('decision.discard', { review });
  expect(await last()).toMatchObject({ what: 'must.lapsed', body: { why: 'The draft was discarded.' } });
  await app.call('decision.start', { review, kind: 'choose', candidateId: 3 });
  expect((await get()).lapsed).toEqual([]);
});
