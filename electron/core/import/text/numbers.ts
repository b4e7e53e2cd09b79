// One cell → a number, missing, infinite, or text. Never guesses: what is not plainly a number stays text.
// Every pattern has bounded repetitions and is tried on at most 64 characters, so no cell can make it slow.

/** What a cell holds; kept as one byte per cell. */
export const cellKind = { number: 0, missing: 1, text: 2, infinite: 3 } as const;
type CellKind = (typeof cellKind)[keyof typeof cellKind];

export type DecimalMark = '.' | ',';

interface ParsedCell {
  kind: CellKind;
  /** Finite when `kind` is number, NaN otherwise. */
  value: number;
  /** Written with a percent sign; the value is the number before it. */
  percent: boolean;
  /** Written as "0.85 ± 0.02" or "0.85 (0.02)": the spread after the value, NaN where it cannot be one; null: none. */
  spread: number | null;
  /** Read as thousands where it could also be a decimal: "1,014" or, with a decimal comma, "1.014". */
  ambiguous: boolean;
}

const longestNumber = 64;
const largest = 1e300;

const outcome = (kind: CellKind): ParsedCell => ({ kind, value: NaN, percent: false, spread: null, ambiguous: false });
const missing = outcome(cellKind.missing);
const text = outcome(cellKind.text);
const infinite = outcome(cellKind.infinite);

const missingWords = new Set([
  'nan',
  '+nan',
  '-nan',
  'na',
  'n/a',
  'n.a.',
  'n/d',
  '<na>',
  'nat',
  'null',
  '\\n',
  'none',
  'missing',
  'undefined',
  '-',
  '--',
  '---',
  '–',
  '—',
  '−',
  '?',
  '??',
  '!',
  '#n/a',
  '#na',
  '#n/a n/a',
  '#value!',
  '#div/0!',
  '#ref!',
  '#num!',
  '#name?',
  '#null!',
  '1.#ind',
  '-1.#ind',
  '1.#qnan',
  '-1.#qnan',
  '1.#nan',
]);
const infinity = /^[-+−]?(?:inf|infinity|∞|1\.#inf0{0,6})$/i;

const plain = /^[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?$/;
const plainComma = /^[-+]?(?:\d{1,30}(?:,\d{0,30})?|,\d{1,30})(?:[eE][-+]?\d{1,3})?$/;
// Groups of exactly three after a first group that does not begin with 0, one separator throughout:
// comma (or dot, with a decimal comma), space, no-break, thin or narrow space, apostrophe.
const grouped = /^[-+]?[1-9]\d{0,2}([, \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3}){0,8}(\.\d{0,30})?$/;
const groupedComma = /^[-+]?[1-9]\d{0,2}([. \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3}){0,8}(,\d{0,30})?$/;

/**
 * Reads one cell.
 *
 * @param decimal the decimal mark of the whole file; the other one of `.` and `,` is a thousands separator.
 * @returns the kind and, for numbers, the value: finite, at most 1e300 in size, never -0.
 */
export function readCell(cell: string, decimal: DecimalMark): ParsedCell {
  if (cell.length > longestNumber && cell.trim().length > longestNumber) return text;
  let body = cell.trim();
  if (body === '' || missingWords.has(body.toLowerCase())) return missing;
  // Spreadsheet guards write '-0.25 so that the cell is not taken for a formula.
  if (body.startsWith("'")) body = body.slice(1).trimStart();
  if (infinity.test(body)) return infinite;

  let percent = false;
  const withoutPercent = (part: string): string => {
    if (!part.endsWith('%')) return part;
    percent = true;
    return part.slice(0, -1).trimEnd();
  };
  body = withoutPercent(body);
  const [mean, deviation] = splitSpread(body);
  const spread = deviation === null ? null : readNumber(withoutPercent(deviation), decimal);
  if (deviation !== null && !spread) return text;
  const number = readNumber(deviation === null ? mean : withoutPercent(mean), decimal);
  if (number === null) return text;
  if (!Number.isFinite(number.value) || Math.abs(number.value) > largest) return infinite;
  return {
    kind: cellKind.number,
    value: number.value,
    percent,
    spread: spread && deviation !== null ? spreadOf(body, mean, deviation, spread.value, decimal) : null,
    ambiguous: number.ambiguous,
  };
}

/**
 * The spread in the unit of the value. "0.852(14)" gives it in the last digits of the value, as physicists write it;
 * "0.852 (3)" could be anything (a rank, a count), so it is none, and neither is a negative one.
 */
function spreadOf(body: string, mean: string, written: string, value: number, decimal: DecimalMark): number {
  const fraction = mean.slice(mean.indexOf(decimal) + 1);
  if (body.endsWith(')') && mean.includes(decimal) && /^\d+$/.test(written)) {
    return /\d\(/.test(body) && /^\d+$/.test(fraction) ? Number(`${value}e-${fraction.length}`) : NaN;
  }
  return value >= 0 && value <= largest ? value : NaN;
}

/** "0.85 ± 0.02", "0.85 +/- 0.02" and "0.85 (0.02)" → mean and spread; anything else → itself and null. */
function splitSpread(body: string): [string, string | null] {
  for (const sign of ['±', '+/-', '+-']) {
    const at = body.indexOf(sign);
    if (at > 0) return [body.slice(0, at).trimEnd(), body.slice(at + sign.length).trim()];
  }
  const open = body.endsWith(')') ? body.indexOf('(') : -1;
  if (open <= 0) return [body, null];
  const inside = body.slice(open + 1, -1).trim();
  // "45.2 (+1.2)" states a change, not a spread: left as text.
  return /^[\d.,]/.test(inside) ? [body.slice(0, open).trimEnd(), inside] : [body, null];
}

function readNumber(written: string, decimal: DecimalMark): { value: number; ambiguous: boolean } | null {
  const body = written.replace(/[−–]/g, '-');
  if (decimal === '.' ? plain.test(body) : plainComma.test(body)) {
    // Adding 0 turns -0, which compares and prints oddly, into 0.
    return { value: Number(decimal === '.' ? body : body.replace(',', '.')) + 0, ambiguous: false };
  }
  const match = (decimal === '.' ? grouped : groupedComma).exec(body);
  if (!match) return null;
  const separator = match[1] ?? '';
  const value = Number(body.replaceAll(separator, '').replace(',', '.'));
  const once = body.indexOf(separator) === body.lastIndexOf(separator);
  return { value, ambiguous: once && match[2] === undefined && (separator === ',' || separator === '.') };
}

const powers = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * The quick way for digits with an optional minus and decimal mark, straight from the characters `[start, end)` of `source`.
 * At most 15 digits, so that digits and power of ten are both exact and one division rounds correctly (Clinger 1990,
 * "How to read floating point numbers accurately", PLDI). NaN: not so simple, use `readCell`.
 */
export function quickNumber(source: string, start: number, end: number, decimal: DecimalMark): number {
  const mark = decimal === '.' ? 46 : 44;
  let at = start;
  const negative = source.charCodeAt(at) === 45;
  if (negative) at += 1;
  const length = end - at;
  if (length < 1 || length > 16) return NaN;
  let digits = 0;
  let mantissa = 0;
  let fraction = -1;
  for (; at < end; at += 1) {
    const code = source.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48);
      digits += 1;
      if (fraction >= 0) fraction += 1;
    } else if (code === mark && fraction < 0) fraction = 0;
    else return NaN;
  }
  if (digits === 0 || digits > 15) return NaN;
  const value = fraction > 0 ? mantissa / (powers[fraction] ?? NaN) : mantissa;
  return negative && value !== 0 ? -value : value;
}
