// What stands beside the answer: the status quo of Nash, and noise that differences have to exceed.
import { describe, expect, it } from 'vitest';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { prepare } from '../../../shared/engine/evaluate.ts';
import { linear, snapshotOf } from '../../../shared/engine/testing/snapshot.ts';
import { answer } from './answer.ts';
import { finished } from '../steps.ts';

const report = { progress: () => undefined, partial: () => undefined };
const ask = (snapshot: ReviewSnapshot, roleId: number | null = null) => {
  const foundation = prepare(snapshot, { role: roleId });
  return finished(answer({ snapshot, foundation, roleId, concentration: 20, samples: 10, seed: 1 }, report));
};
const winnersOf = (votes: readonly { id: string; winners: readonly number[] }[], id: string) =>
  votes.find((vote) => vote.id === id)?.winners;

describe('the status quo', () => {
  // From the worst ends 0.72 · 0.5 = 0.36 is the largest product; over the incumbent 0.42 · 0.0 is none at all.
  const rows = [
    [0.72, 0.5],
    [0.45, 0.7],
    [0.3, 0.5],
    [0.9, NaN],
  ];
  const review = snapshotOf({
    rows,
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ weights: [1, 0] }, { weights: [0, 1] }],
  });
  const inUse = (incumbentId: number | null) => ask({ ...review, settings: { ...review.settings, incumbentId } });

  it('is the worst end of every range while nobody is the incumbent', () => {
    const { statusQuo, rules } = inUse(null);
    expect(statusQuo).toBe('worstAnchors');
    expect(winnersOf(rules, 'nash')).toEqual([0]);
  });
  it('is the incumbent where one is marked', () => {
    const { statusQuo, rules } = inUse(3);
    expect(statusQuo).toBe('incumbent');
    expect(winnersOf(rules, 'nash')).toEqual([1]);
  });
  it('leaves Nash without a name where the incumbent has no score', () => {
    const { statusQuo, rules } = inUse(4);
    expect(statusQuo).toBe('unscored');
    expect(winnersOf(rules, 'nash')).toEqual([]);
  });
  it('is nothing to speak of through one role’s eyes', () => {
    expect(ask(review, 1)).toMatchObject({ statusQuo: null, rules: [] });
  });
});

describe('differences within the noise', () => {
  // The first is ahead by 0.02 on one objective alone, the second by 0.4 on the other, which weighs less.
  const review = snapshotOf({
    rows: [
      [0.52, 0.5],
      [0.5, 0.9],
    ],
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ weights: [0.6, 0.4] }, { weights: [0.7, 0.3] }],
  });
  const [first, ...others] = review.catalog.columns;
  const noisy = {
    ...review,
    catalog: { ...review.catalog, columns: [{ ...first!, standardErrors: Float64Array.of(0.02, 0.02) }, ...others] },
  };

  it('count fully for PROMETHEE while no error is stated', () => {
    for (const roleId of [null, 1]) {
      const { methods, tolerant } = ask(review, roleId);
      expect(tolerant).toBe(0);
      expect(winnersOf(methods, 'promethee')).toEqual([0]);
    }
  });
  it('do not count where a metric states its errors', () => {
    for (const roleId of [null, 1]) {
      const { methods, tolerant } = ask(noisy, roleId);
      expect(tolerant).toBe(1);
      expect(winnersOf(methods, 'promethee')).toEqual([1]);
    }
  });
});
