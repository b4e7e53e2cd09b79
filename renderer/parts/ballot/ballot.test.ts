// Points, what is checked before a seal, and the role's own favourite.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../e2e/components/roundOf.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { linear, snapshotOf } from '../../../shared/engine/testing/snapshot.ts';
import { plainBallot } from '../../../shared/sealing/ballot.ts';
import { nobleCipher } from '../../../shared/sealing/noble.ts';
import { openBox } from '../../../shared/sealing/sealing.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { favouriteBy } from './favourite.ts';
import { noAnswers, type BallotAnswers } from './place.ts';
import {
  isShared,
  pointsOf,
  pointsSum,
  scaledTo100,
  shownPoints,
  sumText,
  weightsOf,
  withoutPointsText,
} from './points.ts';
import { sealAnswers, whyNotSealed } from './sealing.ts';

const snapshot = snapshotOf({
  names: ['A', 'B', 'C'],
  rows: [
    [0.9, 10],
    [0.5, 30],
    [0.9, 10],
  ],
  objectives: [
    { ...linear(0, 1), name: 'accuracy' },
    { ...linear(0, 40), name: 'speed' },
  ],
});
const place = placeOf(snapshot, 0, 'Which?');
const ids = [1, 2];
const answers = (first: number, more: Partial<BallotAnswers> = {}): BallotAnswers => ({
  ...noAnswers,
  weights: weightsOf(
    new Map([
      [1, first],
      [2, 100 - first],
    ]),
    ids,
  ),
  ...more,
});

describe('points', () => {
  it('say what they add up to, what is too much, and who gets none', () => {
    expect(sumText(new Map())).toBe('0 of 100 points shared out');
    expect(sumText(new Map([[1, 92]]))).toBe('92 of 100 points shared out');
    expect(
      sumText(
        new Map([
          [1, 92],
          [2, 16],
        ]),
      ),
    ).toBe('108 of 100 points: 8 too many');
    const objectives = [
      { id: 1, name: 'accuracy' },
      { id: 2, name: 'speed' },
    ];
    expect(withoutPointsText(new Map([[1, 100]]), objectives)).toBe('speed gets none.');
    expect(withoutPointsText(new Map([[1, 99]]), objectives)).toBe('');
  });
  it('scaled add up to exactly 100 in whole points, in the order they had', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 }), (given) => {
        const points = new Map(given.map((each, i) => [i + 1, each]));
        const scaled = scaledTo100(points);
        if (scaled === null) return expect(pointsSum(points) === 0 || isShared(points)).toBe(true);
        expect(pointsSum(scaled)).toBe(100);
        for (const [a, x] of points)
          for (const [b, y] of points) if (x > y) expect(scaled.get(a)!).toBeGreaterThanOrEqual(scaled.get(b)!);
      }),
    );
  });
  it('found by questions are shown so that they add up, and go into the ballot unrounded', () => {
    const weights = [1 / 3, 1 / 3, 1 / 3].map((weight, i) => ({ objective: i + 1, weight }));
    const points = pointsOf(weights, [1, 2, 3]);
    expect([...shownPoints(points).values()].toSorted()).toEqual([33.3, 33.3, 33.4]);
    expect(isShared(points)).toBe(true);
    for (const { weight } of weightsOf(points, [1, 2, 3])) expect(weight).toBeCloseTo(1 / 3, 11);
  });
});

describe('before the seal', () => {
  it('it is said what is missing', () => {
    expect(whyNotSealed(place, answers(50), ' ')).toBe('Say who gives this ballot.');
    expect(whyNotSealed(place, { ...answers(50), weights: [] }, 'Ana')).toBe('accuracy and speed have no weight.');
    expect(whyNotSealed(place, answers(50, { note: 'ü'.repeat(16_000) }), 'Ana')).toMatch(
      /^This ballot takes \d+ bytes/,
    );
    expect(whyNotSealed(place, answers(50, { rationale: 'x'.repeat(4001) }), 'Ana')).toContain('4,000 characters');
    expect(whyNotSealed(place, answers(50), 'Ana')).toBe('');
  });
  it('whatever passes is a ballot for the core, whatever was typed', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const hold = fc.record({
      scope: fc.constant({ kind: 'all' } as const),
      until: fc.constantFrom(null, '2027-01-31'),
      condition: text,
      effect: fc.constantFrom('blocks' as const, 'warns' as const),
      reason: text,
      cleared: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(text, text, text, hold, async (by, rationale, note, held) => {
        const given = answers(30, { rationale, note, holds: [held] });
        if (whyNotSealed(place, given, by) !== '') return;
        const { key, sealed, madeAt } = await sealAnswers(place, given, by);
        const { review, round, role, digest, formId } = place;
        const at = { review, round, role: role.id, basis: digest, formId: hexToBytes(formId) };
        const opened = openBox(nobleCipher, key, sealed, at, place.basis);
        if (opened.state !== 'opened') throw new Error(JSON.stringify(opened));
        expect(opened.ballot.madeAt).toBe(madeAt);
        expect(plainBallot.safeParse(opened.ballot).success).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe('the own favourite', () => {
  it('is the engine’s for these weights, ties said', () => {
    for (const first of [0, 20, 50, 80, 100]) {
      const own = favouriteBy(place, answers(first));
      const roles = [
        {
          ...snapshot.settings.roles[0]!,
          weights: answers(first).weights.map(({ objective, weight }) => ({
            objectiveId: objective,
            weight,
            locked: false,
          })),
        },
      ];
      const { roles: ranked } = evaluate({ ...snapshot, settings: { ...snapshot.settings, roles } }, { role: null });
      expect(own.names).toEqual(ranked[0]!.favourites.map((i) => snapshot.catalog.names[i]));
    }
    expect(favouriteBy(place, answers(100)).names).toEqual(['A', 'C']);
    expect(favouriteBy(place, answers(10)).measures).toEqual(['speed\u00a030', 'accuracy\u00a00.5']);
  });
  it('is nobody where the own musts leave nobody', () => {
    const requirements = [{ metric: 1, comparator: '>=', bound: 0.95, level: 'must', reason: '' } as const];
    expect(favouriteBy(place, answers(50, { requirements: [...requirements] }))).toEqual({ names: [], measures: [] });
  });
});
