// What of a sandbox still differs from the ballots, and how it is said.
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../shared/domain/review.ts';
import { fullWeights, remaining } from '../../../state/whatIf.svelte.ts';
import { bandText, changeTexts } from './changeText.ts';

const objective = (id: number, name: string) => ({
  id,
  metricId: id,
  name,
  direction: 'max' as const,
  valueFunction: { shape: 'linear' as const, worst: 0, best: 1 },
  missing: 'exclude' as const,
  position: id - 1,
});
const share = (objectiveId: number, weight: number) => ({ objectiveId, weight, locked: false });
const metric = (id: number, name: string, unit: string) => ({
  id,
  name,
  unit,
  direction: 'max' as const,
  formula: null,
});
const requirement = {
  id: 7,
  roleId: 2,
  metricId: 2,
  comparator: '<=' as const,
  bound: 120,
  strength: 'must' as const,
  reason: '',
};
const role = (id: number, name: string) => ({
  id,
  name,
  colour: 'blue' as const,
  influence: 1,
  rationale: '',
  position: id - 1,
  weights: id === 1 ? [share(1, 0.25), share(2, 0.75)] : [],
  requirements: id === 2 ? [requirement] : [],
  holds: [],
});
const settings = {
  metrics: [metric(1, 'accuracy', ''), metric(2, 'p95 latency', 'ms')],
  objectives: [objective(1, 'accuracy'), objective(2, 'latency')],
  roles: [role(1, 'Sales'), role(2, 'Product')],
} as unknown as Settings;
const metrics = { metricById: new Map(settings.metrics.map((one) => [one.id, one])), decimals: new Map([[2, 0]]) };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('remaining', () => {
  it('keeps what differs', () => {
    const changes = { ballots: [{ roleId: 1, weights: [share(1, 0.4), share(2, 0.6)] }], bounds: [] };
    expect(remaining(settings, changes)).toEqual(changes);
    expect(remaining(settings, { ballots: [], bounds: [{ requirementId: 7, bound: null }] }).bounds).toHaveLength(1);
  });
  it('drops what is already so', () => {
    expect(
      remaining(settings, {
        ballots: [
          { roleId: 1, weights: [share(2, 0.75), share(1, 0.25)] },
          { roleId: 2, weights: [share(1, 0.5), share(2, 0.5)] },
        ],
        bounds: [{ requirementId: 7, bound: 120 }],
      }),
    ).toEqual({ ballots: [], bounds: [] });
  });
  it('drops what is about something that is gone', () => {
    expect(
      remaining(settings, {
        ballots: [
          { roleId: 9, weights: [share(1, 1)] },
          { roleId: 1, weights: [share(1, 0.5), share(3, 0.5)] },
        ],
        bounds: [{ requirementId: 8, bound: 1 }],
      }),
    ).toEqual({ ballots: [], bounds: [] });
  });
});

describe('fullWeights', () => {
  it('has an entry per objective, alike for a role that has not weighed', () => {
    expect(fullWeights(settings, 2)).toEqual([share(1, 0.5), share(2, 0.5)]);
    expect(fullWeights(settings, 9)).toEqual([]);
  });
});

describe('changeTexts', () => {
  it('counts further weights that somebody moved, and not those that only make room', () => {
    const names = ['accuracy', 'latency', 'revenue', 'cost'];
    const four = {
      ...settings,
      objectives: names.map((name, i) => objective(i + 1, name)),
      roles: [{ ...role(1, 'Sales'), weights: [0.4, 0.3, 0.2, 0.1].map((weight, i) => share(i + 1, weight)) }],
    } as unknown as Settings;
    const band = (...weights: number[]) =>
      plain(
        bandText(
          changeTexts(four, metrics, {
            ballots: [{ roleId: 1, weights: weights.map((weight, i) => share(i + 1, weight)) }],
            bounds: [],
          }),
        ),
      );
    expect(band(0.7, 0.15, 0.1, 0.05)).toBe('Sales at 70 % accuracy');
    expect(band(0.1, 0.6, 0.2, 0.1)).toBe('Sales at 10 % accuracy and 1 more');
    expect(band(0.1, 0.5, 0.35, 0.05)).toBe('Sales at 10 % accuracy and 2 more');
  });

  it('names the largest move in the band, and every one in full', () => {
    const texts = changeTexts(settings, metrics, {
      ballots: [{ roleId: 1, weights: [share(1, 0.4), share(2, 0.6)] }],
      bounds: [{ requirementId: 7, bound: 131 }],
    });
    expect(plain(bandText(texts))).toBe('Sales at 40 % accuracy and Product’s p95 latency ≤ 131 ms');
    expect(texts.map(({ full }) => plain(full))).toEqual([
      'Sales: accuracy from 25 to 40 %, latency from 75 to 60 %.',
      'Product’s p95 latency ≤ 131 ms instead of ≤ 120 ms.',
    ]);
  });
  it('says that a requirement is dropped', () => {
    const [text] = changeTexts(settings, metrics, { ballots: [], bounds: [{ requirementId: 7, bound: null }] });
    expect(plain(text!.short)).toBe('without Product’s p95 latency ≤ 120 ms');
  });
});
