// Where dots and whiskers of a rate stand on the strips of a table: one scale for all candidates and groups.

export interface DotValue {
  /** null: undefined. */
  value: number | null;
  lo: number;
  hi: number;
}
interface Strip {
  /** Shares of the strip's width, 0 … 1. */
  at: number;
  from: number;
  to: number;
}
interface DotScale {
  min: number;
  max: number;
  /** Digits after the point that its ends need. */
  decimals: number;
}

/**
 * A scale over all values and whiskers, rounded outwards: shares and correlations to tenths, so that small gaps stay small; other
 * numbers to the power of ten that fits into their range.
 */
export function dotScale(values: readonly DotValue[]): DotScale {
  const shown = values.filter(({ value }) => value !== null);
  if (shown.length === 0) return { min: 0, max: 1, decimals: 1 };
  const low = Math.min(...shown.map(({ value, lo }) => Math.min(lo, value!)));
  const high = Math.max(...shown.map(({ value, hi }) => Math.max(hi, value!)));
  const asShares = (low >= -1 && high <= 1) || low === high;
  const power = asShares ? -1 : Math.floor(Math.log10(high - low));
  const perStep = 10 ** -power;
  const min = Math.floor(low * perStep + 1e-9) / perStep;
  const max = Math.ceil(high * perStep - 1e-9) / perStep;
  return { min, max: max > min ? max : min + 1 / perStep, decimals: Math.max(0, -power) };
}

/** null where there is nothing to draw. */
export function strip({ value, lo, hi }: DotValue, { min, max }: DotScale): Strip | null {
  if (value === null) return null;
  const share = (x: number) => (x - min) / (max - min);
  return { at: share(value), from: share(lo), to: share(hi) };
}
