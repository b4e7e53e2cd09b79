// What a review is called that was started with a file.
import { expect, it } from 'vitest';
import { titleFrom } from './titleFrom.ts';

it.each([
  ['search_ranking.csv', 'Search ranking'],
  ['mlruns', 'Mlruns'],
  ['study.v2.db', 'Study.v2'],
  ['__.csv', 'New review'],
  ['.csv', 'New review'],
  ['Q3 results', 'Q3 results'],
  ['x'.repeat(300), `X${'x'.repeat(199)}`],
])('“%s” starts “%s”', (fileName, title) => {
  expect(titleFrom(fileName)).toBe(title);
});
