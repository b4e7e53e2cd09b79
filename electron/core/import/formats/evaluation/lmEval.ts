// Results of lm-evaluation-harness, old (up to 0.3) and new: one model per file. The new form is the other source that states
// which way is better; groups stand beside their own subtasks and must not count twice.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { excerpt } from '../../text/problems.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { scalar } from '../../evidence/leaves.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';

/** Whether a task's entry holds values of its own: in results of other tools, models or data sets stand there. */
const isEntry = (value: Json): boolean =>
  isObject(value) && [...value].some(([key, one]) => typeof one === 'number' && key !== 'sample_len');

/** The harness states how it was run: versions of the tasks, which way is better, or the model and its arguments. */
const isLmEval = (value: Json | undefined): value is JsonObject => {
  if (!isObject(value)) return false;
  const results = value.get('results');
  const config = value.get('config');
  const states =
    ['versions', 'configs', 'higher_is_better'].some((key) => isObject(value.get(key))) ||
    (isObject(config) && (config.has('model_args') || config.has('num_fewshot')));
  return states && isObject(results) && results.size > 0 && [...results.values()].some(isEntry);
};

const textAt = (object: JsonObject | undefined, key: string): string => {
  const value = object?.get(key);
  return typeof value === 'string' ? value : '';
};
const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object.get(key);
  return isObject(value) ? value : new Map();
};

/** What the model is called: by name, in its arguments ("pretrained=…"), or else by its file. */
function modelName(file: JsonObject, fallback: string): string {
  const config = objectAt(file, 'config');
  const inArguments = /(?:^|,)(?:pretrained|model|engine)=([^,]{1,300})/.exec(textAt(config, 'model_args'))?.[1];
  const args = config.get('model_args');
  const asObject = isObject(args) ? textAt(args, 'pretrained') || textAt(args, 'model') : '';
  const name = textAt(file, 'model_name') || inArguments || asObject || textAt(config, 'model_name');
  const label = name || fallback.replace(/\.json$/i, '').replace(/^results_/, '');
  // Only the end of a local path says anything.
  return /^(?:[/~]|[A-Za-z]:[\\/])/.test(label)
    ? (label
        .split(/[\\/]/)
        .filter((part) => part !== '')
        .at(-1) ?? label)
    : label;
}

/** "acc,none" → acc; "exact_match,strict-match" keeps its filter. */
const metricName = (key: string): string => {
  const [metric = '', filter = 'none'] = key.split(',');
  return filter === 'none' ? metric : `${metric} (${filter})`;
};

interface ResultFile {
  value: JsonObject;
  /** Stands for the model where the file names none. */
  name: string;
}

/** When the file was written, in seconds; files without a date are the oldest. */
const dateOf = ({ value }: ResultFile): number => {
  const date = value.get('date');
  return typeof date === 'number' ? date : -Infinity;
};

/** Files of one model with one way of running it: each may hold other tasks, or the same ones again. */
function runKey({ value, name }: ResultFile): string {
  const args = objectAt(value, 'config').get('model_args');
  const said = typeof args === 'string' ? args : isObject(args) ? JSON.stringify([...args]) : '';
  return JSON.stringify([modelName(value, name), said]);
}

/**
 * The files of each candidate: one model, run in one way. Files with the same task stay apart unless their dates say which is newer.
 */
function candidatesIn(files: readonly ResultFile[]): ResultFile[][] {
  const candidates: { key: string; files: ResultFile[] }[] = [];
  const tasksOf = ({ value }: ResultFile) => [...objectAt(value, 'results').keys()];
  for (const file of files) {
    const key = runKey(file);
    const joins = candidates.find(
      (one) =>
        one.key === key &&
        one.files.every(
          (other) =>
            (Number.isFinite(dateOf(file)) && Number.isFinite(dateOf(other))) ||
            !tasksOf(other).some((task) => tasksOf(file).includes(task)),
        ),
    );
    if (joins) joins.files.push(file);
    else candidates.push({ key, files: [file] });
  }
  return candidates.map((one) => one.files);
}

/** One candidate per model; a task that was run twice counts as it was run last. */
function lmEvalSource(files: readonly ResultFile[]): SourceTable {
  const table = new CellTable();
  const problems: Problem[] = [];
  const versions = new Map<string, Set<string>>();
  const models = candidatesIn(files);
  const times = new Map<string, number>();
  for (const mine of models) {
    const [first] = mine;
    const model = modelName(first!.value, first!.name);
    times.set(model, (times.get(model) ?? 0) + 1);
    table.next();
    const shown = (times.get(model) ?? 1) > 1 ? `${model} (${excerpt(first!.name)})` : model;
    table.set('Model', shown, { use: 'name', because: 'Names the candidate: the model that was evaluated.' });
    const seen = new Map<string, string>();
    const again = new Set<string>();
    const otherwise = new Set<string>();
    for (const { value: file } of mine.toSorted((a, b) => dateOf(b) - dateOf(a))) {
      const subtasks = subtasksOf(file);
      for (const [task, result] of objectAt(file, 'results')) {
        if (!isObject(result)) continue;
        const shots = String(scalar(objectAt(file, 'n-shot').get(task) ?? null));
        const known = seen.get(task);
        if (known !== undefined) {
          (known === shots ? again : otherwise).add(task);
          continue;
        }
        seen.set(task, shots);
        setTask(table, file, task, result, subtasks.get(task));
      }
      for (const [task, version] of objectAt(file, 'versions')) {
        const known = versions.get(task) ?? new Set();
        versions.set(task, known.add(String(scalar(version))));
      }
      problems.push(...limitsIn(file, shown));
      setConfig(table, objectAt(file, 'config'));
    }
    if (again.size > 0) {
      problems.push(
        remark(`"${excerpt(shown)}" ran ${excerpt([...again].join(', '))} more than once; the newest counts.`),
      );
    }
    if (otherwise.size > 0) {
      const tasks = excerpt([...otherwise].join(', '));
      problems.push(
        remark(
          `"${excerpt(shown)}" ran ${tasks} with different numbers of examples (n-shot); the newest counts, and the others are not comparable.`,
        ),
      );
    }
  }
  const mixed = [...versions].filter(([, all]) => all.size > 1).map(([task]) => task);
  if (mixed.length > 0) {
    const message = `The files were written with different versions of ${mixed.length === 1 ? 'a task' : `${formatCount(mixed.length)} tasks`} (${excerpt(mixed.join(', '))}); their values may not be comparable.`;
    problems.push(remark(message));
  }
  return sourceTable({ columns: table.finish(), places: models.map(([first]) => files.indexOf(first!) + 1), problems });
}

function limitsIn(file: JsonObject, model: string): Problem[] {
  const limited = [...objectAt(file, 'n-samples')].filter(([, n]) => {
    const [original, effective] = isObject(n) ? [n.get('original'), n.get('effective')] : [];
    return typeof original === 'number' && typeof effective === 'number' && effective < original;
  });
  if (limited.length === 0) return [];
  const tasks = limited.length === 1 ? '1 task' : `${formatCount(limited.length)} tasks`;
  return [
    remark(`"${excerpt(model)}" was evaluated on a part of ${tasks} only (--limit); its values are less certain.`),
  ];
}

function setConfig(table: CellTable, config: JsonObject): void {
  for (const key of ['model_num_parameters', 'model_dtype', 'batch_size']) {
    const cell = scalar(config.get(key) ?? null);
    if (cell === null || cell === -1) continue;
    const measured = key === 'model_num_parameters';
    table.set(key, cell, measured ? null : { use: 'attribute', because: 'How the model was run.' });
  }
}

/** Subtask → its group, for groups that have values of their own. */
function subtasksOf(file: JsonObject): Map<string, string> {
  const results = objectAt(file, 'results');
  const groups = objectAt(file, 'groups');
  const subtasks = new Map<string, string>();
  for (const [group, members] of objectAt(file, 'group_subtasks')) {
    const own = groups.get(group) ?? results.get(group);
    const measured = isObject(own) && [...own].some(([key, value]) => key.includes(',') && typeof value === 'number');
    if (!measured || !isList(members)) continue;
    for (const member of members) if (typeof member === 'string' && member !== group) subtasks.set(member, group);
  }
  return subtasks;
}

const stderr = /_stderr(?=,|$)/;
const notMetrics = new Set(['alias', 'sample_len', 'name', 'samples']);

function setTask(
  table: CellTable,
  file: JsonObject,
  task: string,
  result: JsonObject,
  group: string | undefined,
): void {
  const better = objectAt(objectAt(file, 'higher_is_better'), task);
  for (const [key, value] of result) {
    if (notMetrics.has(key.split(',')[0] ?? '')) continue;
    const metric = key.replace(stderr, '');
    const header = `${task} ${metricName(metric)}`;
    const cell = scalar(value);
    if (group !== undefined) {
      const because = `Part of "${excerpt(group)}", which is a metric of its own.`;
      table.set(stderr.test(key) ? `${header} stderr` : header, cell, { use: 'ignore', because });
    } else if (stderr.test(key)) {
      const because = 'The standard errors that the harness states.';
      table.set(`${header} stderr`, cell, { use: 'standardError', because, of: header });
    } else if (typeof cell === 'number' || cell === 'N/A') {
      const said = better.get(metric.split(',')[0] ?? '');
      const because =
        typeof said === 'boolean'
          ? `The harness says: ${said ? 'higher' : 'lower'} is better.`
          : 'A measure of the harness.';
      const direction = typeof said === 'boolean' ? { direction: said ? ('max' as const) : ('min' as const) } : {};
      table.set(header, cell, { use: 'metric', because, ...direction });
    }
  }
}

const resultsIn = ({ documents }: Evidence): ResultFile[] =>
  documents().flatMap(({ path, value }) => (isLmEval(value) ? [{ value, name: path }] : []));

export const lmEval: Format = {
  name: 'lm-evaluation-harness results',
  looksLike: (evidence) => resultsIn(evidence).length > 0,
  read: (evidence) => {
    const source = lmEvalSource(resultsIn(evidence));
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
