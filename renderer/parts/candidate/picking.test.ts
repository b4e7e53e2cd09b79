// Which names the picker offers, and who stands in it at first.
import { describe, expect, it } from 'vitest';
import { matchingCandidates, runnerUp } from './picking.ts';

const names = ['Two-tower', 'Wide & Deep', 'Two-stage', 'Popularity'];
const ranks = Int32Array.of(2, 0, 1, 3);

describe('matchingCandidates', () => {
  it('offers the best ranked first and the unranked last', () => {
    expect(matchingCandidates(names, ranks, '', 9).candidates).toEqual([2, 0, 3, 1]);
  });
  it('wants every word typed, in any case and order', () => {
    expect(matchingCandidates(names, ranks, 'TWO', 9).candidates).toEqual([2, 0]);
    expect(matchingCandidates(names, ranks, 'deep wide', 9).candidates).toEqual([1]);
    expect(matchingCandidates(names, ranks, 'x', 9).candidates).toEqual([]);
  });
  it('finds any of 10,000, and leaves out whom it is told to', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `model-${String(i).padStart(5, '0')}`);
    const unranked = new Int32Array(many.length);
    for (const i of [0, 2000, 9999]) {
      expect(matchingCandidates(many, unranked, many[i]!, 40)).toEqual({ candidates: [i], more: 0 });
      expect(matchingCandidates(many, unranked, many[i]!, 40, [i]).candidates).toEqual([]);
    }
  });
  it('says how many it left out', () => {
    expect(matchingCandidates(names, ranks, '', 3)).toEqual({ candidates: [2, 0, 3], more: 1 });
  });
});

describe('runnerUp', () => {
  it('is the next in rank', () => {
    expect(runnerUp(ranks, 2, names)).toBe(0);
  });
  it('is one that shares the first place, by name', () => {
    expect(runnerUp(Int32Array.of(1, 1, 1), 0, ['b', 'c', 'a'])).toBe(2);
  });
  it('is the answer itself where it is alone, and nobody where nobody is ranked', () => {
    expect(runnerUp(Int32Array.of(0, 1), 1, names)).toBe(1);
    expect(runnerUp(Int32Array.of(0, 0), -1, names)).toBe(-1);
  });
});
