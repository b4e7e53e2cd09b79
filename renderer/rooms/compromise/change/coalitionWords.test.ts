// Who carries a candidate, who blocks it, as sentences.
import { describe, expect, it } from 'vitest';
import type { FinalistCoalitions } from '../../../../shared/engine/change/coalitions.ts';
import { coalitionTexts } from './coalitionWords.ts';

const names = { candidate: () => 'Two-tower', role: (id: number) => ['', 'ML', 'Sales', 'Product'][id]! };
const one = (parts: Partial<FinalistCoalitions>): FinalistCoalitions => ({
  candidate: 0,
  first: true,
  forces: [[1], [2, 3]],
  blocks: [],
  tips: [],
  shapley: new Float64Array(3),
  ...parts,
});

describe('coalitionTexts', () => {
  it('names the smallest sets that choose it', () => {
    expect(coalitionTexts(one({}), 3, names)).toEqual([
      'Left to themselves, ML, or Sales and Product would choose Two-tower.',
      'It stays first whichever single role leaves.',
    ]);
  });
  it('says whom it needs', () => {
    const needed = one({ tips: [{ roleId: 1, how: 'needed' }] });
    expect(coalitionTexts(needed, 3, names)[1]).toBe('Without ML it would not be first.');
    const two = one({ tips: [1, 2].map((roleId) => ({ roleId, how: 'needed' as const })) });
    expect(coalitionTexts(two, 3, names)[1]).toBe('Without any one of ML and Sales it would not be first.');
  });
  it('says when it takes everybody, or nobody wants it', () => {
    expect(coalitionTexts(one({ forces: [[1, 2, 3]] }), 3, names)[0]).toBe(
      'Only all roles together choose Two-tower; no part of them would.',
    );
    expect(coalitionTexts(one({ first: false, forces: [] }), 3, names)).toEqual([
      'No set of roles, left to itself, would choose Two-tower.',
    ]);
  });
  it('says without whom it would be first, and never without everybody', () => {
    const blocked = one({ first: false, forces: [[1]], blocks: [[2], [1, 2, 3]] });
    expect(coalitionTexts(blocked, 3, names)).toEqual([
      'Left to themselves, ML would choose Two-tower.',
      'It would be first without Sales.',
    ]);
  });
  it('has little to say of one role', () => {
    expect(coalitionTexts(one({ forces: [[1]], tips: [{ roleId: 1, how: 'needed' }] }), 1, names)).toEqual([
      'Left to themselves, ML would choose Two-tower.',
    ]);
  });
});
