// What the Trainer of Hugging Face leaves behind: `trainer_state.json` with the whole history, and `all_results.json` with the
// final numbers. A folder is a candidate; its checkpoints are one run.
import type { Evidence } from '../../evidence/evidence.ts';
import type { Document } from '../../evidence/documents.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { ColumnHint, SourceTable } from '../../planning/source.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { excerpt } from '../../text/problems.ts';
import type { Format } from '../format.ts';
import { namesOf } from '../candidateNames.ts';

const isState = (value: Json): value is JsonObject =>
  isObject(value) && isList(value.get('log_history')) && value.has('global_step');

const finalResults = /(?:^|\/)(?:all|eval|test|predict)_results\.json$/;
const isFinal = ({ path, value }: Document): boolean =>
  finalResults.test(path) &&
  isObject(value) &&
  [...value.keys()].some((key) => /^(?:eval|test|predict|train)_/.test(key));

const runFolder = (path: string): string => parentOf(path).replace(/(?:^|\/)checkpoint-\d+$/, '');

/** The files of each run, by its folder. */
function runsIn(evidence: Evidence): Map<string, Document[]> {
  const mine = evidence.documents().filter((document) => isState(document.value) || isFinal(document));
  // Results of other scripts can have such file names too, but no state of the Trainer.
  if (!mine.some(({ value }) => isState(value)) && evidence.folder === null) return new Map();
  return Map.groupBy(mine, ({ path }) => runFolder(path));
}

interface Taken {
  values: JsonObject;
  said: string;
  best: { metric: string; direction: Direction } | null;
}

/** The evaluation that counts: at the best step if the Trainer kept one, else the last. */
function evaluationIn(state: JsonObject): Taken | null {
  const history = state.get('log_history');
  const evaluations = (isList(history) ? history : [])
    .filter(isObject)
    .filter((entry) => [...entry.keys()].some((key) => key.startsWith('eval_')));
  if (evaluations.length === 0) return null;
  const best = bestMetric(state.get('best_metric'), evaluations);
  const step = state.get('best_global_step');
  const atStep = typeof step === 'number' ? evaluations.findLast((entry) => entry.get('step') === step) : undefined;
  const atBest =
    atStep ?? (best ? evaluations.find((entry) => entry.get(best.metric) === state.get('best_metric')) : undefined);
  const values = atBest ?? evaluations.at(-1)!;
  const where = `at step ${String(values.get('step') ?? '?')}`;
  return { values, best, said: atBest ? `the best evaluation, ${where}` : `the last evaluation, ${where}` };
}

/** `best_metric` is a number without a name: the metric that has this value, best upwards or downwards as its series shows. */
function bestMetric(value: Json | undefined, evaluations: readonly JsonObject[]): Taken['best'] {
  if (typeof value !== 'number') return null;
  for (const key of evaluations.flatMap((entry) => [...entry.keys()])) {
    if (!key.startsWith('eval_')) continue;
    const series = evaluations.map((entry) => entry.get(key)).filter((one): one is number => typeof one === 'number');
    if (!series.includes(value) || new Set(series).size < 2) continue;
    if (value === Math.max(...series)) return { metric: key, direction: 'max' };
    if (value === Math.min(...series)) return { metric: key, direction: 'min' };
  }
  return null;
}

function hintOf(key: string, best: Taken['best']): ColumnHint | null {
  if (best?.metric === key) {
    const which = best.direction === 'max' ? 'highest' : 'lowest';
    return {
      use: 'metric',
      because: `The Trainer chose its best checkpoint by the ${which} value of it.`,
      direction: best.direction,
    };
  }
  if (/_runtime$/.test(key)) {
    const because = 'Seconds on the machine that evaluated; compares only runs on the same machine.';
    return { use: 'metric', because, direction: 'min', unit: 's' };
  }
  if (/_(?:samples|steps)_per_second$/.test(key)) {
    return { use: 'metric', because: 'The speed of the evaluation.', direction: 'max' };
  }
  if (/_mem_.*_delta$|^total_flos$|_samples$/.test(key)) return { use: 'ignore', because: 'How the run was made.' };
  if (/^train_/.test(key)) return { use: 'ignore', because: 'Measured on the data it was fitted to.' };
  return null;
}

function trainerSource(runs: ReadonlyMap<string, readonly Document[]>, fileName: string): SourceTable {
  const table = new CellTable();
  const problems: Problem[] = [];
  const names = namesOf([...runs.keys()], fileName);
  [...runs.values()].forEach((documents, i) => {
    const states = documents.flatMap(({ value }) => (isState(value) ? [value] : []));
    const state = states.toSorted((a, b) => Number(b.get('global_step')) - Number(a.get('global_step')))[0];
    const taken = state ? evaluationIn(state) : null;
    const values = new Map<string, number>();
    const add = (object: JsonObject) => {
      for (const [key, value] of object) {
        if (typeof value === 'number' && key !== 'step' && key !== 'epoch') values.set(key, value);
      }
    };
    if (taken) add(taken.values);
    const finals = documents.filter((document) => !isState(document.value));
    // Later values replace earlier ones: the end's replace those logged on the way, and the file of all results its parts.
    for (const { value } of finals.toSorted((a, b) => Number(/all_/.test(a.path)) - Number(/all_/.test(b.path)))) {
      if (isObject(value)) add(value);
    }
    if (values.size === 0) {
      problems.push(remark(`${excerpt(names[i]!)} was never evaluated and is left out.`));
      return;
    }
    table.next();
    table.set('Run', names[i]!, { use: 'name', because: 'Names the candidate: the run.' });
    for (const [key, value] of values) table.set(key, value, hintOf(key, taken?.best ?? null));
    const said = finals.length > 0 ? 'the results written at the end' : taken!.said;
    table.set('evaluation', said, { use: 'attribute', because: 'Which evaluation of the run was taken.' });
    problems.push(remark(`${excerpt(names[i]!)}: taken from ${said}.`));
  });
  return sourceTable({
    columns: table.finish(),
    places: Array.from({ length: table.records }, (_, i) => i + 1),
    problems,
  });
}

export const trainer: Format = {
  name: 'Hugging Face Trainer results',
  looksLike: (evidence) => runsIn(evidence).size > 0,
  read: (evidence) => {
    const source = trainerSource(runsIn(evidence), baseOf(evidence.stem));
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
