// Whether a table that was read as candidates is rather one row per case, with what the candidates said about it.
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import { proposeRoles } from '../../../shared/measures/log/roles.ts';

/** A table of fewer rows is taken for candidates, whatever its columns are called. */
const FEWEST_CASES = 20;

/**
 * A label, and scores or predictions beside it, over more rows than a short table of candidates has. Proposed, never
 * acted on. O(columns).
 */
export function looksLikeLog(columns: readonly ColumnPreview[], rows: number): boolean {
  if (rows < FEWEST_CASES) return false;
  const { label, candidates } = proposeRoles(columns, rows);
  return label !== null && candidates.length > 0;
}
