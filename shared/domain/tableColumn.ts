// What is known of a column of a table once it is read, whatever it is to become.
import { z } from 'zod';

export const columnFacts = z.strictObject({
  /** As the header says, made unique; "Column 3" where it says nothing. */
  header: z.string(),
  /** Cells that are numbers, and those that are missing. */
  numeric: z.int(),
  missing: z.int(),
  /** How many different cells. */
  distinct: z.int(),
  /** Smallest and largest number, null where there is none. */
  min: z.number().nullable(),
  max: z.number().nullable(),
});
export type ColumnFacts = z.infer<typeof columnFacts>;
