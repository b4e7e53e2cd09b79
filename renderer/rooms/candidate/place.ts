// The place of one value among those of all candidates, as far as the metric has a better end.
import { formatCount } from '../../../shared/domain/format.ts';
import type { Direction } from '../../../shared/domain/metric.ts';

export interface Place {
  /** 1 is best, ties share; 0 where the value is missing or the metric has no better end. */
  place: number;
  /** How many others have the very same value. */
  ties: number;
  /** How many are measured. */
  of: number;
}

/** O(n). */
export function placeAmong(values: Float64Array, index: number, direction: Direction): Place {
  const own = values[index] ?? NaN;
  let [better, ties, of] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    of++;
    if (value === own && i !== index) ties++;
    else if (direction === 'max' ? value > own : value < own) better++;
  }
  return { place: Number.isNaN(own) || direction === 'target' ? 0 : better + 1, ties, of };
}

/** "1st", "2nd", "3rd", "11th", "1,022nd". */
export function ordinal(place: number): string {
  const teen = place % 100 >= 11 && place % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${formatCount(place)}${ending}`;
}

/** "3rd of 14", "best of 14, with 2 others", "of 14 measured"; '' where nothing is. */
export function placeText({ place, ties, of }: Place): string {
  const measured = formatCount(of);
  if (of === 0) return '';
  if (place === 0) return `${measured} measured`;
  if (of === 1) return 'the only one measured';
  const shared = ties === 0 ? '' : `, with ${formatCount(ties)} ${ties === 1 ? 'other' : 'others'}`;
  return `${place === 1 ? 'best' : ordinal(place)} of ${measured}${shared}`;
}
