// What is said of two candidates that were compared on the same rows.
import { formatNumber } from '../../../shared/domain/format.ts';
import type { PairedDifference } from '../../../shared/measures/compare/noise.ts';

/** "= 0.41", "< 0.001". */
export function chanceText(p: number): string {
  return p < 0.0005 ? '< 0.001' : `= ${formatNumber(p, p < 0.1 ? 3 : 2)}`;
}

/** "0.3 pt, 95 % −0.4 to 1.0, McNemar p = 0.41": a difference of shares in percentage points. */
export function differenceFacts({ difference, lo, hi, p, test }: PairedDifference): string {
  const points = (share: number) => formatNumber(100 * share, 1);
  const by = test === 'McNemar' ? 'McNemar p' : 'p';
  return `${points(difference)}\u00a0pt, 95\u00a0% ${points(lo)} to ${points(hi)}, ${by} ${chanceText(p)}`;
}

/** "Accuracy within noise of Two-tower: 0.3 pt, 95 % −0.4 to 1.0, McNemar p = 0.41." */
export function pairedText(pair: PairedDifference, other: string, measure = 'Accuracy'): string {
  if (pair.verdict === 'same') return `${measure} as that of ${other}: they are right on the same cases.`;
  const verdict = pair.verdict === 'noise' ? 'within noise of' : `${pair.verdict} than noise explains against`;
  return `${measure} ${verdict} ${other}: ${differenceFacts(pair)}.`;
}
