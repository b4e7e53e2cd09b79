// What an import does to the candidates, in one sentence, before and after.
import { countText } from '../../../shared/domain/format.ts';
import type { ImportChanges } from '../../../shared/contract/imports.ts';

/** What an import does to the candidates: "12 candidates get new values, 3 stay as they are, 2 are new." */
export function sayChanges({ fresh, updated, unchanged }: ImportChanges, done: boolean): string {
  const parts = [
    ...(updated > 0
      ? [
          `${countText(updated, 'candidate', 'candidates')} ${done ? (updated === 1 ? 'has' : 'have') : updated === 1 ? 'gets' : 'get'} new values`,
        ]
      : []),
    ...(unchanged > 0
      ? [
          updated > 0
            ? `${countText(unchanged, 'stays as it is', 'stay as they are')}`
            : `${countText(unchanged, 'candidate stays as it is', 'candidates stay as they are')}`,
        ]
      : []),
    ...(fresh > 0 ? [`${countText(fresh, 'is', 'are')} new`] : []),
  ];
  return `${parts.join(', ')}.`;
}
