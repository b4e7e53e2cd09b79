// Chances, errors and doubt as people read them.
import { describe, expect, it } from 'vitest';
import { weightsDrawn, type WeightsDrawn } from '../../analysis/kinds/certainty.ts';
import {
  chanceText,
  doubtText,
  errorsText,
  errorText,
  firstDraws,
  measureText,
  spreadOf,
  staysText,
  weightsText,
} from './certaintyWords.ts';

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

describe('what a chance is made of', () => {
  const none = { stated: 0, metrics: 5 };
  it('is small changes of the weights, and of measurements only where an error is stated', () => {
    const said = (weights: WeightsDrawn, noisy = false) => plain(staysText(0.64, 10_000, weights, noisy));
    expect(said('aroundBallots')).toBe('stays first in 64 % of 10,000 small changes of the weights');
    expect(said('aroundBallots', true)).toBe(
      'stays first in 64 % of 10,000 small changes of the weights and of the measurements within their stated errors',
    );
    expect(said('any')).toBe('stays first in 64 % of 10,000 draws of any weights at all');
    expect(said('asStated', true)).toBe(
      'stays first in 64 % of 10,000 small changes of the measurements within their stated errors',
    );
  });
  it('is small changes only of weights that somebody gave', () => {
    expect([[false], [true, false], [true, true]].map((unweighed) => weightsDrawn(50, unweighed))).toEqual([
      'aroundBallots',
      'partlyAny',
      'any',
    ]);
    expect([weightsDrawn(null, [false]), weightsDrawn(Infinity, [false])]).toEqual(['any', 'asStated']);
    expect(plain(staysText(0.19, 2000, 'partlyAny', true))).toBe(
      'stays first in 19 % of 2,000 small changes of the weights (any weights for roles that have not weighed) and of the measurements within their stated errors',
    );
  });
  it('says what is not in it', () => {
    expect(errorsText({ weights: 'any', errors: none })).toBe(
      'measurement error is not in it: no metric that is weighed states any',
    );
    expect(errorsText({ weights: 'any', errors: { stated: 1, metrics: 5 } })).toBe(
      'of 5 metrics weighed 1 states its measurement error; that of the others is not in it',
    );
    expect(errorsText({ weights: 'any', errors: { stated: 5, metrics: 5 } })).toBe('');
  });
});
