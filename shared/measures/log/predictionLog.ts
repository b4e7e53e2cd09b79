// A prediction log as columns: what is measured from. Built from the columns of a table and what each was said to be.
import { atThreshold } from '../classification/confusion.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { CandidateColumns, LogRoles } from './roles.ts';

/** A column of the table as it arrives. */
export interface LogColumn {
  header: string;
  /** NaN where the cell is no number. */
  numbers: Float64Array;
  /** Per row its word, −1 where blank; null where there are too many different ones to tell apart. */
  words: { codes: Int32Array; names: readonly string[] } | null;
}

export interface LogCandidate {
  name: string;
  /** Larger: more surely positive. null: decisions only. */
  scores: Float64Array | null;
  predicted: Uint8Array;
}

/** A log of a question with two answers. All columns have the same rows, those that can be measured. */
export interface PredictionLog {
  rows: number;
  /** Per row its row of the table: the one with its label, groups and weight. */
  at: Int32Array;
  labels: Uint8Array;
  candidates: LogCandidate[];
  groups: GroupColumn[];
  weights: Float64Array | null;
  /** 0-based rows of the table that were left out, by reason. */
  left: { noLabel: number; noPrediction: number; noWeight: number };
}

export interface LogChoices {
  /** The label that counts as positive, as written. */
  positive: string;
  /** Scores of at least this are decided positive; a prediction column of its own goes before. */
  threshold: number;
  /** Candidates whose larger scores mean the other answer. */
  inverted: ReadonlySet<string>;
}

/** What is wrong with a log as it was described; a sentence for the person. */
export class LogProblem extends Error {}

/**
 * Takes the rows in which the label, every candidate and the weight are there: candidates are then compared on the same rows.
 * @param columns  by their place in the table; only those that `roles` names are read.
 * @throws LogProblem. O(rows × columns used).
 */
export function binaryLog(
  columns: readonly (LogColumn | undefined)[],
  roles: LogRoles,
  choices: LogChoices,
): PredictionLog {
  const label = wordsOf(columns, roles.label, 'label');
  const wide = roles.model === null ? sideBySide(columns, roles) : spreadOut(columns, roles, label);
  const rows = wide.first.length;
  const weight = roles.weight === null ? null : columns[roles.weight]!;
  const left = { noLabel: 0, noPrediction: 0, noWeight: 0 };
  const kept: number[] = [];
  for (let r = 0; r < rows; r++) {
    const at = wide.first[r]!;
    const w = weight?.numbers[at] ?? 1;
    if (label.codes[at]! < 0) left.noLabel++;
    else if (!wide.candidates.every((candidate) => candidate.complete(r))) left.noPrediction++;
    else if (!(w >= 0)) left.noWeight++;
    else kept.push(r);
  }
  if (kept.length === 0) throw new LogProblem('No row has a label and a prediction of every candidate.');
  const positive = label.names.indexOf(choices.positive);
  if (positive < 0) throw new LogProblem(`No row has the label "${choices.positive}".`);
  const used = new Set(kept.map((r) => label.codes[wide.first[r]!]!));
  if (used.size > 2) throw new LogProblem(`The label has ${used.size} values; this view takes two.`);
  const firsts = Int32Array.from(kept, (r) => wide.first[r]!);
  return {
    rows: kept.length,
    at: firsts,
    labels: Uint8Array.from(firsts, (at) => (label.codes[at] === positive ? 1 : 0)),
    candidates: wide.candidates.map((candidate) => candidate.take(kept, choices)),
    groups: roles.groups.map((place) => {
      const { codes, names } = wordsOf(columns, place, 'group');
      return sortedGroups(
        columns[place]!.header,
        firsts.map((at) => codes[at]!),
        names,
      );
    }),
    weights: weight === null ? null : Float64Array.from(firsts, (at) => weight.numbers[at]!),
    left,
  };
}

function wordsOf(columns: readonly (LogColumn | undefined)[], place: number | null, what: string) {
  const column = place === null ? undefined : columns[place];
  if (!column) throw new LogProblem(`Say which column is the ${what}.`);
  if (!column.words) throw new LogProblem(`"${column.header}" has too many different values to be a ${what}.`);
  return column.words;
}

function sortedGroups(name: string, codes: Int32Array, names: readonly string[]): GroupColumn {
  const seen = new Set(codes);
  const order = names.map((_, code) => code).filter((code) => seen.has(code));
  order.sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const place = new Map(order.map((code, k) => [code, k]));
  return { name, groups: order.map((code) => names[code]!), codes: codes.map((code) => place.get(code) ?? -1) };
}

/** A candidate whose cell of wide row r stands in row `at(r)` of the table, −1 where it has none. */
interface Reader {
  complete: (r: number) => boolean;
  take: (kept: readonly number[], choices: LogChoices) => LogCandidate;
}

function reader(
  columns: readonly (LogColumn | undefined)[],
  { name, score, prediction, threshold: own }: CandidateColumns,
  at: (r: number) => number,
): Reader {
  const scores = score === null ? null : columns[score]!;
  const decided = prediction === null ? null : columns[prediction]!;
  if (!scores && !decided) throw new LogProblem(`Say which column holds the scores or predictions of ${name}.`);
  if (decided && !decided.words)
    throw new LogProblem(`"${decided.header}" has too many different values to be decisions.`);
  return {
    complete: (r) =>
      at(r) >= 0 &&
      (scores === null || Number.isFinite(scores.numbers[at(r)]!)) &&
      (decided === null || decided.words!.codes[at(r)]! >= 0),
    take: (kept, { positive, threshold, inverted }) => {
      const values = scores && Float64Array.from(kept, (r) => scores.numbers[at(r)]!);
      const turned = values && inverted.has(name) ? invertedScores(values) : values;
      // "1.0" and "1" are the same decision; words are compared as written.
      const yes = decided?.words!.names.findIndex((word) => sameAnswer(word, positive)) ?? -1;
      const predicted = decided
        ? Uint8Array.from(kept, (r) => (decided.words!.codes[at(r)] === yes ? 1 : 0))
        : atThreshold(turned!, own ?? threshold);
      return { name, scores: turned, predicted };
    },
  };
}

const sameAnswer = (a: string, b: string) => a === b || (a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b));

/** 1 − score for probabilities, −score for others. */
function invertedScores(scores: Float64Array): Float64Array {
  const probable = scores.every((score) => score >= 0 && score <= 1);
  return scores.map((score) => (probable ? 1 - score : -score));
}

interface Wide {
  /** Per row of the log the row of the table that has its label, groups and weight. */
  first: Int32Array;
  candidates: Reader[];
}

function sideBySide(columns: readonly (LogColumn | undefined)[], roles: LogRoles): Wide {
  const rows = columns[roles.label!]!.numbers.length;
  if (roles.candidates.length === 0)
    throw new LogProblem('Say which columns hold the candidates’ scores or predictions.');
  return {
    first: Int32Array.from({ length: rows }, (_, r) => r),
    candidates: roles.candidates.map((candidate) => reader(columns, candidate, (r) => r)),
  };
}

/** A long table, one row per candidate and case, put side by side by the case's id, or by its turn among the candidate's rows. */
function spreadOut(
  columns: readonly (LogColumn | undefined)[],
  roles: LogRoles,
  label: { codes: Int32Array; names: readonly string[] },
): Wide {
  const model = wordsOf(columns, roles.model, 'candidate’s name');
  const cells = roles.candidates[0];
  if (!cells) throw new LogProblem('Say which column holds the scores or predictions.');
  const id = roles.row === null ? null : columns[roles.row]!;
  const turns = new Int32Array(model.names.length);
  const caseOf = new Map<number, number>();
  const first: number[] = [];
  const places = model.names.map(() => [] as number[]);
  model.codes.forEach((code, at) => {
    if (code < 0) return;
    const turn = turns[code]!++;
    const key = id === null ? turn : id.words ? id.words.codes[at]! : id.numbers[at]!;
    let r = caseOf.get(key);
    if (r === undefined) {
      r = first.length;
      caseOf.set(key, r);
      first.push(at);
    } else if (label.codes[first[r]!] !== label.codes[at]) {
      const name = model.names[code]!;
      const how = id === null ? `Row ${r + 1} of ${name}` : `The case of row ${at + 1}, ${name},`;
      throw new LogProblem(
        `${how} has another label than for the candidate before it, so the rows do not belong together.`,
      );
    }
    if (places[code]![r] !== undefined)
      throw new LogProblem(`${model.names[code]!} has two rows for the case of row ${at + 1}.`);
    places[code]![r] = at;
  });
  return {
    first: Int32Array.from(first),
    candidates: model.names.map((name, code) => reader(columns, { ...cells, name }, (r) => places[code]![r] ?? -1)),
  };
}
