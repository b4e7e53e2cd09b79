// Which statistic of repeated measurements a number is: a mean latency and a 99th percentile are two different metrics.
import { z } from 'zod';

export const statistic = z.enum(['mean', 'median', 'p90', 'p95', 'p99', 'max', 'unknown']);
export type Statistic = z.infer<typeof statistic>;

/** As in "which number is it: …". */
export const statisticWords: Record<Statistic, string> = {
  mean: 'the mean',
  median: 'the median',
  p90: 'the 90th percentile',
  p95: 'the 95th percentile',
  p99: 'the 99th percentile',
  max: 'the maximum',
  unknown: 'nobody knows',
};

/** The name of a metric with its statistic before it: "p95 latency". `unknown` says nothing. */
export function withStatistic(name: string, chosen: Statistic | null): string {
  return chosen === null || chosen === 'unknown' ? name : `${chosen} ${name}`.slice(0, 200).toWellFormed();
}

/** The other way round; a name without that statistic stays as it is. */
export function withoutStatistic(name: string, chosen: Statistic | null): string {
  return chosen !== null && name.startsWith(`${chosen} `) ? name.slice(chosen.length + 1) : name;
}
