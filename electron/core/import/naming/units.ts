// The unit of a column, from its name ("latency (ms)", "cost_usd", "Tokens/s", "$/hr"), its cells ("85 %") and the tool that wrote
// it. What stands in brackets is a unit only if it reads as one: "(test)", "(macro)" and "(p95)" are none, and none is made up.
import type { TableContext } from './context.ts';
import { itemsOf } from './phrases.ts';
import type { NameItem } from './phrases.ts';
import type { NameParts } from './tokens.ts';

const spellings = (table: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)));

/** Units of time as they stand in names; "min" is left out, for it is mostly the smallest of something. */
export const timeUnits = spellings({
  ns: 'ns nanos nanosec nanosecond nanoseconds',
  µs: 'us µs μs micros microsec microsecond microseconds',
  ms: 'ms msec msecs millis millisec millisecond milliseconds',
  s: 's sec secs second seconds sek sekunden seg segundos secondes сек с 秒',
  min: 'mins minute minutes minuten minutos мин 分钟',
  h: 'h hr hrs hour hours std stunden horas heures ч 小时 時間',
  days: 'days tage dias jours',
});
const afterPer = new Map([...timeUnits, ['min', 'min'], ['day', 'day'], ['d', 'day']]);

const amounts = spellings({
  '%': '% percent pct perc prozent ％',
  pp: 'pp',
  US$: '$ usd us$ dollar dollars',
  '€': '€ eur euro euros',
  '£': '£ gbp pounds',
  '¥': '¥ jpy yen',
  CHF: 'chf',
  CNY: 'cny rmb 元',
  INR: 'inr ₹',
  '₽': '₽ rub руб',
  '¢': '¢ cents',
  B: 'byte bytes',
  kB: 'kb ko',
  MB: 'mb mo',
  GB: 'gb go',
  TB: 'tb to',
  KiB: 'kib',
  MiB: 'mib',
  GiB: 'gib',
  TiB: 'tib',
  px: 'px pixel pixels',
  mW: 'milliwatt milliwatts',
  W: 'watt watts w',
  kW: 'kw kilowatt kilowatts',
  Wh: 'wh',
  kWh: 'kwh',
  MWh: 'mwh',
  J: 'joule joules j',
  mJ: 'millijoule millijoules',
  kJ: 'kj kilojoule kilojoules',
  dB: 'db decibel decibels',
  mm: 'mm',
  cm: 'cm',
  km: 'km',
  m: 'meter meters metre metres',
  kg: 'kg kilogram kilograms',
  g: 'gram grams',
  t: 'tonnes',
  eV: 'ev',
  meV: 'mev',
  'kcal/mol': 'kcal/mol kcal·mol⁻¹ kcal/mole',
  'kJ/mol': 'kj/mol',
  Å: 'å angstrom angstroms',
  Hz: 'hz',
  kHz: 'khz',
  '°C': '°c celsius',
  '°': '° deg degree degrees',
  rad: 'rad radians',
  bps: 'bps',
  kbps: 'kbps kbit/s kb/s',
  Mbps: 'mbps mbit/s',
  Gbps: 'gbps gbit/s',
  'GB/s': 'gb/s gbs',
  'MB/s': 'mb/s',
  ppm: 'ppm',
  'kg CO₂eq': 'kgco2 kgco2e kgco2eq',
  'g CO₂eq': 'gco2 gco2e gco2eq',
  't CO₂eq': 'tco2 tco2e tco2eq',
  GMACs: 'gmacs gmac',
  MMACs: 'mmacs',
  'M activations': 'macts',
  MFLOPs: 'mflops mflop',
  GFLOPs: 'gflops gflop',
  TFLOPs: 'tflops tflop',
  'queries/s': 'qps',
  'requests/s': 'rps',
  'frames/s': 'fps',
});
/** Units that are letters people also use for other things: only in brackets, or where nothing else stands. */
const onlyInBrackets = new Set([
  'w',
  'j',
  'b',
  't',
  'g',
  'm',
  'to',
  'go',
  'mo',
  'ko',
  'с',
  'ч',
  'rad',
  'std',
  'deg',
  'degree',
  'degrees',
  'pp',
  'cents',
  'pixel',
  'pixels',
  'meter',
  'pounds',
]);
/** A unit by itself that names what it counts per second. */
const wholeNames = new Set([
  'qps',
  'rps',
  'fps',
  'gmacs',
  'gmac',
  'macts',
  'mflops',
  'gflops',
  'tflops',
  'kbps',
  'mbps',
  'gbps',
]);

const counted: Record<string, string> = {
  tok: 'tokens',
  toks: 'tokens',
  token: 'tokens',
  req: 'requests',
  reqs: 'requests',
  request: 'requests',
  img: 'images',
  imgs: 'images',
  image: 'images',
  frame: 'frames',
  sample: 'samples',
  query: 'queries',
  step: 'steps',
  it: 'iterations',
  its: 'iterations',
  iter: 'iterations',
  iters: 'iterations',
  word: 'words',
  char: 'characters',
  chars: 'characters',
  doc: 'documents',
  docs: 'documents',
  op: 'operations',
  ops: 'operations',
  item: 'items',
  example: 'examples',
  row: 'rows',
  ex: 'examples',
  sent: 'sentences',
  transaction: 'transactions',
  tx: 'transactions',
};
const scales = spellings({
  k: 'k K thousand thousands тыс',
  M: 'M Mio million millions mln млн 百万',
  B: 'B bn billion billions Mrd млрд',
  G: 'G',
  T: 'T trillion trillions',
});

interface UnitGuess {
  unit: string;
  /** Why, as a sentence, or '' when there is no unit. */
  because: string;
}

const none: UnitGuess = { unit: '', because: '' };
const from = (unit: string, source: string): UnitGuess => ({
  unit: unit.slice(0, 40),
  because: `Unit from "${source}".`,
});

const lookUp = (word: string): string | undefined => timeUnits.get(word) ?? amounts.get(word);

/** "ms", "US$/h", "US$ per 1M tokens", "requests/s", "k US$"; null where the text does not read as a unit. */
export function readUnit(written: string): string | null {
  const text = written
    .normalize('NFKC')
    .replace(/^in\s+/i, '')
    .trim();
  const lower = text.toLowerCase();
  const known = lookUp(lower) ?? (lower === 'min' ? 'min' : undefined) ?? currency(text);
  if (known !== undefined) return known;
  const quotient = /^([^/]{1,24}?)\s?(?:\/|\bper\b|\bpro\b|\bpar\b|\bpor\b)\s?([^/]{1,24})$/i.exec(text);
  const [above, below] = [quotient?.[1]?.trim() ?? '', quotient?.[2]?.trim() ?? ''];
  if (above === '' || below === '') return null;
  const unit = lookUp(above.toLowerCase()) ?? currency(above);
  const time = afterPer.get(below.toLowerCase().replace(/\.$/, ''));
  if (unit !== undefined)
    return time !== undefined && time.length < 4 ? `${unit}/${time}` : `${unit} per ${measured(below)}`;
  if (time === undefined || !/^\p{L}[\p{L} ]*$/u.test(above)) return null;
  return `${counted[above.toLowerCase()] ?? above}/${time}`;
}

/** Short forms that only mean a span of time where they stand under an amount: alone, "mo" is a megabyte in French. */
const spans: Record<string, string> = { mo: 'month', mth: 'month', mnth: 'month', wk: 'week', yr: 'year' };

const measured = (below: string) =>
  below
    .replace(/^\p{L}+/u, (word) => spans[word.toLowerCase()] ?? word)
    .replace(/\b(tokens?|requests?|images?|hours?|months?)\b/gi, (word) => word.toLowerCase())
    .replace(/\b(tok|toks)\b/i, 'tokens');

/** "k$", "$M", "USD k", "€ millions" → "k US$", "M US$" … */
function currency(text: string): string | undefined {
  const match =
    /^(?:in\s)?([kKMB]|thousands?|millions?|billions?|bn|mln)\s?(?:of\s)?(\$|US\$|USD|€|EUR|£|GBP)$/i.exec(text) ??
    /^(\$|US\$|USD|€|EUR|£|GBP)\s?([kKMB]|thousands?|millions?|billions?|bn|mln)$/i.exec(text);
  if (!match) return undefined;
  const [scale, money] = amounts.has(match[1]!.toLowerCase()) ? [match[2]!, match[1]!] : [match[1]!, match[2]!];
  const factor = scales.get(scale) ?? scales.get(scale.toLowerCase());
  return factor === undefined ? undefined : `${factor} ${amounts.get(money.toLowerCase())}`;
}

/** What a scale before nothing may stand for: "Params (M)", "FLOPs (G)". */
const scaled = (head: string | undefined, factor: string): string | null => {
  if (head === undefined) return null;
  if (/param|weights count/.test(head)) return factor;
  if (/^flops?$/.test(head)) return `${factor}FLOPs`;
  if (/^macs?$|mult adds|madds/.test(head)) return `${factor}MACs`;
  return null;
};

/**
 * Guesses a unit.
 *
 * @param values the column's range and how many of its numbers were written with a percent sign.
 * @param batched whether the table has a column of batch sizes, so that a step is one batch.
 */
export function guessUnit(
  parts: NameParts,
  values: { max: number | null; numeric: number; percent: number; unit: string },
  batched: boolean,
  context?: TableContext,
): UnitGuess {
  const { tokens, brackets, plain } = parts;
  // What stands in the cells was read with it.
  if (values.unit !== '') return { unit: values.unit, because: `Unit "${values.unit}" from the cells.` };
  const items = itemsOf(parts.pieces);
  const head = items.findLast(({ sense: { as } }) => as === 'measure' || as === 'thing')?.text;
  for (const inside of brackets) {
    for (const part of inside.split(/[,;]/).map((one) => one.trim())) {
      const factor = scales.get(part) ?? scales.get(part.toLowerCase());
      const unit =
        (factor === undefined ? null : scaled(head, factor)) ??
        (factor !== undefined && part.length === 1 ? null : readUnit(part));
      if (unit !== null) return from(unit, part);
    }
  }
  if (values.percent > 0 && values.percent === values.numeric) return from('%', '%');
  return (
    ratePerTime(parts) ??
    trailing(parts, items, values, batched) ??
    byTool(parts, head, values.max, context) ??
    (tokens.length === 1 && /^[$€£]$/.test(plain.trim()) ? from(amounts.get(plain.trim())!, plain) : none)
  );
}

/** "samples_per_sec", "ms_per_image", "$/hr". */
function ratePerTime({ tokens, pieces }: NameParts): UnitGuess | null {
  const per = tokens.indexOf('per');
  if (per <= 0 || per >= tokens.length - 1) return null;
  const above = tokens[per - 1] ?? '';
  const amount = lookUp(above);
  const time = afterPer.get(tokens[per + 1] ?? '');
  const source = tokens.slice(per - 1).join('_');
  const below = tokens
    .slice(per + 1)
    .map((token, place) => (/^\d+[mbt]$/.test(token) ? token.toUpperCase() : (place === 0 && spans[token]) || token))
    .join(' ');
  if (amount !== undefined)
    return from(time !== undefined && time.length < 4 ? `${amount}/${time}` : `${amount} per ${below}`, source);
  if (time === undefined) return null;
  const [item] = itemsOf(pieces.filter(({ text }) => text === above).slice(0, 1));
  const counts = item?.sense.as === 'thing' || (/\p{L}{3,}s$/u.test(above) && above !== 'loss');
  return counts && /^\p{L}+$/u.test(above) ? from(`${counted[above] ?? above}/${time}`, source) : null;
}

const gathered = new Set([
  'sum',
  'mean',
  'avg',
  'median',
  'total',
  'max',
  'min',
  'std',
  'stddev',
  'p50',
  'p90',
  'p95',
  'p99',
]);
const isLasting =
  /time|latenc|duration|delay|wait|elapsed|lag|jitter|wall|ttf|tpot|itl|mtb|mtt|aht|tat|life|makespan|e2e|age/;
const wholeTime = /^(?:time to|runtime|run time|training time|duration|elapsed|wall|makespan|fit time|time)/;

/** The unit stands last, or just before a word for how values were put together: "time_s_sum", "latency_ms_mean". */
function trailing(
  { tokens, pieces }: NameParts,
  items: readonly NameItem[],
  values: { max: number | null },
  batched: boolean,
): UnitGuess | null {
  const end = tokens.length - (tokens.length > 2 && gathered.has(tokens.at(-1) ?? '') ? 2 : 1);
  let last = tokens[end] ?? '';
  // "kWh", "GiB" fall apart at their capitals.
  const glued = pieces.at(end)?.glued === true ? `${tokens[end - 1] ?? ''}${last}` : '';
  if (lookUp(glued) !== undefined && glued.length > 2) last = glued;
  if (tokens[end - 1] === 'per') return null;
  if (tokens[0] === 'days' && tokens[1] === 'of') return from('days', 'days');
  const single = last.length === 1;
  const time = tokens.length > 1 || last.length > 2 ? timeUnits.get(last) : undefined;
  const measure = items.findLast(({ sense: { as } }) => as === 'measure')?.text ?? '';
  const lasts = !single || (pieces.at(end)?.glued !== true && (measure === '' || isLasting.test(measure)));
  if (time !== undefined && !onlyInBrackets.has(last) && lasts) {
    return tokens[end - 1] === 'step' && batched ? from(`${time} per batch`, `step_${last}`) : from(time, last);
  }
  // "time_to_train_min" is in minutes, "latency_min" the smallest.
  if (tokens.at(-1) === 'min' && tokens.length > 2 && wholeTime.test(measure)) return from('min', 'min');
  const percent = tokens.some((token, i) => (i === 0 || i === end) && amounts.get(token) === '%');
  if (percent) return values.max !== null && values.max <= 1 ? null : from('%', 'percent');
  const other = amounts.get(last);
  if (other !== undefined && !onlyInBrackets.has(last)) return from(other, last);
  const whole = tokens.find((token) => wholeNames.has(token));
  return whole === undefined ? null : from(amounts.get(whole)!, whole);
}

/** Units that tools leave unsaid. */
function byTool(
  { tokens }: NameParts,
  head: string | undefined,
  max: number | null,
  context: TableContext | undefined,
): UnitGuess | null {
  const name = tokens.join('_');
  const waits = /^(?:\d{2}(?:point\d+)?th(?:_line)?|average|median|min|max|std_dev)$/.test(name);
  if (context?.is('jmeter') && waits) return { unit: 'ms', because: 'JMeter measures in milliseconds.' };
  if (context?.is('locust') && (waits || name.endsWith('response_time')))
    return { unit: 'ms', because: 'Locust measures in milliseconds.' };
  if (context?.is('llama-bench') && tokens.includes('ts'))
    return { unit: 'tokens/s', because: 'llama-bench counts tokens per second.' };
  if (tokens.includes('tps') && context?.is('language model'))
    return { unit: 'tokens/s', because: 'Of a language model: tokens per second.' };
  if (max === null) return null;
  if (/^top[15](?:_|$)/.test(name) && max > 1.5 && max <= 100 && !name.includes('diff')) {
    return { unit: '%', because: 'Values up to 100, so percent.' };
  }
  if (/(?:^|_)param_count$/.test(name) && max < 100_000) {
    return { unit: 'M', because: 'Values too small for a plain count, so millions.' };
  }
  if (head !== undefined && /param/.test(head) && max >= 100_000)
    return { unit: 'parameters', because: 'Values as large as plain counts.' };
  if (name === 'infer_step_time' || name === 'train_step_time') {
    return { unit: 'ms per batch', because: 'timm measures step time in milliseconds per batch.' };
  }
  return null;
}
