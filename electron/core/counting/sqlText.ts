// Names and texts as DuckDB reads them: whatever a file calls its columns, and whatever its cells hold, is quoted here and nowhere else.

/** A column's name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text. Nothing but its quote has a meaning within it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const literals = (texts: readonly string[]): string => texts.map(literal).join(', ');
