// A pre-read holds facts and nothing of a ballot, in two sheets whatever the review.
import { describe, expect, it } from 'vitest';
import type { ReviewSnapshot } from '../domain/review.ts';
import { snapshotOf } from '../engine/testing/snapshot.ts';
import { toMarkup } from '../record/nodes.ts';
import { preReadPages } from './pages.ts';
import { preReadOf, type PreReadMeeting } from './preRead.ts';

const meeting: PreReadMeeting = {
  question: 'Which one?',
  owner: 'Petra',
  facilitator: 'Bo',
  minutes: 30,
  round: 1,
  incumbentCounts: true,
};

/** A review whose ballots are full of words and numbers that stand nowhere else. */
function withCanaries(): ReviewSnapshot {
  const snapshot = snapshotOf({
    names: ['Zeta', 'Alpha', 'Model 10', 'Model 9'],
    rows: [
      [0.9, 120],
      [0.8, 45],
      [0.7, NaN],
      [0.6, 20],
    ],
    objectives: [
      { name: 'Accuracy', valueFunction: { shape: 'linear', worst: 0.5, best: 1 } },
      { name: 'Latency', valueFunction: { shape: 'linear', worst: 200, best: 0 } },
    ],
    units: ['', 'ms'],
    roles: [
      {
        name: 'Sales',
        influence: 7.654321,
        weights: [0.123456789, 0.876543211],
        requirements: [{ metricId: 2, comparator: '<=', bound: 98.7654, strength: 'must' }],
        holds: [
          { scope: { kind: 'candidate', candidateId: 1 }, until: '2031-01-09', effect: 'blocks', cleared: false },
        ],
      },
      { name: 'Engineering', weights: [1, 0] },
    ],
  });
  const { settings } = snapshot;
  const [sales] = settings.roles;
  settings.roles[0] = {
    ...sales!,
    rationale: 'canary of reasons',
    requirements: sales!.requirements.map((each) => ({ ...each, reason: 'canary of bounds' })),
    holds: sales!.holds.map((each) => ({ ...each, reason: 'canary of holds', condition: 'canary of conditions' })),
  };
  return {
    ...snapshot,
    settings: {
      ...settings,
      note: 'canary of notes',
      scenarios: [{ id: 1, name: 'canary of scenarios', weights: [], bounds: [] } as never],
    },
  };
}

const seats = [{ roleId: 1, person: 'Sven' }];
const confirmed = () => 'Ana';
const written = (snapshot: ReviewSnapshot, roleId = 1) =>
  preReadPages(preReadOf(snapshot.settings, snapshot.catalog, meeting, seats, confirmed), roleId).map(toMarkup);

describe('a pre-read', () => {
  it('holds nothing of a ballot: with other ballots it is the same to the byte', () => {
    const full = withCanaries();
    const pages = written(full).join('');
    expect(pages).not.toMatch(/canary|1234567|8765432|98\.7|7\.65|2031/);
    const empty = full.settings.roles.map((role) => ({
      ...role,
      influence: 1,
      rationale: '',
      weights: [],
      requirements: [],
      holds: [],
    }));
    const without = { ...full, settings: { ...full.settings, roles: empty, scenarios: [], note: '' } };
    expect(written(without).join('')).toBe(pages);
    expect(written(without, 2).join('')).toBe(written(full, 2).join(''));
  });

  it('says what is asked of one role, the ranges with who stands behind them, and the candidates by name', () => {
    const pages = written(withCanaries());
    expect(pages).toHaveLength(2);
    const [first = '', second = ''] = pages;
    expect(first).toMatch(
      /Which one\?.*Petra answers for the decision, Bo leads the meeting; it takes 30 minutes\. Sven speaks for Sales\./s,
    );
    expect(first).toMatch(/Latency.*from 200 to 0\u00a0ms.*lower.*Ana/s);
    const order = ['Alpha', 'Model 9', 'Model 10', 'Zeta'].map((name) => second.indexOf(`>${name}<`));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
    expect(second).toContain('4 candidates, by name.');
    expect(second).toContain('>–<');
  });

  it('names the model in use, and whether keeping it is an answer', () => {
    const snapshot = withCanaries();
    snapshot.settings.incumbentId = 2;
    expect(written(snapshot)[1]).toContain('keeping it is one of the answers');
    const agreed = { ...meeting, incumbentCounts: false };
    const { inUse } = preReadOf(snapshot.settings, snapshot.catalog, agreed, seats, confirmed);
    expect(inUse).toBe(
      'Alpha is in use today. It stands here to compare with: keeping it is no answer of this meeting.',
    );
  });

  it('prints of many candidates those that no other beats, and never more rows than a sheet holds', () => {
    const many = (n: number, value: (i: number) => number[]) =>
      snapshotOf({
        names: Array.from({ length: n }, (_, i) => `Model ${i}`),
        rows: Array.from({ length: n }, (_, i) => value(i)),
        objectives: [
          { name: 'A', valueFunction: { shape: 'linear', worst: 0, best: 1000 } },
          { name: 'B', valueFunction: { shape: 'linear', worst: 0, best: 1000 } },
        ],
      });
    const of = ({ settings, catalog }: ReviewSnapshot) => preReadOf(settings, catalog, meeting, [], confirmed);
    const chain = of(many(200, (i) => [i, i]));
    expect(chain.tables[0]?.rows.map(({ name }) => name)).toEqual(['Model 199']);
    expect(chain.shown).toMatch(/^The 1 candidate of 200 that no other beats on every objective, by name\./);
    const front = of(many(200, (i) => [i, 200 - i]));
    expect(front.tables[0]?.rows).toHaveLength(30);
    expect(front.shown).toMatch(/^The first 30 by name of the 200 candidates of 200 that no other beats/);
  });
});
