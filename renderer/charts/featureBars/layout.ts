// Where bars that go either way from zero begin and end, on the scale of their column.

export interface BarColumn {
  key: string;
  name: string;
  /** Under the name; null: nothing. */
  note: string | null;
  /** Columns of one scale are drawn against each other. */
  scale: string;
}
export interface BarCell {
  /** NaN: undefined. */
  value: number;
  text: string;
  title: string;
}
export interface BarRow {
  key: string;
  name: string;
  /** Beside the name: the row's own value. */
  own?: string;
  /** One per column; null: the column says nothing of the feature. */
  cells: readonly (BarCell | null)[];
}

interface BarScale {
  min: number;
  max: number;
}

/** From zero to the farthest value on each side that is used, over all columns that share the scale. */
export function barScale(values: readonly number[]): BarScale {
  let [min, max] = [0, 0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max > min ? { min, max } : { min: 0, max: 1 };
}

interface Bar {
  /** Shares of the track, 0 … 1. */
  from: number;
  to: number;
  zero: number;
}

/** @param value  NaN has no length. */
export function bar(value: number, { min, max }: BarScale): Bar {
  const zero = (0 - min) / (max - min);
  const at = Number.isNaN(value) ? zero : (value - min) / (max - min);
  return { from: Math.min(zero, at), to: Math.max(zero, at), zero };
}
