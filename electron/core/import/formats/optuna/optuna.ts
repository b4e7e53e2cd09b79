// Optuna study databases (SQLite), of every schema since 0.9. One of the two sources that state which way is better.
// Schema: optuna/storages/_rdb/models.py; before 2.4 the objective stands in `trials.value`, and `trial_values` means
// intermediate values.
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { countText } from '../../text/problems.ts';
import type { ForeignDatabase, Row } from '../database.ts';
import { isList, isObject, readJsonCell } from '../json.ts';
import type { Json } from '../json.ts';
import { constraintColumns, constraintsIn } from './optunaConstraints.ts';
import type { Constraint } from './optunaConstraints.ts';
import { CellTable, choose, freeName, remark } from '../../planning/source.ts';
import type { Cell, Chosen, Hint, Source } from '../../planning/source.ts';

export const isOptuna = (db: ForeignDatabase): boolean =>
  db.has('version_info', 'schema_version', 'library_version') &&
  db.has('studies', 'study_id', 'study_name') &&
  db.has('trials', 'trial_id', 'study_id', 'state') &&
  (db.has('study_directions', 'study_id', 'direction', 'objective') || db.has('studies', 'direction'));

/** Before 3.0 infinities were stored as the largest number of 32 bits. */
const largestFloat32 = 3.4e38;
const attribute = (because: string): Hint => ({ use: 'attribute', because });

const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** JSON as a cell: numbers and words as they are, anything nested as it is written. */
function cellOf(json: string): Cell {
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

interface Objective {
  name: string;
  direction: Direction | undefined;
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
  const names = readJsonCell(text(attributes[0]?.[0])) ?? null;
  return directions.map(([, direction], i) => {
    const name = isList(names) ? names[i] : undefined;
    const direct = { MAXIMIZE: 'max', MINIMIZE: 'min' } as const;
    return {
      name: typeof name === 'string' && name.trim() !== '' ? name : `Objective ${i}`,
      direction: direct[text(direction) as keyof typeof direct],
    };
  });
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
  ...[trial, objective],
  typeof value === 'number' && Math.abs(value) >= largestFloat32 ? Math.sign(value) * Infinity : value,
];

/** A parameter as it was chosen: the category, not its place among the choices. */
function parameter(value: Cell, distribution: string): Cell {
  const known = readJsonCell(distribution);
  const attributes = isObject(known) ? known.get('attributes') : undefined;
  const choices = isObject(attributes) ? attributes.get('choices') : undefined;
  if (!isList(choices)) return value;
  const chosen: Json | undefined = choices[Number(value)];
  if (chosen === undefined || isList(chosen) || isObject(chosen)) return value;
  return chosen === null ? 'None' : typeof chosen === 'boolean' ? (chosen ? 'True' : 'False') : chosen;
}

/**
 * The completed trials of one study.
 *
 * @throws ParleyError `badInput` when no study has a completed trial.
 */
export function readOptuna(db: ForeignDatabase, fileName: string, chosen: Chosen): Source {
  const studies = db.rows(
    `SELECT s.study_id, s.study_name, count(t.trial_id), coalesce(sum(t.state = 'COMPLETE'), 0)
     FROM studies s LEFT JOIN trials t ON t.study_id = s.study_id GROUP BY s.study_id ORDER BY s.study_id LIMIT 2000`,
  );
  const complete = (row: Row | undefined) => Number(row?.[3] ?? 0);
  const most = studies.reduce<Row | undefined>(
    (best, row) => (best && complete(best) >= complete(row) ? best : row),
    undefined,
  );
  if (complete(most) === 0) {
    const what = studies.length === 0 ? 'holds no study' : 'holds no study with a completed trial';
    throw new ParleyError(
      'badInput',
      `${fileName} is an Optuna database and ${what}. Run the study, then import it again.`,
    );
  }
  const options = studies.map(([id, name, all, done]) => ({
    value: text(id ?? null),
    label: `${text(name ?? null)}: ${countText(Number(done))} completed of ${countText(Number(all))} trials`,
  }));
  const choice = choose('study', 'Study', options, chosen, text(most?.[0]));
  const row = studies.find(([id]) => text(id) === choice.chosen);
  const study = choice.chosen;
  const name = text(row?.[1]);
  if (complete(row) === 0) {
    throw new ParleyError(
      'badInput',
      `The study "${name}" of ${fileName} has no completed trial. Choose another study.`,
    );
  }
  return {
    ...trialsOf(db, study, name),
    format: 'Optuna study database',
    part: `study ${name}`,
    choices: [choice],
    incumbent: null,
  };
}

function trialsOf(
  db: ForeignDatabase,
  study: string,
  studyName: string,
): Pick<Source, 'columns' | 'places' | 'problems'> {
  const objectives = objectivesOf(db, study);
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

  const said = (direction: Direction | undefined) =>
    direction === undefined
      ? 'An objective of the study, which leaves its direction open.'
      : `The study says: ${direction === 'max' ? 'maximize' : 'minimize'}.`;
  const table = new CellTable();
  const places: number[] = [];
  const constraints: Constraint[][] = [];
  const reserved = new Set(['Trial', 'feasible', ...objectives.map(({ name }) => name)]);
  const taken = new Set([...reserved, ...[...users.values()].flat().map(([, key]) => text(key))]);
  trials.forEach(([trial = null, number = null, state], order) => {
    if (state !== 'COMPLETE') return;
    const id = text(trial);
    const named = numberOf(systems.get(id) ?? [], number ?? order);
    table.next();
    places.push(order + 1);
    table.set('Trial', `${studyName} · trial ${named}`, {
      use: 'name',
      because: 'Names the candidate: its study and its trial.',
    });
    const mine = new Map((values.get(id) ?? []).map(([, objective, value]) => [Number(objective), value ?? null]));
    objectives.forEach(({ name, direction }, i) => {
      const known = direction === undefined ? {} : { direction };
      table.set(name, mine.get(i) ?? null, { use: 'metric', because: said(direction), ...known });
    });
    constraints.push((systems.get(id) ?? []).flatMap(([, key, json]) => constraintsIn(text(key), text(json))));
    for (const [, key, json] of users.get(id) ?? [])
      table.set(freeName(text(key), 'attribute', reserved), cellOf(text(json)));
    for (const [, key, value = null, distribution] of params.get(id) ?? []) {
      table.set(
        freeName(text(key), 'param', taken),
        parameter(value, text(distribution)),
        attribute('A parameter of the trial.'),
      );
    }
  });

  const problems = [];
  const rest = trials.length - places.length;
  if (rest > 0) {
    const trialsAre = rest === 1 ? '1 trial is' : `${countText(rest)} trials are`;
    problems.push(remark(`${trialsAre} left out: failed, pruned, waiting or still running.`));
  }
  const bounds = constraintColumns(constraints);
  const columns = table.finish();
  const inWords = columns.findIndex(({ hint }) => hint?.use === 'attribute');
  columns.splice(inWords < 0 ? columns.length : inWords, 0, ...bounds.columns);
  return { columns, places, problems: [...problems, ...bounds.problems] };
}

/** The number within the study; before 1.3 it stands among the system attributes. */
function numberOf(systems: readonly Row[], standard: Cell): string {
  const stored = systems.find(([, key]) => key === '_number');
  return text(stored?.[2] ?? standard);
}
