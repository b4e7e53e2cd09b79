// Ballots and abstentions are counted apart.
import { expect, it } from 'vitest';
import { votedText } from './votedText.ts';

it.each([
  [{ sealed: 2, abstained: 0 }, '2 of 4 sealed'],
  [{ sealed: 2, abstained: 1 }, '2 sealed, 1 abstains, of 4'],
  [{ sealed: 0, abstained: 2 }, '0 sealed, 2 abstain, of 4'],
])('%j: %s', (counts, text) => {
  expect(votedText({ roles: 4, opened: 0, without: 0, ...counts })).toBe(text);
});
