// The finalists' sentence: the steady one, the one that divides, and the small cases.
import { describe, expect, it } from 'vitest';
import { finalistsSentence } from './finalistsSentence.ts';

const names = ['A', 'B', 'C'];

describe('finalistsSentence', () => {
  it('counts places among the finalists, not ranks among all', () => {
    const roles = [
      { name: 'ML', ranks: [1, 40, 90] },
      { name: 'Sales', ranks: [700, 3, 20] },
    ];
    expect(finalistsSentence(names, roles)).toBe(
      'B is second or better of these 3 for every role; A is first for ML and third for Sales.',
    );
  });
  it('says when one is first for all', () => {
    const roles = [
      { name: 'ML', ranks: [1, 2, 3] },
      { name: 'Sales', ranks: [1, 3, 2] },
    ];
    expect(finalistsSentence(names, roles)).toBe('A is first of these 3 for every role.');
  });
  it('leaves out those that are not ranked', () => {
    const roles = [
      { name: 'ML', ranks: [0, 2, 3] },
      { name: 'Sales', ranks: [0, 3, 2] },
    ];
    expect(finalistsSentence(names, roles)).toBe('B is second or better of these 3 for every role.');
  });
  it('has a sentence for none, one, and one role', () => {
    expect(finalistsSentence([], [])).toMatch(/no finalists/);
    expect(finalistsSentence(['A'], [])).toMatch(/only one/);
    expect(finalistsSentence(names, [{ name: 'ML engineers', ranks: [3, 1, 2] }])).toBe(
      'For ML engineers, B is first of these 3.',
    );
    expect(finalistsSentence(names, [])).toMatch(/no role/);
  });
});
