// What the review would be under a scenario.
import { describe, expect, it } from 'vitest';
import { evaluate } from '../engine/evaluate.ts';
import { linear, snapshotOf } from '../engine/testing/snapshot.ts';
import { withScenario } from './withScenario.ts';

const snapshot = snapshotOf({
  rows: [
    [0.9, 300],
    [0.7, 100],
  ],
  objectives: [linear(0, 1), linear(400, 0)],
  roles: [
    {
      weights: [1, 0],
      requirements: [{ metricId: 2, comparator: '<=', bound: 200, strength: 'must' }],
    },
    { weights: [0, 1] },
  ],
});
const { settings } = snapshot;
const requirement = settings.roles[0]!.requirements[0]!;
const winner = (after: typeof settings) =>
  evaluate({ ...snapshot, settings: after }, { role: null }).roles[0]!.favourites;

describe('withScenario', () => {
  it('without changes is the review', () => {
    expect(withScenario(settings, { ballots: [], bounds: [] })).toEqual(settings);
  });
  it('replaces bounds and weights, and leaves the review as it is', () => {
    const before = structuredClone(settings);
    const weights = settings.roles[1]!.weights;
    const after = withScenario(settings, {
      ballots: [{ roleId: 1, weights }],
      bounds: [{ requirementId: requirement.id, bound: 300 }],
    });
    expect(after.roles[0]).toEqual({ ...settings.roles[0], weights, requirements: [{ ...requirement, bound: 300 }] });
    expect(after.roles[1]).toEqual(settings.roles[1]);
    expect(settings).toEqual(before);
  });
  it('takes out a requirement whose bound is null, so that the engine no longer screens by it', () => {
    expect(winner(settings)).toEqual([1]);
    const after = withScenario(settings, { ballots: [], bounds: [{ requirementId: requirement.id, bound: null }] });
    expect(after.roles[0]!.requirements).toEqual([]);
    expect(winner(after)).toEqual([0]);
  });
});
