// What an import does to the candidates, in one sentence, before and after.
import { countText, decimalsFor, formatNumber } from '../../../shared/domain/format.ts';
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

/** A value that becomes another one: "12 → 11 ms". */
export function changeStep({ from, to }: { from: number; to: number }, unit: string): string {
  const digits = decimalsFor([from, to]);
  return `${formatNumber(from, digits)} → ${formatNumber(to, digits)} ${unit}`.trimEnd();
}

/** What the button does that accepts an import: "Update 14 values", "Import 3 candidates", or both. */
export function sayAccept({ fresh, replaced }: Pick<ImportChanges, 'fresh' | 'replaced'>, candidates: number): string {
  if (replaced === 0) return candidates === 0 ? 'Import' : `Import ${countText(candidates, 'candidate')}`;
  const update = `Update ${countText(replaced, 'value')}`;
  return fresh === 0 ? update : `${update}, import ${countText(fresh, 'candidate')}`;
}
