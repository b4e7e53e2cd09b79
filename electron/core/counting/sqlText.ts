// Names and texts as DuckDB reads them: whatever a file calls its columns, and whatever its cells hold, is quoted here and nowhere else.
import { dialects } from './dialects.ts';

/** A column's name. */
export const { identifier } = dialects.duckdb;

/** A text. Nothing but its quote has a meaning within it. */
export const { literal } = dialects.duckdb;

export const literals = (texts: readonly string[]): string => texts.map(literal).join(', ');
