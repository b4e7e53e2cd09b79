// Scenarios and the incumbent: kept beside the ballots, and gone with what they rest on.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScenarioDefinition } from '../../../shared/domain/scenario.ts';
import { importTable, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);
afterEach(() => app.close());

let app: TestApp;
let review: string;
let definition: ScenarioDefinition;
let required: number;
let dropped: number;

const settings = async () => (await app.call('review.get', { review })).settings;
const plain = { locked: false };

beforeEach(async () => {
  app = testApp();
  ({ review } = await app.call('library.create', { title: 'What if?' }));
  await importTable(app.call, review, smallTable);
  const { roles, metrics, objectives } = await settings();
  const requirement = (roleId: number, bound: number) =>
    app.call('requirements.create', {
      review,
      definition: { roleId, metricId: metrics[1]!.id, comparator: '<=', bound, strength: 'must', reason: '' },
    });
  required = (await requirement(roles[0]!.id, 200)).id;
  dropped = (await requirement(roles[2]!.id, 100)).id;
  const [first, second] = objectives.map(({ id }) => id);
  definition = {
    name: 'Speed first',
    ballots: [
      {
        roleId: roles[0]!.id,
        weights: [
          { objectiveId: first!, weight: 0.2, ...plain },
          { objectiveId: second!, weight: 0.8, ...plain },
        ],
      },
    ],
    bounds: [
      { requirementId: required, bound: 50 },
      { requirementId: dropped, bound: null },
    ],
  };
});

describe('a scenario', () => {
  it('is kept as it was given, and changes nothing', async () => {
    const before = await settings();
    const { id } = await app.call('scenarios.create', { review, definition });
    const after = await settings();
    expect(after.scenarios).toEqual([{ id, ...definition }]);
    expect(after.roles).toEqual(before.roles);
    expect((await app.call('review.get', { review })).history.undo).toBe('new scenario');
  });

  it('is replaced whole', async () => {
    const { id } = await app.call('scenarios.create', { review, definition });
    const other = { name: 'Bounds alone', ballots: [], bounds: [{ requirementId: dropped, bound: -3.5 }] };
    await app.call('scenarios.update', { review, id, definition: other });
    expect((await settings()).scenarios).toEqual([{ id, ...other }]);
    await app.call('scenarios.remove', { review, id });
    expect((await settings()).scenarios).toEqual([]);
  });

  it('has a name of its own, weights that add up, and each role and requirement once', async () => {
    const { id } = await app.call('scenarios.create', { review, definition });
    const create = (change: Partial<ScenarioDefinition>) =>
      app.call('scenarios.create', { review, definition: { ...definition, name: 'Another', ...change } });
    await expect(create({ name: 'Speed first' })).rejects.toMatchObject({ code: 'refused' });
    const [ballot] = definition.ballots;
    const [bound] = definition.bounds;
    const half = [{ ...ballot!.weights[0]!, weight: 0.5 }];
    await expect(create({ ballots: [{ ...ballot!, weights: half }] })).rejects.toMatchObject({ code: 'badInput' });
    await expect(create({ ballots: [ballot!, ballot!] })).rejects.toMatchObject({ code: 'badInput' });
    await expect(create({ bounds: [bound!, bound!] })).rejects.toMatchObject({ code: 'badInput' });
    await expect(create({ ballots: [{ ...ballot!, roleId: 99 }] })).rejects.toMatchObject({ code: 'notFound' });
    await expect(create({ bounds: [{ requirementId: 99, bound: 1 }] })).rejects.toMatchObject({ code: 'notFound' });
    await expect(app.call('scenarios.remove', { review, id: 99 })).rejects.toMatchObject({ code: 'notFound' });
    await app.call('scenarios.update', { review, id, definition });
    expect((await settings()).scenarios).toHaveLength(1);
  });

  it('loses what is removed from the review, and keeps the rest', async () => {
    await app.call('scenarios.create', { review, definition });
    await app.call('requirements.remove', { review, id: dropped });
    expect((await settings()).scenarios[0]?.bounds).toEqual([{ requirementId: required, bound: 50 }]);
    const [first, second] = (await settings()).objectives;
    await app.call('objectives.remove', { review, id: second!.id });
    expect((await settings()).scenarios[0]?.ballots[0]?.weights).toEqual([
      { objectiveId: first!.id, weight: 1, ...plain },
    ]);
    await app.call('roles.remove', { review, id: definition.ballots[0]!.roleId });
    expect((await settings()).scenarios).toMatchObject([{ name: 'Speed first', ballots: [], bounds: [] }]);
    for (let step = 0; step < 3; step++) await app.call('review.undo', { review });
    expect((await settings()).scenarios).toMatchObject([definition]);
  });

  it('drops a ballot that would count nothing, and a bound on a metric that is another now', async () => {
    const [first, second] = (await settings()).objectives;
    const [ballot] = definition.ballots;
    const weights = [
      { objectiveId: first!.id, weight: 0, ...plain },
      { objectiveId: second!.id, weight: 1, ...plain },
    ];
    await app.call('scenarios.create', {
      review,
      definition: { ...definition, ballots: [{ ...ballot!, weights }] },
    });
    await app.call('objectives.remove', { review, id: second!.id });
    const role = (await settings()).roles[0]!;
    const { id, ...requirement } = role.requirements[0]!;
    await app.call('requirements.update', { review, id, definition: { ...requirement, bound: 300 } });
    expect((await settings()).scenarios[0]).toMatchObject({ ballots: [], bounds: definition.bounds });
    await app.call('requirements.update', { review, id, definition: { ...requirement, comparator: '>=' } });
    expect((await settings()).scenarios[0]?.bounds).toEqual([{ requirementId: dropped, bound: null }]);
  });
});

describe('the incumbent', () => {
  it('is one of the candidates, until it is removed', async () => {
    expect((await settings()).incumbentId).toBeNull();
    const { candidateIds } = await app.call('review.catalog', { review });
    const [alpha, beta] = candidateIds;
    await app.call('candidates.setIncumbent', { review, id: beta! });
    expect((await settings()).incumbentId).toBe(beta);
    await expect(app.call('candidates.setIncumbent', { review, id: 99 })).rejects.toMatchObject({ code: 'notFound' });
    await app.call('candidates.remove', { review, ids: [alpha!] });
    expect((await settings()).incumbentId).toBe(beta);
    await app.call('candidates.remove', { review, ids: [beta!] });
    expect((await settings()).incumbentId).toBeNull();
    await app.call('review.undo', { review });
    expect((await settings()).incumbentId).toBe(beta);
    await app.call('candidates.setIncumbent', { review, id: null });
    expect((await settings()).incumbentId).toBeNull();
  });
});
