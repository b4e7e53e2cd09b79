// Folders of Keras Tuner: `trial_<id>/trial.json` with the settings, every metric over time, and the score. A completed trial is a
// candidate, measured at its best step.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { isList, isObject } from '../evidence/json.ts';
import type { Json, JsonObject } from '../evidence/json.ts';
import { scalar } from '../evidence/leaves.ts';
import { meanAndError } from '../evidence/tableCells.ts';
import { guessDirection } from '../naming/directions.ts';
import { CellTable, freeName, remark, sourceTable } from '../planning/source.ts';
import type { ColumnHint, SourceTable } from '../planning/source.ts';
import type { Format } from './format.ts';

const isTrial = (value: Json): value is JsonObject =>
  isObject(value) && typeof value.get('trial_id') === 'string' && value.has('hyperparameters') && value.has('metrics');

const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object.get(key);
  return isObject(value) ? value : new Map();
};

interface Measured {
  name: string;
  stated: 'min' | 'max' | null;
  /** One per execution, at the best step or else the last. */
  values: number[];
}

function measuredIn(trial: JsonObject): Measured[] {
  const best = trial.get('best_step');
  return [...objectAt(objectAt(trial, 'metrics'), 'metrics')].flatMap(([name, metric]): Measured[] => {
    if (!isObject(metric)) return [];
    const observed = metric.get('observations');
    const observations = (isList(observed) ? observed : []).filter(isObject);
    const at = observations.find((one) => one.get('step') === best) ?? observations.at(-1);
    const values = at?.get('value');
    const direction = metric.get('direction');
    return [
      {
        name,
        stated: direction === 'min' || direction === 'max' ? direction : null,
        values: (isList(values) ? values : []).filter((one): one is number => typeof one === 'number'),
      },
    ];
  });
}

/**
 * Only the objective's direction was chosen by a person. For every other metric it does not know Keras Tuner writes "min", which
 * counts only where the name says the same.
 */
function hintOf({ name, stated }: Measured, isObjective: boolean): ColumnHint {
  const which = stated === 'max' ? 'maximize' : 'minimize';
  if (isObjective && stated) {
    return { use: 'metric', because: `The objective of the search, which says: ${which}.`, direction: stated };
  }
  if (stated === 'max') return { use: 'metric', because: 'The search says: maximize.', direction: 'max' };
  const guessed = guessDirection(name);
  if (stated === 'min' && guessed.because !== '' && guessed.direction === 'min') {
    return { use: 'metric', because: 'The search says: minimize.', direction: 'min' };
  }
  return { use: 'metric', because: 'Keras Tuner writes "min" for every metric that it does not know.' };
}

function tunerSource(trials: readonly JsonObject[]): SourceTable {
  const completed = trials.filter((trial) => trial.get('status') === 'COMPLETED');
  const table = new CellTable();
  const problems: Problem[] = [];
  const taken = new Set(['Trial', ...completed.flatMap((trial) => measuredIn(trial).map(({ name }) => name))]);
  // The name of the objective is in no file: it is the metric whose value is the score, in every trial.
  const objective = [...taken].find((name) =>
    completed.every((trial) => {
      const mine = measuredIn(trial).find((one) => one.name === name);
      const score = trial.get('score');
      return (
        mine !== undefined &&
        mine.values.length > 0 &&
        typeof score === 'number' &&
        Math.abs(meanAndError(mine.values).mean - score) <= 1e-9 * Math.max(1, Math.abs(score))
      );
    }),
  );
  for (const trial of completed) {
    table.next();
    const id = String(trial.get('trial_id'));
    table.set('Trial', `trial ${id}`, { use: 'name', because: 'Names the candidate: the trial.' });
    for (const measured of measuredIn(trial)) {
      const { name, values } = measured;
      if (values.length === 0) continue;
      const { mean, error } = meanAndError(values);
      table.set(name, mean, hintOf(measured, name === objective));
      if (error === null) continue;
      const because = 'The standard deviation of the executions of the trial divided by √n.';
      table.set(`${name} standard error`, error, {
        use: 'standardError',
        because,
        of: name,
        made: 'standard deviation of the executions / √n',
      });
    }
    for (const [key, value] of objectAt(objectAt(trial, 'hyperparameters'), 'values')) {
      const cell = scalar(value);
      if (key.startsWith('tuner/') || cell === null) continue;
      table.set(freeName(key, 'setting', taken), cell, { use: 'attribute', because: 'A setting of the trial.' });
    }
  }
  const rest = trials.length - completed.length;
  if (rest > 0) {
    const are = rest === 1 ? '1 trial is' : `${formatCount(rest)} trials are`;
    problems.push(remark(`${are} left out: not completed.`));
  }
  problems.push(remark('Each trial is measured at the step that Keras Tuner calls its best.'));
  return sourceTable({ columns: table.finish(), places: completed.map((_, i) => i + 1), problems });
}

export const kerasTuner: Format = {
  name: 'Keras Tuner trials',
  looksLike: ({ documents }) => documents().some(({ value }) => isTrial(value)),
  read: (evidence) => {
    const trials = evidence.documents().flatMap(({ value }) => (isTrial(value) ? [value] : []));
    const source = tunerSource(trials);
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
