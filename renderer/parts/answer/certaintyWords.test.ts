// Chances, errors and doubt as people read them.
import { describe, expect, it } from 'vitest';
import { chanceText, doubtText, errorText, firstDraws, measureText, spreadOf, weightsText } from './certaintyWords.ts';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null;

describe('chances', () => {
  it('does not round to never or always', () => {
    expect([0, 0.002, 0.714, 0.998, 1].map((share) => plain(chanceText(share)))).toEqual([
      '0 %',
      '<1 %',
      '71 %',
      '>99 %',
      '100 %',
    ]);
  });
  it('gives the error in points, and none where nothing was drawn', () => {
    expect(plain(errorText(0.0046))).toBe('± 0.5');
    expect(plain(errorText(0.0001))).toBe('± <0.1');
    expect(errorText(0)).toBe('');
    expect(errorText(NaN)).toBe('');
  });
});

describe('doubt', () => {
  it('is the standard deviation of a Dirichlet share', () => {
    expect(spreadOf(50, 0.3)).toBeCloseTo(Math.sqrt((0.3 * 0.7) / 51), 12);
  });
  it('says what it means for a weight', () => {
    expect(doubtText(50)).toContain('between 24 and 36 %');
    expect(doubtText(null)).not.toContain('concentration');
  });
});

describe('measureText', () => {
  const names = { objective: () => 'p95 latency', candidate: () => 'Two-tower' };
  const one = { objective: 0, candidate: 3, wrong: 0.1, drop: 0.12, dropError: 0.01 };
  it('names the measurement and what it is good for', () => {
    expect(plain(measureText(one, 0.22, names))).toBe(
      'Measure p95 latency of Two-tower again first: known exactly, it takes the chance of a wrong choice from 22 % to 10 %.',
    );
    expect(measureText({ ...one, candidate: null }, 0.22, names)).toContain('Measure p95 latency again first');
  });
  it('says nothing where the gain may be chance', () => {
    expect(measureText({ ...one, drop: 0.015, dropError: 0.01 }, 0.22, names)).toBeNull();
    expect(measureText({ ...one, drop: 0, dropError: 0 }, 0.22, names)).toBeNull();
  });
});

describe('weightsText', () => {
  it('names the largest first and leaves crumbs out', () => {
    expect(plain(weightsText([0.2, 0.5, 0.03, 0.27], (j) => 'abcd'[j]!))).toBe('b 50 %, d 27 % and a 20 %');
    expect(plain(weightsText([0.97, 0.03], (j) => 'ab'[j]!))).toBe('a 97 %');
  });
});

describe('firstDraws', () => {
  it('is fewer where a draw takes long, and one of those that can be chosen', () => {
    expect([1, 3000, 3001, 100_000].map(firstDraws)).toEqual([10_000, 10_000, 1000, 1000]);
  });
});
