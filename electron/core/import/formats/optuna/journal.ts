// Journal files of Optuna (JournalStorage): every change of its studies as a line of JSON, replayed here as Optuna replays it
// (optuna/storages/journal/_storage.py). Ids stand in no line: studies and trials are counted as they are made.
import { formatCount } from '../../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { firstLine, readAppendedLines } from '../../evidence/lines.ts';
import { remark, sourceTable } from '../../planning/source.ts';
import type { SourceCell, Chosen, SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { constraintsIn } from './constraints.ts';
import { chooseStudy, objectiveNames, parameterOf, trialsSource } from './study.ts';
import type { Trial } from './study.ts';

/** The operations that matter here; people's attributes of studies, intermediate values and others do not. */
const operation = {
  createStudy: 0,
  deleteStudy: 1,
  setStudyUserAttribute: 2,
  setStudySystemAttribute: 3,
  createTrial: 4,
  setTrialParameter: 5,
  setTrialState: 6,
  setIntermediateValue: 7,
  setTrialUserAttribute: 8,
  setTrialSystemAttribute: 9,
  /** Written by other programs than Optuna itself, which passes it over. */
  discardTrials: 10,
} as const;
const lastOperation = operation.discardTrials;

const state = { running: 0, complete: 1, pruned: 2, failed: 3, waiting: 4 } as const;
const finished: readonly number[] = [state.complete, state.pruned, state.failed];

const directionOf: readonly (Direction | undefined)[] = [undefined, 'min', 'max'];

interface JournalTrial {
  state: number;
  values: readonly Json[];
  params: Map<string, ReturnType<typeof parameterOf>>;
  userAttributes: JsonObject;
  systemAttributes: JsonObject;
}

interface JournalStudy {
  id: number;
  name: string;
  directions: readonly (Direction | undefined)[];
  systemAttributes: JsonObject;
  trials: JournalTrial[];
}

/** Reads the fields of one line; what a line needs and does not have stops the reading, with its place. */
class Entry {
  readonly #fields: JsonObject;
  readonly #where: string;

  constructor(value: Json, line: number, fileName: string) {
    this.#where = `${fileName} is damaged in line ${formatCount(line)}`;
    if (!isObject(value)) throw this.#refused('It is no operation of Optuna');
    this.#fields = value;
  }

  get operation(): number {
    const code = this.integer('op_code');
    if (code < 0 || code > lastOperation) throw this.#refused(`It has an "op_code" (${code}) that is not Optuna's`);
    return code;
  }

  has(name: string): boolean {
    return (this.#fields.get(name) ?? null) !== null;
  }

  integer(name: string): number {
    const value = this.#fields.get(name);
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.#refused(`Its "${name}" is no whole number`);
    return value;
  }

  text(name: string): string {
    const value = this.#fields.get(name);
    if (typeof value !== 'string') throw this.#refused(`Its "${name}" is no text`);
    return value;
  }

  list(name: string): readonly Json[] {
    const value = this.#fields.get(name);
    if (!isList(value)) throw this.#refused(`Its "${name}" is no list`);
    return value;
  }

  /** An empty object where the line has none. */
  object(name: string): JsonObject {
    const value = this.#fields.get(name) ?? null;
    if (value === null) return new Map();
    if (!isObject(value)) throw this.#refused(`Its "${name}" is no object`);
    return value;
  }

  cell(name: string): SourceCell {
    return scalar(this.#fields.get(name) ?? null);
  }

  #refused(what: string): ParleyError {
    return new ParleyError(
      'badInput',
      `${this.#where}: ${what}. Correct or remove the line, and import the file again.`,
    );
  }
}

/** The state of all studies after the lines read so far. */
class Journal {
  readonly #studies = new Map<number, JournalStudy>();
  /** Of all studies, by the id that Optuna gives them. */
  readonly #trials: JournalTrial[] = [];
  #studyCount = 0;

  /** The studies that were not deleted, in the order in which they were made. */
  get studies(): JournalStudy[] {
    return [...this.#studies.values()];
  }

  apply(entry: Entry): void {
    switch (entry.operation) {
      case operation.createStudy:
        return this.#createStudy(entry);
      case operation.deleteStudy:
        return void this.#studies.delete(entry.integer('study_id'));
      case operation.setStudySystemAttribute:
        return assign(this.#studies.get(entry.integer('study_id'))?.systemAttributes, entry.object('system_attr'));
      case operation.createTrial:
        return this.#createTrial(entry);
      case operation.setTrialParameter: {
        const value = parameterOf(entry.cell('param_value_internal'), entry.text('distribution'));
        return void this.#open(entry)?.params.set(entry.text('param_name'), value);
      }
      case operation.setTrialState:
        return this.#setState(entry);
      case operation.setTrialUserAttribute:
        return assign(this.#open(entry)?.userAttributes, entry.object('user_attr'));
      case operation.setTrialSystemAttribute:
        return assign(this.#open(entry)?.systemAttributes, entry.object('system_attr'));
    }
  }

  /** A second study of the same name is ignored: two processes asked for the same one. */
  #createStudy(entry: Entry): void {
    const name = entry.text('study_name');
    if (this.studies.some((study) => study.name === name)) return;
    const directions = entry.list('directions').map((code) => directionOf[Number(code)]);
    const id = this.#studyCount;
    this.#studyCount += 1;
    this.#studies.set(id, { id, name, directions, systemAttributes: new Map(), trials: [] });
  }

  #createTrial(entry: Entry): void {
    const study = this.#studies.get(entry.integer('study_id'));
    if (!study) return;
    const distributions = entry.object('distributions');
    const params = [...entry.object('params')].map(([name, value]) => {
      const distribution = distributions.get(name);
      return [name, parameterOf(scalar(value), typeof distribution === 'string' ? distribution : '')] as const;
    });
    // One objective stands in "value", several in "values".
    const single = entry.cell('value');
    const trial: JournalTrial = {
      state: entry.has('state') ? entry.integer('state') : state.running,
      values: entry.has('values') ? entry.list('values') : single === null ? [] : [single],
      params: new Map(params),
      userAttributes: new Map(entry.object('user_attrs')),
      systemAttributes: new Map(entry.object('system_attrs')),
    };
    study.trials.push(trial);
    this.#trials.push(trial);
  }

  #setState(entry: Entry): void {
    const trial = this.#open(entry);
    if (!trial) return;
    trial.state = entry.integer('state');
    if (entry.has('values')) trial.values = entry.list('values');
  }

  /** The trial of a line while it can still change: lines about a finished trial are ignored. */
  #open(entry: Entry): JournalTrial | undefined {
    const trial = this.#trials[entry.integer('trial_id')];
    return trial === undefined || finished.includes(trial.state) ? undefined : trial;
  }
}

function assign(attributes: JsonObject | undefined, more: JsonObject): void {
  for (const [key, value] of more) attributes?.set(key, value);
}

/** As a cell of a table: anything nested as JSON. */
const cellOf = (value: Json): SourceCell =>
  isList(value) || isObject(value) ? JSON.stringify(plain(value)) : scalar(value);

const plain = (value: Json): unknown =>
  isList(value)
    ? value.map(plain)
    : isObject(value)
      ? Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
      : value;

const trialOf = (trial: JournalTrial, number: number): Trial => ({
  number: String(number),
  complete: trial.state === state.complete,
  values: trial.values.map(scalar),
  constraints: [...trial.systemAttributes].flatMap(([key, value]) => constraintsIn(key, value)),
  attributes: [...trial.userAttributes].map(([key, value]) => [key, cellOf(value)]),
  params: [...trial.params],
});

const isComplete = (trial: JournalTrial): boolean => trial.state === state.complete;

/** The completed trials of one study. @throws ParleyError `badInput` with the line of what is damaged, or without such a trial. */
function readJournal(text: string, fileName: string, chosen: Chosen): SourceTable {
  const { lines, tornLine } = readAppendedLines(text, fileName);
  const journal = new Journal();
  for (const { line, value } of lines) journal.apply(new Entry(value, line, fileName));
  const outlines = journal.studies.map(({ id, name, trials }) => ({
    id: String(id),
    name,
    trials: trials.length,
    complete: trials.filter(isComplete).length,
  }));
  const { study: outline, choice } = chooseStudy(outlines, fileName, 'an Optuna journal', chosen);
  const study = journal.studies.find(({ id }) => String(id) === outline.id)!;
  const names = objectiveNames(study.directions.length, study.systemAttributes.get('study:metric_names'));
  const objectives = study.directions.map((direction, i) => ({ name: names[i] ?? '', direction }));
  const source = trialsSource(study.name, objectives, study.trials.map(trialOf), outline.trials - outline.complete);
  const torn = `Line ${formatCount(tornLine ?? 0)}, the last one, is cut off: Optuna was stopped while it wrote. It is left out.`;
  return sourceTable({
    ...source,
    problems: tornLine === null ? source.problems : [remark(torn), ...source.problems],
    part: `study ${study.name}`,
    choices: [choice],
  });
}

/** Whether a value is a line of a journal. */
const isEntry = (value: Json | undefined): boolean =>
  isObject(value) && Number.isInteger(value.get('op_code')) && typeof value.get('worker_id') === 'string';

export const optunaJournal: Format = {
  name: 'Optuna journal',
  looksLike: (evidence) => evidence.beginsWith() === 'JSON' && isEntry(firstLine(evidence.text().text)),
  read: (evidence) => readJournal(evidence.text().text, evidence.fileName, evidence.chosen),
};
