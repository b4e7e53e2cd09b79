// Results of lm-evaluation-harness, old (up to 0.3) and new: one model per file. The new form is the other source that states
// which way is better; groups stand beside their own subtasks and must not count twice.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { excerpt } from '../text/problems.ts';
import { isList, isObject } from '../evidence/json.ts';
import type { Json, JsonObject } from '../evidence/json.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { scalar } from '../evidence/leaves.ts';
import { CellTable, remark, sourceTable } from '../planning/source.ts';
import type { SourceTable } from '../planning/source.ts';
import type { Format } from './format.ts';

const isLmEval = (value: Json | undefined): value is JsonObject => {
  if (!isObject(value)) return false;
  const results = value.get('results');
  const known = ['versions', 'config', 'configs', 'higher_is_better'].some((key) => isObject(value.get(key)));
  return known && isObject(results) && results.size > 0 && [...results.values()].every(isObject);
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
  // A path of somebody's machine says nothing but its end.
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

/**
 * One candidate per file.
 *
 * @param files each with the name that stands for its model where the file names none.
 */
function lmEvalSource(files: readonly { value: JsonObject; name: string }[]): SourceTable {
  const table = new CellTable();
  const problems: Problem[] = [];
  const versions = new Map<string, Set<string>>();
  const taken = new Map<string, number>();
  for (const { value: file, name } of files) {
    const model = modelName(file, name);
    taken.set(model, (taken.get(model) ?? 0) + 1);
    const times = taken.get(model) ?? 1;
    table.next();
    const shown = times > 1 ? `${model} (${excerpt(name)})` : model;
    table.set('Model', shown, { use: 'name', because: 'Names the candidate: the model that was evaluated.' });
    const subtasks = subtasksOf(file);
    for (const [task, result] of objectAt(file, 'results')) {
      if (!isObject(result)) continue;
      setTask(table, file, task, result, subtasks.get(task));
    }
    for (const [task, version] of objectAt(file, 'versions')) {
      const known = versions.get(task) ?? new Set();
      versions.set(task, known.add(String(scalar(version))));
    }
    const limited = [...objectAt(file, 'n-samples')].filter(([, n]) => {
      const [original, effective] = isObject(n) ? [n.get('original'), n.get('effective')] : [];
      return typeof original === 'number' && typeof effective === 'number' && effective < original;
    });
    if (limited.length > 0) {
      const tasks = limited.length === 1 ? '1 task' : `${formatCount(limited.length)} tasks`;
      problems.push(
        remark(`"${excerpt(shown)}" was evaluated on a part of ${tasks} only (--limit); its values are less certain.`),
      );
    }
    const config = objectAt(file, 'config');
    for (const key of ['model_num_parameters', 'model_dtype', 'batch_size']) {
      const cell = scalar(config.get(key) ?? null);
      if (cell !== null && cell !== -1) {
        table.set(
          key,
          cell,
          key === 'model_num_parameters' ? null : { use: 'attribute', because: 'How the model was run.' },
        );
      }
    }
  }
  const mixed = [...versions].filter(([, all]) => all.size > 1).map(([task]) => task);
  if (mixed.length > 0) {
    const message = `The files were written with different versions of ${mixed.length === 1 ? 'a task' : `${formatCount(mixed.length)} tasks`} (${excerpt(mixed.join(', '))}); their values may not be comparable.`;
    problems.push(remark(message));
  }
  return sourceTable({ columns: table.finish(), places: files.map((_, i) => i + 1), problems });
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

const resultsIn = ({ documents }: Evidence): { value: JsonObject; name: string }[] =>
  documents().flatMap(({ path, value }) => (isLmEval(value) ? [{ value, name: path }] : []));

export const lmEval: Format = {
  name: 'lm-evaluation-harness results',
  looksLike: (evidence) => resultsIn(evidence).length > 0,
  read: (evidence) => {
    const source = lmEvalSource(resultsIn(evidence));
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
