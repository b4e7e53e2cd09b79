// The line under a recorded decision claims no more than the check found.
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { ReplayCause } from '../../../shared/domain/replay.ts';
import { holdsReason } from './outcome.ts';

const released = { requirementId: 1 } as Decision['releases'][number];
const untold = { kind: 'undecided' } as ReplayCause;

describe('what a decision that holds stands on', () => {
  it.each([
    [1, [], [], 'The same answer, and every must is met.'],
    [1, [], [untold], 'The same answer; whether every must is met cannot be told.'],
    [1, [released], [], 'The same answer; a must was released by its role, and every other must is met.'],
    [1, [released, released], [], 'The same answer; musts were released by their roles, and every other must is met.'],
    [
      1,
      [released],
      [untold],
      'The same answer; a must was released by its role, and whether every other must is met cannot be told.',
    ],
    [null, [], [], 'The same answer.'],
  ])('chosen %j, released %j, found %j', (candidateId, releases, causes, text) => {
    expect(holdsReason({ candidateId, releases }, { causes, working: { changed: false } }, false)).toBe(text);
  });

  it('speaks of the ballots that count where roles were left out', () => {
    expect(holdsReason({ candidateId: 1, releases: [] }, { causes: [], working: { changed: false } }, true)).toBe(
      'The same answer, and every must of the ballots that count is met.',
    );
  });

  it('says whose ballots the answer is by, where they were changed since', () => {
    expect(holdsReason({ candidateId: 1, releases: [] }, { causes: [], working: { changed: true } }, false)).toBe(
      'The same answer with the ballots it was made with, and every must is met.',
    );
  });
});
