// Typed weights: they stay, dragging goes round them, and what gives way is said as long as it is so.
import { expect, test } from 'vitest';
import type { Weight } from '../../shared/domain/role.ts';
import { gaveWayText, restText } from '../parts/weights/typedWords.ts';
import { TypedWeights } from './typedWeights.svelte.ts';

const SALES = 2;
const even = (count: number): Weight[] =>
  Array.from({ length: count }, (_, j) => ({ objectiveId: j + 1, weight: 1 / count, locked: false }));
const percents = (weights: readonly Weight[]) => weights.map(({ weight }) => Number((weight * 100).toFixed(6)));
const nameOf = (id: number) => ['', 'Accuracy', 'Revenue', 'Latency', 'Cost'][id]!;
const space = (text: string) => text.replaceAll('\u00a0', ' ');

test('55 typed, then 30: the 55 stays, the others share 15, and both can be released', () => {
  const typed = new TypedWeights();
  let weights = typed.set(SALES, even(4), 0, 0.55, 'typed');
  weights = typed.set(SALES, weights, 1, 0.3, 'typed');
  expect(percents(weights)).toEqual([55, 30, 7.5, 7.5]);
  expect(typed.of(SALES, weights).map(({ objectiveId }) => objectiveId)).toEqual([1, 2]);
  expect(typed.gaveWay(SALES, weights)).toBeNull();
  expect(space(restText(0.15, 2))).toBe('The other 2 share 15 %.');
  // Another role's ballot knows nothing of it.
  expect(typed.of(SALES + 1, weights)).toEqual([]);

  typed.release(SALES, 1);
  weights = typed.set(SALES, weights, 2, 0.4, 'typed');
  expect(percents(weights)).toEqual([26.4, 30, 40, 3.6]);
});

test('a total that cannot be says so: more than 100, and less with nobody free', () => {
  const typed = new TypedWeights();
  let weights = typed.set(SALES, even(4), 0, 0.55, 'typed');
  weights = typed.set(SALES, weights, 1, 0.6, 'typed');
  expect(percents(weights)[1]).toBe(60);
  expect(space(gaveWayText(typed.gaveWay(SALES, weights)!, nameOf))).toBe(
    'That would come to 115 %, so Accuracy no longer stays at 55 %.',
  );

  const two = new TypedWeights();
  let pair = two.set(SALES, even(2), 0, 0.55, 'typed');
  pair = two.set(SALES, pair, 1, 0.3, 'typed');
  expect(percents(pair)).toEqual([70, 30]);
  expect(space(gaveWayText(two.gaveWay(SALES, pair)!, nameOf))).toBe(
    'That would come to 85 % with no weight free to take the rest, so Accuracy no longer stays at 55 %.',
  );
});

test('dragging another leaves typed ones alone, and the way back is the way there', () => {
  const typed = new TypedWeights();
  const start = typed.set(SALES, even(4), 0, 0.55, 'typed');
  let weights = typed.set(SALES, start, 1, 0.4, 'dragged');
  expect(percents(weights)).toEqual([55, 40, 2.5, 2.5]);
  weights = typed.set(SALES, weights, 1, 0.8, 'dragged');
  expect(percents(weights)[0]).toBeLessThan(55);
  expect(typed.gaveWay(SALES, weights)?.released.map(({ objectiveId }) => objectiveId)).toEqual([1]);
  weights = typed.set(SALES, weights, 1, 0.15, 'dragged');
  expect(percents(weights)).toEqual(percents(start));
  expect(typed.of(SALES, weights).map(({ objectiveId }) => objectiveId)).toEqual([1]);
  // What was dragged does not stay.
  expect(typed.gaveWay(SALES, weights)).toBeNull();
});

test('a weight that is another one meanwhile is no longer as typed, and nothing is said of a move undone', () => {
  const typed = new TypedWeights();
  const before = typed.set(SALES, even(3), 0, 0.55, 'typed');
  const after = typed.set(SALES, before, 1, 0.7, 'typed');
  expect(typed.gaveWay(SALES, after)).not.toBeNull();
  // Undone: the weights are those of before.
  expect(typed.gaveWay(SALES, before)).toBeNull();
  expect(typed.of(SALES, even(3))).toEqual([]);
});
