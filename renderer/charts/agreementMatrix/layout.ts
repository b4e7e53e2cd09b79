// How alike every two roles order the candidates: from Kendall's τ-b to the tint, the figure and the words of each cell.
import { formatDifference } from '../../../shared/domain/format.ts';

interface AgreementCell {
  /** Place of the other role. */
  column: number;
  /** −1 to 1; NaN where it is not defined. */
  tau: number;
  /** "+0.31", "0.00", "—". */
  text: string;
  tone: 'alike' | 'apart' | 'neither';
  /** 0 to 1: how much of the tone's colour. */
  strength: number;
}

/**
 * The cells row by row. The diagonal is left empty: a role and itself.
 * @param taus  k × k, row-major, symmetric; NaN is not defined.
 */
export function agreementCells(taus: ArrayLike<number>, k: number): (AgreementCell | null)[][] {
  return Array.from({ length: k }, (_, row) =>
    Array.from({ length: k }, (__, column) => (row === column ? null : cellOf(taus[row * k + column] ?? NaN, column))),
  );
}

function cellOf(tau: number, column: number): AgreementCell {
  const text = formatDifference(tau, 2);
  if (Number.isNaN(tau) || !/[1-9]/.test(text)) return { column, tau, text, tone: 'neither', strength: 0 };
  return { column, tau, text, tone: tau > 0 ? 'alike' : 'apart', strength: Math.min(1, Math.abs(tau)) };
}

/** What a τ means for two roles, to follow their names: "order most candidates alike". */
export function tauWords(tau: number): string {
  if (Number.isNaN(tau))
    return 'cannot be compared: one of them ranks all candidates level, or there are fewer than two';
  if (tau >= 0.995) return 'order all candidates alike';
  if (tau >= 0.6) return 'order most candidates alike';
  if (tau >= 0.2) return 'lean the same way';
  if (tau > -0.2) return 'have little to do with each other';
  if (tau > -0.6) return 'lean opposite ways';
  if (tau > -0.995) return 'order most candidates the opposite way';
  return 'order all candidates exactly the opposite way';
}

/** What Kendall's W means over all roles: 0 is no agreement, 1 is one and the same order. */
export function concordanceWords(w: number): string {
  if (w >= 0.995) return 'The roles want the same';
  if (w >= 0.75) return 'The roles largely agree';
  if (w >= 0.5) return 'The roles agree on much, and not on all of it';
  if (w >= 0.25) return 'The roles agree on little';
  return 'The roles hardly agree on anything';
}
