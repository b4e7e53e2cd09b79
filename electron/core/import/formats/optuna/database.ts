// Optuna study databases (SQLite), of every schema since 0.9. One of the two sources that state which way is better.
// Schema: optuna/storages/_rdb/models.py; before 2.4 the objective stands in `trials.value`, and `trial_values` means
// intermediate values.
import type { Direction } from '../../../../../shared/domain/metric.ts';
import type { ForeignDatabase, Row } from '../../evidence/database.ts';
import { isList, isObject, readJsonCell } from '../../evidence/json.ts';
import { sourceTable } from '../../planning/source.ts';
import type { SourceCell, Chosen, SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { constraintsIn } from './constraints.ts';
import { chooseStudy, objectiveNames, parameterOf, trialsSource } from './study.ts';
import type { Objective, Trial } from './study.ts';

const isOptuna = (db: ForeignDatabase): boolean =>
  db.has('version_info', 'schema_version', 'library_version') &&
  db.has('studies', 'study_id', 'study_name') &&
  db.has('trials', 'trial_id', 'study_id', 'state') &&
  (db.has('study_directions', 'study_id', 'direction', 'objective') || db.has('studies', 'direction'));

/** Before 3.0 infinities were stored as the largest number of 32 bits. */
const largestFloat32 = 3.4e38;
const directionOf: Record<string, Direction | undefined> = { MAXIMIZE: 'max', MINIMIZE: 'min' };

const text = (cell: SourceCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** JSON as a cell: numbers and words as they are, anything nested as it is written. */
function cellOf(json: string): SourceCell {
  const value = readJsonCell(json);
  return value === undefined || isList(value) || isObject(value)
    ? json
    : typeof value === 'boolean'
      ? String(value)
      : value;
}

/** Trials by id → what a table says of them, in one pass over its rows. */
function byTrial(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ([trial]) => text(trial));
}

function objectivesOf(db: ForeignDatabase, study: string): Objective[] {
  const directions = db.has('study_directions')
    ? db.rows(
        'SELECT objective, direction FROM study_directions WHERE study_id = ? ORDER BY objective LIMIT 1000',
        study,
      )
    : db.rows('SELECT 0, direction FROM studies WHERE study_id = ?', study);
  const attributes = db.has('study_system_attributes', 'study_id', 'key', 'value_json')
    ? db.rows("SELECT value_json FROM study_system_attributes WHERE study_id = ? AND key = 'study:metric_names'", study)
    : [];
  const names = objectiveNames(directions.length, readJsonCell(text(attributes[0]?.[0])));
  return directions.map(([, direction], i) => ({ name: names[i] ?? '', direction: directionOf[text(direction)] }));
}

/** The values of every trial of a study: trial, objective, value; infinities as they are meant. */
function valuesOf(db: ForeignDatabase, study: string): Row[] {
  if (!db.has('trial_values', 'objective')) {
    return db.rows('SELECT trial_id, 0, value FROM trials WHERE study_id = ?', study).map(large);
  }
  const typed = db.has('trial_values', 'value_type');
  const sql = `SELECT v.trial_id, v.objective, v.value, ${typed ? 'v.value_type' : 'NULL'}
    FROM trial_values v JOIN trials t ON t.trial_id = v.trial_id WHERE t.study_id = ?`;
  return db.rows(sql, study).map((row) => {
    const [trial, objective, , type] = row;
    if (type === 'INF_POS') return [trial ?? null, objective ?? null, Infinity];
    if (type === 'INF_NEG') return [trial ?? null, objective ?? null, -Infinity];
    return typed ? row : large(row);
  });
}

const large = ([trial = null, objective = null, value = null]: Row): Row => [
  trial,
  objective,
  typeof value === 'number' && Math.abs(value) >= largestFloat32 ? Math.sign(value) * Infinity : value,
];

/**
 * The completed trials of one study.
 *
 * @throws ParleyError `badInput` when no study has a completed trial.
 */
function readStudy(db: ForeignDatabase, fileName: string, chosen: Chosen): SourceTable {
  const studies = db
    .rows(
      `SELECT s.study_id, s.study_name, count(t.trial_id), coalesce(sum(t.state = 'COMPLETE'), 0)
       FROM studies s LEFT JOIN trials t ON t.study_id = s.study_id GROUP BY s.study_id ORDER BY s.study_id LIMIT 2000`,
    )
    .map(([id, name, trials, complete]) => ({
      id: text(id),
      name: text(name),
      trials: Number(trials),
      complete: Number(complete),
    }));
  const { study, choice } = chooseStudy(studies, fileName, 'an Optuna database', chosen);
  const source = trialsSource(study.name, objectivesOf(db, study.id), trialsOf(db, study.id));
  return sourceTable({
    ...source,
    problems: [...db.problems, ...source.problems],
    part: `study ${study.name}`,
    choices: [choice],
  });
}

function trialsOf(db: ForeignDatabase, study: string): Trial[] {
  const numbered = db.has('trials', 'number') ? 'number' : 'NULL';
  const trials = db.rows(`SELECT trial_id, ${numbered}, state FROM trials WHERE study_id = ? ORDER BY trial_id`, study);
  const of = (table: string, columns: string) =>
    byTrial(
      db.has(table, ...columns.split(', '))
        ? db.rows(
            `SELECT x.trial_id, x.${columns.replaceAll(', ', ', x.')} FROM ${table} x JOIN trials t ON t.trial_id = x.trial_id WHERE t.study_id = ? ORDER BY 1, 2`,
            study,
          )
        : [],
    );
  const values = byTrial(valuesOf(db, study));
  const params = of('trial_params', 'param_name, param_value, distribution_json');
  const users = of('trial_user_attributes', 'key, value_json');
  const systems = of('trial_system_attributes', 'key, value_json');
  return trials.map(([trial = null, number = null, state], order): Trial => {
    const id = text(trial);
    const system = systems.get(id) ?? [];
    const byObjective: SourceCell[] = [];
    for (const [, objective, value = null] of values.get(id) ?? []) byObjective[Number(objective)] = value;
    return {
      number: numberOf(system, number ?? order),
      complete: state === 'COMPLETE',
      values: byObjective,
      constraints: system.flatMap(([, key, json]) => constraintsIn(text(key), readJsonCell(text(json)))),
      attributes: (users.get(id) ?? []).map(([, key, json]) => [text(key), cellOf(text(json))]),
      params: (params.get(id) ?? []).map(([, key, value = null, distribution]) => [
        text(key),
        parameterOf(value, text(distribution)),
      ]),
    };
  });
}

/** The number within the study; before 1.3 it stands among the system attributes. */
function numberOf(systems: readonly Row[], standard: SourceCell): string {
  const stored = systems.find(([, key]) => key === '_number');
  return text(stored?.[2] ?? standard);
}

export const optunaDatabase: Format = {
  name: 'Optuna study database',
  looksLike: async (evidence) => {
    const db = await evidence.database();
    return db !== null && isOptuna(db);
  },
  read: async (evidence) => readStudy((await evidence.database())!, evidence.fileName, evidence.chosen),
};
