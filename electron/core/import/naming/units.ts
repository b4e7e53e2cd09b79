// The unit of a column, from its name ("latency (ms)", "cost_usd", "_per_sec"), its cells ("85 %") and the columns timm writes.
import type { NameParts } from './tokens.ts';

const seconds = ['s', 'sec', 'secs', 'second', 'seconds'] as const;

/** Units of time as they stand in names. */
export const timeUnits: ReadonlyMap<string, string> = new Map([
  ...(['ns', 'nanos', 'nanoseconds'] as const).map((word) => [word, 'ns'] as const),
  ...(['us', 'µs', 'micros', 'microseconds'] as const).map((word) => [word, 'µs'] as const),
  ...(['ms', 'msec', 'millis', 'milliseconds'] as const).map((word) => [word, 'ms'] as const),
  ...seconds.map((word) => [word, 's'] as const),
  ...(['mins', 'minute', 'minutes'] as const).map((word) => [word, 'min'] as const),
  ...(['h', 'hr', 'hrs', 'hour', 'hours'] as const).map((word) => [word, 'h'] as const),
]);

const otherUnits: ReadonlyMap<string, string> = new Map([
  ['percent', '%'] as const,
  ['pct', '%'] as const,
  ['percentage', '%'] as const,
  ['usd', 'US$'] as const,
  ['dollars', 'US$'] as const,
  ['eur', '€'] as const,
  ['euros', '€'] as const,
  ['gbp', '£'] as const,
  ['bytes', 'B'] as const,
  ['kb', 'kB'] as const,
  ['mb', 'MB'] as const,
  ['gb', 'GB'] as const,
  ['tb', 'TB'] as const,
  ['kib', 'KiB'] as const,
  ['mib', 'MiB'] as const,
  ['gib', 'GiB'] as const,
  ['px', 'px'] as const,
  ['watts', 'W'] as const,
  ['kwh', 'kWh'] as const,
  ['wh', 'Wh'] as const,
  ['joules', 'J'] as const,
  ['db', 'dB'] as const,
  ['kg', 'kg'] as const,
]);

const wholeUnits: ReadonlyMap<string, string> = new Map([
  ['qps', 'queries/s'] as const,
  ['rps', 'requests/s'] as const,
  ['tps', 'transactions/s'] as const,
  ['fps', 'frames/s'] as const,
  ['gmacs', 'GMACs'] as const,
  ['macts', 'M activations'] as const,
  ['mflops', 'MFLOPs'] as const,
  ['gflops', 'GFLOPs'] as const,
  ['tflops', 'TFLOPs'] as const,
]);

export interface UnitGuess {
  unit: string;
  /** Why, as a sentence, or '' when there is no unit. */
  because: string;
}

const none: UnitGuess = { unit: '', because: '' };
const from = (unit: string, source: string): UnitGuess => ({ unit, because: `Unit from "${source}".` });

/**
 * Guesses a unit.
 *
 * @param values the column's range and how many of its numbers were written with a percent sign.
 * @param batched whether the table has a column of batch sizes, so that a step is one batch.
 */
export function guessUnit(
  { tokens, bracket }: NameParts,
  values: { max: number | null; numeric: number; percent: number },
  batched: boolean,
): UnitGuess {
  if (bracket !== '' && !/^\d*$/.test(bracket)) {
    const known = bracket.toLowerCase();
    return from(timeUnits.get(known) ?? otherUnits.get(known) ?? bracket, bracket);
  }
  if (values.percent > 0 && values.percent === values.numeric) return from('%', '%');

  const per = tokens.indexOf('per');
  if (per > 0 && per < tokens.length - 1) {
    const counted = tokens[per - 1] ?? '';
    const measure = tokens.slice(per + 1).join(' ');
    const time = timeUnits.get(tokens[per + 1] ?? '');
    const source = tokens.slice(per - 1).join('_');
    const amount = timeUnits.get(counted) ?? otherUnits.get(counted);
    if (amount) return from(`${amount} per ${measure}`.slice(0, 40), source);
    if (time && /^\p{L}+$/u.test(counted)) return from(`${counted}/${time}`.slice(0, 40), source);
  }
  // The unit stands last, or just before a word for how values were put together: "time_s_sum", "latency_ms_mean".
  const gathered = new Set(['sum', 'mean', 'avg', 'median', 'total', 'max', 'min', 'p50', 'p90', 'p95', 'p99']);
  const end = tokens.length - (tokens.length > 2 && gathered.has(tokens.at(-1) ?? '') ? 2 : 1);
  const last = tokens[end] ?? '';
  const time = tokens.length > 1 || last.length > 2 ? timeUnits.get(last) : undefined;
  if (time) return tokens[end - 1] === 'step' && batched ? from(`${time} per batch`, `step_${last}`) : from(time, last);
  const fraction = values.max !== null && values.max <= 1;
  const other = otherUnits.get(last) ?? (tokens[0] === 'percent' || tokens[0] === 'pct' ? '%' : undefined);
  if (other && !(other === '%' && fraction)) return from(other, other === '%' ? 'percent' : last);
  for (const token of tokens) {
    const whole = wholeUnits.get(token);
    if (whole) return from(whole, token);
  }
  return timmUnit(tokens, values.max);
}

/** Units that timm's result files leave unsaid: percent, millions of parameters, milliseconds per batch. */
function timmUnit(tokens: readonly string[], max: number | null): UnitGuess {
  const name = tokens.join('_');
  if (max === null) return none;
  if (/^top[15](?:_|$)/.test(name) && max > 1.5 && max <= 100 && !name.includes('diff')) {
    return { unit: '%', because: 'Values up to 100, so percent.' };
  }
  if (/(?:^|_)param_count$/.test(name) && max < 100_000) {
    return { unit: 'M', because: 'Values too small for a plain count, so millions.' };
  }
  if (name === 'infer_step_time' || name === 'train_step_time') {
    return { unit: 'ms per batch', because: 'timm measures step time in milliseconds per batch.' };
  }
  return none;
}
