// Results of MTEB as it writes them: a folder per model and revision, with one JSON per task and, beside them, what the model
// is. A model is a candidate, its main score on a task a metric; every main score is greater-is-better.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { excerpt } from '../../text/problems.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';

const isMteb = (value: Json | undefined): value is JsonObject =>
  isObject(value) && typeof value.get('task_name') === 'string' && isObject(value.get('scores'));

const isMeta = (value: Json | undefined): value is JsonObject =>
  isObject(value) && typeof value.get('name') === 'string' && value.has('revision') && value.has('n_parameters');

/** The main scores of one task on its test split (else its first): of its subsets, the English or the only one, else all. */
function mainScores(task: JsonObject): number[] {
  const scores = task.get('scores');
  if (!isObject(scores)) return [];
  const split = scores.get('test') ?? [...scores.values()][0];
  const subsets = isList(split) ? split.filter(isObject) : [];
  const english = subsets.filter((subset) => ['en', 'default'].includes(String(subset.get('hf_subset'))));
  return (english.length === 1 ? english : subsets).flatMap((subset) => {
    const score = subset.get('main_score');
    return typeof score === 'number' ? [score] : [];
  });
}

/** "org__model" as MTEB names folders → "org/model". */
const modelOf = (folder: string) => folder.replace('__', '/');

/** One candidate per folder of results. */
function mtebSource(files: readonly { path: string; value: Json }[], fileName: string): SourceTable {
  const folders = Map.groupBy(
    files.flatMap(({ path, value }) => (isMteb(value) || isMeta(value) ? [{ path, value }] : [])),
    ({ path }) => parentOf(path),
  );
  const table = new CellTable();
  const problems: Problem[] = [];
  const names = [...folders].map(([folder, mine]) => {
    const meta = mine.find(({ value }) => isMeta(value))?.value.get('name');
    return typeof meta === 'string' ? meta : modelOf(baseOf(parentOf(folder)) || baseOf(folder) || fileName);
  });
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const tasks = [...folders.values()].map((mine) => mine.filter(({ value }) => isMteb(value)));
  let averaged = 0;
  [...folders.keys()].forEach((folder, i) => {
    if (tasks[i]!.length === 0) return;
    table.next();
    const name = names[i]!;
    const revision = baseOf(folder).slice(0, 8);
    table.set('Model', (counts.get(name) ?? 0) > 1 ? `${name} · ${revision}` : name, {
      use: 'name',
      because: 'Names the candidate: the model.',
    });
    let seconds: number | null = 0;
    for (const { value } of tasks[i]!) {
      const scores = mainScores(value);
      if (scores.length > 1) averaged += 1;
      const mean = scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const because = 'The main score of the task, of which MTEB says: greater is better.';
      table.set(String(value.get('task_name')), mean, { use: 'metric', because, direction: 'max', unit: '' });
      const took = value.get('evaluation_time');
      seconds = seconds === null || typeof took !== 'number' ? null : seconds + took;
    }
    const machine = 'Seconds over all tasks; the machine is not stated, so it compares only models of one machine.';
    table.set('evaluation time', seconds, { use: 'metric', because: machine, direction: 'min', unit: 's' });
    const meta = folders.get(folder)!.find(({ value }) => isMeta(value))?.value;
    for (const key of ['n_parameters', 'memory_usage_mb', 'embed_dim', 'max_tokens', 'license', 'open_weights']) {
      const cell = scalar(meta?.get(key) ?? null);
      const measured = key === 'n_parameters' || key === 'memory_usage_mb';
      if (cell !== null) table.set(key, cell, measured ? null : { use: 'attribute', because: 'What the model is.' });
    }
  });
  if (averaged > 0) {
    const are = averaged === 1 ? '1 score is' : `${formatCount(averaged)} scores are`;
    problems.push(remark(`${are} the mean over the subsets of a task, none of which is the English one alone.`));
  }
  const silent = [...folders.keys()].filter((_, i) => tasks[i]!.length === 0);
  if (silent.length > 0)
    problems.push(remark(`${excerpt(silent.join(', '))}: no results beside what the model is; left out.`));
  return sourceTable({
    columns: table.finish(),
    places: Array.from({ length: table.records }, (_, i) => i + 1),
    problems,
  });
}

export const mteb: Format = {
  name: 'MTEB results',
  looksLike: ({ documents }) => documents().some(({ value }) => isMteb(value)),
  read: (evidence) => {
    const source = mtebSource(evidence.documents(), evidence.stem);
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
