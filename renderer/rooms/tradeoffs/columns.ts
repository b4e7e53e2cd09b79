// Widths of the ranking table's columns: head and rows share one template.
import { formatNumber } from '../../../shared/domain/format.ts';

interface Columns {
  /** For grid-template-columns. */
  template: string;
  /** There is room for each role's rank. */
  perRole: boolean;
}

/**
 * @param roles       how many roles have a column of their own; 0 for one role's order.
 * @param candidates  how many there are: ranks need room for their digits.
 * @param width       of the table in pixels.
 */
export function columnsFor(roles: number, candidates: number, width: number): Columns {
  const digits = formatNumber(candidates, 0).length;
  const rank = Math.max(24, Math.ceil(digits * 7 + 2));
  // Number, name, two figures, front and a bar one can read have to fit beside the roles' ranks.
  const perRole = roles > 0 && width >= 360 + rank + roles * (rank + 8);
  const ranks = perRole ? `repeat(${roles}, ${rank}px) ` : '';
  return { template: `${rank}px minmax(96px, 1.9fr) 48px 42px ${ranks}32px minmax(80px, 1fr)`, perRole };
}
