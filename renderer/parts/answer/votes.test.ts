// Votes of methods and rules: ties count as agreeing, and those that name nobody are not asked.
import { describe, expect, it } from 'vitest';
import { agreeing, dissentText, namesOf, statusQuoText, toleranceText } from './votes.ts';

const names = ['Fast', 'Wide', 'Deep', 'Slow', 'Odd'];
const vote = (name: string, ...winners: number[]) => ({ id: name, name, winners, among: null });

describe('agreeing', () => {
  it('counts a tie as agreement and leaves out who names nobody', () => {
    expect(agreeing([vote('a', 0), vote('b', 1, 0), vote('c', 2), vote('d')], 0)).toEqual({ agreeing: 2, of: 3 });
    expect(agreeing([], 0)).toEqual({ agreeing: 0, of: 0 });
  });
});

describe('dissentText', () => {
  it('groups those who would choose the same', () => {
    const votes = [vote('Additive', 0), vote('TOPSIS', 1), vote('VIKOR', 1), vote('Borda', 2, 3), vote('Nash')];
    expect(dissentText(votes, 0, names)).toBe('TOPSIS and VIKOR would choose Wide; Borda would choose Deep or Slow.');
  });
  it('says nothing when all agree, and counts long ties', () => {
    expect(dissentText([vote('Additive', 0)], 0, names)).toBe('');
    expect(dissentText([vote('Nash', 1, 2, 3, 4)], 0, names)).toBe('Nash would choose one of 4 candidates.');
  });
});

describe('namesOf', () => {
  it('writes short ties out', () => {
    expect([namesOf([], names), namesOf([1], names), namesOf([1, 2], names)]).toEqual([
      'nobody',
      'Wide',
      'Wide or Deep',
    ]);
    expect(namesOf([0, 1, 2, 3], names)).toBe('Fast or 3 others, level');
  });

  it('names the answer before those it ties with', () => {
    expect(namesOf([0, 1, 2, 3], names, 2)).toBe('Deep or 3 others, level');
    expect(namesOf([0, 1], names, 1)).toBe('Wide or Fast');
    expect(namesOf([0, 1], names, 2)).toBe('Fast or Wide');
  });
});

describe('statusQuoText', () => {
  const nash = (...winners: number[]) => [{ ...vote('Nash product', ...winners), id: 'nash' as const }];
  it('names the incumbent, or says that there is none', () => {
    expect(statusQuoText({ statusQuo: 'worstAnchors', rules: nash(1) }, '')).toContain('worst ends of the ranges');
    expect(statusQuoText({ statusQuo: 'incumbent', rules: nash(1) }, 'Old')).toBe(
      'Nash counts gains over the incumbent, Old.',
    );
    expect(statusQuoText({ statusQuo: null, rules: [] }, 'Old')).toBe('');
  });
  it('says why nobody is named', () => {
    expect(statusQuoText({ statusQuo: 'incumbent', rules: nash() }, 'Old')).toContain('leaves some role below it');
    expect(statusQuoText({ statusQuo: 'unscored', rules: nash() }, 'Old')).toMatch(/names nobody.*Old.*no score/);
  });
});

describe('toleranceText', () => {
  it('says on how many objectives the noise is left out', () => {
    expect(toleranceText(0, 3)).toBe('');
    expect(toleranceText(3, 3)).toContain('differences within the noise do not count: ');
    expect(toleranceText(1, 3)).toContain('do not count on 1 of 3 objectives: ');
  });
});
