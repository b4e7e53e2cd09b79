// The SQLite store of MLflow 2.x and 3.x. Columns were only ever added, so each is asked for by name where it may be absent;
// tables that hold secrets or traces are never read.
import type { ForeignDatabase, Row } from '../../evidence/database.ts';
import { restoreInfinity, runsSource } from './runs.ts';
import type { MlflowStore, Point, MlflowRun } from './runs.ts';
import { loggedModels, loggedModelsSource } from './loggedModels.ts';
import { choose } from '../../planning/source.ts';
import type { SourceCell, Chosen, SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';

const isMlflow = (db: ForeignDatabase): boolean =>
  db.has('alembic_version', 'version_num') &&
  db.has('experiments', 'experiment_id', 'name', 'lifecycle_stage') &&
  db.has('runs', 'run_uuid', 'status', 'lifecycle_stage', 'experiment_id') &&
  db.has('latest_metrics', 'key', 'value', 'run_uuid', 'is_nan');

const text = (cell: SourceCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** Texts by run and key. */
function textsOf(db: ForeignDatabase, table: 'params' | 'tags'): Map<string, Map<string, string>> {
  const texts = new Map<string, Map<string, string>>();
  if (!db.has(table, 'run_uuid', 'key', 'value')) return texts;
  for (const [run, key, value] of db.rows(`SELECT run_uuid, key, value FROM ${table} ORDER BY run_uuid, key`)) {
    let mine = texts.get(text(run));
    if (!mine) texts.set(text(run), (mine = new Map()));
    mine.set(text(key), text(value));
  }
  return texts;
}

function runsOf(db: ForeignDatabase): MlflowRun[] {
  const params = textsOf(db, 'params');
  const tags = textsOf(db, 'tags');
  const named = db.has('runs', 'name') ? 'r.name' : 'NULL';
  const started = db.has('runs', 'start_time') ? 'r.start_time' : 'NULL';
  const rows = db.rows(
    `SELECT r.run_uuid, ${named}, CAST(r.experiment_id AS TEXT), r.status, r.lifecycle_stage, e.lifecycle_stage
     FROM runs r LEFT JOIN experiments e ON e.experiment_id = r.experiment_id ORDER BY ${started}, r.run_uuid`,
  );
  return rows.map(([id, name, experiment, status, stage, experimentStage]) => {
    const mine = tags.get(text(id)) ?? new Map<string, string>();
    return {
      id: text(id),
      name: text(name) || (mine.get('mlflow.runName') ?? ''),
      experiment: text(experiment),
      finished: status === 'FINISHED',
      active: stage !== 'deleted' && experimentStage !== 'deleted',
      parent: mine.get('mlflow.parentRunId') ?? null,
      params: params.get(text(id)) ?? new Map<string, string>(),
      tags: mine,
    };
  });
}

/** A logged value: NaN is stored as 0 with a mark, infinities as the largest number. */
const pointOf = ([, , value, step, time, isNan]: Row): Point => ({
  value: Number(isNan) === 1 ? NaN : typeof value === 'number' ? restoreInfinity(value) : NaN,
  step: Number(step ?? 0),
  time: Number(time ?? 0),
});

function storeOf(db: ForeignDatabase): MlflowStore {
  const history = db.has('metrics', 'run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan');
  const steps = history ? db.rows('SELECT DISTINCT step FROM metrics ORDER BY step LIMIT 1000') : [];
  const stepped = db.has('latest_metrics', 'step', 'timestamp') ? 'step, timestamp' : '0, 0';
  return {
    runs: runsOf(db),
    experiments: db
      .rows('SELECT CAST(experiment_id AS TEXT), name FROM experiments ORDER BY experiment_id')
      .map(([id, name]) => ({ id: text(id), name: text(name) })),
    steps: steps.map(([step]) => Number(step)),
    points: (runs, how) => {
      const sql =
        how === 'last' || !history
          ? `SELECT run_uuid, key, value, ${stepped}, is_nan FROM latest_metrics ORDER BY rowid`
          : 'SELECT run_uuid, key, value, step, timestamp, is_nan FROM metrics ORDER BY rowid';
      const byRun = new Map<string, Map<string, Point[]>>();
      for (const row of db.rows(sql)) {
        const run = text(row[0]);
        if (!runs.has(run)) continue;
        let mine = byRun.get(run);
        if (!mine) byRun.set(run, (mine = new Map()));
        const key = text(row[1]);
        const points = mine.get(key);
        if (points) points.push(pointOf(row));
        else mine.set(key, [pointOf(row)]);
      }
      return byRun;
    },
    registered: registeredOf(db),
  };
}

function registeredOf(db: ForeignDatabase): MlflowStore['registered'] {
  if (!db.has('model_versions', 'name', 'version', 'run_id')) return [];
  const aliases = db.has('registered_model_aliases', 'alias', 'version', 'name')
    ? db.rows('SELECT name, CAST(version AS TEXT), alias FROM registered_model_aliases')
    : [];
  const stage = db.has('model_versions', 'current_stage') ? 'current_stage' : "'None'";
  return db
    .rows(`SELECT name, CAST(version AS TEXT), run_id, ${stage} FROM model_versions ORDER BY rowid`)
    .map(([model, version, run, staged]) => ({
      run: text(run),
      model: text(model),
      version: text(version),
      aliases: [
        ...aliases.filter(([name, number]) => name === model && number === version).map(([, , alias]) => text(alias)),
        ...(staged === 'Production' || staged === 'Staging' ? [staged] : []),
      ],
    }));
}

/** The chosen runs, or the logged models of MLflow 3 where they are asked for. */
function readMlflow(db: ForeignDatabase, fileName: string, chosen: Chosen): SourceTable {
  const models = loggedModels(db);
  if (models.length === 0) return runsSource(storeOf(db), fileName, chosen);
  const options = [
    { value: 'runs', label: 'runs' },
    { value: 'models', label: 'logged models' },
  ];
  const what = choose('what', 'Candidates are', options, chosen);
  const source = what.chosen === 'models' ? loggedModelsSource(db, models) : runsSource(storeOf(db), fileName, chosen);
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
    const source = readMlflow(db, evidence.fileName, evidence.chosen);
    return { ...source, problems: [...db.problems, ...source.problems] };
  },
};
