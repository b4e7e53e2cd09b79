// What is remembered of the points while the order changes.
import { describe, expect, it } from 'vitest';
import { Answers } from './answers.svelte.ts';

const ids = [1, 2, 3];
const pointsOf = (answers: Answers) => ids.map((id) => answers.points(ids).get(id));

describe('swings', () => {
  it('have no place and no points until somebody places them', () => {
    const answers = new Answers([], [[3], [1, 2]]);
    expect([answers.order(ids), answers.unplaced(ids), [...answers.points(ids)]]).toEqual([[], ids, []]);
    answers.placeNext(ids, 2);
    answers.placeNext(ids, 3);
    expect([answers.order(ids), answers.unplaced(ids)]).toEqual([[[2], [3]], [1]]);
    answers.placeNext(ids, 1);
    expect(pointsOf(answers)).toEqual([18, 100, 45]);
  });
  it('are placed in the offered order where that is kept, behind those that are placed, and it can be taken back', () => {
    const answers = new Answers([], [[3], [1, 2]]);
    answers.placeNext(ids, 2);
    answers.keep(ids, true);
    expect([answers.order(ids), answers.kept]).toEqual([[[2], [3], [1]], true]);
    answers.keep(ids, false);
    expect([answers.order(ids), answers.kept]).toEqual([[[2]], false]);
    answers.keep(ids, true);
    answers.setOrder([[1], [2], [3]]);
    expect([answers.kept, answers.order(ids)]).toEqual([false, [[1], [2], [3]]]);
  });
  it('are kept as they are listed where no weights are there, and an objective that is new has no place', () => {
    const answers = new Answers();
    expect(answers.offersWeights).toBe(false);
    answers.keep(ids, true);
    expect(answers.order(ids)).toEqual([[1], [2], [3]]);
    expect(answers.unplaced([1, 2, 3, 4])).toEqual([4]);
  });
});

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
      [1, 100],
      [3, 33],
    ]);
    expect(answers.points(ids).get(2)).toBe(80);
  });
});
