// Concessions as a section asks for them: everybody's and each role's, with locks or without.
import { describe, expect, it } from 'vitest';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { prepare } from '../../../shared/engine/evaluate.ts';
import { linear, snapshotOf } from '../../../shared/engine/testing/snapshot.ts';
import { concession } from './concession.ts';
import { finished } from '../steps.ts';

const report = { progress: () => undefined, partial: () => undefined };
const review = snapshotOf({
  rows: [
    [1, 0, 0.5],
    [0, 1, 0.5],
  ],
  objectives: [linear(0, 1), linear(0, 1), linear(0, 1)],
  roles: [{ weights: [0.6, 0.2, 0.2] }],
});
/** The only role has locked the weights at these places. */
function locking(...places: number[]): ReviewSnapshot {
  const { settings } = review;
  const roles = settings.roles.map((role) => ({
    ...role,
    weights: role.weights.map((weight, j) => ({ ...weight, locked: places.includes(j) })),
  }));
  return { ...review, settings: { ...settings, roles } };
}
const ask = (snapshot: ReviewSnapshot, keepLocked: boolean) =>
  finished(concession({ snapshot, foundation: prepare(snapshot, { role: null }), candidate: 1, keepLocked }, report))
    .by[0]!.concession;

describe('a concession', () => {
  it('moves what is locked, unless locked weights are to stay', () => {
    // From 0.6 and 0.2 to level: 0.2 changes hands.
    expect(ask(locking(0), false)).toMatchObject({ kind: 'change', total: expect.closeTo(0.4, 9) });
    expect(ask(locking(0), true)).toMatchObject({ kind: 'cannot' });
  });
  it('goes round a lock where there is a way', () => {
    const change = ask(locking(2), true);
    expect(change).toMatchObject({ kind: 'change', total: expect.closeTo(0.4, 9) });
    if (change.kind === 'change') expect(change.roles[0]!.weights[2]).toBeCloseTo(0.2, 12);
  });
});
