// Proposals between roles over real files: who is asked, what an answer carries out, when one lapses, and what the record keeps.
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call, In } from '../../../shared/contract/contract.ts';
import type { Proposal, ProposalChange } from '../../../shared/domain/proposal.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { cheapestChanges } from '../../../shared/engine/change/cheapestChange.ts';
import { documentOf } from '../../../shared/record/document.ts';
import { toHtml } from '../../../shared/record/html.ts';
import { toMarkdown } from '../../../shared/record/markdown.ts';
import { recordExport, toExport } from '../../../shared/record/json.ts';
import { prepare, record } from '../testing/decided.ts';
import { importTable, newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { openDatabase } from '../store/sqlite.ts';

afterAll(removeFolders);

let app: TestApp;
let call: Call;
let review: string;
let role: { first: number; second: number; third: number };

/** The review of `prepare`, whose first role asks for at most 150 ms. */
beforeEach(async () => {
  app = testApp(newFolder());
  call = app.call;
  review = await prepare(call);
  const { settings } = await call('review.get', { review });
  const second = settings.roles.find(({ name }) => name === 'Product')!;
  const third = settings.roles.find(({ name }) => name === 'Sales')!;
  role = { first: settings.roles[0]!.id, second: second.id, third: third.id };
});

afterEach(() => app.close());

const settings = async () => (await call('review.get', { review })).settings;
const list = async () => (await call('proposals.list', { review })).proposals;
const only = async (): Promise<Proposal> => (await list())[0]!;
const requirement = async () => (await settings()).roles[0]!.requirements[0]!;
const trail = async () =>
  (await call('trail.list', { review })).map(({ what, who, body }) => ({
    what,
    who,
    body: JSON.parse(body) as Record<string, unknown>,
  }));

const bound = async (to: number, admits: number[] = []): Promise<ProposalChange> => {
  const { id, metricId, comparator, bound: from } = await requirement();
  return { kind: 'bound', requirementId: id, metricId, comparator, from, to, admits };
};
const make = (change: ProposalChange, more: Partial<In<'proposals.make'>> = {}) =>
  call('proposals.make', {
    review,
    roleId: role.second,
    toRoleId: role.first,
    change,
    reason: 'Nothing else passes.',
    by: 'Cleo',
    counters: null,
    ...more,
  });
const answer = (id: number, state: 'accepted' | 'declined', words = '', roleId: number | null = role.first) =>
  call('proposals.answer', { review, id, roleId, answer: state, words, by: 'Ana' });
const condition = {
  kind: 'before',
  what: 'Roll-back rehearsed',
  owner: 'Bo',
  due: null,
  check: null,
  expected: null,
} as const;

describe('a proposal', () => {
  it('says what is asked in native units, who asks and who answers, and stands in the trail', async () => {
    const { id } = await make(await bound(300, [3]));
    expect(await only()).toMatchObject({
      id,
      roundId: null,
      fromRoleId: role.second,
      toRoleId: role.first,
      said: 'ML engineers’ latency_ms ≤\u00a0300\u00a0ms instead of ≤\u00a0150\u00a0ms. That lets Gamma pass.',
      reason: 'Nothing else passes.',
      madeBy: 'Cleo',
      state: 'open',
    });
    expect((await trail()).at(-1)).toMatchObject({
      what: 'proposal.made',
      who: 'Cleo',
      body: { proposal: id, to: role.first },
    });
  });

  it('leaves everything as it is until it is answered', async () => {
    const before = await settings();
    await make(await bound(300, [3]));
    expect(await settings()).toEqual(before);
  });

  it('is refused where it is about nothing that is there, or about somebody else', async () => {
    const { third } = role;
    const change = await bound(300);
    await expect(make(change, { roleId: third, toRoleId: role.second })).rejects.toMatchObject({ code: 'refused' });
    await expect(make({ ...change, from: 120 } as ProposalChange)).rejects.toMatchObject({ code: 'conflict' });
    await expect(make(await bound(150))).rejects.toMatchObject({ code: 'badInput' });
    await expect(make(await bound(299, [3]))).rejects.toThrow(/does not let that candidate pass/);
    await expect(make(change, { roleId: role.first })).rejects.toMatchObject({ code: 'badInput' });
    await expect(make({ kind: 'outcome', candidateId: 99, price: '' })).rejects.toMatchObject({ code: 'notFound' });
    const hold = {
      kind: 'hold',
      roleId: third,
      scope: { kind: 'all' },
      until: '2027-01-31',
      condition: '',
      effect: 'blocks',
    } as const;
    await expect(make(hold)).rejects.toMatchObject({ code: 'refused' });
    await expect(make({ ...hold, roleId: role.first, until: null })).rejects.toMatchObject({ code: 'badInput' });
    expect(await list()).toEqual([]);
  });

  it('is not made twice while it waits', async () => {
    await make(await bound(300));
    await expect(make(await bound(300))).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('an answer', () => {
  it('that accepts a bound changes the requirement of that role, with its entry, and is not undone', async () => {
    const before = await settings();
    const { id } = await make(await bound(300, [3]));
    await answer(id, 'accepted', 'For the pilot.');
    const after = await settings();
    expect(after.roles[0]!.requirements[0]).toEqual({ ...before.roles[0]!.requirements[0], bound: 300 });
    expect(after.revision).toBe(before.revision + 1);
    expect(after.roles.map(({ weights }) => weights)).toEqual(before.roles.map(({ weights }) => weights));
    expect((await trail()).at(-1)).toMatchObject({
      what: 'proposal.answered',
      who: 'Ana',
      body: { proposal: id, state: 'accepted', words: 'For the pilot.', from: 150, to: 300 },
    });
    expect(await only()).toMatchObject({ state: 'accepted', answeredBy: 'Ana', answer: 'For the pilot.' });
    // The results in the file are those of the new bound, as after any change of a ballot.
    await expect.poll(async () => (await call('review.get', { review })).resultsRevision).toBe(after.revision);
    expect((await call('review.get', { review })).history.undo).toBe(null);
    await expect(call('review.undo', { review })).rejects.toThrow(
      /^A proposal was answered at .* Change it by hand\.$/,
    );
    // By hand it can be changed, and that is undone as ever.
    const { id: requirementId, ...definition } = after.roles[0]!.requirements[0]!;
    await call('requirements.update', { review, id: requirementId, definition: { ...definition, bound: 200 } });
    await call('review.undo', { review });
    expect((await requirement()).bound).toBe(300);
  });

  it('is given to other windows as a change of the ballots', async () => {
    const { id } = await make(await bound(300));
    const changes: number[] = [];
    const stop = app.core.follow({ principal: { kind: 'owner' }, client: 'other-window' }, ({ revision }) =>
      changes.push(revision),
    );
    await answer(id, 'accepted');
    stop();
    expect(changes).toEqual([(await settings()).revision]);
  });

  it('that declines needs a reason, and changes nothing', async () => {
    const before = await settings();
    const { id } = await make(await bound(300));
    await expect(answer(id, 'declined', '  ')).rejects.toThrow(/^Say why not/);
    await answer(id, 'declined', 'Orders drop beyond 150 ms.');
    expect(await only()).toMatchObject({ state: 'declined', answer: 'Orders drop beyond 150 ms.' });
    expect(await settings()).toEqual(before);
    await expect(answer(id, 'accepted')).rejects.toThrow(/was declined already by Ana/);
  });

  it('that accepts a hold adds it to the ballot of the role whose it is', async () => {
    const { id } = await make({
      kind: 'hold',
      roleId: role.second,
      scope: { kind: 'candidate', candidateId: 2 },
      until: '2027-01-31',
      condition: '',
      effect: 'blocks',
    });
    await answer(id, 'accepted');
    const { roles } = await settings();
    expect(roles.find(({ id: each }) => each === role.second)!.holds).toMatchObject([
      { roleId: role.second, until: '2027-01-31', reason: 'Nothing else passes.', cleared: false },
    ]);
    expect(roles[0]!.holds).toEqual([]);
  });

  it('that accepts a condition puts it into the draft, or keeps it until there is one', async () => {
    const { id: first } = await make({ kind: 'condition', condition });
    await answer(first, 'accepted');
    expect((await only()).decisionId).toBe(null);
    await call('decision.start', { review, kind: 'choose', candidateId: 2 });
    const draft = async () => (await call('decision.get', { review })).draft!;
    expect((await draft()).conditions).toMatchObject([{ what: 'Roll-back rehearsed', owner: 'Bo', state: 'open' }]);
    const { id: second } = await make({ kind: 'condition', condition: { ...condition, what: 'Load test' } });
    await answer(second, 'accepted');
    expect((await draft()).conditions.map(({ what }) => what)).toEqual(['Roll-back rehearsed', 'Load test']);
    // A draft that is thrown away takes none of them with it.
    await call('decision.discard', { review });
    await call('decision.start', { review, kind: 'choose', candidateId: 1 });
    expect((await draft()).conditions.map(({ what }) => what)).toEqual(['Roll-back rehearsed', 'Load test']);
  });

  it('to an outcome or a question about weights is a statement, and writes no weight', async () => {
    const before = await settings();
    const { id: outcome } = await make({ kind: 'outcome', candidateId: 2, price: 'It costs 0.1.' });
    const moves = [{ objectiveId: before.objectives[0]!.id, from: 50, to: 60 }];
    const { id: question } = await make({ kind: 'askWeight', moves, candidateId: 2 });
    await answer(outcome, 'accepted');
    await answer(question, 'accepted', 'We weigh again in the next round.');
    expect(await settings()).toEqual(before);
    expect((await list()).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  });

  it('by a counter-proposal closes the first, and goes back to whoever asked', async () => {
    const { id } = await make(await bound(300), { roleId: null });
    const counter = { roleId: role.first, toRoleId: null, reason: 'Half way.', by: 'Ana', counters: id };
    await expect(make(await bound(200), { ...counter, toRoleId: role.second })).rejects.toMatchObject({
      code: 'badInput',
    });
    const { id: next } = await make(await bound(200), counter);
    expect(await list()).toMatchObject([
      { id, state: 'countered', answer: 'Half way.', answeredBy: 'Ana' },
      { id: next, state: 'open', counters: id, toRoleId: null },
    ]);
    await answer(next, 'accepted', '', null);
    expect((await requirement()).bound).toBe(200);
  });

  it('is not given while a round is open, where it would change a ballot', async () => {
    const { id } = await make(await bound(300));
    const file = path.join(
      app.libraryFolder,
      fs.readdirSync(app.libraryFolder).find((name) => name.endsWith('.parley'))!,
    );
    await app.core.close();
    const db = openDatabase(file, { readonly: false });
    db.exec(`INSERT INTO frozen VALUES ('${'a'.repeat(64)}', 'basis', x'00');
      INSERT INTO round (number, state, going, rule, basis, opened_at, why)
      VALUES (1, 'open', 1, 'leastRegret', '${'a'.repeat(64)}', '2026-11-30T10:00:00.000Z', '')`);
    db.close();
    app = testApp(app.folder);
    call = app.call;
    ({ review } = await app.openPath(file));
    await expect(answer(id, 'accepted')).rejects.toThrow(/^Round 1 is being voted on/);
    expect(await only()).toMatchObject({ state: 'open' });
  });

  it('is taken back by whoever asked', async () => {
    const { id } = await make(await bound(300));
    await call('proposals.withdraw', { review, id, roleId: role.second, words: 'No longer needed.', by: 'Cleo' });
    expect(await only()).toMatchObject({ state: 'withdrawn', answer: 'No longer needed.', answeredBy: 'Cleo' });
  });
});

describe('a seat', () => {
  const as = (roleId: number) =>
    app.as(`seat-of-${roleId}`, { kind: 'seat', review, name: `Seat ${roleId}`, roleId }).call;
  const seen = async (roleId: number) =>
    (await as(roleId)('proposals.list', { review })).proposals.map(({ id, state }) => [id, state]);

  it('asks and answers for its own role alone, and sees of the others what was answered', async () => {
    const asked = { review, toRoleId: role.first, reason: 'Why not?', by: 'Cleo', counters: null };
    const change = { kind: 'outcome', candidateId: 2, price: '' } as const;
    await expect(as(role.third)('proposals.make', { ...asked, roleId: role.second, change })).rejects.toMatchObject({
      code: 'refused',
    });
    const { id } = await as(role.second)('proposals.make', { ...asked, roleId: role.second, change });
    expect(await seen(role.first)).toEqual([[id, 'open']]);
    expect(await seen(role.second)).toEqual([[id, 'open']]);
    expect(await seen(role.third)).toEqual([]);
    const reply = { review, id, answer: 'accepted', words: '', by: 'Ana' } as const;
    // Neither as another role, nor as its own where another was asked.
    await expect(as(role.third)('proposals.answer', { ...reply, roleId: role.first })).rejects.toThrow(/another role/);
    await expect(as(role.third)('proposals.answer', { ...reply, roleId: role.third })).rejects.toThrow(
      /^A proposal is/,
    );
    await expect(as(role.first)('proposals.answer', { ...reply, roleId: null })).rejects.toThrow(/another role/);
    await as(role.first)('proposals.answer', { ...reply, roleId: role.first });
    expect(await seen(role.third)).toEqual([[id, 'accepted']]);
  });
});

describe('what lapses', () => {
  it('is what it was about: a requirement, a candidate, a role; undo brings it back', async () => {
    const { id } = await make(await bound(300, [3]));
    await call('requirements.remove', { review, id: (await requirement()).id });
    expect(await only()).toMatchObject({ state: 'lapsed', answer: 'Its requirement was removed.' });
    await expect(answer(id, 'accepted')).rejects.toThrow(/^This proposal has lapsed\. Its requirement was removed\./);
    await call('review.undo', { review });
    expect(await only()).toMatchObject({ state: 'open' });
    await call('candidates.remove', { review, ids: [3] });
    expect(await only()).toMatchObject({ state: 'lapsed', answer: 'The candidate it lets pass was removed.' });
    await call('review.undo', { review });
    await call('roles.remove', { review, id: role.second });
    expect(await only()).toMatchObject({ state: 'lapsed', answer: 'A role that it is between was removed.' });
  });

  it('is what nobody answered before the decision was recorded', async () => {
    await make(await bound(300));
    await record(call, review);
    expect(await only()).toMatchObject({
      state: 'lapsed',
      answer: 'The decision was recorded before it was answered.',
      answeredBy: '',
    });
  });
});

describe('the record', () => {
  it('keeps every proposal with its answer, and prints them in appendix F', async () => {
    const { id } = await make(await bound(200));
    await answer(id, 'declined', 'Too slow.');
    const { id: next } = await make(await bound(160));
    await answer(next, 'accepted');
    await make({ kind: 'outcome', candidateId: 2, price: '' });
    const { frozen, head } = await record(call, review);
    const [decision] = (await call('decision.get', { review })).recorded;
    const { record: kept } = await call('decision.record.get', { review, id: decision!.id });
    expect(kept.proposals).toMatchObject([
      { id, from: 'Product', to: 'ML engineers', state: 'declined', answer: 'Too slow.', answeredBy: 'Ana' },
      { id: next, state: 'accepted' },
      { kind: 'outcome', state: 'lapsed' },
    ]);
    const entries = await call('trail.list', { review });
    const document = documentOf({ record: kept, digest: frozen, head, trail: entries, receipt: null });
    const f = document.appendix.find(({ letter }) => letter === 'F')!;
    expect(f.sentences).toContain('3 proposals were made, 1 of them accepted.');
    for (const printed of [toHtml(document, null), toMarkdown(document, { consulted: [], date: '2026-11-30' })]) {
      expect(printed).toContain('Too slow.');
      expect(printed).toContain('160\u00a0ms instead of');
    }
    expect(recordExport.parse(toExport(kept, frozen, head, entries)).record.proposals).toHaveLength(3);
    expect(await call('meeting.verify', { review, receipt: null })).toMatchObject({ ok: true, state: 'asRecorded' });
  });

  it('says so where a proposal was changed afterwards', async () => {
    const { id } = await make(await bound(200));
    await answer(id, 'declined', 'Too slow.');
    const file = path.join(
      app.libraryFolder,
      fs.readdirSync(app.libraryFolder).find((name) => name.endsWith('.parley'))!,
    );
    for (const change of [
      "state = 'accepted'",
      "answer = 'Gladly.'",
      "said = 'Something else.'",
      "answered_by = 'Somebody'",
      'to_role_id = NULL',
      `change = replace(change, '200', '900')`,
    ]) {
      const copy = `${newFolder()}/copy.parley`;
      fs.copyFileSync(file, copy);
      const db = openDatabase(copy, { readonly: false });
      db.exec(`UPDATE proposal SET ${change}`);
      db.close();
      const other = testApp();
      const opened = await other.openPath(copy);
      const found = await other.call('meeting.verify', { review: opened.review, receipt: null });
      expect(found, change).toMatchObject({ ok: false, tables: ['proposal'] });
      await other.close();
    }
  });
});

describe('a bound as it is printed', () => {
  it('lets the promised candidate pass once it is accepted', async () => {
    const number = fc.double({ min: 0.001, max: 1000, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 8 }), async (values) => {
        const { review: own } = await call('library.create', { title: 'Tried' });
        const rows = values.map(([quality, latency], i) => `M${i},${quality},${latency}`);
        await importTable(call, own, `model,quality,latency_ms\n${rows.join('\n')}\n`);
        const got = await call('review.get', { review: own });
        const [roleId, metricId] = [got.settings.roles[0]!.id, got.settings.metrics.at(-1)!.id];
        // Stricter than anybody is.
        const strict = Math.min(...values.map(([, latency]) => latency)) / 2;
        const definition = {
          roleId,
          metricId,
          comparator: '<=' as const,
          bound: strict,
          strength: 'must' as const,
          reason: '',
        };
        await call('requirements.create', { review: own, definition });
        const snapshot = async () => ({
          settings: (await call('review.get', { review: own })).settings,
          catalog: await call('review.catalog', { review: own }),
        });
        const before = await snapshot();
        const { changes } = cheapestChanges(before, evaluate(before, { role: null }));
        const [cheapest] = changes;
        const [move] = cheapest!.moves;
        const { id: requirementId, comparator, bound: from } = move!.requirement;
        const admits = cheapest!.admits.map((i) => before.catalog.candidateIds[i]!);
        const { id } = await call('proposals.make', {
          review: own,
          roleId: null,
          toRoleId: roleId,
          change: { kind: 'bound', requirementId, metricId, comparator, from, to: move!.to, admits },
          reason: 'Nobody passes.',
          by: 'Bo',
          counters: null,
        });
        await call('proposals.answer', { review: own, id, roleId, answer: 'accepted', words: '', by: 'Ana' });
        const after = await snapshot();
        const { screening } = evaluate(after, { role: null });
        const passing = [...screening.feasible.keys()].filter((i) => screening.feasible[i] === 1);
        expect(passing.map((i) => after.catalog.candidateIds[i]!).sort()).toEqual(admits.sort());
        await call('library.close', { review: own });
      }),
      { numRuns: 25 },
    );
  });
});
