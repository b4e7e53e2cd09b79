// The log of FLAML: a JSON line per trial, and lines that only point at the best so far. `validation_loss` is a loss whatever the
// metric was: accuracy is written as 1 − accuracy.
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { isObject } from '../../evidence/json.ts';
import type { JsonObject } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { firstLine, readAppendedLines } from '../../evidence/lines.ts';
import { CellTable, freeName, remark, sourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';

const isRecord = (value: unknown): value is JsonObject =>
  value instanceof Map && value.has('record_id') && value.has('validation_loss') && value.has('learner');

export const flaml: Format = {
  name: 'FLAML log',
  looksLike: (evidence) => evidence.kind === 'text' && isRecord(firstLine(evidence.text().text)),
  read: (evidence) => {
    const { lines, tornLine } = readAppendedLines(evidence.text().text, evidence.fileName);
    const records = lines.filter((one): one is { line: number; value: JsonObject } => isRecord(one.value));
    const pointers = lines.flatMap(({ value }) => (isObject(value) ? [value.get('curr_best_record_id')] : []));
    const best = pointers.findLast((id) => typeof id === 'number');
    const table = new CellTable();
    const taken = new Set(['Trial', 'validation_loss', 'trial_time', 'learner', 'sample_size']);
    for (const { value } of records) {
      table.next();
      const id = String(scalar(value.get('record_id')!));
      const learner = String(scalar(value.get('learner')!));
      table.set('Trial', `${learner} · trial ${id}`, {
        use: 'name',
        because: 'Names the candidate: learner and trial.',
      });
      const loss = 'FLAML writes every measure as a loss: smaller is better.';
      const cell = (key: string) => scalar(value.get(key) ?? null);
      table.set('validation_loss', cell('validation_loss'), { use: 'metric', because: loss, direction: 'min' });
      const time = { use: 'metric', because: 'Seconds of the trial.', direction: 'min', unit: 's' } as const;
      table.set('trial_time', cell('trial_time'), time);
      const setting = { use: 'attribute', because: 'A setting of the trial.' } as const;
      table.set('learner', learner, setting);
      table.set('sample_size', cell('sample_size'), setting);
      const config = value.get('config');
      for (const [key, one] of isObject(config) ? config : []) {
        table.set(freeName(key, 'setting', taken), scalar(one), setting);
      }
    }
    const problems: Problem[] = [];
    if (tornLine !== null) problems.push(remark('The last line is half written and left out.', '', tornLine));
    const incumbent = records.findLastIndex(({ value }) => value.get('record_id') === best);
    return sourceTable({
      columns: table.finish(),
      places: records.map(({ line }) => line),
      problems,
      incumbent: incumbent < 0 ? null : { record: incumbent, because: 'FLAML calls it the best so far.' },
    });
  },
};
