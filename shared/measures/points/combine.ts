// What a cascade of two models takes, from what each takes alone: a mean per row, or both at once. A percentile cannot be had.

/**
 * perRow: paid for every row a model sees, so the cheap one's plus the share handed over times the other's. both: paid for having
 * the model at all. unknown: it does not follow from the two numbers.
 */
export type Combination = 'perRow' | 'both' | 'unknown';

const percentile =
  /\bt?p\d{2}(\.?\d+)?\b|\b\d{2}(\.\d+)?(st|nd|rd|th|[ ]?%)|percentile|quantile|median|\bmax(imum)?\b|\bworst\b|tail/i;
const once =
  /\b(size|params?|parameters|memory|ram|disk|storage|deploy\w*|footprint|build|train(ing|ed)?|fit(ting)?|(fine[ -]?)?tuning|epochs?|start[ -]?up|warm[ -]?up|cold[ -]?start|loading|setup|licen[cs]e)\b|(^|[ _])(kb|mb|gb|mib|gib)\b/i;
/** Paid by the calendar, however many rows there are. */
const byCalendar =
  /\b(monthly|yearly|annual(ly)?|hourly|daily|weekly|subscription|rent(al)?)\b|\b(per|a)[ ](month|year|hour|day|week|annum)\b|\/[ ]?(months?|mo|years?|yr|hours?|hrs?|h|days?|d|weeks?)\b/i;
const perRow = /latency|\btime\b|\bcosts?\b|energy|flops|\bmacs\b|carbon|co2|(^|[ _])(ms|s|µs|us|joules?|wh|kwh)$/i;

/** A proposal from a metric's name and unit; the person decides. Whatever it does not know is unknown. */
export function proposeCombination(name: string, unit: string): Combination {
  const words = `${name} ${unit}`.replaceAll('_', ' ');
  if (percentile.test(words)) return 'unknown';
  if (once.test(words) || byCalendar.test(words)) return 'both';
  return perRow.test(words) ? 'perRow' : 'unknown';
}

/** The expected value of a metric for the cascade; NaN where it cannot be had. */
export function combined(how: Combination, cheap: number, costly: number, share: number): number {
  if (how === 'unknown') return NaN;
  return how === 'both' ? cheap + costly : cheap + share * costly;
}
