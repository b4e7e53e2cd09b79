// What is said of two candidates that were compared on the same rows.
import { formatNumber } from '../../../shared/domain/format.ts';
import type { PairedDifference } from '../../../shared/measures/compare/noise.ts';

/** "= 0.41", "< 0.001". */
export function chanceText(p: number): string {
  return p < 0.0005 ? '< 0.001' : `= ${formatNumber(p, p < 0.1 ? 3 : 2)}`;
}

/** "0.3 pt, 95 % −0.4 to 1.0, McNemar p = 0.41": shares in percentage points, other measures as they are. */
export function differenceFacts({ difference, lo, hi, p, test }: PairedDifference, share = true): string {
  const decimals = share ? 1 : Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(Math.max(1e-9, hi - lo)))));
  const text = (value: number) => formatNumber(share ? 100 * value : value, decimals);
  const by = test === 'McNemar' ? 'McNemar p' : 'p';
  return `${text(difference)}${share ? '\u00a0pt' : ''}, 95\u00a0% ${text(lo)} to ${text(hi)}, ${by} ${chanceText(p)}`;
}

/** "Accuracy within noise of Two-tower: 0.3 pt, 95 % −0.4 to 1.0, McNemar p = 0.41." */
export function pairedText(pair: PairedDifference, other: string, measure = 'Accuracy', share = true): string {
  if (pair.verdict === 'same') return `${measure} as that of ${other}: no case tells them apart.`;
  const verdict = pair.verdict === 'noise' ? 'within noise of' : `${pair.verdict} by more than noise against`;
  return `${measure} ${verdict} ${other}: ${differenceFacts(pair, share)}.`;
}
