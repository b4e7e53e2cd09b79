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
  /** The unit written behind or before it ("12 ms", "$0.15"), one of `unitsOfCells`; '' where there is none. */
  unit: string;
  /** Written with a mark: a star or dagger, bold or italic, "~", ">"; the number is what is left without it. */
  marked: boolean;
  /** `spread` comes from an interval, "5.1 [4.8; 5.4]": half its width divided by 1.96. */
  interval: boolean;
}

/** Characters above which a cell is no number. */
export const longestNumber = 64;
/** Numbers above it count as infinite. */
export const largest = 1e300;

const nothing = { percent: false, spread: null, ambiguous: false, unit: '', marked: false, interval: false };
const outcome = (kind: CellKind): ParsedCell => ({ kind, value: NaN, ...nothing });
const missing = outcome(cellKind.missing);
const text = outcome(cellKind.text);
const infinite = outcome(cellKind.infinite);

/** Words for a cell that says nothing, in small letters. */
export const missingWords: ReadonlySet<string> = new Set([
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
  'n.a',
  'n/a.',
  'not available',
  'not measured',
  'not reported',
  'tbd',
  't.b.d.',
  '…',
  '...',
]);
const infinity = /^[-+−]?(?:inf|infinity|∞|1\.#inf0{0,6})$/i;

const plain = /^[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?$/;
const plainComma = /^[-+]?(?:\d{1,30}(?:,\d{0,30})?|,\d{1,30})(?:[eE][-+]?\d{1,3})?$/;
// Groups of exactly three after a first group that does not begin with 0, one separator throughout:
// comma (or dot, with a decimal comma), space, no-break, thin or narrow space, apostrophe.
const grouped = /^[-+]?[1-9]\d{0,2}([, \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3}){0,8}(\.\d{0,30})?$/;
/** Lakhs and crores: pairs of digits before the last three, "1,25,000". */
const groupedInPairs = /^[-+]?[1-9]\d?(?:,\d{2}){1,8},\d{3}(\.\d{0,30})?$/;
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
  const read = readValue(body, decimal);
  return read.kind === cellKind.text ? readDressed(body, decimal) : read;
}

/** A number as it stands, with a percent sign or a spread. */
function readValue(written: string, decimal: DecimalMark): ParsedCell {
  let body = written;
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
    unit: '',
    marked: false,
    interval: false,
  };
}

const emphasis = /^(\*\*\*|\*\*|\*|___|__|_|~~|`)(.{1,60})\1$/;
const marksBehind =
  /\s?(?:[*†‡§¶#]{1,4}|[↑↓→↗↘▲▼△▽⬆⬇🔺🔻]\ufe0f?|(?<=[.,]\d{1,12})[¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈ]{1,3}|\^\{?[a-z\d*]\}?)$/;
const about = /^(?:[~≈≃∼]|ca\.?\s|about\s|approx\.?\s)\s?/i;
/** A bound of a share, "> 0.99"; a whole number behind such a sign is mostly the name of a class: ">50", "<30". */
const bound = /^[<>≤≥]=?\s?(?=[01]?[.,]\d)/;

/** An older value, struck through, before the one that counts. */
const struck = /^~~[^~]{1,30}~~\s+(?=\S)/;
/** What an account writes for a number below 0: "(12.5)", "(1,200)". Fewer digits in brackets are mostly the number of a column. */
const inBrackets = /^([$€£¥]?)\(([$€£¥]?)(\d{1,30}[.,]\d{1,30}(?:[.,]\d{1,30}){0,4}|\d{3,30})\)$/;

/** Maths of LaTeX as plain text: "$0.912 \\pm 0.004$", "\\textbf{0.93}"; as it is where there is none. */
function withoutTex(written: string): string {
  if (!/[\\{]|^\$.*\$$/.test(written)) return written;
  return written
    .replace(/^\$\s?(.{1,60}?)\s?\$$/, '$1')
    .replace(/\\(?:pm|textpm)(?![a-z])\s?/g, '±')
    .replace(/\\(?:math|text)?(?:bf|it|rm|underline)\s?\{([^{}]{1,60})\}/g, '$1')
    .replace(/\{,\}/g, ',')
    .replace(/\\[,;%]/g, (mark) => (mark === '\\%' ? '%' : ' '))
    .replace(/_\{\s?(±[^{}]{1,30})\}/g, ' $1')
    .trim();
}

/** Without emphasis, footnote marks and signs of roughness. */
function undressed(written: string): string {
  let body = written;
  for (const pattern of [struck, emphasis, marksBehind, emphasis, bound, about]) {
    const match = pattern.exec(body);
    if (match) body = pattern === emphasis ? match[2]!.trim() : body.replace(pattern, '').trim();
  }
  return body;
}

/** A number as people decorate it in tables: emphasis, footnote marks, an interval, a unit. */
function readDressed(written: string, decimal: DecimalMark): ParsedCell {
  const plainly = withoutTex(written);
  const body = undressed(plainly);
  const account = inBrackets.exec(body);
  if (account) {
    const read = readBare(`${account[1]}${account[2]}${account[3]!}`, decimal);
    return read.kind === cellKind.number ? { ...read, value: -read.value, marked: true } : text;
  }
  const marked = body !== plainly;
  const read = readBare(body, decimal);
  return read.kind === cellKind.number ? { ...read, marked: marked || read.marked } : text;
}

function readBare(body: string, decimal: DecimalMark): ParsedCell {
  const plainly = readValue(body, decimal);
  if (plainly.kind === cellKind.number) return plainly;
  return readInterval(body, decimal) ?? readWithUnit(body, decimal) ?? text;
}

const intervalBehind =
  /^([^[({]{1,24})\s?[[({]\s?(?:\d{2}\s?%\s?)?(?:CI\s?:?\s?)?([-+−]?[\d.,]{1,20}%?)\s?(?:;|,\s|–|—|-|to|\.\.\.?)\s?([-+−]?[\d.,]{1,20}%?)\s?[\])}]$/i;

/** "5.1 [4.8; 5.4]", "5.1 (4.8–5.4)": a value and the ends of an interval around it; null: not that. */
function readInterval(body: string, decimal: DecimalMark): ParsedCell | null {
  const match = intervalBehind.exec(body);
  if (!match) return null;
  const value = readValue(undressed(match[1]!.trim()), decimal);
  const low = readValue(match[2]!, decimal);
  const high = readValue(match[3]!, decimal);
  if ([value, low, high].some(({ kind }) => kind !== cellKind.number)) return null;
  if (low.value > value.value || high.value < value.value) return null;
  return { ...value, spread: (high.value - low.value) / (2 * 1.96), interval: true };
}

const money: Record<string, string> = {
  $: 'US$',
  US$: 'US$',
  USD: 'US$',
  '€': '€',
  EUR: '€',
  '£': '£',
  GBP: '£',
  '¥': '¥',
  CHF: 'CHF',
  '₹': '₹',
};
const moneyBefore = /^([-+−]?)(US\$|USD|EUR|GBP|CHF|[$€£¥₹])\s?(?=[\d.])/;
const moneyBehind = /\s?(US\$|USD|EUR|GBP|CHF|[$€£¥₹])$/;
const unitBehind =
  /^([-+−]?[\d.,'’ \u00a0\u2009\u202f]{1,30}(?:[eE][-+]?\d{1,3})?)\s?([^\d\s.,][^\d]{0,15}|m²|m³|cm²)$/u;
const duration =
  /^(?:(\d{1,5})\s?d(?:ays?)?\s?)?(?:(\d{1,5})\s?h(?:rs?|ours?)?\s?)?(?:(\d{1,5})\s?m(?:in|ins|inutes?)?\s?)?(?:(\d{1,5}(?:[.,]\d{1,6})?)\s?s(?:ecs?|econds?)?)?$/i;
const clock = /^(\d{1,5}):([0-5]\d):([0-5]\d(?:[.,]\d{1,6})?)$/;
const scaleOf: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6, Mio: 1e6, B: 1e9, bn: 1e9, G: 1e9, T: 1e12 };

/** "12 ms", "$0.15", "7B", "1.5 GB", "1h 05m"; null: nothing of the kind. A scale goes into the value, "7B" is 7e9. */
function readWithUnit(written: string, decimal: DecimalMark): ParsedCell | null {
  const lasted = durationOf(written);
  if (lasted !== null) return { kind: cellKind.number, value: lasted, ...nothing, unit: 's' };
  let body = written;
  let unit = '';
  const before = moneyBefore.exec(body);
  const behind = before ? null : moneyBehind.exec(body);
  if (before) body = `${before[1]}${body.slice(before[0].length)}`;
  else if (behind) body = body.slice(0, behind.index);
  if (before ?? behind) unit = money[(before?.[2] ?? behind?.[1])!] ?? '';
  const match = unitBehind.exec(body);
  const suffix = match?.[2]?.trim() ?? '';
  const factor = scaleOf[suffix];
  if (match && factor === undefined) {
    const known =
      unit === ''
        ? (unitsOfCells.get(suffix) ?? (suffix.length > 1 ? unitsOfCells.get(suffix.toLowerCase()) : undefined))
        : undefined;
    if (known === undefined) return null;
    unit = known.unit;
  }
  if (!match && unit === '') return null;
  const read = readValue(match ? match[1]!.trim() : body, decimal);
  if (read.kind !== cellKind.number || read.percent) return null;
  // Powers of ten are exact, so 1.3 billion is exactly 1,300,000,000.
  const value = factor === undefined ? read.value : Number(`${read.value}e${Math.log10(factor)}`);
  if (Number.isNaN(value)) return null;
  const spread = read.spread === null || factor === undefined ? read.spread : read.spread * factor;
  return { ...read, value, spread, unit: unit === '' && factor !== undefined ? counted : unit };
}

/** The unit of plain counts that were written with a scale: "350M". */
export const counted = 'count';

function durationOf(body: string): number | null {
  const hms = clock.exec(body);
  const seconds = (text: string | undefined) => Number((text ?? '0').replace(',', '.'));
  if (hms) return Number(hms[1]) * 3600 + Number(hms[2]) * 60 + seconds(hms[3]);
  const match = duration.exec(body);
  if (!match) return null;
  const parts = match.slice(1).filter((part) => part !== undefined).length;
  // A single part is a number with a unit ("12 s"); a lone "5m" could be metres, millions or minutes.
  return parts < 2
    ? null
    : Number(match[1] ?? 0) * 86_400 + Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + seconds(match[4]);
}

/** A unit as cells carry it: its spelling, what it measures, and how much of that it is. */
export interface CellUnit {
  unit: string;
  measures: string;
  factor: number;
}

const listed: [measures: string, units: [unit: string, factor: number, spellings: string][]][] = [
  [
    'time',
    [
      ['ns', 1e-9, 'ns nsec nanoseconds'],
      ['µs', 1e-6, 'µs μs us usec microseconds'],
      ['ms', 1e-3, 'ms msec msecs milliseconds'],
      ['s', 1, 's sec secs second seconds sek'],
      ['min', 60, 'min mins minute minutes'],
      ['h', 3600, 'h hr hrs hour hours std'],
      ['days', 86_400, 'day days tage'],
    ],
  ],
  [
    'storage',
    [
      ['kB', 1e3, 'kb ko'],
      ['MB', 1e6, 'mb mo'],
      ['GB', 1e9, 'gb go'],
      ['TB', 1e12, 'tb'],
      ['KiB', 1024, 'kib'],
      ['MiB', 1024 ** 2, 'mib'],
      ['GiB', 1024 ** 3, 'gib'],
      ['TiB', 1024 ** 4, 'tib'],
      ['B', 1, 'byte bytes'],
    ],
  ],
  [
    'energy',
    [
      ['J', 1, 'J joule joules'],
      ['mJ', 1e-3, 'mJ'],
      ['kJ', 1e3, 'kj'],
      ['Wh', 3600, 'wh'],
      ['kWh', 3.6e6, 'kwh'],
      ['MWh', 3.6e9, 'MWh'],
    ],
  ],
  [
    'power',
    [
      ['W', 1, 'W watt watts'],
      ['mW', 1e-3, 'mW'],
      ['kW', 1e3, 'kW kw'],
    ],
  ],
  [
    'length',
    [
      ['mm', 1e-3, 'mm'],
      ['cm', 1e-2, 'cm'],
      ['km', 1e3, 'km'],
    ],
  ],
  [
    'mass',
    [
      ['g', 1e-3, 'g'],
      ['kg', 1, 'kg'],
    ],
  ],
  [
    'operations',
    [
      ['MFLOPs', 1e6, 'mflops'],
      ['GFLOPs', 1e9, 'gflops'],
      ['TFLOPs', 1e12, 'tflops'],
      ['GMACs', 1e9, 'gmacs gmac'],
      ['MMACs', 1e6, 'mmacs'],
    ],
  ],
  ['rate', [['tokens/s', 1, 'tok/s tokens/s t/s tps tokens/sec']]],
  ['requests', [['requests/s', 1, 'req/s rps requests/s requests/sec']]],
  ['queries', [['queries/s', 1, 'qps queries/s']]],
  ['images', [['images/s', 1, 'img/s images/s im/s']]],
  ['frames', [['frames/s', 1, 'fps frames/s']]],
  ['samples', [['samples/s', 1, 'samples/s samples/sec']]],
  ['decibels', [['dB', 1, 'db']]],
  ['times', [['×', 1, 'x ×']]],
  ['points', [['pp', 1, 'pp']]],
  ['pixels', [['px', 1, 'px']]],
  [
    'bits',
    [
      ['kbps', 1e3, 'kbps'],
      ['Mbps', 1e6, 'mbps'],
    ],
  ],
];

/** Every unit that is read in cells, by its spelling in small letters, and money by its sign. */
const unitsOfCells: ReadonlyMap<string, CellUnit> = new Map([
  ...listed.flatMap(([measures, units]) =>
    units.flatMap(([unit, factor, spellings]) =>
      spellings.split(' ').map((spelling) => [spelling, { unit, measures, factor }] as const),
    ),
  ),
]);

const byUnit = new Map(Array.from(unitsOfCells.values(), (one) => [one.unit, one]));

/** What one unit is in another: 1000 for seconds in milliseconds; null where they do not measure the same. */
export function factorBetween(from: string, to: string): number | null {
  if (from === to) return 1;
  const [a, b] = [byUnit.get(from), byUnit.get(to)];
  return a && b && a.measures === b.measures ? a.factor / b.factor : null;
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

/** The sign and the spread behind a value in brackets or below it: "0.85 (±0.02)", "0.85_{± 0.02}". */
const enclosedSpread = /^([^([_]{1,30}?)\s?(?:\(|\[|_\{?)\s?((?:±|\+\/-|\+-)[^()[\]{}]{1,30}?)\s?[)\]}]?$/;

/** "0.85 ± 0.02", "0.85 +/- 0.02", "0.85 (±0.02)" and "0.85 (0.02)" → mean and spread; anything else → itself and null. */
function splitSpread(written: string): [string, string | null] {
  const body = written.replace(enclosedSpread, '$1 $2');
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
  if (decimal === '.' && groupedInPairs.test(body))
    return { value: Number(body.replaceAll(',', '')), ambiguous: false };
  // "±0" is a change of nothing.
  if (/^±0{1,5}(?:[.,]0{1,10})?$/.test(body)) return { value: 0, ambiguous: false };
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
