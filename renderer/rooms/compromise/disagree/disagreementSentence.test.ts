// The sentence on disagreement, from one role to many, and where there is nothing to compare.
import { describe, expect, it } from 'vitest';
import { disagreementSentence, extremePairs } from './disagreementSentence.ts';

const three = (ab: number, ac: number, bc: number) => [1, ab, ac, ab, 1, bc, ac, bc, 1];
const names = ['ML', 'Sales', 'Product'];

describe('extremePairs', () => {
  it('finds the furthest and the closest pair, leaving undefined ones out', () => {
    expect(extremePairs(three(0.7, -0.4, 0.1), 3)).toEqual({
      apart: { a: 0, b: 2, tau: -0.4 },
      alike: { a: 0, b: 1, tau: 0.7 },
    });
    expect(extremePairs(three(NaN, NaN, 0.1), 3)?.apart).toEqual({ a: 1, b: 2, tau: 0.1 });
    expect(extremePairs(three(NaN, NaN, NaN), 3)).toBeNull();
  });
});

describe('disagreementSentence', () => {
  it('names those who pull apart, and those who hardly differ', () => {
    expect(disagreementSentence(names, three(0.7, -0.4, 0.1), 0.4)).toBe(
      'Over the front the roles agree on little: ML and Product pull furthest apart, while ML and Sales want nearly the same',
    );
    expect(disagreementSentence(names, three(0.9, 0.8, 0.7), 0.9)).toMatch(/even Sales and Product/);
    expect(disagreementSentence(names, three(1, 1, 1), 1)).toBe('Over the front the roles want the same');
  });
  it('has a sentence for nobody, for one, and for nothing to compare', () => {
    expect(disagreementSentence([], [], NaN)).toMatch(/no role/);
    expect(disagreementSentence(['ML'], [1], NaN)).toBe('ML is the only role, so nobody disagrees');
    expect(disagreementSentence(names, three(NaN, NaN, NaN), NaN)).toMatch(/too little to choose/);
  });
  it('calls no agreement what nobody was asked about', () => {
    expect(disagreementSentence(names, three(1, 1, 1), 1, names)).toBe('No role has weighed yet, so nobody disagrees');
    expect(disagreementSentence(names, three(1, 1, 1), 1, names.slice(0, 1))).toBe(
      `Over the front the roles want the same; ${names[0]} has not weighed yet and counts every objective alike`,
    );
  });
});
