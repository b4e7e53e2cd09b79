// Optuna's databases, in a file or on a server, of every schema since 0.9. One of the two sources that state which way is better.
// Schema: optuna/storages/_rdb/models.py; before 2.4 the objective stands in `trials.value`, and `trial_values` means
// intermediate values.
import { formatCount } from '../../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { SourceChoice } from '../../../../../shared/contract/imports.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { isList, isObject, readJsonCell } from '../../evidence/json.ts';
import { rowsAbout } from '../../evidence/queryPort.ts';
import type { QueryPort, Row } from '../../evidence/queryPort.ts';
import { choose, sourceTable } from '../../planning/source.ts';
import type { SourceCell, Chosen, SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { constraintsIn } from './constraints.ts';
import { frontOf } from './front.ts';
import { chooseStudy, objectiveNames, parameterOf, trialsSource } from './study.ts';
import type { Objective, StudyOutline, Trial } from './study.ts';

const isOptuna = (db: QueryPort): boolean =>
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

async function objectivesOf(db: QueryPort, study: string): Promise<Objective[]> {
  const directions = db.has('study_directions')
    ? await db.rows(
        'SELECT objective, direction FROM study_directions WHERE study_id = ? ORDER BY objective LIMIT 1000',
        study,
      )
    : await db.rows('SELECT 0, direction FROM studies WHERE study_id = ?', study);
  const attributes = db.has('study_system_attributes', 'study_id', 'key', 'value_json')
    ? await db.rows(
        `SELECT value_json FROM study_system_attributes WHERE study_id = ? AND "key" = 'study:metric_names'`,
        study,
      )
    : [];
  const names = objectiveNames(directions.length, readJsonCell(text(attributes[0]?.[0])));
  return directions.map(([, direction], i) => ({ name: names[i] ?? '', direction: directionOf[text(direction)] }));
}

const large = ([trial = null, objective = null, value = null]: Row): Row => [
  trial,
  objective,
  typeof value === 'number' && Math.abs(value) >= largestFloat32 ? Math.sign(value) * Infinity : value,
];

/** A value of a trial as it is meant. */
function meant(row: Row, typed: boolean): Row {
  const [trial = null, objective = null, , type] = row;
  if (type === 'INF_POS') return [trial, objective, Infinity];
  if (type === 'INF_NEG') return [trial, objective, -Infinity];
  return typed ? row : large(row);
}

/** The studies, those of no trial too; the database counts. */
async function studiesOf(db: QueryPort): Promise<StudyOutline[]> {
  const rows = await db.rows(
    `SELECT s.study_id, s.study_name, count(t.trial_id), sum(CASE WHEN t.state = 'COMPLETE' THEN 1 ELSE 0 END)
     FROM studies s LEFT JOIN trials t ON t.study_id = s.study_id
     GROUP BY s.study_id, s.study_name ORDER BY s.study_id LIMIT 2000`,
  );
  return rows.map(([id, name, trials, complete]) => ({
    id: text(id),
    name: text(name),
    trials: Number(trials),
    complete: Number(complete ?? 0),
  }));
}

/** Completed trials above which there is something to choose, above which the front is proposed, and above which it is all there is. */
export const manyTrials = { chosen: 1_000, front: 20_000, most: 100_000 } as const;

/** Which of many trials; null: all of them, since they are few or the study states no directions. */
function trialsChoice(study: StudyOutline, objectives: readonly Objective[], chosen: Chosen): SourceChoice | null {
  const { complete } = study;
  const directed = objectives.length > 0 && objectives.every(({ direction }) => direction !== undefined);
  if (complete > manyTrials.most && !directed) {
    throw new ParleyError(
      'tooLarge',
      `The study "${study.name}" has ${formatCount(complete)} completed trials, and Parley reads ${formatCount(manyTrials.most)}. It states no directions, so nobody can say which of them lead: set them in the study.`,
    );
  }
  if (complete <= manyTrials.chosen || !directed) return null;
  const front = { value: 'front', label: 'on the front of the study’s directions' };
  const all = { value: 'all', label: `all that completed: ${formatCount(complete)}` };
  if (complete > manyTrials.most) return choose('trials', 'Trials', [front], chosen);
  return choose('trials', 'Trials', complete > manyTrials.front ? [front, all] : [all, front], chosen);
}

/**
 * The completed trials of one study, or those of them on its front.
 *
 * @throws ParleyError `badInput` when no study has a completed trial; `tooLarge` where there are too many and no directions.
 */
async function readStudy(db: QueryPort, fileName: string, chosen: Chosen): Promise<SourceTable> {
  const storage = db.dialect === 'sqlite' ? 'an Optuna database' : 'a database of Optuna';
  const { study, choice } = chooseStudy(await studiesOf(db), fileName, storage, chosen);
  const objectives = await objectivesOf(db, study.id);
  const which = trialsChoice(study, objectives, chosen);
  const front =
    which?.chosen === 'front'
      ? await frontOf(
          db,
          study,
          objectives.map(({ direction }) => direction!),
        )
      : null;
  const trials = await trialsOf(db, study.id, front?.trials ?? null);
  const left = study.trials - study.complete;
  const source = trialsSource(study.name, objectives, trials, left);
  const problems: Problem[] = [...db.problems, ...(front?.problems ?? []), ...source.problems];
  return sourceTable({
    ...source,
    problems,
    part: front === null ? `study ${study.name}` : `front of study ${study.name}`,
    choices: which === null ? [choice] : [choice, which],
  });
}

/** Completed trials in order. @param ids those that are wanted; null: all. */
async function trialsOf(db: QueryPort, study: string, ids: readonly string[] | null): Promise<Trial[]> {
  const from = async (columns: string, table: string, order: string): Promise<Row[]> => {
    const join = table === 'trials t' ? table : `${table} JOIN trials t ON t.trial_id = x.trial_id`;
    const sql = `SELECT ${columns} FROM ${join} WHERE t.study_id = ? AND t.state = 'COMPLETE'`;
    return ids === null
      ? db.rows(`${sql} ORDER BY ${order}`, study)
      : rowsAbout(db, ids, (places) => `${sql} AND t.trial_id IN (${places}) ORDER BY ${order}`, study);
  };
  const of = async (table: string, ...columns: string[]) =>
    byTrial(
      db.has(table, ...columns)
        ? await from(`x.trial_id, ${columns.map((column) => `x."${column}"`).join(', ')}`, `${table} x`, '1, 2')
        : [],
    );
  const numbered = db.has('trials', 'number') ? 't.number' : 'NULL';
  const trials = await from(`t.trial_id, ${numbered}`, 'trials t', 't.trial_id');
  const modern = db.has('trial_values', 'objective');
  const typed = db.has('trial_values', 'value_type');
  const stored = modern
    ? await from(`x.trial_id, x.objective, x.value, ${typed ? 'x.value_type' : 'NULL'}`, 'trial_values x', '1, 2')
    : await from('t.trial_id, 0, t.value', 'trials t', '1');
  const values = byTrial(stored.map((row) => meant(row, modern && typed)));
  const params = await of('trial_params', 'param_name', 'param_value', 'distribution_json');
  const users = await of('trial_user_attributes', 'key', 'value_json');
  const systems = await of('trial_system_attributes', 'key', 'value_json');
  return trials.map(([trial = null, number = null], order): Trial => {
    const id = text(trial);
    const system = systems.get(id) ?? [];
    const byObjective: SourceCell[] = [];
    for (const [, objective, value = null] of values.get(id) ?? []) byObjective[Number(objective)] = value;
    return {
      number: numberOf(system, number ?? order),
      complete: true,
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
  choices: async ({ database, fileName, chosen }) => {
    const db = (await database())!;
    return [chooseStudy(await studiesOf(db), fileName, 'a database of Optuna', chosen).choice];
  },
};
