// Run folders of Weights & Biases: `run-<time>-<id>/files/` with the last value of each metric in `wandb-summary.json` and the
// settings in `config.yaml`. Machine, person and paths, which stand beside them, are not read.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import type { Document } from '../../evidence/documents.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { CellTable, freeName, remark, sourceTable } from '../../planning/source.ts';
import type { SourceCell, ColumnHint, SourceTable } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import type { Format } from '../format.ts';
import { documentAt, settingsIn } from '../settings.ts';

const summaryFile = 'wandb-summary.json';
const runFolder = /^(?:offline-)?run-\d{8}_\d{6}-([A-Za-z0-9_-]+)$/;

/** The `files` folders by run id. `latest-run` is a link, which copying turns into a folder: it is the same run again. */
function runsIn(evidence: Evidence): Map<string, string> {
  const runs = new Map<string, string>();
  for (const { path } of evidence.documents()) {
    if (baseOf(path) !== summaryFile) continue;
    const id = runFolder.exec(baseOf(parentOf(parentOf(path))))?.[1];
    if (id !== undefined) runs.set(id, parentOf(path));
  }
  return runs;
}

/** What the run itself says of its metrics: by field number, "1" the name, "8" the goal (1 minimise, 2 maximise). */
function goalsIn(config: Document | undefined): Map<string, Direction> {
  const goals = new Map<string, Direction>();
  const own = isObject(config?.value) ? config.value.get('_wandb') : undefined;
  const value = isObject(own) ? own.get('value') : undefined;
  const metrics = isObject(value) ? value.get('m') : undefined;
  for (const metric of isList(metrics) ? metrics.filter(isObject) : []) {
    const [name, goal] = [metric.get('1'), Number(metric.get('8'))];
    if (typeof name === 'string' && (goal === 1 || goal === 2)) goals.set(name, goal === 1 ? 'min' : 'max');
  }
  return goals;
}

const summaries = ['min', 'max', 'mean', 'first', 'last', 'best'];

/** Every number of the summary by its path. Pictures, tables and histograms are objects with `_type`, and no metrics. */
function metricsIn(object: JsonObject, before = ''): [name: string, value: number, of: string][] {
  return [...object].flatMap(([key, value]): [string, number, string][] => {
    if (before === '' && key.startsWith('_')) return [];
    const name = before === '' ? key : `${before}.${key}`;
    if (typeof value === 'number') return [[name, value, before !== '' && summaries.includes(key) ? before : name]];
    return isObject(value) && !value.has('_type') ? metricsIn(value, name) : [];
  });
}

/** Seconds: `_wandb.runtime` goes before `_runtime`, which is the same quantity. */
function runtimeOf(summary: JsonObject): SourceCell {
  const own = summary.get('_wandb');
  const stated = isObject(own) ? own.get('runtime') : undefined;
  const value: Json | undefined = stated ?? summary.get('_runtime');
  return typeof value === 'number' ? value : null;
}

function wandbSource(evidence: Evidence): SourceTable {
  const documents = evidence.documents();
  const table = new CellTable();
  const runs = [...runsIn(evidence)];
  const read = runs.map(([id, folder]) => {
    const summary = documentAt(documents, folder, summaryFile)!.value;
    const config = documentAt(documents, folder, 'config.yaml');
    return { id, summary: isObject(summary) ? summary : new Map<string, Json>(), config };
  });
  const taken = new Set(['Run', ...read.flatMap(({ summary }) => metricsIn(summary).map(([name]) => name))]);
  for (const { id, summary, config } of read) {
    table.next();
    table.set('Run', id, { use: 'name', because: 'Names the candidate: the id of the run.' });
    const goals = goalsIn(config);
    for (const [name, value, of] of metricsIn(summary)) {
      const direction = goals.get(of);
      const hint: ColumnHint | null =
        direction === undefined
          ? null
          : { use: 'metric', because: `The run says: ${direction === 'min' ? 'minimize' : 'maximize'}.`, direction };
      table.set(name, value, hint);
    }
    const because = 'Seconds that the run took.';
    table.set('run time', runtimeOf(summary), { use: 'metric', because, direction: 'min', unit: 's' });
    for (const [name, value] of configOf(config)) {
      table.set(freeName(name, 'setting', taken), value, { use: 'attribute', because: 'A setting of the run.' });
    }
  }
  const problems: Problem[] = [
    remark('Of each metric the last value that a run logged is taken, as Weights & Biases keeps it.'),
  ];
  const offline = (evidence.folder?.paths ?? []).filter((path) =>
    /(?:^|\/)offline-run-[^/]*\/[^/]*\.wandb$/.test(path),
  );
  const unread = offline.filter((path) => !runs.some(([, folder]) => parentOf(folder) === parentOf(path))).length;
  if (unread > 0) {
    const are = unread === 1 ? '1 run was' : `${formatCount(unread)} runs were`;
    problems.push(remark(`${are} made offline and not synchronised yet; run "wandb sync", then import again.`));
  }
  return sourceTable({
    columns: table.finish(),
    places: runs.map((_, i) => i + 1),
    problems,
    part: excerpt(runs.length === 1 ? runs[0]![0] : ''),
  });
}

/** Each setting is written {value: X}. What Weights & Biases adds holds paths and people and is left out. */
function configOf(config: Document | undefined): (readonly [string, SourceCell])[] {
  if (!isObject(config?.value)) return [];
  const plain = [...config.value].flatMap(([key, entry]): [string, Json][] =>
    !key.startsWith('_') && isObject(entry) && entry.has('value') ? [[key, entry.get('value')!]] : [],
  );
  return settingsIn({ path: config.path, value: new Map(plain), text: '' });
}

export const wandbRunFolders: Format = {
  name: 'Weights & Biases run folders',
  looksLike: (evidence) => evidence.folder !== null && runsIn(evidence).size > 0,
  read: (evidence) => {
    const source = wandbSource(evidence);
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
