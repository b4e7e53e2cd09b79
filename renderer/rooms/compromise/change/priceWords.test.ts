// Which steps of a price list are listed, and the sentence over them.
import { describe, expect, it } from 'vitest';
import type { PriceList, PriceStep } from '../../../../shared/engine/change/priceList.ts';
import { listedSteps, nextAnswer, priceText } from './priceWords.ts';

const step = (bound: number | null, winner: number): PriceStep => ({
  bound,
  admitted: 1,
  newcomers: [],
  best: [],
  winner,
  winnerScores: [],
});
const list: PriceList = {
  requirement: { id: 1, roleId: 1, metricId: 1, comparator: '<=', bound: 120, strength: 'must', reason: '' },
  bounds: new Float64Array(),
  candidates: new Int32Array(),
  steps: [step(null, -1), step(80, 0), step(98, 1), step(131, 1), step(152, 2)],
  current: 2,
};
const texts = {
  decimals: 0,
  bound: (x: number) => `≤ ${x} ms`,
  beyond: (x: number) => `below ${x} ms`,
  name: (i: number) => 'ABC'[i]!,
};

describe('listedSteps', () => {
  it('labels stricter steps with the bound they end at, and tries their own', () => {
    expect(listedSteps(list, 9, 9, 0).map(({ kind, edge, bound }) => [kind, edge, bound])).toEqual([
      ['tighter', 80, null],
      ['tighter', 98, 80],
      ['now', 120, 120],
      ['looser', 131, 131],
      ['looser', 152, 152],
    ]);
  });
  it('lists only the nearest', () => {
    expect(listedSteps(list, 1, 1, 0).map(({ edge }) => edge)).toEqual([98, 120, 131]);
  });
});

describe('nextAnswer', () => {
  it('skips steps that keep the answer', () => {
    expect(nextAnswer(list, 'looser', 0)).toMatchObject({ edge: 152 });
    expect(nextAnswer(list, 'tighter', 0)).toMatchObject({ edge: 98 });
    expect(nextAnswer({ ...list, current: 4 }, 'looser', 0)).toBeNull();
  });
});

describe('priceText', () => {
  it('says what either way leads to', () => {
    expect(priceText(list, texts)).toBe('Relaxed to ≤ 152 ms, C would be first. Set below 98 ms, A would be first.');
    expect(priceText({ ...list, current: 4 }, texts)).toBe(
      'Relaxing it changes nothing. Set below 152 ms, B would be first.',
    );
    expect(priceText({ ...list, current: 1 }, texts)).toContain('Set below 80 ms, nobody would be left.');
  });
});
