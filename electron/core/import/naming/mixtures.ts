// Columns whose numbers are of two kinds: per cent beside fractions, a number without a unit beside numbers that have one. Taken
// as they stand they would be compared a hundredfold wrong, so a person says what they are.
import { itemsOf } from './phrases.ts';
import { nameParts } from './tokens.ts';
import type { ParsedColumn } from '../text/columns.ts';

export interface Mixture {
  kind: 'percent' | 'unit';
  /** Per row, 1 where the number is of the other kind: a fraction among per cent, or without the unit. */
  odd: Uint8Array;
  /** How many there are, and the first one. */
  count: number;
  first: number;
}

/** How much larger than the largest fraction the smallest per cent must be, where no sign tells them apart. */
const apart = 20;

/** What is mixed in a column; null where nothing is. O(rows). */
export function mixtureOf(column: ParsedColumn): Mixture | null {
  const { bare, signs, numbers } = column;
  if (bare) return counted('unit', bare);
  const isFraction = (number: number) => number !== 0 && Math.abs(number) <= 1;
  if (signs && column.percent < column.numeric) {
    return counted(
      'percent',
      Uint8Array.from(numbers, (number, row) => (signs[row] === 0 && isFraction(number) ? 1 : 0)),
    );
  }
  if (signs || column.min === null || column.max === null || column.min < 0 || column.max <= 1 || column.max > 100)
    return null;
  if (!saysShare(column.header)) return null;
  let fraction = 0;
  let percent = Infinity;
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row]!;
    if (number > 1) percent = number < percent ? number : percent;
    else if (number > fraction) fraction = number;
    else continue;
    // Neither becomes further apart again.
    if (percent < apart * fraction) return null;
  }
  if (fraction === 0) return null;
  return counted(
    'percent',
    Uint8Array.from(numbers, (number) => (isFraction(number) ? 1 : 0)),
  );
}

function counted(kind: Mixture['kind'], odd: Uint8Array): Mixture | null {
  const count = odd.reduce((sum, one) => sum + one, 0);
  return count === 0 ? null : { kind, odd, count, first: odd.indexOf(1) };
}

/** Whether the name says a share without saying that it is in per cent. */
function saysShare(header: string): boolean {
  const parts = nameParts(header);
  if (parts.brackets.some((inside) => inside.includes('%')) || /[%]|percent|pct/i.test(header)) return false;
  const items = itemsOf(parts.pieces);
  return (
    !items.some(({ sense: { as } }) => as === 'per') &&
    items.some(
      ({ sense, text }) => (sense.as === 'measure' && sense.share) || /^(?:rate|share|fraction|proportion)$/.test(text),
    )
  );
}
