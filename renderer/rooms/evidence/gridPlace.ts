// Measures of the grid, and what its cells are called.
export const rowHeight = 30;
export const headerHeight = 59;

/** Row −1 is the header. */
export const cellId = (row: number, column: number) => `evidence-${row + 1}-${column}`;
