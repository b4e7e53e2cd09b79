// Where on the page a comparison is, so that pointing at an answer can lead to it.
import type { Pair } from './comparisons.ts';

export function rowId([first, second]: Pair): string {
  return `compare-${first}-${second}`;
}

/** Brings the keyboard to the answer of a comparison. */
export function goToRow(pair: Pair): void {
  const row = document.getElementById(rowId(pair));
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>('input:checked')?.focus();
}
