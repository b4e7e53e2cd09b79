// How numbers are written, everywhere: on screen, in sentences, in the command line's tables.

import { setting } from './setting.ts';
import { lazily } from './lazily.ts';

const MINUS = '\u2212';
/** A space that keeps a number on one line. */
const THIN = '\u202f';

/** What groups thousands and what stands before the decimals: 1,234.5 or 1 234.5 or 1 234,5. */
export const numberStyles = ['commaPoint', 'spacePoint', 'spaceComma'] as const;
export type NumberStyle = (typeof numberStyles)[number];

/**
 * How the person in front of the screen reads numbers. It changes what is shown and how what is typed is read, and nothing else:
 * without a screen (files, records, the command line) and inside `forEverybody` it is 1,234.5.
 */
export const numberStyle = setting<NumberStyle>('commaPoint');

/** Text of an English number, as `style` writes it. */
function inStyle(english: string, style: NumberStyle): string {
  if (style === 'commaPoint') return english;
  const spaced = english.replaceAll(',', THIN);
  return style === 'spaceComma' ? spaced.replace('.', ',') : spaced;
}

/** The least and the largest of a column, NaN where missing; null where nothing is known. O(n). */
export function endsOf(values: ArrayLike<number>): { low: number; high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

/** A step for arrow keys over a range: about a hundredth of it, as a power of ten; 1 where there is no range. */
export const stepBetween = (ends: { low: number; high: number } | null): number =>
  ends && ends.high > ends.low ? 10 ** Math.floor(Math.log10((ends.high - ends.low) / 50)) : 1;

/**
 * Digits after the point that tell the values of a column apart: about three significant digits of its spread,
 * and no more than the values carry themselves.
 *
 * @param values  a column, NaN where missing.
 * @returns       0 to 8. O(n).
 */
export function decimalsFor(values: ArrayLike<number>): number {
  const ends = endsOf(values);
  if (ends === null) return 0;
  const { low, high } = ends;
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
  return inStyle(englishNumber(value, decimals), numberStyle.now());
}

function englishNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '—';
  if (value !== 0 && (Math.abs(value) >= 1e15 || (decimals >= 8 && Math.abs(value) < 1e-8))) {
    return value.toExponential(2).replaceAll('-', MINUS);
  }
  const text = formatter(decimals).format(value);
  // A value that rounds to zero has no sign worth showing.
  if (/^-0(\.0+)?$/.test(text)) return text.slice(1);
  return text.replace('-', MINUS);
}

/**
 * Digits for one value of a column that usually has `usual`: more where a small number would be left with fewer than two ("0.4 ms").
 *
 * @returns  0 to 8.
 */
export function digitsFor(usual: number, value: number): number {
  const size = Math.abs(value);
  if (!(size > 0) || Math.abs(Number(size.toFixed(usual)) - size) <= 1e-9 * size) return usual;
  return Math.min(8, Math.max(usual, 1 - Math.floor(Math.log10(size))));
}

/** The digits after the point that a number was typed with: 2 for 0.85, 9 for 1e-9. At most 12, without the noise of its last digits. */
export function typedDigits(value: number): number {
  return carriedDecimals(value);
}

/** The day it is where this computer is, as YYYY-MM-DD. */
export function localDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A number with its unit: "48 ms", "85.1 %", "12"; dollars and pounds stand in front, "$0.54", "−£3 per hour". */
export function formatMeasure(value: number, decimals: number, unit: string): string {
  const number = formatNumber(value, decimals);
  if (unit === '' || Number.isNaN(value)) return number;
  if (!/^[$£]/.test(unit)) return `${number}\u00a0${unit}`;
  const sign = number.startsWith(MINUS) ? MINUS : '';
  return `${sign}${unit[0]}${number.slice(sign.length)}${unit.slice(1)}`;
}

/**
 * "0.02 to 0.12 ms", "0.02 ms or more": the ends between which the truth lies (95 %); `high` null where nothing bounds it. With the
 * digits that its width has, and never so few that an end above 0 would read as 0.
 * @param most  digits after the point that are never exceeded for the width alone.
 */
export function formatInterval(
  { low, high }: { low: number; high: number | null },
  most: number,
  unit: string,
): string {
  const width = high === null ? 0 : high - low;
  const wanted = width > 0 ? Math.max(0, Math.min(most, 1 - Math.floor(Math.log10(width)))) : most;
  const hidden = low > 0 && low < 0.5 * 10 ** -wanted;
  const decimals = hidden ? Math.min(8, Math.ceil(-Math.log10(low))) : wanted;
  if (high === null) return `${formatMeasure(low, decimals, unit)} or more`;
  const before = /^[$£]/.test(unit) ? unit : '';
  return `${before === '' ? formatNumber(low, decimals) : formatMeasure(low, decimals, unit)} to ${formatMeasure(high, decimals, unit)}`;
}

/** A difference: always signed, "+0.21" or "−0.07"; "±0" never: zero is "0". */
export function formatDifference(value: number, decimals: number): string {
  const text = englishNumber(value, decimals);
  return inStyle(value > 0 && !/^0(\.0+)?$/.test(text) ? `+${text}` : text, numberStyle.now());
}

/** Decimals beyond these are noise, whatever was asked. */
const MOST_DECIMALS = 12;

/** Digits after the point that a number carries, without the noise of its last digits: 2 for 0.54, 0 for 12. */
function carriedDecimals(x: number): number {
  const tidied = Number(x.toPrecision(MOST_DECIMALS));
  let decimals = 0;
  while (decimals < MOST_DECIMALS && Number(tidied.toFixed(decimals)) !== tidied) decimals++;
  return decimals;
}

/**
 * Digits after the point for a difference that stands alone: those of its column, and more where they would leave fewer than
 * two significant digits, as far as it carries them. In a column of whole numbers 0.54 has 2, 1.2 has 1, 3 and 48.4 have 0.
 * @param column  the decimals of the column the two numbers are from (`decimalsFor`).
 */
export function decimalsOfDifference(difference: number, column = 0): number {
  if (!(Math.abs(difference) > 0 && Math.abs(difference) < Infinity)) return column;
  return Math.max(column, Math.min(significantDecimals(difference, 2), carriedDecimals(difference)));
}

/** Decimals for so many significant digits, from 0 to 12. */
function significantDecimals(x: number, significant: number): number {
  return Math.min(MOST_DECIMALS, Math.max(0, significant - 1 - Math.floor(Math.log10(Math.abs(x)))));
}

/** Two numbers and their difference as they are printed: all rounded to `decimals`, and the difference that of the two shown. */
interface ShownDifference {
  decimals: number;
  from: number;
  to: number;
  /** `to` less `from`, as shown. */
  difference: number;
}

/**
 * Rounds two numbers so that what is printed adds up: 15 and 12 are 3 apart, never 2. The difference has at least two
 * significant digits, and as many more decimals as it takes for the rounded difference to be the difference of the rounded numbers; no
 * more than the numbers carry.
 */
export function shownDifference(from: number, to: number, column = 0): ShownDifference {
  const carried = Math.max(carriedDecimals(from), carriedDecimals(to));
  let decimals = Math.min(carried, decimalsOfDifference(to - from, column));
  for (; decimals < carried; decimals++) {
    const shown = atDecimals(from, to, decimals);
    if (shown.difference === Number((to - from).toFixed(decimals))) return shown;
  }
  return atDecimals(from, to, decimals);
}

/**
 * A number as it is and what it has to become: `to` is rounded outwards (up when it has to rise, down when it has to fall), so
 * that what is printed suffices, to three significant digits of the difference, so that it asks for little more than needed.
 */
export function shownTarget(from: number, to: number): ShownDifference {
  const carried = Math.max(carriedDecimals(from), carriedDecimals(to));
  const decimals = to === from ? carried : Math.min(carried, significantDecimals(to - from, 3));
  const enough = roundedTowards(to, decimals, to < from ? 'down' : 'up');
  return atDecimals(from, enough, decimals);
}

function atDecimals(from: number, to: number, decimals: number): ShownDifference {
  const shown = { from: Number(from.toFixed(decimals)), to: Number(to.toFixed(decimals)) };
  return { decimals, from: shown.from, to: shown.to, difference: Number((shown.to - shown.from).toFixed(decimals)) };
}

/**
 * A number with so many decimals, not below (`up`) or not above (`down`) the exact one; the noise of its last digits is no
 * reason to go one step further.
 */
export function roundedTowards(x: number, decimals: number, towards: 'up' | 'down'): number {
  const scaled = timesPowerOfTen(Number(x.toPrecision(14)), decimals);
  if (!(Math.abs(scaled) < 2 ** 53)) return x;
  return timesPowerOfTen(towards === 'up' ? Math.ceil(scaled) : Math.floor(scaled), -decimals);
}

/** By way of decimal text, so that 3 × 0.1 is 0.3. */
function timesPowerOfTen(x: number, exponent: number): number {
  const [digits, own = '0'] = String(x).split('e');
  return Number(`${digits}e${Number(own) + exponent}`);
}

/**
 * Parts rounded so that they add up to their rounded sum: each is rounded down or up, and those that rounding would take most
 * from are rounded up. −0.055 and −0.029 at two decimals are −0.05 and −0.03, in all −0.08. O(parts²).
 */
export function roundedParts(parts: readonly number[], decimals: number): { parts: number[]; total: number } {
  const scale = 10 ** decimals;
  const exact = parts.map((part) => Number((part * scale).toPrecision(MOST_DECIMALS)));
  const total = Math.round(Number(exact.reduce((sum, part) => sum + part, 0).toPrecision(MOST_DECIMALS)));
  const units = exact.map(Math.floor);
  for (let left = total - units.reduce((sum, unit) => sum + unit, 0); left > 0; left--) {
    let most = 0;
    units.forEach((unit, p) => {
      if (exact[p]! - unit > exact[most]! - units[most]!) most = p;
    });
    units[most]!++;
  }
  return { parts: units.map((unit) => unit / scale), total: total / scale };
}

/** A number as short as it can be written without losing anything, the same for everybody: for names and what is kept. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(12))).replace('-', MINUS);
}

/** As `plainNumber`, as the person in front of the screen reads it: for fields that are typed into, and beside them. */
export const shortNumber = (value: number): string => inStyle(plainNumber(value), numberStyle.now());

/**
 * What a person typed into a field as a number, or null. Spaces may group thousands. Where numbers are shown with a decimal comma it
 * is read as one; a point is read there too, but not before three digits, where it could as well group thousands.
 */
export function readTyped(text: string): number | null {
  const joined = text.trim().replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, '');
  if (numberStyle.now() !== 'spaceComma') return readNumber(joined);
  if (/^[^.,]*[.,][^.,]*$/.test(joined) && !/\.\d{3}$/.test(joined)) return readNumber(joined.replace(',', '.'));
  return /[.,]/.test(joined) ? null : readNumber(joined);
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

const counts = lazily(() => new Intl.NumberFormat('en'));
const number = lazily(() => new Intl.PluralRules('en'));

/** A count with its thousands grouped: "1,234,567". */
export const formatCount = (count: number): string => inStyle(counts().format(count), numberStyle.now());

/** A count with what is counted: "1 candidate", "1,200 candidates", "2 values are". */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${number().select(count) === 'one' ? one : many}`;

/**
 * "A", "A and B", "A, B and C", and with `most` names at the most "A, B and 7 more". Beside others a name with a comma in
 * it stands in quotes, since it would read as two: "Two-tower and “Two-stage, distilled”". The commas of "2,200" part nothing.
 */
export function listText(names: readonly string[], most = Infinity): string {
  if (names.length < 2) return names.join('');
  const told = names.map((name) => (/,(?!\d{3}(?!\d))/.test(name) ? `“${name}”` : name));
  const shown = told.length > most ? [...told.slice(0, most - 1), `${formatCount(told.length - most + 1)} more`] : told;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** As `countText`, and "no candidates" where there are none. */
export const countOrNoText = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? `no ${many}` : countText(count, one, many);

const smallNumbers = [
  'none',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/** A small count as a word, "none" to "twelve"; larger ones in figures. */
export const countInWords = (count: number): string => smallNumbers[count] ?? String(count);

/** With its first letter as a capital: for a word that begins a sentence. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Sales’", "Product’s". */
export const possessive = (name: string): string => `${name}${/s$/i.test(name) ? '’' : '’s'}`;

/** Departments whose names look like several people and are one. */
const oneDepartment = new Set(['sales', 'operations', 'ops', 'communications', 'relations', 'news', 'headquarters']);

/** Whether a name means several: "ML engineers", "People", "Security and legal". "Sales", "Analytics" and "Business" are one. */
function isSeveral(name: string): boolean {
  const words = name.trim().toLowerCase().split(/\s+/);
  const last = words.at(-1) ?? '';
  if (words.slice(1, -1).some((word) => word === 'and' || word === '&')) return true;
  return last === 'people' || (/s$/.test(last) && !/(ss|us|is|ics)$/.test(last) && !oneDepartment.has(last));
}

/** The verb after the name of a role: "Product" + "wants", "ML engineers" + "want". */
export const verbAfter = (name: string, one: string, several: string): string => (isSeveral(name) ? several : one);
