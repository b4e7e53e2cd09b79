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
  parent: string | null;
  params: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
}

/** Which runs: those that finished; also failed and unfinished ones; also those that were deleted, or whose experiment was. */
export type RunStage = 'finished' | 'active' | 'all';

/** Where runs are kept. What is not asked for need not be fetched; an experiment of null means every one. */
export interface MlflowStore {
  /** Those that have runs, and how many; null where the store does not count, and some may have none. */
  experiments: readonly { id: string; name: string; runs: Readonly<Record<RunStage, number>> | null }[];
  /** In the order in which they were started. */
  runs: (stage: RunStage, experiment: string | null) => Promise<readonly MlflowRun[]>;
  /** Every step that these runs logged. */
  steps: (stage: RunStage, experiment: string | null) => Promise<readonly number[]>;
  /** Points of these runs, by run and metric: enough for `chosenPoint`. */
  points: (
    stage: RunStage,
    experiment: string | null,
    how: string,
  ) => Promise<ReadonlyMap<string, ReadonlyMap<string, readonly Point[]>>>;
  /** The names of runs that are not among those that were fetched. */
  names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Registered versions: their run, name, and alias or stage. */
  registered: () => Promise<readonly { run: string; model: string; version: string; aliases: readonly string[] }[]>;
}
type Registered = Awaited<ReturnType<MlflowStore['registered']>>;

/** What a store in memory knows of a run beside the run. */
export interface KnownRun extends MlflowRun {
  finished: boolean;
  /** Neither it nor its experiment is deleted. */
  active: boolean;
}

const isOfStage = ({ finished, active }: KnownRun, stage: RunStage): boolean =>
  stage === 'all' || (active && (stage === 'active' || finished));

/** A store of what is in memory whole. */
export function storeInMemory(
  runs: readonly KnownRun[],
  experiments: readonly { id: string; name: string }[],
  points: Awaited<ReturnType<MlflowStore['points']>>,
  registered: Registered,
): MlflowStore {
  const of = (stage: RunStage, experiment: string | null) =>
    runs.filter((run) => isOfStage(run, stage) && (experiment === null || run.experiment === experiment));
  const names = new Map(runs.map(({ id, name }) => [id, name]));
  return {
    experiments: experiments
      .map(({ id, name }) => ({
        id,
        name,
        runs: { finished: of('finished', id).length, active: of('active', id).length, all: of('all', id).length },
      }))
      .filter(({ runs: count }) => count.all > 0),
    runs: (stage, experiment) => Promise.resolve(of(stage, experiment)),
    steps: (stage, experiment) => {
      const logged = of(stage, experiment).flatMap(({ id }) => [...(points.get(id)?.values() ?? [])].flat());
      return Promise.resolve([...new Set(logged.map(({ step }) => step))].sort((a, b) => a - b));
    },
    points: () => Promise.resolve(points),
    names: (ids) => Promise.resolve(new Map(ids.map((id) => [id, names.get(id) ?? '']))),
    registered: () => Promise.resolve(registered),
  };
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

/** Which runs of which experiment. */
export function runChoices({ experiments }: Pick<MlflowStore, 'experiments'>, chosen: Chosen) {
  const counted = experiments.every(({ runs }) => runs !== null);
  const count = (stage: RunStage) =>
    counted ? `: ${formatCount(experiments.reduce((sum, { runs }) => sum + (runs?.[stage] ?? 0), 0))}` : '';
  const which = choose(
    'runs',
    'Runs',
    [
      { value: 'finished', label: `finished${count('finished')}` },
      { value: 'active', label: `also failed and unfinished${count('active')}` },
      { value: 'all', label: `also deleted${count('all')}` },
    ],
    chosen,
  );
  // What is not on offer is never chosen.
  const stage = which.chosen as RunStage;
  const perExperiment = experiments
    .map(({ id, name, runs }) => ({ id, name, runs: runs?.[stage] ?? 0 }))
    .filter(({ runs: number }) => !counted || number > 0);
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
        label: counted ? `${name}: ${formatCount(number)} ${number === 1 ? 'run' : 'runs'}` : name,
      })),
      ...(perExperiment.length > 1 ? [{ value: 'all', label: 'all experiments' }] : []),
    ],
    chosen,
    most?.id ?? '',
  );
  /** null: nobody knows. */
  const wanted = !counted
    ? null
    : experiment.chosen === 'all'
      ? perExperiment.reduce((sum, { runs }) => sum + runs, 0)
      : (perExperiment.find(({ id }) => id === experiment.chosen)?.runs ?? 0);
  const shown: SourceChoice[] = [which, ...(perExperiment.length > 1 ? [experiment] : [])];
  return { shown, stage, experiment: experiment.chosen === 'all' ? null : experiment.chosen, wanted };
}

function valuesChoice(steps: readonly number[], chosen: Chosen): SourceChoice {
  return choose(
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
}

/** Most runs that are read at once. */
const mostRuns = 100_000;

/**
 * The runs that are chosen, one candidate each.
 *
 * @throws ParleyError `badInput` when there is none, or none that logged a metric.
 */
export async function runsSource(store: MlflowStore, fileName: string, chosen: Chosen): Promise<SourceTable> {
  const { shown: runsShown, stage, experiment, wanted } = runChoices(store, chosen);
  if (store.experiments.length === 0) throw new ParleyError('badInput', `${fileName} is of MLflow and holds no run.`);
  if (wanted !== null && wanted > mostRuns) {
    throw new ParleyError(
      'tooLarge',
      `${formatCount(wanted)} runs are chosen, and Parley reads ${formatCount(mostRuns)}. Choose one experiment, or only finished runs.`,
    );
  }
  const steps = wanted === 0 ? [] : await store.steps(stage, experiment);
  const values = valuesChoice(steps, chosen);
  const how = values.chosen;
  const shown = steps.length > 1 ? [...runsShown, values] : runsShown;
  const runsWanted = wanted === 0 ? [] : await store.runs(stage, experiment);
  const points = wanted === 0 ? new Map<string, never>() : await store.points(stage, experiment, how);
  const registered = await store.registered();
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
  const fetched = new Map(runsWanted.map(({ id, name }) => [id, name]));
  const elsewhere = new Set(runs.flatMap(({ parent }) => (parent === null || fetched.has(parent) ? [] : [parent])));
  const nameById = new Map([...fetched, ...(await store.names([...elsewhere]))]);
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
    if (experiment === null) set('experiment', experimentNames.get(run.experiment) ?? '', 'The experiment of the run.');
    if (run.parent !== null)
      set('parent run', nameById.get(run.parent) || run.parent, 'The run that this one belongs to.');
    const versions = registered.filter((version) => version.run === run.id);
    if (versions.length > 0) {
      const words = versions.map(({ model, version, aliases }) =>
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
  const { incumbent, problem } = incumbentOf(registered, runs);
  if (problem) problems.push(problem);
  const places = new Map(runsWanted.map(({ id }, i) => [id, i + 1]));
  const part = experiment === null ? '' : `experiment ${experimentNames.get(experiment) ?? ''}`;
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
  registered: Registered,
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
