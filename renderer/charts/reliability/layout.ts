// Where the bins of a reliability table stand on a plot of mean score against the share that came true.
import type { Reliability } from '../../../shared/measures/classification/calibration.ts';
import { wilson } from '../../../shared/measures/fairness/wilson.ts';

export interface BinDot {
  bin: number;
  /** The bin's ends, and what is in it. */
  from: number;
  to: number;
  weight: number;
  meanScore: number;
  share: number;
  /** 95 % Wilson interval of the share; the share itself where rows are weighed, so that a count of them is not known. */
  lo: number;
  hi: number;
  /** On the plot, in pixels. */
  x: number;
  y: number;
  top: number;
  bottom: number;
  radius: number;
}
interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The smallest and the largest dot, in pixels. */
const RADII = [2, 7] as const;

export const placeX = ({ left, right }: Plot, share: number): number => left + share * (right - left);
export const placeY = ({ top, bottom }: Plot, share: number): number => bottom - share * (bottom - top);

/** A dot for every bin that is not empty; its area goes with how much is in it. O(bins). */
export function binDots({ lo, hi, weight, meanLabel, meanScore }: Reliability, plot: Plot, weighted = false): BinDot[] {
  const largest = weight.reduce((most, each) => Math.max(most, each), 0);
  return Array.from(weight).flatMap((each, bin) => {
    if (each === 0) return [];
    const share = meanLabel[bin]!;
    const [low, high] = weighted ? [share, share] : wilson(share, each);
    return [
      {
        bin,
        from: lo[bin]!,
        to: hi[bin]!,
        weight: each,
        meanScore: meanScore[bin]!,
        share,
        lo: low,
        hi: high,
        x: placeX(plot, meanScore[bin]!),
        y: placeY(plot, share),
        top: placeY(plot, high),
        bottom: placeY(plot, low),
        radius: Math.max(RADII[0], RADII[1] * Math.sqrt(each / largest)),
      },
    ];
  });
}

/** "812", "1.2k", "35k": short enough to stand under a bin. */
export function shortCount(count: number): string {
  if (count < 999.5) return String(Math.round(count));
  const thousands = count / 1000;
  if (thousands < 999.5) return `${thousands < 9.95 ? thousands.toFixed(1) : Math.round(thousands)}k`;
  return `${(count / 1e6).toFixed(1)}M`;
}
