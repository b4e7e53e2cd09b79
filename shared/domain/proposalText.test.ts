// Each kind of proposal as it is read aloud, and what takes one away.
import { describe, expect, it } from 'vitest';
import type { ProposalChange } from './proposal.ts';
import { linear, snapshotOf } from '../engine/testing/snapshot.ts';
import { goneText, proposalText } from './proposalText.ts';

const snapshot = snapshotOf({
  names: ['Popular nearby', 'Two-tower'],
  rows: [
    [8.9, 0.6],
    [17.4, 0.8],
  ],
  units: ['ms', '%'],
  objectives: [
    { ...linear(80, 5), name: 'p95 latency' },
    { ...linear(0, 1), name: 'Accuracy' },
  ],
  roles: [
    { name: 'Product', requirements: [{ metricId: 1, comparator: '<=', bound: 8, strength: 'must' }] },
    { name: 'Sales' },
  ],
});
const bound = {
  kind: 'bound',
  requirementId: 100,
  metricId: 1,
  comparator: '<=',
  from: 8,
  to: 8.9,
  admits: [1],
} as const satisfies ProposalChange;
const hold = {
  kind: 'hold',
  roleId: 2,
  scope: { kind: 'candidate', candidateId: 2 },
  until: '2027-06-14',
  condition: 'the stack is upgraded',
  effect: 'blocks',
} as const satisfies ProposalChange;
const check = { metricId: 1, comparator: '<=', bound: 9 } as const;
const definition = {
  kind: 'before',
  what: 'Load test.',
  owner: 'Bo',
  due: '2027-01-31',
  check,
  expected: 8.9,
} as const;
const condition = { kind: 'condition', condition: definition } as const satisfies ProposalChange;
const weights = {
  kind: 'askWeight',
  moves: [{ objectiveId: 2, from: 25, to: 22.9 }],
  candidateId: 1,
} as const satisfies ProposalChange;

const text = (change: ProposalChange) => proposalText(snapshot, change).replaceAll('\u00a0', ' ');

describe('a proposal in words', () => {
  it('names the requirement, both bounds in native units, and who passes with it', () => {
    expect(text(bound)).toBe('Product’s p95 latency ≤ 8.9 ms instead of ≤ 8 ms. That lets Popular nearby pass.');
    expect(text({ ...bound, to: 12, admits: [] })).toBe('Product’s p95 latency ≤ 12 ms instead of ≤ 8 ms.');
  });
  it('says what is held and until when, a condition with who answers, an outcome with its price', () => {
    expect(text(hold)).toBe('Sales holds back Two-tower until 14 June 2027, or until the stack is upgraded.');
    expect(text({ ...hold, effect: 'warns', scope: { kind: 'all' }, until: null })).toBe(
      'Sales warns about everything until the stack is upgraded.',
    );
    expect(text(condition)).toBe('Before it is deployed: Load test (≤ 9 ms). Bo answers for it, by 31 January 2027.');
    expect(text({ kind: 'outcome', candidateId: 2, price: 'It costs Product 0.02.' })).toBe(
      'Two-tower is chosen. It costs Product 0.02.',
    );
  });
  it('puts a weight as a question', () => {
    expect(text(weights)).toBe(
      'Would you weigh Accuracy 22.9 % instead of 25 %? Popular nearby would come first with it.',
    );
  });
});

describe('what a proposal is about', () => {
  const sides = { fromRoleId: 2, toRoleId: 1 };
  const { settings, catalog } = snapshot;
  const gone = (change: ProposalChange, without: Partial<typeof settings>, candidateIds = catalog.candidateIds) =>
    goneText({ settings: { ...settings, ...without }, catalog: { candidateIds } }, { change, ...sides });

  it('is there while everything it names is', () => {
    for (const change of [bound, hold, condition, weights]) expect(gone(change, {})).toBe('');
  });
  it('is gone with the requirement, the candidate, the metric, the objective or a role', () => {
    const [product, sales] = settings.roles;
    const bare = { ...product!, requirements: [] };
    expect(gone(bound, { roles: [bare, sales!] })).toBe('Its requirement was removed.');
    const turned = { ...product!, requirements: [{ ...product!.requirements[0]!, comparator: '>=' as const }] };
    expect(gone(bound, { roles: [turned, sales!] })).toBe('Its requirement asks for something else now.');
    expect(gone(bound, {}, Int32Array.of(2))).toBe('The candidate it lets pass was removed.');
    expect(gone(hold, {}, Int32Array.of(1))).toBe('Its candidate was removed.');
    expect(gone(condition, { metrics: [] })).toBe('The metric of its condition was removed.');
    expect(gone(weights, { objectives: [] })).toBe('An objective it asks about was removed.');
    expect(gone(weights, { roles: [product!] })).toBe('A role that it is between was removed.');
  });
  it('is still there where only its bound was changed, or another candidate went', () => {
    const [product, sales] = settings.roles;
    const stricter = { ...product!, requirements: [{ ...product!.requirements[0]!, bound: 7 }] };
    expect(gone(bound, { roles: [stricter, sales!] })).toBe('');
    expect(gone(bound, {}, Int32Array.of(1))).toBe('');
  });
});
