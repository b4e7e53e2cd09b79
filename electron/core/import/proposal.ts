// What a column could become, and why: said to the person, who can choose otherwise.
import type { ColumnUse } from '../../../shared/contract/imports.ts';

export interface Proposal {
  use: ColumnUse;
  because: string;
  /** False where the name does not say which way is better. */
  directed?: boolean;
}
