// What a column could become, and why: said to the person, who can choose otherwise.
import type { ColumnUse } from '../../../../shared/contract/imports.ts';

export interface UseProposal {
  use: ColumnUse;
  because: string;
  /** False where the name does not say which way is better. */
  directed?: boolean;
  /** True where the file itself says which way is better; and whether it says the unit. */
  stated?: boolean;
  unitStated?: boolean;
  /** True where nothing is to be asked. */
  settled?: boolean;
}
