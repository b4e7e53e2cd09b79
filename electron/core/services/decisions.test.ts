// The Decision room through the core: drafted, recorded, verified, reopened, undone or not.
import { afterAll, beforeEach, afterEach, expect, it, describe } from 'vitest';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import type { DecisionFields } from '../../../shared/domain/decision.ts';
import { documentOf } from '../../../shared/record/document.ts';
import { importTable, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { prepare, record, shownNow } from '../testing/decided.ts';
import { keepLog } from '../testing/keptLog.ts';

afterAll(removeFolders);

let app: TestApp;
let review: string;
beforeEach(async () => {
  app = testApp();
  review = await prepare(app.call);
});
afterEach(() => app.close());

const get = () => app.call('decision.get', { review });
const verify = (receipt: string | null = null) => app.call('meeting.verify', { review, receipt });
const refusal = (sentence: RegExp) => ({ code: 'refused', message: expect.stringMatching(sentence) as string });

it('drafts, changes and discards without a step of undo and without moving the revision', async () => {
  const before = await app.call('review.get', { review });
  const { id } = await app.call('decision.start', { review, kind: 'choose', candidateId: 2 });
  const { draft, version } = await get();
  expect(draft).toMatchObject({ id, number: 1, state: 'draft', kind: 'choose', candidateId: 2, deploy: 'now' });
  expect(draft!.stances.map(({ stance }) => stance)).toEqual(['open', 'open', 'open', 'open']);
  await app.call('decision.update', { review, changes: { rationale: 'Quick, and good enough.' } });
  expect(await get()).toMatchObject({
    version: version + 1,
    draft: { rationale: 'Quick, and good enough.', candidateId: 2 },
  });
  const after = await app.call('review.get', { review });
  expect(after.settings.revision).toBe(before.settings.revision);
  expect(after.history).toEqual(before.history);
  await expect(app.call('decision.start', { review, kind: 'none', candidateId: null })).rejects.toMatchObject(
    refusal(/already/),
  );
  await app.call('decision.discard', { review });
  expect((await get()).draft).toBe(null);
});

it('asks for stances and releases again when another is chosen', async () => {
  await app.call('decision.start', { review, kind: 'choose', candidateId: 2 });
  const stance = { roleId: 1, stance: 'supports' as const, words: 'Fine.', signedBy: 'Ana' };
  await app.call('decision.setStance', { review, stance });
  await app.call('decision.update', { review, changes: { candidateId: 1 } });
  expect((await get()).draft!.stances[0]).toEqual({ ...stance, stance: 'open', signedBy: '', signedAt: null });
});

it('refuses what cannot be said', async () => {
  await expect(app.call('decision.start', { review, kind: 'choose', candidateId: null })).rejects.toMatchObject({
    code: 'badInput',
  });
  await expect(app.call('decision.start', { review, kind: 'choose', candidateId: 99 })).rejects.toMatchObject({
    code: 'notFound',
  });
  await expect(app.call('decision.start', { review, kind: 'keep', candidateId: 1 })).rejects.toMatchObject(
    refusal(/in use today/),
  );
  await app.call('decision.start', { review, kind: 'choose', candidateId: 2 });
  const mute = { roleId: 1, stance: 'objects' as const, words: ' ', signedBy: 'Ana' };
  await expect(app.call('decision.setStance', { review, stance: mute })).rejects.toMatchObject({ code: 'badInput' });
});

it('keeps what was said about a gap on the trail, and prints it in the record', async () => {
  const { objectives } = (await app.call('review.get', { review })).settings;
  const note = { review, objectiveId: objectives[0]!.id, words: 'Sales could live with less.', by: 'Bo' };
  await app.call('meeting.noteGap', note);
  await expect(app.call('meeting.noteGap', { ...note, objectiveId: 99 })).rejects.toMatchObject({ code: 'notFound' });
  await expect(app.call('meeting.noteGap', { ...note, words: '' })).rejects.toMatchObject({ code: 'badInput' });
  const { id } = await record(app.call, review);
  const trail = await app.call('trail.list', { review });
  expect(trail[0]).toMatchObject({ who: 'Bo', what: 'gap.noted' });
  const { record: read, digest } = await app.call('decision.record.get', { review, id });
  const { appendix } = documentOf({ record: read, digest, head: null, trail, receipt: null });
  expect(appendix.find(({ letter }) => letter === 'F')!.tables[0]!.rows).toEqual([
    ['accuracy', 'Sales could live with less.', expect.stringMatching(/^Bo, /)],
  ]);
  expect(await verify()).toMatchObject({ ok: true });
});

describe('a draft that is changed', () => {
  const draft = async () => (await get()).draft!;
  const update = (changes: Partial<DecisionFields>) => app.call('decision.update', { review, changes });
  const sign = () =>
    app.call('decision.setStance', {
      review,
      stance: { roleId: 1, stance: 'livesWith', words: 'Once it is rehearsed.', signedBy: 'Ana' },
    });
  const signed = async () => (await draft()).stances.filter(({ signedBy }) => signedBy !== '').length;
  const condition = (kind: 'before' | 'after', what: string) => ({
    kind,
    what,
    owner: 'Li',
    due: null,
    holdId: null,
    check: null,
    expected: null,
  });

  it('asks again where the roles stand when what they signed is another thing', async () => {
    await app.call('decision.start', { review, kind: 'choose', candidateId: 2 });
    await update({ deploy: 'after' });
    const add = (kind: 'before' | 'after', what: string) =>
      app.call('decision.setCondition', { review, id: null, definition: condition(kind, what) });
    const { id } = await add('before', 'Roll-back rehearsed');
    await sign();
    await add('after', 'Cost looked at');
    await update({ rationale: 'It is quick.' });
    await app.call('decision.setCondition', {
      review,
      id,
      definition: { ...condition('before', 'Roll-back rehearsed'), owner: 'Bo' },
    });
    expect(await signed()).toBe(1);
    await app.call('decision.setCondition', { review, id, definition: condition('before', 'Roll-back discussed') });
    expect(await signed()).toBe(0);
    await sign();
    await app.call('decision.removeCondition', { review, id });
    expect(await signed()).toBe(0);
    await sign();
    await update({ deploy: 'now' });
    expect(await signed()).toBe(0);
    expect((await draft()).stances[0]).toMatchObject({ stance: 'open', words: 'Once it is rehearsed.' });
    await update({ kind: 'defer', candidateId: null });
    await sign();
    await update({ reviewBy: '2099-01-01' });
    expect(await signed()).toBe(0);
  });

  it('keeps no deployment and no fallback that do not go with the choice', async () => {
    await app.call('decision.start', { review, kind: 'none', candidateId: null });
    await update({ kind: 'choose', candidateId: 2 });
    expect(await draft()).toMatchObject({ deploy: 'now' });
    await update({ fallbackId: 1 });
    await update({ candidateId: 1 });
    expect(await draft()).toMatchObject({ candidateId: 1, fallbackId: null });
    await expect(update({ fallbackId: 1 })).rejects.toMatchObject({ code: 'badInput' });
    await update({ fallbackId: 2 });
    await update({ kind: 'none', candidateId: null });
    expect(await draft()).toMatchObject({ deploy: 'never', fallbackId: null });
  });

  it('takes a reason although the chosen candidate is gone, and refuses to record', async () => {
    await app.call('decision.start', { review, kind: 'choose', candidateId: 2 });
    await update({ fallbackId: 3 });
    await app.call('candidates.remove', { review, ids: [2, 3] });
    await update({ rationale: 'It is quick.' });
    await expect(update({ candidateId: 3 })).rejects.toMatchObject({ code: 'notFound' });
    const shown = await shownNow(app.call, review, null);
    await expect(app.call('decision.record', { review, by: 'Ana', shown })).rejects.toMatchObject(
      refusal(/no longer in the review/),
    );
  });

  it('is not put off to a day that has come', async () => {
    await app.call('decision.start', { review, kind: 'defer', candidateId: null });
    await update({ reviewBy: '2020-01-01' });
    const shown = await shownNow(app.call, review, null);
    await expect(app.call('decision.record', { review, by: 'Ana', shown })).rejects.toMatchObject(
      refusal(/put off has come/),
    );
  });
});

describe('recording', () => {
  it('freezes everything, chains it, and gives receipts that vouch for it', async () => {
    const { id, number, frozen, head } = await record(app.call, review);
    expect([number, head.n]).toEqual([1, 2]);
    const { recorded, draft } = await get();
    expect(draft).toBe(null);
    expect(recorded).toMatchObject([{ id, number: 1, state: 'recorded', frozen }]);
    const { record: read, digest } = await app.call('decision.record.get', { review, id });
    expect(digest).toBe(frozen);
    expect(read).toMatchObject({
      v: 1,
      title: 'Which recommender?',
      blind: false,
      rounds: 0,
      recordedBy: 'Ana',
      engineVersion: ENGINE_VERSION,
      candidateCount: 4,
      partial: '',
      screenedOutCount: 1,
      meeting: { question: 'Which recommender serves the app?', owner: 'Ana', facilitator: 'Bo' },
      stances: [{ stance: 'supports', signedBy: 'Ana' }, { stance: 'open' }, { stance: 'open' }, { stance: 'open' }],
      trail: { n: 1 },
    });
    expect(read.candidates.map(({ name }) => name)).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
    expect(read.sentences).toEqual([{ place: 'headline', text: 'We deploy Beta.' }]);
    expect(read.cited).toContainEqual({
      candidateId: 2,
      metricId: 2,
      value: 45,
      standardError: null,
      source: 0,
      row: 3,
      column: 'latency_ms',
    });
    expect(read.sources[0]).toMatchObject({ name: 'table.csv', kind: 'file' });
    const receipts = await app.call('decision.receipts', { review, id });
    expect(receipts).toHaveLength(4);
    expect(receipts[0]).toMatchObject({ roleId: 1, people: ['Ana'] });
    for (const { text } of receipts)
      expect(await verify(text)).toMatchObject({ ok: true, head: 'matchesReceipt', upTo: 2 });
    expect((await verify()).sentences[0]).toBe(
      'All 2 entries follow from one another, and the decision is as it was recorded.',
    );
  });

  it('refuses an answer that is not the one of the core, and a page that is behind', async () => {
    const shown = await shownNow(app.call, review, 2);
    const attempt = (changes: object) =>
      app.call('decision.record', { review, by: 'Ana', shown: { ...shown, ...changes } });
    for (const wrong of [
      { answer: [1] },
      { answer: [] },
      { revision: shown.revision - 1 },
      { version: shown.version - 1 },
      { engineVersion: '0.9' },
      { chance: { seed: 1, draws: 100, concentration: 20, first: 0.123 } },
    ]) {
      await expect(attempt(wrong)).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await app.call('trail.list', { review })).toEqual([]);
    await attempt({});
  });

  it('asks why not the answer, and for a release in writing of a broken must', async () => {
    const shown = await shownNow(app.call, review, 3);
    const attempt = async () =>
      app.call('decision.record', { review, by: 'Ana', shown: { ...shown, version: (await get()).version } });
    await expect(attempt()).rejects.toMatchObject(refusal(/Say why not Beta/));
    await app.call('decision.update', { review, changes: { override: 'Accuracy decides this year.' } });
    await expect(attempt()).rejects.toMatchObject(
      refusal(/latency_ms ≤ 150.*is a must of ML engineers.*Gamma has 300.*in writing/),
    );
    const [{ requirements }] = (await app.call('review.get', { review })).settings.roles as unknown as [
      { requirements: { id: number }[] },
    ];
    await app.call('decision.release', {
      review,
      requirementId: requirements[0]!.id,
      words: 'For a year.',
      signedBy: 'Li',
    });
    await app.call('decision.update', { review, changes: { deploy: 'after' } });
    await expect(attempt()).rejects.toMatchObject(refusal(/has to come true/));
    await app.call('decision.update', { review, changes: { deploy: 'now' } });
    const { id } = await attempt();
    const { record: read } = await app.call('decision.record.get', { review, id });
    expect(read.releases).toMatchObject([{ words: 'For a year.', signedBy: 'Li' }]);
    expect((await app.call('decision.replay', { review, id })).outcome).toBe('holds');
  });

  it('leaves the record as it is whatever is changed afterwards', async () => {
    const { id } = await record(app.call, review);
    const { record: before } = await app.call('decision.record.get', { review, id });
    await app.call('candidates.remove', { review, ids: [2] });
    await app.call('roles.remove', { review, id: 1 });
    await importTable(app.call, review, 'model,accuracy,latency_ms\nAlpha,0.99,1\n', false);
    expect((await app.call('decision.record.get', { review, id })).record).toEqual(before);
    expect(await verify()).toMatchObject({ ok: true, state: 'asRecorded' });
  });

  it('is not undone, nor is anything before it', async () => {
    await record(app.call, review);
    await expect(app.call('review.undo', { review })).rejects.toMatchObject(
      refusal(/^The decision was recorded at \d\d:\d\d\. Reopen it to decide again\.$/),
    );
    await app.call('review.describe', { review, title: 'Later', note: '' });
    expect((await app.call('review.undo', { review })).label).toBe('description');
    expect((await get()).recorded).toHaveLength(1);
  });

  it('closes conditions once, on the trail, and still verifies', async () => {
    const { id } = await record(app.call, review, async () => {
      const definition = { kind: 'after' as const, what: 'Roll-back rehearsed', owner: 'Li', due: '2027-01-31' };
      await app.call('decision.setCondition', {
        review,
        id: null,
        definition: { ...definition, holdId: null, check: null, expected: null },
      });
    });
    const [condition] = (await get()).recorded[0]!.conditions;
    const close = () =>
      app.call('decision.closeCondition', { review, id: condition!.id, state: 'met', by: 'Li', why: 'Done.' });
    await close();
    await expect(close()).rejects.toMatchObject(refusal(/^Li has said already/));
    expect((await get()).recorded[0]!.conditions).toMatchObject([{ state: 'met', closedBy: 'Li' }]);
    expect((await app.call('decision.record.get', { review, id })).record.conditions).toMatchObject([
      { state: 'open' },
    ]);
    expect(await verify()).toMatchObject({ ok: true, state: 'asRecorded' });
  });

  it('reopens as a draft that supersedes, and rewrites nothing', async () => {
    const first = await record(app.call, review);
    await app.call('decision.reopen', { review, by: 'Ana', why: 'New evidence.' });
    expect(await get()).toMatchObject({
      draft: { number: 2, supersedes: first.id },
      recorded: [{ state: 'recorded' }],
    });
    await app.call('decision.discard', { review });
    await app.call('decision.reopen', { review, by: 'Ana', why: 'New evidence.' });
    const shown = await shownNow(app.call, review, null);
    const second = await app.call('decision.record', { review, by: 'Bo', shown });
    expect((await get()).recorded).toMatchObject([
      { id: first.id, state: 'superseded', frozen: first.frozen },
      { id: second.id, state: 'recorded', supersedes: first.id },
    ]);
    expect((await app.call('decision.record.get', { review, id: second.id })).record.supersedes).toBe(1);
    expect(await verify()).toMatchObject({ ok: true });
  });

  it('stays with the review it was made in when that is duplicated', async () => {
    await record(app.call, review);
    const copy = await app.call('library.duplicate', { review, title: 'Another' });
    const there = await app.call('decision.get', { review: copy.review });
    expect(there).toMatchObject({ recorded: [], head: null, meeting: { owner: 'Ana' } });
  });
});

describe('whether it still holds', () => {
  const replay = (id: number) => app.call('decision.replay', { review, id });
  const setValue = (candidateId: number, metricId: number, value: number | null) =>
    app.call('candidates.setMeasured', { review, candidateId, metricId, measured: value, standardError: null });
  const changed = (steps: readonly { group: string | null; changed: boolean }[]) =>
    steps.filter((step) => step.changed && step.group !== null).map(({ group }) => group);

  it('holds on what it was decided on, to the last bit, and writes nothing', async () => {
    const { id } = await record(app.call, review);
    const found = await replay(id);
    expect(found).toMatchObject({ outcome: 'holds', sentence: 'Decision 1 holds.', causes: [], number: 1 });
    expect(found.engine).toMatchObject({ then: ENGINE_VERSION, now: ENGINE_VERSION, reproduced: 'toTheBit' });
    expect(found.margin.now).toBe(found.margin.then);
    expect(changed(found.steps)).toEqual([]);
    expect(await app.call('trail.list', { review })).toHaveLength(2);
    await app.call('decision.noteReplay', { review, id, by: 'Bo' });
    expect((await app.call('trail.list', { review })).at(-1)).toMatchObject({ who: 'Bo', what: 'replay.run' });
  });

  it('breaks where a must is broken by new evidence, and says by how much', async () => {
    const { id } = await record(app.call, review);
    await setValue(2, 2, 200);
    const found = await replay(id);
    expect(found).toMatchObject({ outcome: 'brokenMust' });
    expect(found.causes[0]).toMatchObject({
      kind: 'must',
      group: 'evidence',
      candidate: 'Beta',
      metric: 'latency_ms',
      from: 45,
      to: 200,
      bound: 150,
      by: 50,
    });
    expect(changed(found.steps)).toEqual(['evidence']);
  });

  it('breaks where a must is new', async () => {
    const { id } = await record(app.call, review);
    const bound = { metricId: 2, comparator: '<=' as const, bound: 40, strength: 'must' as const };
    await app.call('requirements.create', { review, definition: { roleId: 2, reason: '', ...bound } });
    const found = await replay(id);
    expect(found).toMatchObject({
      outcome: 'brokenMust',
      causes: [{ kind: 'must', group: 'requirements', role: 'Sales', by: 5 }],
    });
    expect(changed(found.steps)).toEqual(['requirements']);
  });

  describe('of a must on a gap, which is known as an interval', () => {
    let log: number;
    const take = (measured: number, interval: { low: number; high: number | null }, bound: number | null) =>
      app.call('predictions.take', {
        review,
        log,
        metrics: [
          {
            name: 'Selection gap',
            unit: '',
            direction: 'min',
            how: 'Largest gap',
            measurements: ['Alpha', 'Beta', 'Gamma', 'Delta'].map((candidate) => ({
              ...{ candidate, measured, standardError: null, interval },
            })),
            objective: false,
            requirement: bound === null ? null : { roleId: 1, comparator: '<=', bound, strength: 'must' },
          },
        ],
      });
    beforeEach(async () => {
      log = await keepLog(app.call, review);
    });

    it('records that it cannot be told, screens nobody out, and holds as long as nothing more is known', async () => {
      await take(0.07, { low: 0, high: 0.12 }, 0.05);
      const { id } = await record(app.call, review);
      const { record: frozen, columns } = await app.call('decision.frozen', { review, id });
      expect(frozen.undecided).toHaveLength(4);
      expect(frozen.undecided?.[1]).toMatchObject({ candidateId: 2, roleId: 1, measured: 0.07, low: 0, high: 0.12 });
      expect(frozen.screenedOut.map(({ candidateId }) => candidateId)).toEqual([3]);
      expect(columns.at(-1)!.intervals!.highs[0]).toBe(0.12);
      expect(frozen.cited.find(({ metricId, candidateId }) => metricId === 3 && candidateId === 2)).toMatchObject({
        interval: { low: 0, high: 0.12 },
      });
      const document = documentOf({ record: frozen, digest: null, head: null, trail: [], receipt: null });
      expect(document.firm[0]).toBe(
        'Whether Beta meets Selection gap ≤ 0.05, a must of ML engineers, cannot be told: it has 0.07 (0.00 to 0.12).',
      );
      const [screened] = document.appendix.filter(({ letter }) => letter === 'D');
      expect(screened!.sentences).toContain(
        'Of 4 candidates it could not be told whether a must is met: the interval of the value holds the bound. They were not screened out for it.',
      );
      const found = await replay(id);
      expect(found).toMatchObject({ outcome: 'holds', causes: [{ kind: 'undecided', bound: 0.05, to: 0.07 }] });
      expect(found.engine.reproduced).toBe('toTheBit');
      expect(await verify()).toMatchObject({ ok: true });
    });

    it('breaks once all of the interval lies beyond, and cannot be told where it only comes to hold the bound', async () => {
      await take(0.02, { low: 0, high: 0.04 }, 0.05);
      const { id } = await record(app.call, review);
      expect(await replay(id)).toMatchObject({ outcome: 'holds', causes: [] });
      // The same value, and more doubt about it.
      await take(0.02, { low: 0, high: 0.09 }, null);
      const open = await replay(id);
      expect(open).toMatchObject({ outcome: 'cannotTell', causes: [{ kind: 'undecided', group: 'evidence' }, {}] });
      expect(open.sentence).toMatch(/^Cannot tell whether decision 1 holds: Whether Beta meets Selection gap ≤ 0.05/);
      await take(0.1, { low: 0.06, high: 0.14 }, null);
      const broken = await replay(id);
      expect(broken).toMatchObject({ outcome: 'brokenMust', causes: [{ kind: 'must', to: 0.1 }, {}] });
      expect(broken.causes[0]!.by).toBeCloseTo(0.01, 12);
    });
  });

  it('is overtaken, and names the cells that did it', async () => {
    const { id } = await record(app.call, review);
    await setValue(1, 2, 10);
    await setValue(1, 1, 0.95);
    const found = await replay(id);
    expect(found.sentence).toMatch(/^Decision 1 is overtaken: Alpha is first now; when it was decided, it was Beta\./);
    const cells = found.causes.filter(({ kind }) => kind === 'value').map(({ from, to }) => [from, to]);
    expect(cells).toContainEqual([0.91, 0.95]);
  });

  it('is overtaken by a candidate that is new', async () => {
    const { id } = await record(app.call, review);
    await importTable(app.call, review, 'model,accuracy,latency_ms\nOmega,0.93,20\n', false);
    const found = await replay(id);
    expect(found).toMatchObject({ outcome: 'overtaken' });
    expect(changed(found.steps)).toEqual(['candidates']);
    expect(found.causes.map(({ sentence }) => sentence)).toContain('Omega was not among the candidates then.');
  });

  it('cannot tell where a value is gone, or the candidate', async () => {
    const { id } = await record(app.call, review);
    await setValue(2, 1, null);
    expect((await replay(id)).sentence).toBe(
      'Cannot tell whether decision 1 holds: accuracy of Beta is missing (it was 0.92).',
    );
    await app.call('candidates.remove', { review, ids: [2] });
    expect((await replay(id)).sentence).toBe('Cannot tell whether decision 1 holds: Beta is no longer in the review.');
    await importTable(app.call, review, 'model,accuracy,latency_ms\nBeta,0.92,45\n', false);
    expect((await replay(id)).sentence).toMatch(/Beta is no longer in the review\. Another one has its name now/);
  });

  it('is narrower where the answer stays and half as much turns it', async () => {
    // Better and slower: some weight on accuracy puts Alpha first.
    await setValue(1, 1, 0.925);
    const { id } = await record(app.call, review);
    const { then } = (await replay(id)).margin;
    expect(then).toBeGreaterThan(0);
    // Alpha comes closer, value by value, until less than half of what was needed then is left; Beta stays ahead.
    const outcomes = new Set<string>();
    for (let latency = 115; latency >= 15; latency -= 10) {
      await setValue(1, 2, latency);
      const found = await replay(id);
      outcomes.add(found.outcome);
      if (found.outcome !== 'narrower') continue;
      expect(found.margin.now!).toBeLessThan(then! / 2);
      expect(found.causes[0]).toMatchObject({ kind: 'margin', group: 'evidence', from: then, to: found.margin.now });
      expect(found.sentence).toMatch(
        /^Decision 1 holds, narrower: .* points of one role’s weights turn the answer now/,
      );
    }
    expect(outcomes).toContain('narrower');
  });

  it('says when a watched number crosses its bound, with what was expected', async () => {
    const { id } = await record(app.call, review, async () => {
      const check = { metricId: 2, comparator: '<=' as const, bound: 60 };
      const definition = { kind: 'watch' as const, what: 'Latency', owner: 'Li', due: null, holdId: null };
      await app.call('decision.setCondition', { review, id: null, definition: { ...definition, check, expected: 45 } });
    });
    await setValue(2, 2, 61);
    expect(await replay(id)).toMatchObject({
      outcome: 'watchCrossed',
      causes: [{ kind: 'watch', from: 45, to: 61, bound: 60, by: 1 }, {}],
    });
  });

  it('cannot tell where a watched number is gone, and says what it was', async () => {
    await importTable(app.call, review, 'model,cost\nAlpha,5\nBeta,4\n', false);
    const check = { metricId: 3, comparator: '<=' as const, bound: 6 };
    const { id } = await record(app.call, review, async () => {
      const definition = { kind: 'watch' as const, what: 'Cost', owner: 'Li', due: null, holdId: null };
      await app.call('decision.setCondition', { review, id: null, definition: { ...definition, check, expected: 4 } });
    });
    expect((await replay(id)).outcome).toBe('holds');
    await setValue(2, 3, null);
    expect((await replay(id)).sentence).toBe(
      'Cannot tell whether decision 1 holds: cost of Beta is missing (it was 4).',
    );
    await app.call('metrics.remove', { review, id: 3 });
    expect((await replay(id)).sentence).toBe(
      'Cannot tell whether decision 1 holds: cost of Beta is missing (it was 4).',
    );
  });

  it('lets a must be broken that was released as far as it was then, and no further', async () => {
    const [must] = (await app.call('review.get', { review })).settings.roles[0]!.requirements;
    await shownNow(app.call, review, 3);
    await app.call('decision.update', { review, changes: { override: 'Accuracy decides this year.' } });
    await app.call('decision.release', { review, requirementId: must!.id, words: 'At 300 ms.', signedBy: 'Li' });
    const { id } = await app.call('decision.record', {
      review,
      by: 'Ana',
      shown: await shownNow(app.call, review, null),
    });
    for (const [latency, outcome] of [
      [300, 'holds'],
      [280, 'holds'],
      [301, 'brokenMust'],
    ] as const) {
      await setValue(3, 2, latency);
      expect([latency, (await replay(id)).outcome]).toEqual([latency, outcome]);
    }
    await setValue(3, 2, 300);
    const { metricId, comparator, strength, reason } = must!;
    const definition = { roleId: 1, metricId, comparator, strength, reason, bound: 100 };
    await app.call('requirements.update', { review, id: must!.id, definition });
    expect((await replay(id)).causes[0]).toMatchObject({ kind: 'must', to: 300, bound: 100, by: 200 });
  });

  it('cannot tell where a metric that was weighed is gone', async () => {
    const { id } = await record(app.call, review);
    const { settings } = await app.call('review.get', { review });
    await app.call('objectives.remove', { review, id: settings.objectives.find(({ metricId }) => metricId === 1)!.id });
    await app.call('metrics.remove', { review, id: 1 });
    const found = await replay(id);
    expect(found.sentence).toBe('Cannot tell whether decision 1 holds: accuracy is no longer in the review.');
    expect(found.causes.filter(({ kind }) => kind === 'missing')).toEqual([]);
  });

  describe('when the working ballots are moved afterwards', () => {
    /** Everybody weighs latency alone, so that Delta or whoever is quickest would be first. */
    const weighLatency = async () => {
      const { settings } = await app.call('review.get', { review });
      const weights = settings.objectives.map(({ id: objectiveId, metricId }) => ({
        objectiveId,
        locked: false,
        weight: metricId === 2 ? 1 : 0,
      }));
      for (const { id: roleId } of settings.roles) await app.call('ballots.setWeights', { review, roleId, weights });
    };

    it('holds all the same, and says what today’s weights would say', async () => {
      const { id } = await record(app.call, review);
      await setValue(1, 2, 40);
      const before = await replay(id);
      await weighLatency();
      const found = await replay(id);
      expect({ ...found, working: before.working }).toEqual(before);
      expect(before.working).toEqual({ changed: false, first: [], sentence: '' });
      expect(found.working).toEqual({
        changed: true,
        first: ['Alpha'],
        sentence:
          'Since the decision the weights of ML engineers, Sales, Product and Infrastructure were changed. It was checked with the ' +
          'ballots it was made with. With today’s, Alpha is first: a new decision would count them.',
      });
    });

    it('replays new evidence against the ballots of then', async () => {
      const { id } = await record(app.call, review);
      await setValue(1, 2, 10);
      await setValue(1, 1, 0.95);
      const before = await replay(id);
      await weighLatency();
      const found = await replay(id);
      expect(found).toMatchObject({ outcome: 'overtaken', sentence: before.sentence, margin: before.margin });
      expect(found.working.sentence).toMatch(/With today’s too, Alpha is first\.$/);
    });

    it('names another rule, other ranges, and roles that came and went', async () => {
      const { id } = await record(app.call, review);
      const { settings } = await app.call('review.get', { review });
      const groupRule = settings.groupRule === 'leastRegret' ? 'weightedMean' : 'leastRegret';
      await app.call('review.setGroupRule', { review, groupRule });
      await app.call('objectives.remove', { review, id: settings.objectives[0]!.id });
      await app.call('roles.remove', { review, id: 4 });
      const found = await replay(id);
      expect(found.outcome).toBe('holds');
      expect(found.working.sentence).toMatch(
        /^Since the decision .*the objectives or their ranges were changed, the rule was changed and Infrastructure has left\./,
      );
    });

    it('still counts what a role that came later insists on', async () => {
      const { id } = await record(app.call, review);
      const role = await app.call('roles.create', { review, name: 'Legal', colour: 'rose', influence: 1 });
      const bound = { metricId: 2, comparator: '<=' as const, bound: 40, strength: 'must' as const };
      await app.call('requirements.create', { review, definition: { roleId: role.id, reason: '', ...bound } });
      expect(await replay(id)).toMatchObject({
        outcome: 'brokenMust',
        causes: [{ kind: 'must', group: 'requirements', role: 'Legal', by: 5 }],
        working: { changed: true },
      });
    });
  });
});
