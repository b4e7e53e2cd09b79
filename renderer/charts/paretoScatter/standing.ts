// Kinds of marks in words, and the candidates in the order in which one reads of them.
import { DOMINATED, FRONT, INCOMPLETE, INFEASIBLE, NOTHING, REFERENCE, THINNED } from './layout.ts';

const words: Readonly<Record<number, string>> = {
  [FRONT]: 'on the front',
  [THINNED]: 'on it by small differences',
  [DOMINATED]: 'dominated',
  [INCOMPLETE]: 'not ranked: a value is missing',
  [INFEASIBLE]: 'fails a requirement',
  [REFERENCE]: 'in use, for comparison',
};
const order = [FRONT, THINNED, REFERENCE, DOMINATED, INCOMPLETE, INFEASIBLE];

/** What a mark of this kind says of its candidate. */
export const standsAs = (kind: number): string => words[kind] ?? '';

/** Indices of all that are drawn: the front first, what fails a requirement last. O(n log n). */
export const byStanding = (kinds: Uint8Array): number[] =>
  Array.from(kinds.keys())
    .filter((index) => kinds[index] !== NOTHING)
    .sort((a, b) => order.indexOf(kinds[a]!) - order.indexOf(kinds[b]!));
