// Results of `vllm bench serve`: one JSON object per run. Times end in _ms; 0 where nothing was completed is not fast.
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { stemOf } from '../../evidence/folder.ts';
import { isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import { namesOf } from '../candidateNames.ts';
import type { Format } from '../format.ts';

const isRun = (value: Json): value is JsonObject =>
  isObject(value) && value.has('model_id') && value.has('request_throughput') && value.has('mean_ttft_ms');

/** Runs of one file may stand one per line, as --append-result writes them. */
function runsIn(evidence: Evidence): { path: string; value: JsonObject }[] {
  if (evidence.folder)
    return evidence.documents().flatMap(({ path, value }) => (isRun(value) ? [{ path, value }] : []));
  return evidence.values().flatMap((value) => (isRun(value) ? [{ path: evidence.fileName, value }] : []));
}

function hintOf(key: string): ColumnHint | null {
  if (/^(?:mean|median|p\d+)_(?:ttft|tpot|itl|e2el)_ms$/.test(key)) {
    return { use: 'metric', because: 'vLLM measures it in milliseconds.', direction: 'min', unit: 'ms' };
  }
  if (key === 'request_throughput')
    return { use: 'metric', because: 'Requests per second.', direction: 'max', unit: '1/s' };
  if (key === 'output_throughput') {
    return { use: 'metric', because: 'Tokens written per second.', direction: 'max', unit: 'tokens/s' };
  }
  if (key === 'total_token_throughput')
    return { use: 'ignore', because: 'Contains the tokens written, which stand beside it.' };
  if (/^std_/.test(key)) return { use: 'ignore', because: 'The spread over requests, not an error of the mean.' };
  if (/^(?:duration|completed|failed|total_|num_prompts|request_goodput)/.test(key)) {
    return { use: 'attribute', because: 'How the test was run.' };
  }
  return null;
}

const settings = ['label', 'backend', 'endpoint_type', 'request_rate', 'burstiness', 'max_concurrency'];

export const vllm: Format = {
  name: 'vLLM benchmark results',
  looksLike: (evidence) => runsIn(evidence).length > 0,
  read: (evidence) => {
    const runs = runsIn(evidence);
    const table = new CellTable();
    const problems: Problem[] = [];
    const models = runs.map(({ value }) => String(value.get('model_id')));
    const files = namesOf(
      runs.map(({ path }) => stemOf(path)),
      evidence.stem,
    );
    const unique = new Set(models).size === models.length;
    runs.forEach(({ value }, i) => {
      const name = unique ? models[i]! : `${models[i]!} · ${evidence.folder ? files[i]! : `run ${i + 1}`}`;
      table.next();
      table.set('Model', name, { use: 'name', because: 'Names the candidate: the model that was served.' });
      const served = Number(value.get('completed') ?? 1) > 0;
      if (!served) problems.push(remark(`${excerpt(name)} completed no request; its times are not known.`));
      if (Number(value.get('failed') ?? 0) > 0) problems.push(remark(`Some requests to ${excerpt(name)} failed.`));
      for (const [key, cell] of value) {
        const hint = hintOf(key);
        if (hint !== null && typeof cell === 'number')
          table.set(key, served || hint.use !== 'metric' ? cell : null, hint);
        if (!settings.includes(key)) continue;
        table.set(key, scalar(cell), { use: 'attribute', because: 'How the test was run.' });
      }
    });
    return sourceTable({ columns: table.finish(), places: runs.map((_, i) => i + 1), problems });
  },
};
