// Where dots and whiskers of a rate stand on the strips of a table: one scale for all candidates and groups.

export interface DotValue {
  /** null: undefined. */
  value: number | null;
  lo: number;
  hi: number;
}
export interface Strip {
  /** Shares of the strip's width, 0 … 1. */
  at: number;
  from: number;
  to: number;
}
export interface DotScale {
  min: number;
  max: number;
}

/** A scale over all values and whiskers, rounded outwards to tenths, within 0 … 1 as far as they are. */
export function dotScale(values: readonly DotValue[]): DotScale {
  const shown = values.filter(({ value }) => value !== null);
  if (shown.length === 0) return { min: 0, max: 1 };
  const low = Math.min(...shown.map(({ value, lo }) => Math.min(lo, value!)));
  const high = Math.max(...shown.map(({ value, hi }) => Math.max(hi, value!)));
  const min = Math.floor(low * 10 + 1e-9) / 10;
  const max = Math.ceil(high * 10 - 1e-9) / 10;
  return { min, max: max > min ? max : min + 0.1 };
}

/** null where there is nothing to draw. */
export function strip({ value, lo, hi }: DotValue, { min, max }: DotScale): Strip | null {
  if (value === null) return null;
  const share = (x: number) => (x - min) / (max - min);
  return { at: share(value), from: share(lo), to: share(hi) };
}
