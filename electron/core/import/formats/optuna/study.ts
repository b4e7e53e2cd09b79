// A study of Optuna, from whichever of its storages → a source: its completed trials, one candidate each.
import { formatCount } from '../../../../../shared/domain/format.ts';
import { ParleyError, type Problem } from '../../../../../shared/contract/errors.ts';
import type { SourceChoice } from '../../../../../shared/contract/imports.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { isList, isObject, readJsonCell } from '../../evidence/json.ts';
import type { Json } from '../../evidence/json.ts';
import { CellTable, choose, freeName, remark } from '../../planning/source.ts';
import type { SourceCell, Chosen, SourceTable } from '../../planning/source.ts';
import { constraintColumns } from './constraints.ts';
import type { Constraint } from './constraints.ts';

export interface Objective {
  name: string;
  /** undefined where the study does not say. */
  direction: Direction | undefined;
}

export interface Trial {
  /** Within its study, as Optuna counts. */
  number: string;
  complete: boolean;
  /** By objective; null where it has none. */
  values: readonly SourceCell[];
  constraints: readonly Constraint[];
  attributes: readonly (readonly [key: string, value: SourceCell])[];
  params: readonly (readonly [key: string, value: Parameter])[];
}

/** A parameter of a trial. */
interface Parameter {
  /** As it was chosen: a category by its name; null where it is none of those that the study lists. */
  value: SourceCell;
  /** The place that was written where the list has none, and how long the list is; null: it is as it should be. */
  outside: { place: string; listed: number } | null;
}

/** What is known of a study before its trials are read. */
export interface StudyOutline {
  id: string;
  name: string;
  trials: number;
  complete: number;
}

/** The names of the objectives, as `study:metric_names` gives them, or else by their places. */
export const objectiveNames = (count: number, names: Json | undefined): string[] =>
  Array.from({ length: count }, (_, i) => {
    const name = isList(names) ? names[i] : undefined;
    return typeof name === 'string' && name.trim() !== '' ? name : `Objective ${i}`;
  });

/** A parameter as it was chosen: the category, not its place among the choices that the distribution lists. */
export function parameterOf(value: SourceCell, distribution: string): Parameter {
  const known = readJsonCell(distribution);
  const attributes = isObject(known) ? known.get('attributes') : undefined;
  const choices = isObject(attributes) ? attributes.get('choices') : undefined;
  if (!isList(choices)) return { value, outside: null };
  // Number(null) and Number('') are 0, which is the first choice.
  const place = value === null || value === '' ? NaN : Number(value);
  const chosen: Json | undefined = choices[place];
  if (chosen === undefined) return { value: null, outside: { place: String(value ?? ''), listed: choices.length } };
  if (isList(chosen) || isObject(chosen)) return { value, outside: null };
  const named = chosen === null ? 'None' : typeof chosen === 'boolean' ? (chosen ? 'True' : 'False') : chosen;
  return { value: named, outside: null };
}

/** Says of each parameter in how many trials it is none of the choices that the study lists. */
function outsideRemarks(trials: readonly Trial[]): Problem[] {
  const found = new Map<string, { count: number; first: string; place: string; listed: number }>();
  for (const { number, complete, params } of trials) {
    if (!complete) continue;
    for (const [key, { outside }] of params) {
      if (outside === null) continue;
      const before = found.get(key) ?? { count: 0, first: number, ...outside };
      found.set(key, { ...before, count: before.count + 1 });
    }
  }
  return [...found].map(([key, { count, first, place, listed }]) => {
    const list = listed === 1 ? '1 choice, number 0' : `${formatCount(listed)} choices, numbered 0 to ${listed - 1}`;
    const lists = `the study lists ${listed === 0 ? 'none' : list}`;
    const chose = place === '' ? 'nothing' : `number ${place}`;
    const message =
      count === 1
        ? `Trial ${first} chose ${chose} of “${key}”, and ${lists}. The value is left out.`
        : `${formatCount(count)} trials chose what is not on the list of “${key}”: trial ${first}, for example, ${chose}, and ${lists}. Their values are left out.`;
    return remark(message, key, null, place);
  });
}

/**
 * Chooses the study to read: the one that was asked for, else the one with most completed trials.
 *
 * @param storage "an Optuna database", for the sentences.
 * @throws ParleyError `badInput` when it has no completed trial.
 */
export function chooseStudy(
  studies: readonly StudyOutline[],
  fileName: string,
  storage: string,
  chosen: Chosen,
): { study: StudyOutline; choice: SourceChoice } {
  const fullest = studies.reduce<StudyOutline | undefined>(
    (best, one) => (best && best.complete >= one.complete ? best : one),
    undefined,
  );
  if (fullest === undefined || fullest.complete === 0) {
    const what = studies.length === 0 ? 'holds no study' : 'holds no study with a completed trial';
    throw new ParleyError('badInput', `${fileName} is ${storage} and ${what}. Run the study, then import it again.`);
  }
  const options = studies.map(({ id, name, trials, complete }) => ({
    value: id,
    label: `${name}: ${formatCount(complete)} of ${formatCount(trials)} ${trials === 1 ? 'trial' : 'trials'} completed`,
  }));
  const choice = choose('study', 'Study', options, chosen, fullest.id);
  const study = studies.find(({ id }) => id === choice.chosen)!;
  if (study.complete === 0) {
    throw new ParleyError(
      'badInput',
      `The study "${study.name}" of ${fileName} has no completed trial. Choose another study.`,
    );
  }
  return { study, choice };
}

const directionSaid = (direction: Direction | undefined) =>
  direction === undefined
    ? 'An objective of the study, which leaves its direction open.'
    : `The study says: ${direction === 'max' ? 'maximize' : 'minimize'}.`;

/** The 1-based place of a trial within its study: Optuna numbers from 0. */
function placeOf({ number }: Trial, order: number): number {
  const numbered = number === '' ? NaN : Number(number);
  return Number.isInteger(numbered) && numbered >= 0 && numbered < 2 ** 31 - 1 ? numbered + 1 : order + 1;
}

/**
 * The completed trials.
 *
 * @param trials in order; those that are not complete are left out.
 * @param left   how many of the study are not complete.
 * O(trials × what each states).
 */
export function trialsSource(
  studyName: string,
  objectives: readonly Objective[],
  trials: readonly Trial[],
  left: number,
): Pick<SourceTable, 'columns' | 'places' | 'problems'> {
  const table = new CellTable();
  const places: number[] = [];
  const constraints: (readonly Constraint[])[] = [];
  const reserved = new Set(['Trial', 'feasible', ...objectives.map(({ name }) => name)]);
  const taken = new Set([...reserved, ...trials.flatMap(({ attributes }) => attributes.map(([key]) => key))]);
  trials.forEach((trial, order) => {
    if (!trial.complete) return;
    table.next();
    places.push(placeOf(trial, order));
    table.set('Trial', `${studyName} · trial ${trial.number}`, {
      use: 'name',
      because: 'Names the candidate: its study and its trial.',
    });
    objectives.forEach(({ name, direction }, i) => {
      const because = directionSaid(direction);
      table.set(
        name,
        trial.values[i] ?? null,
        direction === undefined ? { use: 'metric', because } : { use: 'metric', because, direction },
      );
    });
    constraints.push(trial.constraints);
    for (const [key, value] of trial.attributes) table.set(freeName(key, 'attribute', reserved), value);
    for (const [key, { value }] of trial.params) {
      table.set(freeName(key, 'param', taken), value, { use: 'attribute', because: 'A parameter of the trial.' });
    }
  });

  const problems: Problem[] = [];
  if (left > 0) {
    const trialsAre = left === 1 ? '1 trial is' : `${formatCount(left)} trials are`;
    problems.push(remark(`${trialsAre} left out: failed, pruned, waiting or still running.`));
  }
  problems.push(...outsideRemarks(trials));
  const bounds = constraintColumns(constraints);
  const columns = table.finish();
  const firstAttribute = columns.findIndex(({ hint }) => hint?.use === 'attribute');
  columns.splice(firstAttribute < 0 ? columns.length : firstAttribute, 0, ...bounds.columns);
  return { columns, places, problems: [...problems, ...bounds.problems] };
}
