// Answers become weights, and contradictions become words.
import { describe, expect, it } from 'vitest';
import { withJudgement, type Comparisons, type Pair } from './comparisons.ts';
import { bestWorstProposal, pairsProposal, swingProposal } from './proposal.ts';

const names = new Map([
  [1, 'Accuracy'],
  [2, 'Latency'],
  [3, 'Cost'],
]);
const nameOf = (id: number) => names.get(id) ?? '';
const ids = [1, 2, 3];
const made = (...answers: [Pair, number][]): Comparisons =>
  answers.reduce<Comparisons>((all, [pair, judgement]) => withJudgement(all, pair, judgement), {});
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

it('has no weights before every swing has its place', () => {
  expect(swingProposal([1, 2, 3], new Map([[2, 100]]))).toMatchObject({
    weights: null,
    missing: 'The new weights appear when every swing has its place; 2 to go.',
  });
});

it('shares swing points out', () => {
  const points = new Map([
    [1, 60],
    [2, 100],
    [3, 40],
  ]);
  expect([...swingProposal(ids, points).weights!]).toEqual([0.3, 0.5, 0.2]);
});

describe('best and worst', () => {
  it('asks for two different ends first, then for each comparison', () => {
    expect(bestWorstProposal(ids, 1, null, {}, nameOf).missing).toMatch(/^Choose/);
    expect(bestWorstProposal(ids, 1, 3, {}, nameOf).missing).toBe(
      'The new weights appear when all 3 comparisons are made.',
    );
    expect(bestWorstProposal(ids, 1, 3, made([[1, 2], 2]), nameOf).missing).toBe(
      'The new weights appear when all 3 comparisons are made; 2 to go.',
    );
    expect(bestWorstProposal([1, 2], 1, 2, {}, nameOf).missing).toBe(
      'The new weights appear when the comparison is made.',
    );
  });
  it('has exact weights for answers that fit together', () => {
    const { weights, consistency } = bestWorstProposal(ids, 1, 3, made([[1, 2], 2], [[1, 3], 6], [[2, 3], 3]), nameOf);
    expect([...weights!].map((weight) => Number(weight.toFixed(9)))).toEqual([0.6, 0.3, 0.1]);
    expect(consistency).toMatchObject({ fits: true, words: 'The answers fit together exactly.', look: null });
  });
  it('points at the detour that does not add up', () => {
    // Rezaei (2015): best to others (8, 2, 1), others to worst (1, 5, 8); 2 · 5 = 10 against 8, over 8² − 8.
    const answers = made([[3, 1], 8], [[3, 2], 2], [[2, 1], 5]);
    const { weights, consistency } = bestWorstProposal(ids, 3, 1, answers, nameOf);
    expect(weights![2]).toBeCloseTo(0.6071428571428572, 9);
    expect(consistency?.number).toMatch(/^Consistency ratio 0\.04; up to 0\.13 is fine/);
    expect(consistency?.fits).toBe(true);
    expect(consistency?.look?.pair).toEqual([3, 2]);
    expect(plain(consistency?.look?.words)).toBe(
      'Cost was said to matter 2 : 1 against Latency, and that 5 : 1 against Accuracy. Together that makes 10 : 1, not 8 : 1.',
    );
  });
  it('says when they contradict each other', () => {
    const answers = made([[1, 2], 9], [[1, 3], 3], [[2, 3], 9]);
    expect(bestWorstProposal(ids, 1, 3, answers, nameOf).consistency).toMatchObject({
      fits: false,
      words: 'The answers contradict each other.',
    });
  });
});

describe('in pairs', () => {
  it('waits for all of them', () => {
    expect(pairsProposal(ids, made([[1, 2], 2], [[2, 3], 1]), nameOf)).toEqual({
      weights: null,
      missing: 'The new weights appear when all 3 comparisons are made; 1 to go.',
      consistency: null,
    });
  });
  it('has ratio 0 for two objectives', () => {
    const { weights, consistency } = pairsProposal([1, 2], made([[1, 2], -4]), nameOf);
    expect([...weights!].map((weight) => Number(weight.toFixed(9)))).toEqual([0.2, 0.8]);
    expect(consistency).toMatchObject({ fits: true, words: 'The answers fit together exactly.', look: null });
  });
  it('names the answer that is furthest from the rest', () => {
    // Accuracy over Latency over Cost, and yet Cost over Accuracy.
    const { consistency } = pairsProposal(ids, made([[1, 2], 3], [[2, 3], 3], [[1, 3], -3]), nameOf);
    expect(consistency).toMatchObject({ fits: false, words: 'The answers contradict each other.' });
    expect(consistency?.look).not.toBeNull();
    expect(plain(consistency?.look?.words)).toMatch(
      /matters somewhat more than .* \([13] : [13]\), but the other answers suggest 1 : 1\.$/,
    );
  });
  it('says where the table of random indices ends', () => {
    const many = Array.from({ length: 16 }, (_, k) => k + 1);
    const alike = made(...many.flatMap((a) => many.filter((b) => b > a).map((b): [Pair, number] => [[a, b], 1])));
    expect(pairsProposal(many, alike, nameOf).consistency?.number).toMatch(/ends at 15 objectives$/);
  });
});
