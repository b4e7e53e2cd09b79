// The store of MLflow 2.x and 3.x in a database, a file or a server. Columns were only ever added, so each is asked for by name where it
// may be absent; tables that hold secrets or traces are never read. The database chooses the runs: those of other experiments do not come.
import type { SourceChoice } from '../../../../../shared/contract/imports.ts';
import { rowsAbout, writtenOrder } from '../../evidence/queryPort.ts';
import type { QueryPort, Row } from '../../evidence/queryPort.ts';
import { restoreInfinity, runChoices, runsSource } from './runs.ts';
import type { MlflowStore, Point, MlflowRun, RunStage } from './runs.ts';
import { loggedModels, loggedModelsSource } from './loggedModels.ts';
import { choose } from '../../planning/source.ts';
import type { SourceCell, Chosen, SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';

const isMlflow = (db: QueryPort): boolean =>
  db.has('alembic_version', 'version_num') &&
  db.has('experiments', 'experiment_id', 'name', 'lifecycle_stage') &&
  db.has('runs', 'run_uuid', 'status', 'lifecycle_stage', 'experiment_id') &&
  db.has('latest_metrics', 'key', 'value', 'run_uuid', 'is_nan');

const text = (cell: SourceCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** Neither it nor its experiment is deleted. */
const isActive =
  "coalesce(r.lifecycle_stage, 'active') <> 'deleted' AND coalesce(e.lifecycle_stage, 'active') <> 'deleted'";
const conditions: Readonly<Record<RunStage, string>> = {
  finished: `${isActive} AND r.status = 'FINISHED'`,
  active: isActive,
  all: '1 = 1',
};
const runsJoined = 'runs r LEFT JOIN experiments e ON e.experiment_id = r.experiment_id';

/** Which runs are wanted, as the end of a statement about them, and what is bound there. */
function wanted(stage: RunStage, experiment: string | null): { where: string; values: string[] } {
  return experiment === null
    ? { where: conditions[stage], values: [] }
    : { where: `${conditions[stage]} AND r.experiment_id = ?`, values: [experiment] };
}

/** Texts by run and key. */
async function textsOf(
  db: QueryPort,
  table: 'params' | 'tags',
  { where, values }: ReturnType<typeof wanted>,
): Promise<Map<string, Map<string, string>>> {
  const texts = new Map<string, Map<string, string>>();
  if (!db.has(table, 'run_uuid', 'key', 'value')) return texts;
  const sql = `SELECT x.run_uuid, x."key", x.value FROM ${runsJoined} JOIN ${table} x ON x.run_uuid = r.run_uuid
    WHERE ${where} ORDER BY x.run_uuid, x."key"`;
  for await (const rows of db.stream(sql, ...values)) {
    for (const [run, key, value] of rows) {
      let mine = texts.get(text(run));
      if (!mine) texts.set(text(run), (mine = new Map()));
      mine.set(text(key), text(value));
    }
  }
  return texts;
}

async function runsOf(db: QueryPort, stage: RunStage, experiment: string | null): Promise<MlflowRun[]> {
  const which = wanted(stage, experiment);
  const params = await textsOf(db, 'params', which);
  const tags = await textsOf(db, 'tags', which);
  const named = db.has('runs', 'name') ? 'r.name' : 'NULL';
  const started = db.has('runs', 'start_time') ? 'r.start_time, ' : '';
  const rows = await db.rows(
    `SELECT r.run_uuid, ${named}, r.experiment_id FROM ${runsJoined} WHERE ${which.where} ORDER BY ${started}r.run_uuid`,
    ...which.values,
  );
  return rows.map(([id, name, own]) => {
    const mine = tags.get(text(id)) ?? new Map<string, string>();
    return {
      id: text(id),
      name: text(name) || (mine.get('mlflow.runName') ?? ''),
      experiment: text(own),
      parent: mine.get('mlflow.parentRunId') ?? null,
      params: params.get(text(id)) ?? new Map<string, string>(),
      tags: mine,
    };
  });
}

/** A logged value: NaN is stored as 0 with a mark, infinities as the largest number. */
const pointOf = (value: SourceCell | undefined, step: SourceCell, time: SourceCell, isNan: SourceCell): Point => ({
  value: Number(isNan) === 1 ? NaN : typeof value === 'number' ? restoreInfinity(value) : NaN,
  step: Number(step ?? 0),
  time: Number(time ?? 0),
});

/** Each run's least and greatest value of a metric, NaN where it logged nothing else: what the best of them follows from. */
const extremes = ([, , least = null, greatest = null]: Row): Point[] =>
  least === null || greatest === null
    ? [pointOf(null, 0, 0, 1)]
    : [pointOf(least, 0, 0, 0), pointOf(greatest, 0, 0, 0)];

async function pointsOf(
  db: QueryPort,
  { where, values }: ReturnType<typeof wanted>,
  how: string,
): ReturnType<MlflowStore['points']> {
  const history = db.has('metrics', 'run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan');
  const from = (table: string) => `${runsJoined} JOIN ${table} x ON x.run_uuid = r.run_uuid WHERE ${where}`;
  const step = /^step:(-?\d+)$/.exec(how)?.[1];
  const last = how === 'last' || !history;
  const stepped = db.has('latest_metrics', 'step', 'timestamp') ? 'x.step, x."timestamp"' : '0, 0';
  const order = writtenOrder(db, 'x', 'run_uuid', 'key');
  const sql = last
    ? `SELECT x.run_uuid, x."key", x.value, ${stepped}, x.is_nan FROM ${from('latest_metrics')} ORDER BY ${order}`
    : step === undefined
      ? `SELECT x.run_uuid, x."key", min(CASE WHEN x.is_nan THEN NULL ELSE x.value END), max(CASE WHEN x.is_nan THEN NULL ELSE x.value END)
         FROM ${from('metrics')} GROUP BY x.run_uuid, x."key" ORDER BY x.run_uuid, x."key"`
      : `SELECT x.run_uuid, x."key", x.value, x.step, x."timestamp", x.is_nan FROM ${from('metrics')} AND x.step = ${step} ORDER BY ${order}`;
  const byRun = new Map<string, Map<string, Point[]>>();
  const pointsAt = ([run, key]: Row): Point[] => {
    let mine = byRun.get(text(run));
    if (!mine) byRun.set(text(run), (mine = new Map()));
    const known = mine.get(text(key));
    if (known) return known;
    const points: Point[] = [];
    mine.set(text(key), points);
    return points;
  };
  if (step !== undefined) {
    // A run that logged nothing at this step is there all the same, without a value.
    const keys = `SELECT x.run_uuid, x."key" FROM ${from('latest_metrics')} ORDER BY ${order}`;
    for await (const rows of db.stream(keys, ...values)) for (const row of rows) pointsAt(row);
  }
  for await (const rows of db.stream(sql, ...values)) {
    for (const row of rows) {
      if (!last && step === undefined) pointsAt(row).push(...extremes(row));
      else pointsAt(row).push(pointOf(row[2], row[3] ?? 0, row[4] ?? 0, row[5] ?? 0));
    }
  }
  return byRun;
}

async function storeOf(db: QueryPort): Promise<MlflowStore> {
  const count = (stage: RunStage) => `sum(CASE WHEN ${conditions[stage]} THEN 1 ELSE 0 END)`;
  const experiments = await db.rows(
    `SELECT r.experiment_id, e.name, ${count('finished')}, ${count('active')}, count(*)
     FROM ${runsJoined} GROUP BY r.experiment_id, e.name ORDER BY r.experiment_id`,
  );
  return {
    experiments: experiments.map(([id, name, finished, active, all]) => ({
      id: text(id),
      name: text(name),
      runs: { finished: Number(finished), active: Number(active), all: Number(all) },
    })),
    runs: (stage, experiment) => runsOf(db, stage, experiment),
    steps: async (stage, experiment) => {
      if (!db.has('metrics', 'run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan')) return [];
      const { where, values } = wanted(stage, experiment);
      const rows = await db.rows(
        `SELECT DISTINCT x.step FROM ${runsJoined} JOIN metrics x ON x.run_uuid = r.run_uuid WHERE ${where} ORDER BY 1 LIMIT 1000`,
        ...values,
      );
      return rows.map(([step]) => Number(step));
    },
    points: (stage, experiment, how) => pointsOf(db, wanted(stage, experiment), how),
    names: async (ids) => {
      const named = db.has('runs', 'name') ? 'r.name' : 'NULL';
      const rows = await rowsAbout(
        db,
        ids,
        (places) =>
          `SELECT r.run_uuid, coalesce(${named}, t.value) FROM runs r
           LEFT JOIN tags t ON t.run_uuid = r.run_uuid AND t."key" = 'mlflow.runName' WHERE r.run_uuid IN (${places})`,
      );
      return new Map(rows.map(([id, name]) => [text(id), text(name)]));
    },
    registered: () => registeredOf(db),
  };
}

async function registeredOf(db: QueryPort): ReturnType<MlflowStore['registered']> {
  if (!db.has('model_versions', 'name', 'version', 'run_id')) return [];
  const aliases = db.has('registered_model_aliases', 'alias', 'version', 'name')
    ? await db.rows('SELECT name, version, alias FROM registered_model_aliases ORDER BY name, alias')
    : [];
  const stage = db.has('model_versions', 'current_stage') ? 'v.current_stage' : "'None'";
  const versions = await db.rows(
    `SELECT v.name, v.version, v.run_id, ${stage} FROM model_versions v WHERE v.run_id IS NOT NULL ORDER BY ${writtenOrder(db, 'v', 'name', 'version')}`,
  );
  return versions.map(([model, version, run, staged]) => ({
    run: text(run),
    model: text(model),
    version: text(version),
    aliases: [
      ...aliases.filter(([name, number]) => name === model && number === version).map(([, , alias]) => text(alias)),
      ...(staged === 'Production' || staged === 'Staging' ? [staged] : []),
    ],
  }));
}

function whatChoice(chosen: Chosen): SourceChoice {
  const options = [
    { value: 'runs', label: 'runs' },
    { value: 'models', label: 'logged models' },
  ];
  return choose('what', 'Candidates are', options, chosen);
}

/** The chosen runs, or the logged models of MLflow 3 where they are asked for. */
async function readMlflow(db: QueryPort, fileName: string, chosen: Chosen): Promise<SourceTable> {
  const models = await loggedModels(db);
  if (models.length === 0) return runsSource(await storeOf(db), fileName, chosen);
  const what = whatChoice(chosen);
  const source =
    what.chosen === 'models'
      ? await loggedModelsSource(db, models)
      : await runsSource(await storeOf(db), fileName, chosen);
  return { ...source, choices: [what, ...source.choices] };
}

export const mlflowDatabase: Format = {
  name: 'MLflow database',
  looksLike: async (evidence) => {
    const db = await evidence.database();
    return db !== null && isMlflow(db);
  },
  read: async (evidence) => {
    const db = (await evidence.database())!;
    const source = await readMlflow(db, evidence.fileName, evidence.chosen);
    return { ...source, problems: [...db.problems, ...source.problems] };
  },
  choices: async ({ database, chosen }) => {
    const db = (await database())!;
    const models = await loggedModels(db);
    const runs = runChoices(await storeOf(db), chosen).shown;
    return models.length === 0 ? runs : [whatChoice(chosen), ...runs];
  },
};
