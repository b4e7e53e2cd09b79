// A prediction log put side by side: one case per place in every column, whatever shape the table had. What a review keeps.
import type { LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { mergeSpellings } from './spellings.ts';
import { cutAt } from './cutGroups.ts';
import { LogProblem } from './predictionLog.ts';

export interface WideLog {
  cases: number;
  /** The label first, then weight, query, unit, time, groups, features, then what each candidate said and took, one after another. */
  columns: LogColumn[];
  /** Of these columns. */
  roles: LogRoles;
}

/**
 * Puts a log side by side. A long table has one row per candidate and case; cases are told apart by their id, or by their turn
 * among the candidate's rows, and what does not depend on the candidate is taken from the first row of the case.
 * @param columns  by their place in the table; only those that `roles` names are read.
 * @throws LogProblem where a column that is needed is not there, or rows do not belong together. O(rows × columns used).
 */
export function wideLog(columns: LogColumns, roles: LogRoles): WideLog {
  if (roles.label === null || !columns[roles.label]) throw new LogProblem('Say which column is the label.');
  if (roles.candidates.length === 0)
    throw new LogProblem('Say which columns hold the candidates’ scores or predictions.');
  const { first, candidates } = roles.model === null ? sideBySide(columns, roles) : spreadOut(columns, roles);
  const wide: LogColumn[] = [];
  const add = (from: number): number => wide.push(cellsAt(columns[from]!, first)) - 1;
  const addIfThere = (from: number | null) => (from === null ? null : add(from));
  // Answers and groups are told by their words, whose upper and lower case says nothing.
  const addWords = (from: number): number => wide.push(inOneSpelling(cellsAt(columns[from]!, first))) - 1;
  const addCut = (from: number, bounds: readonly number[]): number =>
    wide.push(cutAt(cellsAt(columns[from]!, first), bounds)) - 1;
  const shared = {
    label: addWords(roles.label),
    weight: addIfThere(roles.weight),
    query: addIfThere(roles.query),
    unit: addIfThere(roles.unit ?? null),
    ...(roles.time == null ? {} : { time: add(roles.time) }),
    groups: roles.groups.map(({ place, reference, bounds }) => ({
      place: bounds ? addCut(place, bounds) : addWords(place),
      reference,
    })),
    features: roles.features.map(add),
  };
  const addOf = (name: string, from: number | null, rows: Int32Array | null): number | null => {
    if (from === null) return null;
    const column = cellsAt(columns[from]!, rows);
    const header = roles.model === null ? column.header : `${column.header} ${name}`;
    return wide.push(inOneSpelling({ ...column, header })) - 1;
  };
  const said = candidates.map(({ rows, ...candidate }) => ({
    ...candidate,
    score: addOf(candidate.name, candidate.score, rows),
    prediction: addOf(candidate.name, candidate.prediction, rows),
    ...(candidate.latency == null ? {} : { latency: addOf(candidate.name, candidate.latency, rows) }),
    ...(candidate.cost == null ? {} : { cost: addOf(candidate.name, candidate.cost, rows) }),
  }));
  return {
    cases: wide[0]!.numbers.length,
    columns: wide,
    roles: { ...shared, row: null, model: null, candidates: said },
  };
}

interface Gathered {
  /** Per case the row that has what does not depend on the candidate; null: all rows as they are. */
  first: Int32Array | null;
  /** `rows`: per case the candidate's row, −1 where it has none; null: all rows as they are. */
  candidates: (LogRoles['candidates'][number] & { rows: Int32Array | null })[];
}

function sideBySide(columns: LogColumns, roles: LogRoles): Gathered {
  for (const { name, score, prediction } of roles.candidates) need(columns, name, score, prediction);
  return { first: null, candidates: roles.candidates.map((candidate) => ({ ...candidate, rows: null })) };
}

function need(columns: LogColumns, name: string, score: number | null, prediction: number | null): void {
  const there = (place: number | null) => place !== null && columns[place] !== undefined;
  if (!there(score) && !there(prediction))
    throw new LogProblem(`Say which column holds the scores or predictions of ${name}.`);
}

function spreadOut(columns: LogColumns, roles: LogRoles): Gathered {
  const model = columns[roles.model!]?.words;
  if (!model) throw new LogProblem('Say which column is the candidate’s name.');
  const said = roles.candidates[0]!;
  need(columns, 'the candidates', said.score, said.prediction);
  const id = roles.row === null ? null : columns[roles.row]!;
  const label = columns[roles.label!]!;
  const turns = new Int32Array(model.names.length);
  const caseOf = new Map<number, number>();
  const first: number[] = [];
  const places = model.names.map((): number[] => []);
  model.codes.forEach((code, at) => {
    if (code < 0) return;
    const turn = turns[code]!++;
    const key = id === null ? turn : id.words ? id.words.codes[at]! : id.numbers[at]!;
    let which = caseOf.get(key);
    if (which === undefined) {
      which = first.push(at) - 1;
      caseOf.set(key, which);
    } else if (!sameCell(label, first[which]!, at)) {
      const name = model.names[code]!;
      const how = id === null ? `Row ${turn + 1} of ${name}` : `The case of row ${at + 1}, ${name},`;
      throw new LogProblem(
        `${how} has another label than for the candidate before it, so the rows do not belong together.`,
      );
    }
    if (places[code]![which] !== undefined)
      throw new LogProblem(`${model.names[code]!} has two rows for the case of row ${at + 1}.`);
    places[code]![which] = at;
  });
  return {
    first: Int32Array.from(first),
    candidates: model.names.map((name, code) => ({
      ...said,
      name,
      rows: Int32Array.from(first, (_, which) => places[code]![which] ?? -1),
    })),
  };
}

const sameCell = ({ numbers, words }: LogColumn, a: number, b: number): boolean =>
  words ? words.codes[a] === words.codes[b] : Object.is(numbers[a], numbers[b]);

const inOneSpelling = (column: LogColumn): LogColumn => ({
  ...column,
  words: column.words && mergeSpellings(column.words).words,
});

/** The cells of these rows; missing where the row is −1. */
function cellsAt({ header, numbers, words }: LogColumn, rows: Int32Array | null): LogColumn {
  if (rows === null) return { header, numbers, words };
  return {
    header,
    numbers: Float64Array.from(rows, (at) => (at < 0 ? NaN : numbers[at]!)),
    words: words && { codes: Int32Array.from(rows, (at) => (at < 0 ? -1 : words.codes[at]!)), names: words.names },
  };
}
