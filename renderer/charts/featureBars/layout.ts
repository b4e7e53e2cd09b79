// Where bars that go either way from zero begin and end, on the scale of their row.

/** Whose bars they are: a candidate, or what another tool said of it. A row of the table. */
export interface BarSource {
  key: string;
  name: string;
  /** Under the name; null: nothing. */
  note: string | null;
  /** Rows of one scale are drawn against each other. */
  scale: string;
}
export interface BarCell {
  /** NaN: undefined. */
  value: number;
  text: string;
  title: string;
}
/** A column of the table. */
export interface BarFeature {
  key: string;
  name: string;
  /** Under the name: the value that the bars are about. */
  own?: string;
  /** One per source; null: it says nothing of the feature. */
  cells: readonly (BarCell | null)[];
}

interface BarScale {
  min: number;
  max: number;
}

/** From zero to the farthest value on each side that is used, over all rows that share the scale. */
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
