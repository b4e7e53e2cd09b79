// MLflow's own server, by its REST API 2.0: read-only, in pages, last values alone. It keeps every step, but gives them one run and one
// metric at a time.
import { formatCount } from '../../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { pages } from '../../evidence/trackingServer.ts';
import type { TrackingServer } from '../../evidence/trackingServer.ts';
import type { Format } from '../format.ts';
import { restoreInfinity, runChoices, runsSource } from './runs.ts';
import type { MlflowRun, MlflowStore, Point, RunStage } from './runs.ts';

const api = '/api/2.0/mlflow';
/** Of one page; a server may give fewer. */
const runsOfPage = 1_000;
const mostRuns = 100_000;

const text = (value: Json | undefined): string => (value === null || value === undefined ? '' : String(value));

const filters: Readonly<Record<RunStage, { filter: string; run_view_type: string }>> = {
  finished: { filter: "attributes.status = 'FINISHED'", run_view_type: 'ACTIVE_ONLY' },
  active: { filter: '', run_view_type: 'ACTIVE_ONLY' },
  all: { filter: '', run_view_type: 'ALL' },
};

/** Keys and values of a list of pairs. */
function pairs(data: JsonObject, list: string): Map<string, string> {
  const items = data.get(list);
  return new Map(
    (isList(items) ? items.filter(isObject) : []).map((item) => [text(item.get('key')), text(item.get('value'))]),
  );
}

/** NaN and infinities come as words where the server writes strict JSON. */
function pointOf(metric: JsonObject): Point {
  const value = metric.get('value');
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN;
  return {
    value: restoreInfinity(number),
    step: Number(metric.get('step') ?? 0),
    time: Number(metric.get('timestamp') ?? 0),
  };
}

interface Fetched {
  runs: MlflowRun[];
  points: Map<string, Map<string, Point[]>>;
}

async function fetchRuns(
  server: TrackingServer,
  stage: RunStage,
  experiments: readonly string[],
  onRuns: (count: number) => void,
): Promise<Fetched> {
  const runs: MlflowRun[] = [];
  const points: Fetched['points'] = new Map();
  const body = {
    ...filters[stage],
    experiment_ids: experiments,
    max_results: runsOfPage,
    order_by: ['attributes.start_time ASC'],
  };
  for await (const page of pages(server, `${api}/runs/search`, 'runs', { body })) {
    for (const run of page) {
      const info = run.get('info');
      const data = run.get('data');
      if (!isObject(info)) continue;
      const id = text(info.get('run_id') ?? info.get('run_uuid'));
      const own: JsonObject = isObject(data) ? data : new Map();
      const tags = pairs(own, 'tags');
      const metrics = own.get('metrics');
      runs.push({
        id,
        name: text(info.get('run_name')) || (tags.get('mlflow.runName') ?? ''),
        experiment: text(info.get('experiment_id')),
        parent: tags.get('mlflow.parentRunId') ?? null,
        params: pairs(own, 'params'),
        tags,
      });
      const logged = isList(metrics) ? metrics.filter(isObject) : [];
      points.set(id, new Map(logged.map((metric) => [text(metric.get('key')), [pointOf(metric)]])));
    }
    if (runs.length > mostRuns) {
      throw new ParleyError(
        'tooLarge',
        `There are more than ${formatCount(mostRuns)} runs, which is what Parley reads. Choose one experiment, or only finished runs.`,
      );
    }
    onRuns(runs.length);
  }
  return { runs, points };
}

/** Everything of a list; nothing where the server has no registry. */
async function registryList(server: TrackingServer, path: string, list: string): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  try {
    for await (const page of pages(server, `${api}/${path}`, list, { query: { max_results: '200' } }))
      all.push(...page);
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== 'notFound') throw error;
  }
  return all;
}

async function registeredOf(server: TrackingServer): ReturnType<MlflowStore['registered']> {
  const models = await registryList(server, 'registered-models/search', 'registered_models');
  if (models.length === 0) return [];
  const versions = await registryList(server, 'model-versions/search', 'model_versions');
  const aliases = models.flatMap((model) => {
    const own = model.get('aliases');
    return (isList(own) ? own.filter(isObject) : []).map((alias) => ({
      model: text(model.get('name')),
      version: text(alias.get('version')),
      alias: text(alias.get('alias')),
    }));
  });
  return versions.map((one) => {
    const model = text(one.get('name'));
    const version = text(one.get('version'));
    const stage = text(one.get('current_stage'));
    return {
      run: text(one.get('run_id')),
      model,
      version,
      aliases: [
        ...aliases.filter((each) => each.model === model && each.version === version).map(({ alias }) => alias),
        ...(stage === 'Production' || stage === 'Staging' ? [stage] : []),
      ],
    };
  });
}

async function storeOf(server: TrackingServer, onRuns: (count: number) => void): Promise<MlflowStore> {
  const experiments: { id: string; name: string; changed: number }[] = [];
  const body = { view_type: 'ACTIVE_ONLY', max_results: 1_000 };
  for await (const page of pages(server, `${api}/experiments/search`, 'experiments', { body })) {
    for (const one of page) {
      experiments.push({
        id: text(one.get('experiment_id')),
        name: text(one.get('name')),
        changed: Number(one.get('last_update_time') ?? 0),
      });
    }
  }
  // Nothing says which has runs; whatever was worked on last comes first.
  experiments.sort((a, b) => b.changed - a.changed);
  const fetched = new Map<string, Promise<Fetched>>();
  const fetchOnce = (stage: RunStage, experiment: string | null): Promise<Fetched> => {
    const key = JSON.stringify([stage, experiment]);
    const ids = experiment === null ? experiments.map(({ id }) => id) : [experiment];
    const known = fetched.get(key) ?? fetchRuns(server, stage, ids, onRuns);
    fetched.set(key, known);
    return known;
  };
  return {
    experiments: experiments.map(({ id, name }) => ({ id, name, runs: null })),
    runs: async (stage, experiment) => (await fetchOnce(stage, experiment)).runs,
    steps: () => Promise.resolve([]),
    points: async (stage, experiment) => (await fetchOnce(stage, experiment)).points,
    names: () => Promise.resolve(new Map()),
    registered: () => registeredOf(server),
  };
}

export const mlflowServer: Format = {
  name: 'MLflow server',
  looksLike: ({ tracking }) => tracking !== null,
  read: async ({ tracking, fileName, chosen, onProgress }) =>
    runsSource(
      await storeOf(tracking!, (count) => onProgress(0.5, `Reading the runs: ${formatCount(count)}`)),
      fileName,
      chosen,
    ),
  choices: async ({ tracking, chosen }) => runChoices(await storeOf(tracking!, () => undefined), chosen).shown,
};
