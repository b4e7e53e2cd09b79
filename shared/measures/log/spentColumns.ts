// Columns that say how long a candidate took for a case, or what the case cost: told by their names, with the unit and the candidate.

export type SpentOn = 'latency' | 'cost';

export interface SpentColumn {
  is: SpentOn;
  /** The candidate, as written; '' where the header names none. */
  name: string;
}

/** Names of a time that one case took, and of what one case cost. "duration" alone is as often a feature: that of a call. */
const latencyNames =
  /^(latency|inference|prediction|predict|response|elapsed|processing|runtime|wall|request|serving|decode)$/;
const timeNames = /^(time|latency|duration|seconds|millis|milliseconds)$/;
const timeUnits = /^(ns|us|µs|ms|s|sec|secs|seconds|msec|millis|milliseconds)$/;
const costNames = /^(cost|costs|price|spend|spent)$/;
const moneyUnits = /^(usd|eur|gbp|cents?|ct|dollars?|euros?|\$|€|£|credits)$/;
/** Per what a cost is: of one case only. */
const caseNames =
  /^(per|row|rows|call|calls|request|requests|query|queries|case|cases|prediction|predictions|inference|sample|item|document)$/;
/** What makes it no number of one case: a statistic of many, a sum, a month, or what was paid before. */
const ofMany =
  /^(t?p\d{2,3}|\d{2}(st|nd|rd|th)|percentile|quantile|median|mean|avg|average|max|min|std|total|sum|cumulative|monthly|month|yearly|year|annual|annually|hourly|hour|hr|daily|day|week|weekly|budget|train|training|trained|fit|fitting|tuning|setup|build|epoch|startup|deploy|deployment)$/;

/**
 * Reads "latency_ms", "inference time (ms)", "rf_latency", "cost_per_request_gpt", "cost usd". null: it is no number of one case, as
 * far as its name says: a percentile, a monthly cost and the time of training are none. O(length).
 */
export function spentColumn(header: string): SpentColumn | null {
  const parts = header.split(/[\s_.:/()[\],-]+/).filter((part) => part !== '');
  const words = parts.map((part) => part.toLowerCase());
  if (words.some((word) => ofMany.test(word))) return null;
  const isLatency =
    words.includes('latency') ||
    words.includes('elapsed') ||
    (words.some((word) => timeNames.test(word)) && words.some((word) => latencyNames.test(word)));
  const isCost = words.some((word) => /^(cost|costs)$/.test(word)) && !isLatency;
  if (!isLatency && !isCost) return null;
  const known = isLatency ? [latencyNames, timeNames, timeUnits, caseNames] : [costNames, moneyUnits, caseNames];
  const own = parts.filter((_, k) => !known.some((of) => of.test(words[k]!)));
  return { is: isLatency ? 'latency' : 'cost', name: own.join(' ') };
}

const units: readonly [RegExp, string][] = [
  [/(^|[\s_([])(ms|msec|millis|milliseconds)($|[\s_)\]])/i, 'ms'],
  [/(^|[\s_([])(us|µs|microseconds)($|[\s_)\]])/i, 'µs'],
  [/(^|[\s_([])(ns|nanoseconds)($|[\s_)\]])/i, 'ns'],
  [/(^|[\s_([])(s|sec|secs|seconds)($|[\s_)\]])/i, 's'],
  [/(^|[\s_([])(usd|dollars?|us\$)($|[\s_)\]])|\$/i, 'US$'],
  [/(^|[\s_([])(eur|euros?)($|[\s_)\]])|€/i, '€'],
  [/(^|[\s_([])(gbp)($|[\s_)\]])|£/i, '£'],
  [/(^|[\s_([])(cents?|ct)($|[\s_)\]])/i, 'cents'],
];

/** The unit that a header states; '' where it states none. */
export const spentUnit = (header: string): string => units.find(([written]) => written.test(header))?.[1] ?? '';

/** Why numbers cannot be what was spent on a case, as a sentence; null where they can. */
export function spentTrouble(
  { header, numeric, min }: { header: string; numeric: number; min: number | null },
  is: SpentOn,
): string | null {
  const what = is === 'latency' ? 'a time that a case took' : 'what a case cost';
  if (numeric === 0) return `“${header}” cannot be ${what}: it holds no numbers.`;
  return (min ?? 0) < 0 ? `“${header}” cannot be ${what}: it holds numbers below 0.` : null;
}

/**
 * What speaks against such a role by the column's name, as a sentence; null where nothing does. The person may be right all the same.
 */
export function spentDoubt(header: string): string | null {
  const words = header.toLowerCase().split(/[\s_.:/()[\],-]+/);
  const found = words.find((word) => ofMany.test(word));
  return found === undefined ? null : `Its name says “${found}”, so it may be no number of one case.`;
}
