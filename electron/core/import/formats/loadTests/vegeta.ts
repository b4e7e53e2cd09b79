// Reports of vegeta (`report -type=json`): one attack, one candidate. Times are in nanoseconds; `rate` is the load that was asked
// for, `throughput` what was served.
import type { Evidence } from '../../evidence/evidence.ts';
import { stemOf } from '../../evidence/folder.ts';
import { isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { CellTable, sourceTable } from '../../planning/source.ts';
import { namesOf } from '../candidateNames.ts';
import type { Format } from '../format.ts';

const isReport = (value: Json): value is JsonObject =>
  isObject(value) && isObject(value.get('latencies')) && value.has('throughput') && value.has('status_codes');

const reportsIn = ({ documents }: Evidence) =>
  documents().flatMap(({ path, value }) => (isReport(value) ? [{ path, value }] : []));

const times: [key: string, said: string][] = [
  ['mean', 'latency mean'],
  ['50th', 'latency p50'],
  ['90th', 'latency p90'],
  ['95th', 'latency p95'],
  ['99th', 'latency p99'],
];

export const vegeta: Format = {
  name: 'vegeta report',
  looksLike: (evidence) => reportsIn(evidence).length > 0,
  read: (evidence) => {
    const files = reportsIn(evidence);
    const names = namesOf(
      files.map(({ path }) => stemOf(path)),
      evidence.stem,
    );
    const table = new CellTable();
    files.forEach(({ value }, i) => {
      table.next();
      table.set('Test', names[i]!, { use: 'name', because: 'Names the candidate: the file of its test.' });
      const latencies = value.get('latencies');
      for (const [key, header] of times) {
        const nanoseconds = isObject(latencies) ? latencies.get(key) : undefined;
        const because = 'vegeta measures in nanoseconds; shown in milliseconds.';
        table.set(header, typeof nanoseconds === 'number' ? nanoseconds / 1e6 : null, {
          use: 'metric',
          because,
          direction: 'min',
          unit: 'ms',
        });
      }
      const number = (key: string) => {
        const cell = value.get(key);
        return typeof cell === 'number' ? cell : null;
      };
      const served = 'Requests per second that were answered well.';
      table.set('throughput', number('throughput'), { use: 'metric', because: served, direction: 'max', unit: '1/s' });
      const share = 'The share of requests that were answered well.';
      table.set('success', number('success'), { use: 'metric', because: share, direction: 'max', unit: '' });
      table.set('rate', number('rate'), { use: 'attribute', because: 'The load that was asked for.' });
    });
    return sourceTable({
      columns: table.finish(),
      places: files.map((_, i) => i + 1),
      problems: evidence.documentProblems(),
    });
  },
};
