// What an import does to the candidates, in one sentence, before and after.
import type { ImportChanges } from '../../../shared/contract/imports.ts';

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** What an import does to the candidates: "12 candidates get new values, 3 stay as they are, 2 are new." */
export function sayChanges({ fresh, updated, unchanged }: ImportChanges, done: boolean): string {
  const parts = [
    ...(updated > 0
      ? [
          `${count(updated, 'candidate', 'candidates')} ${done ? (updated === 1 ? 'has' : 'have') : updated === 1 ? 'gets' : 'get'} new values`,
        ]
      : []),
    ...(unchanged > 0
      ? [
          updated > 0
            ? `${count(unchanged, 'stays as it is', 'stay as they are')}`
            : `${count(unchanged, 'candidate stays as it is', 'candidates stay as they are')}`,
        ]
      : []),
    ...(fresh > 0 ? [`${count(fresh, 'is', 'are')} new`] : []),
  ];
  return `${parts.join(', ')}.`;
}
