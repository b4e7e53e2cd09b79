// Answers per pair, and what the methods are given.
import { describe, expect, it } from 'vitest';
import {
  answered,
  bestWorstPairs,
  bestWorstVectors,
  judgementOf,
  oneWayJudgement,
  pairsOf,
  pairwiseMatrix,
  withJudgement,
  type Comparisons,
  type Pair,
} from './comparisons.ts';

const made = (...answers: [Pair, number][]): Comparisons =>
  answers.reduce<Comparisons>((all, [pair, judgement]) => withJudgement(all, pair, judgement), {});

describe('one answer per pair', () => {
  it('reads the same from either side', () => {
    const comparisons = made([[7, 3], 5]);
    expect(judgementOf(comparisons, [7, 3])).toBe(5);
    expect(judgementOf(comparisons, [3, 7])).toBe(-5);
    expect(judgementOf(comparisons, [3, 8])).toBeNull();
  });
  it('replaces what was said before, from whichever side', () => {
    const comparisons = made([[7, 3], 5], [[3, 7], 2], [[1, 2], 1]);
    expect(judgementOf(comparisons, [7, 3])).toBe(-2);
    expect(judgementOf(comparisons, [2, 1])).toBe(1);
    expect(Object.keys(comparisons)).toHaveLength(2);
  });
  it('fits a one-way scale only where it says so', () => {
    expect(oneWayJudgement(made([[1, 2], 4]), [1, 2])).toBe(4);
    expect(oneWayJudgement(made([[1, 2], 4]), [2, 1])).toBeNull();
    expect(oneWayJudgement(made([[1, 2], 1]), [2, 1])).toBe(1);
  });
});

describe('in pairs', () => {
  it('asks each pair once', () => {
    expect(pairsOf([4, 1, 9])).toEqual([
      [4, 1],
      [4, 9],
      [1, 9],
    ]);
    expect(pairsOf([4])).toEqual([]);
    expect(pairsOf(Array.from({ length: 15 }, (_, k) => k))).toHaveLength(105);
  });
  it('makes a reciprocal matrix in the order of the objectives', () => {
    const comparisons = made([[4, 1], 3], [[9, 4], 2], [[1, 9], 1]);
    expect(pairwiseMatrix([4, 1, 9], comparisons)).toEqual([
      [1, 3, 1 / 2],
      [1 / 3, 1, 1],
      [2, 1, 1],
    ]);
    expect(pairwiseMatrix([4, 1, 9, 5], comparisons)).toBeNull();
    expect(pairwiseMatrix([4], {})).toEqual([[1]]);
  });
});

describe('best and worst', () => {
  const ids = [1, 2, 3];
  it('asks 2m − 3 questions', () => {
    const { fromBest, toWorst } = bestWorstPairs(ids, 3, 1);
    expect(fromBest).toEqual([
      [3, 1],
      [3, 2],
    ]);
    expect(toWorst).toEqual([[2, 1]]);
    const two = bestWorstPairs([1, 2], 1, 2);
    expect([two.fromBest, two.toWorst]).toEqual([[[1, 2]], []]);
  });
  it('makes both vectors, with the question about the two ends in both', () => {
    // Rezaei (2015): best to others (8, 2, 1), others to worst (1, 5, 8).
    const comparisons = made([[3, 1], 8], [[3, 2], 2], [[2, 1], 5]);
    expect(bestWorstVectors(ids, 3, 1, comparisons)).toEqual({ bestToOthers: [8, 2, 1], othersToWorst: [1, 5, 8] });
  });
  it('waits for every answer, and takes none that contradicts the choice of ends', () => {
    expect(bestWorstVectors(ids, 3, 1, made([[3, 1], 8], [[3, 2], 2]))).toBeNull();
    expect(bestWorstVectors(ids, 3, 1, made([[3, 1], 8], [[2, 3], 2], [[2, 1], 5]))).toBeNull();
  });
  it('counts answers', () => {
    const comparisons = made([[3, 1], 8]);
    expect(answered(bestWorstPairs(ids, 3, 1).fromBest, (pair) => oneWayJudgement(comparisons, pair))).toBe(1);
  });
});
