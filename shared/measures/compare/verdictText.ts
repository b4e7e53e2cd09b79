// The verdict on two candidates in words.
import { formatNumber } from '../../domain/format.ts';
import type { PairVerdict } from './verdict.ts';

/** Whether two candidates cannot be told apart. */
export const isWithinNoise = ({ verdict }: Pick<PairVerdict, 'verdict'>): boolean =>
  verdict === 'noise' || verdict === 'same';

/** In a table of pairs. */
export const verdictWords: Record<PairVerdict['verdict'], string> = {
  same: 'never differ',
  noise: 'within noise',
  higher: 'more than noise',
  lower: 'more than noise',
  unknown: 'unknown',
};

/** "0.41", "< 0.001". */
export function chanceText(p: number): string {
  return p < 0.0005 ? '< 0.001' : formatNumber(p, p < 0.1 ? 3 : 2);
}

/**
 * "0.3 pt, 95 % −0.4 to 1.0, McNemar p = 0.41": shares in percentage points, other measures as they are. Of several pairs p is the
 * adjusted one, "p = 0.41 (Holm, 66 pairs)".
 */
export function differenceText({ difference, lo, hi, adjustedP, pairs, test }: PairVerdict, share: boolean): string {
  const decimals = share ? 1 : Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(Math.max(1e-9, hi - lo)))));
  const text = (value: number) => formatNumber(share ? 100 * value : value, decimals);
  const by = test === 'McNemar' ? 'McNemar p' : 'p';
  const chance = chanceText(adjustedP);
  const of = pairs > 1 ? ` (Holm, ${pairs.toLocaleString('en')} pairs)` : '';
  return (
    `${text(difference)}${share ? '\u00a0pt' : ''}, 95\u00a0% ${text(lo)} to ${text(hi)}, ` +
    `${by} ${chance.startsWith('<') ? chance : `= ${chance}`}${of}`
  );
}

/** "Accuracy within noise of Two-tower: 0.3 pt, 95 % −0.4 to 1.0, McNemar p = 0.41." The verdict is that of the one spoken of. */
export function verdictSentence(pair: PairVerdict, other: string, measure: string, share: boolean): string {
  if (pair.verdict === 'same') return `${measure} as that of ${other}: no case tells them apart.`;
  if (pair.verdict === 'unknown') return `Whether ${measure} differs from that of ${other} cannot be told.`;
  const verdict = pair.verdict === 'noise' ? 'within noise of' : `${pair.verdict} by more than noise against`;
  return `${measure} ${verdict} ${other}: ${differenceText(pair, share)}.`;
}
