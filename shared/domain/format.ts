// How numbers are written, everywhere: on screen, in sentences, in the command line's tables.

const MINUS = '\u2212';

/**
 * Digits after the point that tell the values of a column apart: about three significant digits of its spread,
 * and no more than the values carry themselves.
 *
 * @param values  a column, NaN where missing.
 * @returns       0 to 8. O(n).
 */
export function decimalsFor(values: ArrayLike<number>): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return 0;
  const spread = high > low ? high - low : Math.abs(high);
  if (spread === 0) return 0;
  const wanted = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(spread))));
  let carried = 0;
  // A few hundred values say how finely the column was written; reading all of a large one would not change the answer.
  const stride = Math.max(1, Math.floor(values.length / 500));
  for (let i = 0; i < values.length && carried < wanted; i += stride) {
    const value = values[i]!;
    while (carried < wanted && Number(value.toFixed(carried)) !== value && !Number.isNaN(value)) carried++;
  }
  return carried;
}

const byDecimals = new Map<number, Intl.NumberFormat>();
function formatter(decimals: number): Intl.NumberFormat {
  let format = byDecimals.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    byDecimals.set(decimals, format);
  }
  return format;
}

/** A number with a fixed number of decimals, thousands grouped, with the typographic minus; "—" for NaN. */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '—';
  if (value !== 0 && (Math.abs(value) >= 1e15 || (decimals >= 8 && Math.abs(value) < 1e-8))) {
    return value.toExponential(2).replaceAll('-', MINUS);
  }
  const text = formatter(decimals).format(value);
  // A value that rounds to zero has no sign worth showing.
  if (/^-0(\.0+)?$/.test(text)) return text.slice(1);
  return text.replace('-', MINUS);
}

/** A number with its unit: "48 ms", "85.1 %", "12". */
export function formatMeasure(value: number, decimals: number, unit: string): string {
  const number = formatNumber(value, decimals);
  return unit === '' || Number.isNaN(value) ? number : `${number}\u00a0${unit}`;
}

/** A difference: always signed, "+0.21" or "−0.07"; "±0" never: zero is "0". */
export function formatDifference(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && !/^0(\.0+)?$/.test(text) ? `+${text}` : text;
}

/** A number as short as it can be written without losing anything, for fields that are typed into. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(12))).replace('-', MINUS);
}

/** What a person typed as a number, or null: "1,014.5", "−3", "+0.2", " 12 " are read; a decimal comma is not guessed. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(MINUS, '-');
  if (trimmed.length > 64 || !/^[-+]?(\d[\d,]*(\.\d*)?|\.\d+)(e[-+]?\d{1,3})?$/i.test(trimmed)) return null;
  const groups = trimmed.split(/[.e]/i)[0]!.replace(/^[-+]/, '').split(',');
  if (groups.length > 1 && groups.slice(1).some((group) => group.length !== 3)) return null;
  const value = Number(trimmed.replaceAll(',', ''));
  return Number.isFinite(value) && Math.abs(value) <= 1e300 ? value : null;
}
