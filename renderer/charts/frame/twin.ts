// The table that says what a chart draws: every chart that is not a table itself has one.
import { shortNumber } from '../../../shared/domain/format.ts';

export interface TwinTable {
  heads: readonly string[];
  /** Asked for when somebody looks. A row's first cell is its head. */
  rows: () => readonly (readonly string[])[];
}

/** A number as a twin shows it: with every digit it has been given, and a dash where there is none. */
export const twinNumber = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '—' : shortNumber(Number(value.toPrecision(6)));
