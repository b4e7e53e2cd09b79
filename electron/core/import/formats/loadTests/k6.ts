// The summary of k6 (`--summary-export`, `handleSummary`, and the machine-readable summary of k6 2): one test, one candidate.
import { stemOf } from '../../evidence/folder.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { CellTable, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { namesOf } from '../candidateNames.ts';
import type { Format } from '../format.ts';

/** The numbers of each metric, by the metric's name; null where it is no summary of k6. */
function metricsIn(value: Json): Map<string, JsonObject> | null {
  if (!isObject(value)) return null;
  const results = value.get('results');
  const metrics = isObject(results) ? results.get('metrics') : value.get('metrics');
  const listed: [string, Json][] = isList(metrics)
    ? metrics.filter(isObject).map((one) => [String(one.get('name')), one])
    : isObject(metrics)
      ? [...metrics]
      : [];
  const found = new Map<string, JsonObject>();
  for (const [name, one] of listed) {
    if (!isObject(one)) return null;
    const values = one.get('values');
    found.set(name, isObject(values) ? values : one);
  }
  return found.has('http_req_duration') || found.has('iteration_duration') ? found : null;
}

const milliseconds = { use: 'metric', direction: 'min', unit: 'ms' } as const;
const statistics: [key: string, said: string][] = [
  ['med', 'median'],
  ['avg', 'mean'],
  ['p(90)', 'p90'],
  ['p(95)', 'p95'],
  ['p(99)', 'p99'],
];

/** The measures in a metric: the statistics of a time, the rate of a share. Virtual users and volumes are settings of the run. */
function measuresOf(name: string, values: JsonObject): { header: string; value: number; hint: ColumnHint }[] {
  const number = (key: string): number | null => {
    const value = values.get(key);
    return typeof value === 'number' ? value : null;
  };
  // A name with {tag:value} is a part of another metric.
  if (name.includes('{') || /^(?:vus|vus_max|iterations|data_)/.test(name)) return [];
  if (/_(?:duration|waiting|connecting|blocked|sending|receiving|tls_handshaking)$/.test(name)) {
    const whole = name === 'http_req_duration';
    return statistics.flatMap(([key, said]) => {
      const value = number(key);
      if (value === null) return [];
      const hint: ColumnHint = whole
        ? { ...milliseconds, because: 'k6 measures times in milliseconds.' }
        : { use: 'ignore', because: 'A part of the time of a request.' };
      return [{ header: `${name} ${said}`, value, hint }];
    });
  }
  const share = number('value') ?? (number('passes') !== null || number('matches') !== null ? number('rate') : null);
  if (share !== null) {
    // k6 counts the samples that were true as "passes": of http_req_failed those are the requests that failed.
    const failed = /fail/i.test(name);
    const because = failed ? 'The share of requests that failed.' : 'The share that passed.';
    return [
      { header: name, value: share, hint: { use: 'metric', because, direction: failed ? 'min' : 'max', unit: '' } },
    ];
  }
  const rate = number('rate');
  if (rate !== null && name === 'http_reqs') {
    const hint: ColumnHint = { use: 'metric', because: 'Requests per second.', direction: 'max', unit: '1/s' };
    return [{ header: 'http_reqs rate', value: rate, hint }];
  }
  return [];
}

export const k6: Format = {
  name: 'k6 summary',
  looksLike: ({ documents }) => documents().some(({ value }) => metricsIn(value) !== null),
  read: (evidence) => {
    const files = evidence.documents().flatMap(({ path, value }) => {
      const metrics = metricsIn(value);
      return metrics ? [{ path, metrics }] : [];
    });
    const names = namesOf(
      files.map(({ path }) => stemOf(path)),
      evidence.stem,
    );
    const table = new CellTable();
    files.forEach(({ metrics }, i) => {
      table.next();
      table.set('Test', names[i]!, { use: 'name', because: 'Names the candidate: the file of its test.' });
      for (const [name, values] of metrics) {
        for (const { header, value, hint } of measuresOf(name, values)) table.set(header, value, hint);
      }
    });
    return sourceTable({
      columns: table.finish(),
      places: files.map((_, i) => i + 1),
      problems: evidence.documentProblems(),
    });
  },
};
