// Concessions as sentences: what moves, and why nothing would do.
import { describe, expect, it } from 'vitest';
import type { Concession, RoleChange } from '../../../../shared/engine/change/concession.ts';
import { concessionText, moveText, pointsText, regretsText } from './concessionWords.ts';

const names = {
  candidate: (i: number) => ['Two-tower', 'Wide & Deep', 'Popularity'][i]!,
  objective: (id: number) => ['', 'accuracy', 'revenue', 'latency'][id]!,
  role: (id: number) => ['', 'Sales', 'Product'][id]!,
};
const sales: RoleChange = {
  roleId: 1,
  weights: Float64Array.of(0.29, 0.71),
  moves: [
    { objectiveId: 1, from: 0.2, to: 0.29 },
    { objectiveId: 2, from: 0.8, to: 0.71 },
  ],
  total: 0.18,
};
const change = (roles: readonly RoleChange[], exact = true): Concession => {
  const total = roles.reduce((sum, role) => sum + role.total, 0);
  return { kind: 'change', candidate: 1, total, atLeast: exact ? total : total / 2, exact, roles };
};

describe('pointsText', () => {
  it('is what changes hands, in points of a hundred', () => {
    expect([0.18, 0.15, 0.02, 0.0004].map(pointsText)).toEqual([
      '9 points',
      '7.5 points',
      '1 point',
      'less than 0.1 points',
    ]);
  });
});

describe('concessionText', () => {
  it('says who moves what where', () => {
    expect(moveText(sales, names)).toBe('would move 9 points from revenue to accuracy');
    expect(concessionText(change([sales]), 1, names)).toBe('Sales would move 9 points from revenue to accuracy.');
  });
  it('prints what is to be typed, which is never less than it takes', () => {
    const typed = { percent: [29.1, 70.9], decimals: 1, points: 9.1 };
    expect(concessionText(change([sales]), 1, names, false, [typed])).toBe(
      'Sales would move 9.1 points from revenue to accuracy.',
    );
    expect(concessionText(change([sales, { ...sales, roleId: 2 }]), null, names, false, [typed, typed])).toBe(
      'Sales 9.1 points and Product 9.1 points: 18.2 points in all.',
    );
  });
  it('adds up what several give', () => {
    expect(concessionText(change([sales, { ...sales, roleId: 2 }]), null, names)).toBe(
      'Sales 9 points and Product 9 points: 18 points in all.',
    );
  });
  it('says when it is a bound and not the least', () => {
    expect(concessionText(change([sales], false), 1, names)).toContain('nothing below 4.5 points does it');
  });
  it('says that a candidate is first already', () => {
    expect(concessionText(change([]), null, names)).toBe('Wide & Deep is first already.');
  });
  it('gives the proof where no weights will do', () => {
    const cannot = (candidates: number[], shares: number[]): Concession => ({
      kind: 'cannot',
      candidate: 1,
      why: { kind: 'mixture', candidates, shares, lead: 0.04 },
    });
    expect(concessionText(cannot([0], [1]), 1, names)).toBe(
      'No weights of Sales put Wide & Deep first: Two-tower is better whatever is weighed, by at least +0.04 in value.',
    );
    expect(concessionText(cannot([0, 2], [0.6, 0.4]), null, names)).toContain(
      'a mixture of 60 % of Two-tower and 40 % of Popularity scores +0.04 more',
    );
  });
  it('says that locked weights had to stay where that is why', () => {
    const why = { kind: 'search', cases: 12 } as const;
    expect(concessionText({ kind: 'cannot', candidate: 1, why }, 1, names, true)).toMatch(
      /^With locked weights where they are, no weights of Sales put Wide & Deep first: /,
    );
    expect(concessionText({ kind: 'open', candidate: 1, atLeast: 0.2 }, 1, names, true)).toMatch(
      /^With locked weights where they are, none was found for Sales/,
    );
  });
  it('tells what is not a question of weights, or was not settled', () => {
    expect(concessionText({ kind: 'ineligible', candidate: 1, why: 'infeasible' }, null, names)).toContain(
      'breaks a requirement',
    );
    expect(concessionText({ kind: 'open', candidate: 1, atLeast: 0.2 }, null, names)).toContain('less than 10 points');
  });
});

describe('regretsText', () => {
  it('sets what is given up beside it, and says when every role would lose', () => {
    const roles = [
      { name: 'Sales', then: 0.04, now: 0.17 },
      { name: 'Product', then: 0.2, now: 0.09 },
    ];
    expect(regretsText('Fee nudge', 'Two-tower', roles)).toBe(
      'By the ballots as they stand, what is given up with Fee nudge instead of Two-tower: Sales 0.04 instead of 0.17 and Product 0.20 instead of 0.09.',
    );
    expect(regretsText('Fee nudge', 'Two-tower', roles.slice(1))).toMatch(/Every role would lose by it/);
    expect(regretsText('A', 'B', [{ name: 'Sales', then: NaN, now: 0.1 }])).toBe('');
    const near = [
      { name: 'Product', then: 0.0233, now: 0.0212 },
      { name: 'Sales', then: 0.03, now: 0.03 },
    ];
    expect(regretsText('A', 'B', near)).toContain('Product 0.0233 instead of 0.0212 and Sales 0.03 either way.');
  });
});
