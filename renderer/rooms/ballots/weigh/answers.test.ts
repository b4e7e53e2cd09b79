// What is remembered of the points while the order changes.
import { describe, expect, it } from 'vitest';
import { Answers } from './answers.svelte.ts';

const ids = [1, 2, 3];
const pointsOf = (answers: Answers) => ids.map((id) => answers.points(ids).get(id));

describe('swing points', () => {
  it('start from the order alone: the rank-order centroid, the first at 100', () => {
    // Weights 11/18, 5/18, 2/18.
    expect(pointsOf(new Answers([[1], [2], [3]]))).toEqual([100, 45, 18]);
    expect(pointsOf(new Answers([[1], [2, 3]]))).toEqual([100, 32, 32]);
  });
  it('stay with the order they were given in', () => {
    const answers = new Answers([[1], [2], [3]]);
    answers.give(ids, 2, 80);
    expect(pointsOf(answers)).toEqual([100, 80, 18]);
    answers.setOrder([[2], [1], [3]]);
    expect(pointsOf(answers)).toEqual([45, 100, 18]);
    expect(answers.pointsGiven(ids)).toBe(false);
    answers.setOrder([[1], [2], [3]]);
    expect(pointsOf(answers)).toEqual([100, 80, 18]);
    answers.forgetPoints(ids);
    expect(pointsOf(answers)).toEqual([100, 45, 18]);
  });
  it('move the order along once they are settled, and not before', () => {
    const answers = new Answers([[1], [2], [3]]);
    answers.give(ids, 3, 60);
    expect(answers.order(ids)).toEqual([[1], [2], [3]]);
    answers.settle(ids);
    expect(answers.order(ids)).toEqual([[1], [3], [2]]);
    expect(pointsOf(answers)).toEqual([100, 45, 60]);
    answers.give(ids, 2, 60);
    answers.settle(ids);
    expect(answers.order(ids)).toEqual([[1], [3, 2]]);
  });
  it('follow the objectives that there are', () => {
    const answers = new Answers([[1], [2], [3]]);
    answers.give(ids, 2, 80);
    expect(answers.order([3, 1])).toEqual([[1], [3]]);
    expect([...answers.points([3, 1])]).toEqual([
      [3, 33],
      [1, 100],
    ]);
    expect(answers.points(ids).get(2)).toBe(80);
  });
});
