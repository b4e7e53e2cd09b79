// MLflow runs from any of its stores → a source table: which runs, which logged values, and their parameters and tags.
import { formatCount } from '../../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { SourceChoice } from '../../../../../shared/contract/imports.ts';
import { guessDirection } from '../../naming/directions.ts';
import { CellTable, choose, freeName, remark } from '../../planning/source.ts';
import type { SourceCell, Chosen, ColumnHint, SourceTable } from '../../planning/source.ts';

export interface Point {
  value: number;
  step: number;
  /** Milliseconds. */
  time: number;
}

export interface MlflowRun {
  id: string;
  name: string;
  experiment: string;
  finished: boolean;
  /** Neither it nor its experiment is deleted. */
  active: boolean;
  parent: string | null;
  params: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
}

export interface MlflowStore {
  /** By id. In the order in which they were started. */
  runs: readonly MlflowRun[];
  experiments: readonly { id: string; name: string }[];
  /** Every step that was logged, where more than one was. */
  steps: readonly number[];
  /** The logged points of the runs, by run and metric. */
  points: (runs: ReadonlySet<string>, how: string) => ReadonlyMap<string, ReadonlyMap<string, readonly Point[]>>;
  /** Registered versions: their run, name, and alias or stage. */
  registered: readonly { run: string; model: string; version: string; aliases: readonly string[] }[];
}

const largestDouble = 1.7976931348623157e308;
/** The logged value: MLflow stores infinities as the largest number there is. */
export const restoreInfinity = (value: number): number =>
  Math.abs(value) >= largestDouble ? Math.sign(value) * Infinity : value;

const listedSteps = 100;
const attribute = (because: string): ColumnHint => ({ use: 'attribute', because });

/** The value that counts: the last one, as MLflow shows it, or what the person chose. NaN counts only where nothing else is. */
export function chosenPoint(points: readonly Point[], how: string, key: string): number | undefined {
  const known = points.filter(({ value }) => !Number.isNaN(value));
  const among = how.startsWith('step:') ? points.filter(({ step }) => `step:${step}` === how) : points;
  if (how === 'last' || how.startsWith('step:')) {
    return among.reduce<Point | undefined>((last, point) => (last && !later(point, last) ? last : point), undefined)
      ?.value;
  }
  if (known.length === 0) return points[0]?.value;
  const direction = guessDirection(key).direction;
  const least = how === 'lowest' || (how === 'best' && direction === 'min');
  return known.reduce(
    (best, { value }) => (least ? Math.min(best, value) : Math.max(best, value)),
    least ? Infinity : -Infinity,
  );
}

const later = (a: Point, b: Point) =>
  a.step !== b.step ? a.step > b.step : a.time !== b.time ? a.time > b.time : a.value > b.value;

function choicesOf({ runs, experiments, steps }: MlflowStore, chosen: Chosen) {
  const count = (test: (run: MlflowRun) => boolean) => formatCount(runs.filter(test).length);
  const all: Record<string, (run: MlflowRun) => boolean> = {
    finished: (run) => run.active && run.finished,
    active: (run) => run.active,
    all: () => true,
  };
  const which = choose(
    'runs',
    'Runs',
    [
      { value: 'finished', label: `finished: ${count(all['finished']!)}` },
      { value: 'active', label: `also failed and unfinished: ${count(all['active']!)}` },
      { value: 'all', label: `also deleted: ${count(all['all']!)}` },
    ],
    chosen,
  );
  const wanted = all[which.chosen] ?? (() => false);
  const perExperiment = experiments
    .map(({ id, name }) => ({ id, name, runs: runs.filter((run) => run.experiment === id && wanted(run)).length }))
    .filter(({ runs: number }) => number > 0);
  const most = perExperiment.reduce<(typeof perExperiment)[number] | undefined>(
    (best, one) => (best && best.runs >= one.runs ? best : one),
    undefined,
  );
  const experiment = choose(
    'experiment',
    'Experiment',
    [
      ...perExperiment.map(({ id, name, runs: number }) => ({
        value: id,
        label: `${name}: ${formatCount(number)} runs`,
      })),
      ...(perExperiment.length > 1 ? [{ value: 'all', label: 'all experiments' }] : []),
    ],
    chosen,
    most?.id ?? '',
  );
  const values = choose(
    'values',
    'Of each metric',
    [
      { value: 'last', label: 'the last value' },
      { value: 'best', label: 'the best value, by its name' },
      { value: 'highest', label: 'the highest value' },
      { value: 'lowest', label: 'the lowest value' },
      ...steps.slice(0, listedSteps).map((step) => ({ value: `step:${step}`, label: `the value at step ${step}` })),
    ],
    chosen,
  );
  const runsWanted = runs.filter(
    (run) => wanted(run) && (experiment.chosen === 'all' || run.experiment === experiment.chosen),
  );
  const shown: SourceChoice[] = [which, ...(perExperiment.length > 1 ? [experiment] : [])];
  return { shown: steps.length > 1 ? [...shown, values] : shown, experiment, how: values.chosen, runsWanted };
}

/**
 * The runs that are chosen, one candidate each.
 *
 * @throws ParleyError `badInput` when there is none, or none that logged a metric.
 */
export function runsSource(store: MlflowStore, fileName: string, chosen: Chosen): SourceTable {
  const { shown, experiment, how, runsWanted } = choicesOf(store, chosen);
  if (store.runs.length === 0) throw new ParleyError('badInput', `${fileName} is of MLflow and holds no run.`);
  const points = store.points(new Set(runsWanted.map(({ id }) => id)), how);
  const runs = runsWanted.filter(({ id }) => (points.get(id)?.size ?? 0) > 0);
  const problems: Problem[] = [];
  const silent = runsWanted.length - runs.length;
  if (silent > 0 && runs.length > 0) {
    const are = silent === 1 ? '1 run logged no metric and is' : `${formatCount(silent)} runs logged no metric and are`;
    problems.push(remark(`${are} left out.`));
  }
  const table = new CellTable();
  const names = uniqueNames(runs);
  const metricKeys = new Set(runs.flatMap(({ id }) => [...(points.get(id)?.keys() ?? [])]));
  const reserved = new Set([...metricKeys, 'Run', 'experiment', 'parent run', 'registered as', 'run id']);
  const paramKeys = new Set(runs.flatMap(({ params }) => [...params.keys()]));
  const taken = new Set([...reserved, ...paramKeys]);
  const nameById = new Map(store.runs.map(({ id, name }) => [id, name]));
  const experimentNames = new Map(store.experiments.map(({ id, name }) => [id, name]));
  let notNumbers = 0;
  runs.forEach((run, i) => {
    table.next();
    table.set('Run', names[i] ?? run.id, { use: 'name', because: 'Names the candidate: the run.' });
    for (const [key, logged] of points.get(run.id) ?? []) {
      const value = chosenPoint(logged, how, key);
      if (value !== undefined && Number.isNaN(value)) notNumbers += 1;
      table.set(key, value ?? null);
    }
    const set = (header: string, cell: SourceCell, because: string) => table.set(header, cell, attribute(because));
    if (experiment.chosen === 'all')
      set('experiment', experimentNames.get(run.experiment) ?? '', 'The experiment of the run.');
    if (run.parent !== null)
      set('parent run', nameById.get(run.parent) ?? run.parent, 'The run that this one belongs to.');
    const registered = store.registered.filter((version) => version.run === run.id);
    if (registered.length > 0) {
      const words = registered.map(({ model, version, aliases }) =>
        [`${model} version ${version}`, ...aliases.map((alias) => `(${alias})`)].join(' '),
      );
      set('registered as', words.join(', '), 'The versions in the model registry that come from this run.');
    }
    for (const [key, value] of run.params) set(freeName(key, 'param', reserved), value, 'A parameter of the run.');
    for (const [key, value] of run.tags) {
      // Who ran it, and where, says nothing about the candidate and is private.
      if (key.startsWith('mlflow.') && key !== 'mlflow.note.content') continue;
      set(freeName(key === 'mlflow.note.content' ? 'note' : key, 'tag', taken), value, 'A tag of the run.');
    }
    set('run id', run.id, 'The id that MLflow gave to the run.');
  });
  if (notNumbers > 0) {
    const are = notNumbers === 1 ? '1 value was' : `${formatCount(notNumbers)} values were`;
    problems.push(remark(`${are} logged as NaN, which is no number; taken as missing.`));
  }
  const { incumbent, problem } = incumbentOf(store, runs);
  if (problem) problems.push(problem);
  const places = new Map(store.runs.map(({ id }, i) => [id, i + 1]));
  const part = experiment.chosen === 'all' ? '' : `experiment ${experimentNames.get(experiment.chosen) ?? ''}`;
  return {
    part,
    choices: shown,
    problems,
    incumbent,
    columns: runs.length === 0 ? noRuns(fileName, runsWanted.length) : table.finish(),
    places: runs.map(({ id }) => places.get(id) ?? 0),
  };
}

function noRuns(fileName: string, wanted: number): never {
  const why =
    wanted === 0 ? 'holds no finished run that was not deleted' : 'holds runs, but none of them logged a metric';
  throw new ParleyError(
    'badInput',
    `${fileName} is of MLflow and ${why}. Log one, or export the runs you need as CSV.`,
  );
}

/** The names of the runs; runs that share a name get the beginning of their id behind it. */
function uniqueNames(runs: readonly MlflowRun[]): string[] {
  const count = new Map<string, number>();
  for (const { name } of runs) count.set(name, (count.get(name) ?? 0) + 1);
  return runs.map(({ id, name }) =>
    name === '' ? id : (count.get(name) ?? 0) > 1 ? `${name} · ${id.slice(0, 8)}` : name,
  );
}

/** The run whose model has the alias "champion", else the stage "Production"; none where these name several runs. */
function incumbentOf(
  { registered }: MlflowStore,
  runs: readonly MlflowRun[],
): { incumbent: SourceTable['incumbent']; problem: Problem | null } {
  for (const alias of ['champion', 'Production']) {
    const marked = registered.filter(({ aliases }) => aliases.some((one) => one.toLowerCase() === alias.toLowerCase()));
    const records = new Set(marked.map(({ run }) => runs.findIndex(({ id }) => id === run)).filter((at) => at >= 0));
    const [record] = records;
    const [first] = marked.filter(({ run }) => runs[record ?? -1]?.id === run);
    if (record !== undefined && first && records.size === 1) {
      const because = `${first.model} version ${first.version} is "${alias}" in the model registry.`;
      return { incumbent: { record, because }, problem: null };
    }
    if (records.size > 1) {
      const message = `${formatCount(records.size)} runs are "${alias}" of different models, so none is marked as the one in use. Mark it after the import.`;
      return { incumbent: null, problem: remark(message) };
    }
  }
  return { incumbent: null, problem: null };
}
