// The numbers that verdicts on gaps are made with, in words.
import { describe, expect, it } from 'vitest';
import { limitsSentence, pointsOf } from './limits.ts';

describe('what decides', () => {
  it('is said, and whether anybody chose it', () => {
    expect(limitsSentence({ smallest: 1200 }, 'row', true)).toBe(
      'Groups of fewer than 1,200 rows are shown and decide nothing. A gap of up to 5 points counts as small: that is proposed, nobody has said so.',
    );
    expect(limitsSentence({ smallest: 30, tolerance: 0.07 }, 'row', true)).toMatch(
      / 7 points is one that people could live with[.]$/,
    );
    expect(limitsSentence({ smallest: 30, tolerance: 0.01 }, 'row', true)).toContain('up to 1 point is');
  });

  it('has no tolerance where gaps are no shares', () => {
    expect(limitsSentence({ smallest: 30, tolerance: 0.07 }, 'list', false)).toBe(
      'Groups of fewer than 30 lists are shown and decide nothing.',
    );
  });

  it('is written in points without what a computer adds', () => {
    expect([0.07, 0.29, 0.005, 1].map(pointsOf)).toEqual([7, 29, 0.5, 100]);
  });
});
