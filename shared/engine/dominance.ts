// Pareto dominance: between two candidates, and all that dominate or are dominated by one. The front itself is in fronts.ts.
import type { DecisionMatrix } from './evaluation.ts';

/** What dominance reads of a decision matrix: `compared[j][i]` is candidate i on objective j; `signs[j]` +1 larger is better, −1 smaller. */
export type ObjectiveColumns = Pick<DecisionMatrix, 'n' | 'm' | 'compared' | 'signs'>;

/**
 * Is candidate a no worse than b on every objective, and better on one? Equal candidates do not dominate each other, and
 * nothing dominates (or is dominated by) a candidate with a missing cell.
 */
export function dominates({ m, compared, signs }: ObjectiveColumns, a: number, b: number): boolean {
  let better = false;
  for (let j = 0; j < m; j++) {
    const difference = (compared[j]![a]! - compared[j]![b]!) * signs[j]!;
    if (!(difference >= 0)) return false;
    if (difference > 0) better = true;
  }
  return better;
}

/**
 * All candidates that dominate one, in catalogue order. O(nm).
 * @param mask  which candidates take part (1), or null for all; the asked-for candidate need not be among them.
 */
export function dominatorsOf(matrix: ObjectiveColumns, mask: Uint8Array | null, index: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < matrix.n; i++) {
    if ((mask === null || mask[i] === 1) && dominates(matrix, i, index)) found.push(i);
  }
  return found;
}

/** All candidates that one dominates, in catalogue order; the mask as in `dominatorsOf`. O(nm). */
export function dominatedBy(matrix: ObjectiveColumns, mask: Uint8Array | null, index: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < matrix.n; i++) {
    if ((mask === null || mask[i] === 1) && dominates(matrix, index, i)) found.push(i);
  }
  return found;
}
