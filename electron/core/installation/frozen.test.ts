// Every change that a round freezes is refused, each with its own sentence, while ballots are sealed and while they are opened; and
// nothing of the review has changed by trying.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import { shownNow } from '../testing/decided.ts';
import { importTable, newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { cubeBytes, smallCube } from '../testing/keptCube.ts';
import { lastRound, prepareRound, vote } from '../testing/voting.ts';
import { whileVoting, type Writing } from './frozen.ts';

type Frozen = { [N in Writing]: (typeof whileVoting)[N] };
const frozenNames = (Object.keys(whileVoting) as Writing[]).filter(
  (name) => (whileVoting as Frozen)[name] !== 'allowed',
);

let app: TestApp;
let review: string;
/** What of each operation is tried, and how it is said that it cannot be. */
let tries: Partial<{ [N in Writing]: [what: string, input: Omit<In<N>, 'review'>] }>;
beforeAll(async () => {
  app = testApp(newFolder());
  const { call } = app;
  review = await prepareRound(call);
  // Of each kind one that can be named.
  await call('metrics.createDerived', {
    review,
    name: 'twice as slow',
    unit: 'ms',
    direction: 'min',
    formula: '2 * latency_ms',
  });
  await call('holds.create', {
    review,
    definition: {
      roleId: 1,
      scope: { kind: 'all' },
      until: null,
      condition: 'Tried out',
      effect: 'warns',
      reason: '',
      cleared: false,
    },
  });
  const { settings } = await call('review.get', { review });
  const [first] = settings.roles;
  const { id: _objective, position: _position, ...definition } = settings.objectives[1]!;
  const { id: holdId, ...hold } = first!.holds[0]!;
  const { id: requirementId, ...requirement } = first!.requirements[0]!;
  const shown = await shownNow(call, review, 2);
  const ballot = `the revealed ballot of ${first!.name} cannot change`;
  const about = { log: 1 };
  const value = { candidate: 'Beta', measured: 1, standardError: null };
  const mapping = { uses: [], duplicates: 'refuse' as const, unreadable: 'refuse' as const };
  tries = {
    'review.setGroupRule': ['the rule cannot change', { groupRule: 'weightedMean' }],
    'review.undo': ['nothing can be undone', {}],
    'review.redo': ['nothing can be done again', {}],
    'review.commitResults': ['no results can be written', {}],
    'candidates.add': ['the candidates cannot change', { name: 'Late' }],
    'candidates.rename': ['the name of Beta cannot change', { id: 2, name: 'Better' }],
    'candidates.remove': ['the candidates cannot change', { ids: [1] }],
    'candidates.tag': ['the tags of the candidates cannot change', { ids: [1], tag: 'new', on: true }],
    'candidates.setIncumbent': ['the model in use cannot change', { id: 1 }],
    'candidates.setMeasured': [
      'the measured values cannot change',
      { candidateId: 1, metricId: 2, measured: 1, standardError: null },
    ],
    'metrics.create': ['the metrics cannot change', { name: 'cost', unit: '', direction: 'min' }],
    'metrics.createDerived': [
      'the metrics cannot change',
      { name: 'half', unit: '', direction: 'min', formula: 'latency_ms / 2' },
    ],
    'metrics.setFormula': ['the values of twice as slow cannot change', { id: 3, formula: '3 * latency_ms' }],
    'metrics.update': ['the values of latency_ms cannot change', { id: 2, name: 'ms', unit: '', direction: 'min' }],
    'metrics.remove': ['the values of twice as slow cannot go', { id: 3 }],
    'objectives.createFromMetrics': ['the objectives cannot change', { metricIds: [3] }],
    'objectives.update': ['the range of latency_ms cannot change', { id: 2, definition }],
    'objectives.remove': ['the range of latency_ms cannot go', { id: 2 }],
    'objectives.reorder': ['the order of the objectives cannot change', { ids: [2, 1] }],
    'roles.create': ['the roles cannot change', { name: 'Law', colour: 'purple', influence: 1 }],
    'roles.update': [`the role ${first!.name} cannot change`, { id: 1, name: 'A', colour: 'purple', influence: 2 }],
    'roles.remove': [`the role ${first!.name} cannot go`, { id: 1 }],
    'ballots.setRationale': [ballot, { roleId: 1, rationale: 'Because.' }],
    'ballots.putBack': [ballot, { roleId: 1 }],
    'ballots.setLocks': [ballot, { roleId: 1, weights: [{ objectiveId: 1, weight: 1, locked: true }] }],
    'ballots.setWeights': [ballot, { roleId: 1, weights: [{ objectiveId: 1, weight: 1, locked: false }] }],
    'requirements.create': [ballot, { definition: requirement }],
    'requirements.update': [ballot, { id: requirementId, definition: requirement }],
    'requirements.remove': ['the revealed requirements cannot change', { id: requirementId }],
    'holds.create': [ballot, { definition: hold }],
    'holds.update': [ballot, { id: holdId, definition: hold }],
    'holds.remove': ['the revealed holds cannot change', { id: holdId }],
    'predictions.describe': [
      'the prediction logs cannot change',
      {
        ...about,
        description: { name: 'Log', positive: null, favourable: null, threshold: 0.5, smallest: 30, replicates: 1000 },
        references: [],
        inverted: [],
      },
    ],
    'predictions.remove': ['the prediction logs cannot change', about],
    'predictions.take': [
      'the measured values cannot change',
      {
        ...about,
        metrics: [
          {
            name: 'm',
            unit: '',
            direction: 'min',
            how: '',
            measurements: [value],
            objective: false,
            requirement: null,
          },
        ],
      },
    ],
    'predictions.addCandidates': [
      'the candidates cannot change',
      {
        ...about,
        candidates: [
          { name: 'Made', family: '', how: '', tags: [], decides: { scoresOf: 1, threshold: 0.5 }, metrics: [] },
        ],
      },
    ],
    'explanations.remove': ['the attached importances cannot change', { id: 1 }],
    'meeting.describe': ['the question cannot change', { meeting: { question: 'Q', owner: 'O', facilitator: 'F' } }],
    'meeting.plan': ['the quorum cannot change', { quorum: 1, minutes: 30, incumbentCounts: true }],
    'decision.record': ['no decision can be recorded', { by: 'Ana', shown }],
    'decision.sign': [
      'no stance can be signed',
      { roleId: 1, signing: 'a'.repeat(64), stance: 'supports', words: '', by: 'Ana' },
    ],
    'evidence.settleLate': ['what arrived late cannot be brought in', { id: 1, taken: true, by: 'Bo' }],
    'proposals.answer': ['no proposal can be answered', { id: 1, roleId: 1, answer: 'accepted', words: '', by: 'Ana' }],
    'imports.accept': ['nothing can be imported', { task: 'late', table: 'none', mapping, objectives: false }],
    'predictions.keepCube': [
      'no prediction log can be brought in',
      { task: 'late', fileName: 'visits.cube.json', bytes: cubeBytes(smallCube()) },
    ],
    'predictions.keep': [
      'no prediction log can be brought in',
      {
        task: 'late',
        table: 'none',
        kind: 'binary',
        roles: {
          label: 0,
          weight: null,
          row: null,
          model: null,
          query: null,
          candidates: [],
          groups: [],
          features: [],
        },
        inverted: [],
        description: { name: 'Log', positive: '1', favourable: null, threshold: 0.5, smallest: 30, replicates: 1000 },
      },
    ],
    'explanations.attach': [
      'no importances can be attached',
      {
        table: 'none',
        explanations: [
          {
            candidateId: 1,
            kind: 'importance',
            method: 'importance',
            cases: null,
            features: [{ feature: 'age', value: 1, spread: null }],
          },
        ],
      },
    ],
  };
  await call('meeting.confirmRanges', { review, objectiveIds: settings.objectives.map(({ id }) => id), by: 'Ana' });
  await call('round.open', { review, by: 'Bo' });
  await vote(call, review, 1);
});
afterAll(async () => {
  await app.close();
  removeFolders();
});

it('has a try for each change that is frozen', () => {
  expect(Object.keys(tries).sort()).toEqual([...frozenNames].sort());
});

describe.each([
  ['being voted on', () => Promise.resolve()],
  ['being revealed', async () => void (await app.call('round.close', { review, round: 1, by: 'Bo' }))],
])('while a round is %s', (doing, become) => {
  beforeAll(become);

  const all = async () => {
    const { settings, resultsRevision } = await app.call('review.get', { review });
    const catalog = await app.call('review.catalog', { review });
    return { settings, resultsRevision, catalog, trail: await app.call('trail.list', { review }) };
  };

  it.each(frozenNames)('%s is refused with its own sentence', async (name) => {
    const before = await all();
    const [what, input] = tries[name]!;
    expect(await app.dispatch(name, { review, ...input })).toEqual({
      ok: false,
      error: { code: 'refused', message: `Round 1 is ${doing}, so ${what}. Stop the round, or wait for the reveal.` },
    });
    expect(await all()).toEqual(before);
  });
});

it('lets all of it change again once the round is stopped, and keeps what was sealed sealed', async () => {
  const { call } = app;
  const [sealed] = (await lastRound(call, review)).ballots.filter(({ state }) => state === 'sealed');
  await call('round.abandon', { review, round: 1, by: 'Bo', why: 'A range was wrong.' });
  const { settings } = await call('review.get', { review });
  const { id, position: _position, ...definition } = settings.objectives[1]!;
  await call('objectives.update', { review, id, definition: { ...definition, name: 'Speed' } });
  await importTable(call, review, 'model,accuracy,latency_ms\nLate,0.5,10\n', false);
  const after = (await lastRound(call, review)).ballots.find(({ roleId }) => roleId === sealed!.roleId);
  expect(after).toMatchObject({ state: 'sealed', unsealed: false });
  const open = call('ballot.openWithKey', { review, roleId: sealed!.roleId, round: 1, key: new Uint8Array(32) });
  await expect(open).rejects.toMatchObject({ code: 'refused', message: 'Round 1 is over.' });
});
