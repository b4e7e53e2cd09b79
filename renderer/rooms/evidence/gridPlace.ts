// Measures of the grid, and what its cells are called.
export const lowestRow = 30;
/** Of a row that holds its line and no more. */
export const lineRoom = 24;
/** At the normal size of text. */
export const headerHeight = 59;

/** Row −1 is the header. */
export const cellId = (row: number, column: number) => `evidence-${row + 1}-${column}`;
