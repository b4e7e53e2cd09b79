// Where marks are too many to be seen one by one: how many of a kind lie in each cell of a honeycomb.
// Carr, Littlefield, Nicholson and Littlefield (1987), "Scatterplot Matrix Techniques for Large N", JASA 82(398):424–436.

export interface Cell {
  kind: number;
  count: number;
  /** Where the only mark lies, or the middle of the cell. */
  x: number;
  y: number;
  /** Radius of what is drawn, in pixels. Its area grows with the logarithm of the count. */
  radius: number;
}

/** From the middle of a cell to its corners. */
export const CELL = 6;
const ACROSS = CELL * Math.sqrt(3);
const DOWN = CELL * 1.5;

/**
 * Counts marks by kind and cell. Every mark that has a place is in exactly one cell of its kind.
 *
 * @param takes   says of a mark whether it is counted; the others are drawn one by one.
 * @param single  radius of a cell that holds one mark.
 * O(n).
 */
export function densityCells(
  { xs, ys, kinds }: { xs: Float32Array; ys: Float32Array; kinds: Uint8Array },
  takes: (index: number) => boolean,
  single: number,
): Cell[] {
  const cells = new Map<string, Cell>();
  let most = 1;
  for (let i = 0; i < xs.length; i++) {
    const kind = kinds[i]!;
    if (Number.isNaN(xs[i]!) || !takes(i)) continue;
    const { column, row, x, y } = cellAt(xs[i]!, ys[i]!);
    const key = `${kind} ${column} ${row}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { kind, count: 1, x: xs[i]!, y: ys[i]!, radius: single });
    else {
      cell.count++;
      cell.x = x;
      cell.y = y;
      most = Math.max(most, cell.count);
    }
  }
  const drawn = Array.from(cells.values());
  for (const cell of drawn) {
    if (cell.count > 1) {
      const share = Math.log(cell.count) / Math.log(most);
      cell.radius = Math.sqrt(single * single + share * (CELL * CELL - single * single));
    }
  }
  return drawn;
}

/** The nearest of the two rows' nearest middles. */
function cellAt(x: number, y: number): { column: number; row: number; x: number; y: number } {
  const above = Math.floor(y / DOWN);
  const [near, far] = [above, above + 1].map((row) => {
    const shift = row % 2 === 0 ? 0 : 0.5;
    const column = Math.round(x / ACROSS - shift);
    return { column, row, x: (column + shift) * ACROSS, y: row * DOWN };
  }) as [ReturnType<typeof cellAt>, ReturnType<typeof cellAt>];
  return Math.hypot(near.x - x, near.y - y) <= Math.hypot(far.x - x, far.y - y) ? near : far;
}
