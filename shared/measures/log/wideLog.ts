// A prediction log put side by side: one case per place in every column, whatever shape the table had. What a review keeps.
import type { ClassProbability, LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { mergeSpellings } from './spellings.ts';
import { listedNumbers } from './classColumns.ts';
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
  const said = candidates.map(({ rows, classProbabilities, intervalLow, intervalHigh, ...candidate }) => {
    const { name } = candidate;
    const score = addOf(name, candidate.score, rows);
    const prediction = addOf(name, candidate.prediction, rows);
    const probabilities = classProbabilities?.map(({ place, answer, item }) => {
      const own = cellsAt(columns[place]!, rows);
      const numbers = item === undefined ? own.numbers : itemOf(own, item);
      return { place: wide.push({ header: `${name}: probability of ${answer}`, numbers, words: null }) - 1, answer };
    });
    const ends =
      intervalLow == null || intervalHigh == null
        ? null
        : { intervalLow: addOf(name, intervalLow, rows), intervalHigh: addOf(name, intervalHigh, rows) };
    return {
      ...candidate,
      score,
      prediction: prediction ?? (score === null ? impliedPrediction(wide, name, probabilities, ends) : null),
      ...(probabilities === undefined ? {} : { classProbabilities: probabilities }),
      ...ends,
      ...(candidate.latency == null ? {} : { latency: addOf(name, candidate.latency, rows) }),
      ...(candidate.cost == null ? {} : { cost: addOf(name, candidate.cost, rows) }),
    };
  });
  return {
    cases: wide[0]!.numbers.length,
    columns: wide,
    roles: { ...shared, row: null, model: null, candidates: said },
  };
}

/** What a candidate that gives probabilities or ranges alone predicts: the likeliest answer, or the middle. null: it gives neither. */
function impliedPrediction(
  wide: LogColumn[],
  name: string,
  probabilities: readonly ClassProbability[] | undefined,
  ends: { intervalLow: number | null; intervalHigh: number | null } | null,
): number | null {
  if (probabilities !== undefined && probabilities.length > 0)
    return wide.push(likeliestAnswer(wide, name, probabilities)) - 1;
  if (ends === null) return null;
  const [low, high] = [wide[ends.intervalLow!]!.numbers, wide[ends.intervalHigh!]!.numbers];
  const numbers = low.map((end, at) => (end + high[at]!) / 2);
  return wide.push({ header: `${name}: middle of the range`, numbers, words: null }) - 1;
}

/** The answer with the largest probability, of equal ones the first; missing where a probability is. O(cases × answers). */
function likeliestAnswer(
  wide: readonly LogColumn[],
  name: string,
  probabilities: readonly ClassProbability[],
): LogColumn {
  const of = probabilities.map(({ place }) => wide[place]!.numbers);
  const codes = Int32Array.from(of[0]!, (_, at) => {
    let best = 0;
    for (let k = 0; k < of.length; k++) {
      if (Number.isNaN(of[k]![at]!)) return -1;
      if (of[k]![at]! > of[best]![at]!) best = k;
    }
    return best;
  });
  const names = probabilities.map(({ answer }) => answer);
  const words = mergeSpellings({ codes, names }).words;
  return { header: `${name}: likeliest answer`, numbers: new Float64Array(codes.length).fill(NaN), words };
}

/** One of the numbers that every cell lists; NaN where it lists fewer. O(cases + words). */
function itemOf({ header, words }: LogColumn, item: number): Float64Array {
  if (words === null) throw new LogProblem(`“${header}” lists no numbers.`);
  const numbers = words.names.map((name) => listedNumbers(name)?.[item] ?? NaN);
  return Float64Array.from(words.codes, (code) => (code < 0 ? NaN : numbers[code]!));
}

interface Gathered {
  /** Per case the row that has what does not depend on the candidate; null: all rows as they are. */
  first: Int32Array | null;
  /** `rows`: per case the candidate's row, −1 where it has none; null: all rows as they are. */
  candidates: (LogRoles['candidates'][number] & { rows: Int32Array | null })[];
}

function sideBySide(columns: LogColumns, roles: LogRoles): Gathered {
  for (const candidate of roles.candidates) need(columns, candidate.name, candidate);
  return { first: null, candidates: roles.candidates.map((candidate) => ({ ...candidate, rows: null })) };
}

function need(
  columns: LogColumns,
  name: string,
  { score, prediction, intervalLow, intervalHigh, classProbabilities = [] }: LogRoles['candidates'][number],
): void {
  const there = (place: number | null | undefined) => place != null && columns[place] !== undefined;
  const ranges = there(intervalLow) && there(intervalHigh);
  const probabilities = classProbabilities.length > 0 && classProbabilities.every(({ place }) => there(place));
  if (!there(score) && !there(prediction) && !ranges && !probabilities)
    throw new LogProblem(`Say which column holds the scores or predictions of ${name}.`);
}

function spreadOut(columns: LogColumns, roles: LogRoles): Gathered {
  const model = columns[roles.model!]?.words;
  if (!model) throw new LogProblem('Say which column is the candidate’s name.');
  const said = roles.candidates[0]!;
  need(columns, 'the candidates', said);
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
