// What the room says first, on a small review with every turn it can take, and the pieces the sentences are made of.
import { describe, expect, it } from 'vitest';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Hold, Requirement } from '../../../shared/domain/role.ts';
import { prepare, rank } from '../../../shared/engine/evaluate.ts';
import { activeHolds } from '../../../shared/engine/holds.ts';
import { givenUp } from './givenUp.ts';
import { headline } from './headline.ts';
import {
  boundText,
  differenceText,
  listText,
  measureText,
  numberText,
  possessive,
  valueText,
} from '../wording/wording.ts';

const today = '2027-03-01';
interface Options {
  rows?: readonly (readonly [string, number, number])[];
  /** Weight of accuracy, per role; null has not weighed. */
  weights?: readonly (number | null)[];
  bound?: number | null;
  holds?: readonly Hold[];
  rule?: 'leastRegret' | 'weightedMean';
  /** Of the latency, per candidate. */
  intervals?: { lows: Float64Array; highs: Float64Array };
  view?: number | null;
  influence?: number;
  leftOut?: string[];
}

/** Accuracy (max, 0 to 1) against latency (min, 0 to 100 ms). */
function review({
  rows,
  weights = [0.9, 0.1],
  bound = null,
  holds = [],
  rule = 'leastRegret',
  influence = 1,
  intervals,
}: Options): ReviewSnapshot {
  const table = rows ?? [
    ['Slow', 1, 100],
    ['Middle', 0.7, 40],
    ['Fast', 0.1, 0],
  ];
  const requirement: Requirement = {
    id: 1,
    roleId: 2,
    metricId: 2,
    comparator: '<=',
    bound: bound ?? 0,
    strength: 'must',
    reason: '',
  };
  return {
    settings: {
      id: '3f1c1f0e-8f0e-4c1e-9f0e-8f0e4c1e9f0e',
      title: 'Test',
      note: '',
      groupRule: rule,
      revision: 1,
      catalogRevision: 1,
      metrics: [
        { id: 1, name: 'accuracy', unit: '', direction: 'max', formula: null },
        { id: 2, name: 'latency', unit: 'ms', direction: 'min', formula: null },
      ],
      objectives: [
        {
          id: 1,
          metricId: 1,
          name: 'accuracy',
          direction: 'max',
          valueFunction: { shape: 'linear', worst: 0, best: 1 },
          missing: 'exclude',
          position: 0,
        },
        {
          id: 2,
          metricId: 2,
          name: 'latency',
          direction: 'min',
          valueFunction: { shape: 'linear', worst: 100, best: 0 },
          missing: 'exclude',
          position: 1,
        },
      ],
      roles: weights.map((weight, k) => ({
        id: k + 1,
        name: ['ML', 'Sales'][k] ?? `Role ${k}`,
        colour: 'blue',
        influence,
        rationale: '',
        position: k,
        weights:
          weight === null
            ? []
            : [
                { objectiveId: 1, weight, locked: false },
                { objectiveId: 2, weight: 1 - weight, locked: false },
              ],
        requirements: k === 1 && bound !== null ? [requirement] : [],
        holds: k === 1 ? [...holds] : [],
      })),
      incumbentId: null,
      incumbentCounts: true,
      scenarios: [],
      logs: [],
    },
    catalog: {
      revision: 1,
      candidateIds: Int32Array.from(table, (_, i) => i + 1),
      names: table.map((row) => row[0]),
      columns: [
        { metricId: 1, measured: Float64Array.from(table, (row) => row[1]), standardErrors: null },
        {
          metricId: 2,
          measured: Float64Array.from(table, (row) => row[2]),
          standardErrors: null,
          ...(intervals && { intervals }),
        },
      ],
      attributes: [],
      tags: [],
    },
  };
}

const metrics = {
  metricById: new Map(review({}).settings.metrics.map((metric) => [metric.id, metric])),
  decimals: new Map([
    [1, 2],
    [2, 0],
  ]),
};

function say(options: Options) {
  const snapshot = review(options);
  const foundation = prepare(snapshot, { role: options.view ?? null });
  const said = headline({
    leftOut: options.leftOut ?? [],
    snapshot,
    foundation,
    ranking: rank(snapshot, foundation),
    viewRole: snapshot.settings.roles.find((role) => role.id === options.view) ?? null,
    holds: activeHolds(snapshot.settings, snapshot.catalog, today),
    metrics,
  });
  return { first: said.subject + said.sentence, detail: said.detail.join(' '), counts: said.counts.join(' · ') };
}

describe('headline', () => {
  it('names whose worst-off role loses least, and what that role loses, in its unit', () => {
    const { first, detail, counts } = say({});
    expect(first).toBe('Middle costs its unluckiest role the least');
    expect(detail).toMatch(/^That role is Sales: \+40\u00a0ms latency against Fast.*; 0\.30 in value\./);
    expect(counts).toBe('3 candidates · 3 on the front of 2 objectives');
  });
  it('says first on how many ballots the answer rests, where roles do not count', () => {
    const counted = say({}).detail;
    expect(say({ leftOut: ['Product'] }).detail).toMatch(/^This rests on \d of \d ballots: Product does not count\. /);
    expect(say({ leftOut: ['Product'] }).detail).toContain(counted);
    expect(say({ leftOut: ['Product'], view: 1 }).detail).not.toContain('rests on');
  });
  it('names the best mean value under the other rule', () => {
    const { first, detail } = say({ rule: 'weightedMean' });
    expect(first).toBe('Middle has the best mean value');
    expect(detail).toMatch(/^Mean value 0\.65 of 1\./);
  });
  it('says how many fail, and speaks of the only one left', () => {
    const { first, detail, counts } = say({ bound: 10 });
    expect(first).toBe('Fast is the only candidate left to choose');
    expect(detail).toMatch(/^Of the others, 2 fail a requirement\./);
    expect(counts).toContain('2 fail a requirement');
    const intervals = { lows: Float64Array.of(80, 30, 0), highs: Float64Array.of(110, 60, 1) };
    expect(say({ bound: 50, intervals }).counts).toContain(' · 1 may or may not meet a must');
    expect(say({ bound: 105, intervals }).counts).toContain(' · 1 may or may not meet a must');
  });
  it('says what comes nearest when nothing is feasible', () => {
    const { first, detail } = say({ bound: -5 });
    expect(first).toBe('No candidate meets every requirement');
    expect(detail).toContain('Slow fails 1 requirement: 100\u00a0ms > −5\u00a0ms.');
  });
  it('knows an only candidate, ties, and agreement of all', () => {
    expect(say({ rows: [['Solo', 0.5, 5]] }).first).toBe('Solo is the only candidate');
    expect(
      say({
        rows: [
          ['B', 0.5, 50],
          ['A', 0.5, 50],
        ],
      }).first,
    ).toBe('A and B are every role’s favourites: nobody gives up anything');
    expect(
      say({
        rows: [
          ['Best', 1, 0],
          ['Worst', 0, 100],
        ],
      }).first,
    ).toBe('Best is every role’s favourite: nobody gives up anything');
  });
  it('leaves incomplete candidates out, and says when all are', () => {
    expect(
      say({
        rows: [
          ['A', NaN, 1],
          ['B', 0.5, 5],
          ['C', 0.4, 4],
        ],
      }).counts,
    ).toContain('1 incomplete');
    expect(
      say({
        rows: [
          ['A', NaN, 1],
          ['B', 0.5, NaN],
        ],
      }).first,
    ).toBe('No candidate can be ranked yet');
  });
  it('looks through one role', () => {
    const { first, detail } = say({ view: 2 });
    expect(first).toBe('Fast is Sales’ favourite');
    expect(detail).toContain('next is Middle with 0.61');
  });
  it('says who has not weighed', () => {
    expect(say({ weights: [0.9, null] }).detail).toContain(
      'No weights yet from Sales: every objective counts alike there.',
    );
    expect(say({ weights: [null, null] }).detail).toContain('No role has weighed yet: every objective counts alike.');
    expect(say({ weights: [null, null] }).first).toMatch(/, as long as nobody has weighed$/);
    expect(say({ weights: [0.9, null] }).first).not.toMatch(/nobody has weighed/);
    // Of several that are first it is about all of them, not about the one that costs would be told of.
    const level: [string, number, number][] = [
      ['B', 0.5, 50],
      ['A', 0.5, 50],
    ];
    const { first, detail } = say({ weights: [null, null], rows: level });
    expect(first).toMatch(/^A and B are first/);
    expect(detail).not.toContain('With');
  });
  it('says when nobody counts', () => {
    expect(say({ rule: 'weightedMean', influence: 0 }).first).toBe('Nobody’s view counts yet');
    expect(say({ weights: [] }).detail).toBe('Add a role in Ballots.');
  });
  it('says what still stands in the way of deploying', () => {
    const hold: Hold = {
      id: 1,
      roleId: 2,
      scope: { kind: 'all' },
      until: '2027-06-14',
      condition: '',
      effect: 'blocks',
      reason: '',
      cleared: false,
    };
    const { detail, counts } = say({ holds: [hold] });
    expect(detail).toContain('Decidable, not deployable yet: Sales’ hold until 14 June 2027.');
    expect(counts).toContain('all on hold');
    expect(say({ holds: [{ ...hold, until: today }] }).detail).not.toContain('hold');
  });
});

describe('givenUp', () => {
  it('finds the objective with the largest loss of value, not of numbers', () => {
    const snapshot = review({});
    const foundation = prepare(snapshot, { role: null });
    const [ml, sales] = rank(snapshot, foundation).roles;
    expect(givenUp(foundation.matrix, ml!, 1)).toMatchObject({ favourite: 0, objective: 0 });
    expect(givenUp(foundation.matrix, ml!, 1).difference).toBeCloseTo(-0.3);
    expect(givenUp(foundation.matrix, sales!, 0)).toMatchObject({ favourite: 2, objective: 1, difference: 100 });
    expect(givenUp(foundation.matrix, sales!, 2)).toMatchObject({ favourite: 2, objective: -1, regret: 0 });
  });
});

describe('words', () => {
  it('keeps two digits of small numbers, and the digits a bound was given', () => {
    expect(measureText(metrics, 2, 0.4123)).toBe('0.41\u00a0ms');
    expect(measureText(metrics, 2, 48)).toBe('48\u00a0ms');
    expect([numberText(metrics, 2, 0.4123), numberText(metrics, 2, NaN)]).toEqual(['0.41', '—']);
    expect(measureText(metrics, 1, NaN)).toBe('—');
    expect(differenceText(metrics, 2, -0.25)).toBe('−0.25\u00a0ms');
    const requirement = { ...review({ bound: 1 }).settings.roles[1]!.requirements[0]!, comparator: '>=' as const };
    expect(boundText(metrics, requirement, 1500.5)).toBe('≥ 1,500.5\u00a0ms');
  });
  it('joins names, owns things', () => {
    expect([listText([]), listText(['A']), listText(['A', 'B'])]).toEqual(['', 'A', 'A and B']);
    expect(listText(['A', 'B', 'C', 'D', 'E'])).toBe('A, B and 3 more');
    expect([possessive('Sales'), possessive('ML')]).toEqual(['Sales’', 'ML’s']);
    expect([valueText(0.14), valueText(0.0012), valueText(0)]).toEqual(['0.14', '0.001', '0.00']);
  });
});
