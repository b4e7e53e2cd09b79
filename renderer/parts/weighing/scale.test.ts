// The scale of comparisons and its words.
import { expect, it } from 'vitest';
import { bothWays, nearestJudgement, oneWay, ratioOf, ratioText, reversed, sentenceOf } from './scale.ts';

it('has seventeen steps whose ratios fall from 9 to 1/9', () => {
  const ratios = bothWays.map(ratioOf);
  expect(ratios).toHaveLength(17);
  expect(ratios[0]).toBe(9);
  expect(ratios[16]).toBeCloseTo(1 / 9, 15);
  expect(ratios.every((ratio, k) => k === 0 || ratio < ratios[k - 1]!)).toBe(true);
});

it('says the same from either side', () => {
  for (const judgement of bothWays) {
    expect(ratioOf(judgement) * ratioOf(reversed(judgement))).toBeCloseTo(1, 15);
    if (judgement !== 1) expect(sentenceOf(reversed(judgement), 'B', 'A')).toBe(sentenceOf(judgement, 'A', 'B'));
  }
});

it('has words of its own for every step', () => {
  expect(sentenceOf(5, 'Accuracy', 'latency')).toBe('Accuracy matters clearly more than latency');
  expect(sentenceOf(-3, 'Accuracy', 'Latency')).toBe('Latency matters somewhat more than Accuracy');
  expect(sentenceOf(1, 'Accuracy', 'latency')).toBe('Accuracy matters as much as latency');
  expect(new Set(oneWay.map((judgement) => sentenceOf(judgement, 'A', 'B'))).size).toBe(9);
});

it('writes ratios', () => {
  expect([5, 1, -5].map(ratioText)).toEqual(['5\u00a0:\u00a01', '1\u00a0:\u00a01', '1\u00a0:\u00a05']);
});

it('finds the nearest step by ratio', () => {
  for (const judgement of bothWays) expect(nearestJudgement(ratioOf(judgement))).toBe(judgement);
  expect(nearestJudgement(40)).toBe(9);
  expect(nearestJudgement(0.42)).toBe(-2);
  expect(nearestJudgement(0.3)).toBe(-3);
});
