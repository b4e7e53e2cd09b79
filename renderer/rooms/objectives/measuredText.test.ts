// One is one, and many are many.
import { expect, test } from 'vitest';
import { measuredText } from './measuredText.ts';

test.each([
  [0, 0, 2, 'There are no candidates to judge yet.'],
  [1, 0, 2, 'The one candidate is measured on all of them.'],
  [1, 1, 1, 'The one candidate lacks a measurement and is left out of the ranking.'],
  [1449, 0, 1, 'Each of the 1,449 candidates is measured on it.'],
  [14, 1, 3, '1 of 14 candidates lacks a measurement and is left out of the ranking.'],
  [1449, 1002, 3, '1,002 of 1,449 candidates lack a measurement and are left out of the ranking.'],
])('%i candidates, %i incomplete, %i objectives', (candidates, incomplete, objectives, text) => {
  expect(measuredText(candidates, incomplete, objectives)).toBe(text);
});
