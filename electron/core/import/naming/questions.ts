// What a column's name leaves open and a person is asked: which way is better, the unit, which statistic a latency is, and
// whether a 0 was measured. Nothing here is answered by guessing.
import type { ColumnQuestion, ColumnUse } from '../../../../shared/contract/imports.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { mixtureOf } from './mixtures.ts';
import { nameParts } from './tokens.ts';
import { timeUnits } from './units.ts';

const words = (text: string) => new Set(text.trim().split(/\s+/));

const waits = words('latency latencies ttft tpot itl rtt lag delay');
const worked = words('response inference infer predict prediction request forward serving step');
const statistics = words('mean avg average median max maximum min minimum total sum std sd stdev tail worst best');
const spent = words(`
  cost costs price prices fee fees spend expense expenses memory ram vram rss footprint disk storage size energy power co2
  co2eq emissions carbon time times runtime walltime duration elapsed seconds secs minutes hours param params parameters
  paramcount nparams nparameters flops gflops macs gmacs usd eur gbp dollars euros
`);
const measuredIn = words(`
  latency latencies ttft tpot itl rtt lag delay cost costs price prices fee fees spend expense expenses memory ram vram rss
  footprint disk storage energy power time times runtime walltime duration elapsed throughput bandwidth
`);

/** timm's step time is a mean over batches, by its own source. */
const known = /^(?:infer|train)_step_time$/;

/** A time that somebody waits for, so that mean and 99th percentile differ much. A rate ("ms per image") is a mean already. */
function isWait(tokens: readonly string[]): boolean {
  if (tokens.includes('per')) return false;
  if (tokens.some((token) => waits.has(token))) return true;
  const timed = tokens.includes('time') || (tokens.length === 1 && timeUnits.has(tokens[0] ?? ''));
  const short = tokens.some((token) => ['ms', 'us', 'µs', 'ns'].includes(token));
  return timed && (short || tokens.some((token) => worked.has(token)));
}

const saysStatistic = (tokens: readonly string[]) =>
  tokens.some(
    (token) => statistics.has(token) || /^(?:p|q|pct|percentile)\d{1,4}$/.test(token) || /^\d{2}th$/.test(token),
  );

/** Where less is better and nothing is free, so a 0 among positive numbers often means "not known". */
const isSpent = (tokens: readonly string[]) =>
  tokens.some((token) => spent.has(token) || waits.has(token) || timeUnits.has(token));

/** How many numbers of a column are 0. O(rows) where the smallest is 0. */
export function zerosIn({ min, max, numbers }: Pick<ParsedColumn, 'min' | 'max' | 'numbers'>): number {
  if (min === null || max === null || min > 0 || max < 0) return 0;
  let zeros = 0;
  for (let row = 0; row < numbers.length; row += 1) if (numbers[row] === 0) zeros += 1;
  return zeros;
}

/** What compares two values, or is measured from an agreed zero, may be below 0. */
const signed = words(
  'energy power change changes delta diff difference gain gains gap reduction saved saving savings vs versus relative log',
);

/** Whether a number below 0 cannot have been measured in this column: a cost, time or size as such. */
export function neverBelowZero(header: string): boolean {
  const { tokens } = nameParts(header);
  return isSpent(tokens) && !tokens.some((token) => signed.has(token));
}

/** Whether a 0 in this column may mean "not known": a cost, time or size with zeros among positive numbers. */
export function zeroMayBeUnknown(column: ParsedColumn): boolean {
  if (column.min !== 0 || column.max === null || column.max <= 0) return false;
  return isSpent(nameParts(column.header).tokens);
}

/** What to ask of a column that becomes a metric; nothing of any other. */
export function columnQuestions(
  column: ParsedColumn,
  use: ColumnUse,
  { directed, unitStated = false }: { directed?: boolean | undefined; unitStated?: boolean },
): ColumnQuestion[] {
  if (use.use !== 'metric') return [];
  const parts = nameParts(column.header);
  const tokens = [...parts.tokens, ...parts.brackets.flatMap((inside) => nameParts(inside).tokens)];
  const asks: ColumnQuestion[] = [];
  if (directed === false) asks.push('direction');
  if (use.unit === '' && !unitStated && tokens.some((token) => measuredIn.has(token))) asks.push('unit');
  if (isWait(tokens) && !saysStatistic(tokens) && !known.test(column.header)) asks.push('statistic');
  if (zeroMayBeUnknown(column)) asks.push('zeros');
  if (mixtureOf(column) !== null) asks.push('mixture');
  return asks;
}
