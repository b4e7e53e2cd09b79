// The interval of a median, whose bootstrap needs no samples: it is an order statistic.
import { logGamma } from '../../engine/certainty/distributions.ts';
import { randomFrom } from '../../engine/certainty/random.ts';
import type { BootstrapOptions } from './counted.ts';
import type { IntervalOrReason } from './interval.ts';
import { interval } from './interval.ts';

/**
 * The place of the k-th smallest of n draws is that of a Beta(k, n + 1 − k) number among the sorted values, so a replicate is one
 * draw: Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 2. Between two middle ones stands their mean. The
 * percentile interval: a median has no jackknife that BCa could use (same book, section 11.6).
 * @param values  rising; at least one. O(replicates).
 */
export function medianInterval(
  values: Float64Array,
  { replicates, seed }: Pick<BootstrapOptions, 'replicates' | 'seed'>,
): IntervalOrReason {
  const n = values.length;
  const random = randomFrom(seed, 7);
  const at = (share: number) => values[Math.min(n - 1, Math.floor(share * n))]!;
  const lower = Math.ceil(n / 2);
  const found = Float64Array.from({ length: replicates }, () => {
    // The lower middle one, then how much higher the next one stands among those above.
    const a = Math.exp(logGamma(random, lower));
    const b = Math.exp(logGamma(random, n + 1 - lower));
    const share = a / (a + b);
    if (n % 2 === 1) return at(share);
    const next = share + (1 - share) * (1 - Math.exp(logLeast(random(), n - lower)));
    return (at(share) + at(next)) / 2;
  });
  const middle = n % 2 === 1 ? values[n >> 1]! : (values[n / 2 - 1]! + values[n / 2]!) / 2;
  return interval(found, middle, null, 'percentile');
}

/** ln of how much is left above the least of `count` uniform numbers: its chance to the power 1 / count. */
const logLeast = (bits: number, count: number) => Math.log((bits + 0.5) / 4294967296) / count;
