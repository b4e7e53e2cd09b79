// A log of a question with two answers as columns: what is measured from. Built from the columns of a wide table and what each was
// said to be.
import type { LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { atThreshold } from '../classification/confusion.ts';
import { answerKey, positiveWords, sameAnswer, usedWords } from './answers.ts';
import type { CountedScores, CountedUnits } from '../../domain/cube.ts';
import type { BinnedScores } from '../classification/scoreBins.ts';
import type { UnitSizes } from '../compare/unitSizes.ts';
import { binnedScores } from './countedScores.ts';
import type { CandidateUnits } from './countedUnits.ts';
import { unitSizes, unitsOfCandidate } from './countedUnits.ts';
import { mirroredScores } from './scoreScale.ts';
import type { LogRows, Says } from './usableRows.ts';
import { LogProblem, requireCandidates, saysNumber, numbersAt, usableRows, wordsOf } from './usableRows.ts';

export { LogProblem } from './usableRows.ts';

interface LogCandidate {
  name: string;
  /** Larger: more surely positive. null: decisions only. */
  scores: Float64Array | null;
  predicted: Uint8Array;
  /** Scores that were counted in bins, of a cube; null or absent: none were. */
  bins?: BinnedScores | null;
  /** How the cases of units go together, of a cube that says; null or absent: every case is one of its own, or rows say. */
  byUnit?: CandidateUnits | null;
}

/** A log of a question with two answers. All columns have the same entries, rows or cells, those that can be measured. */
export interface PredictionLog extends LogRows {
  labels: Uint8Array;
  candidates: LogCandidate[];
  /** Of a cube whose cases come in units: these by their size. */
  sizes?: UnitSizes | null;
}

export interface LogChoices {
  /** The label that counts as positive, as written. */
  positive: string;
  /** Scores of at least this are decided positive; a prediction column of its own goes before. */
  threshold: number;
  /** The share of cases that ranges are to hold. */
  level?: number;
  /** Ordered answers in words, from the lowest to the highest; absent: they are numbers. */
  order?: readonly string[];
  /** Candidates whose larger scores mean the other answer; of those that only decide, whose decisions do. */
  inverted: ReadonlySet<string>;
}

/**
 * @param columns  by their place in the table; only those that `roles` names are read.
 * @throws LogProblem; also where a word of a decision is none of the labels. O(rows × columns used).
 */
export function binaryLog(columns: LogColumns, roles: LogRoles, choices: LogChoices): PredictionLog {
  return logOf(columns, roles, choices, {});
}

/**
 * The same of a cube: its cells as columns, and the scores that were counted beside them.
 * @throws LogProblem as `binaryLog`. O(cells + bins).
 */
export function binaryCube(
  columns: LogColumns,
  roles: LogRoles,
  choices: LogChoices,
  scores: readonly CountedScores[],
  units: CountedUnits | null = null,
): PredictionLog {
  const log = logOf(columns, roles, choices, { cells: true });
  const inverted = log.candidates.map(({ name }) => choices.inverted.has(name));
  const candidates = log.candidates.map((candidate, c) => ({
    ...candidate,
    bins: binnedScores(scores, c, {
      isPositive: (word) => sameAnswer(word, choices.positive),
      groups: log.groups,
      mirrored: inverted[c]!,
    }),
    byUnit:
      units &&
      unitsOfCandidate(units, c, {
        groups: log.groups,
        otherOne: !sameAnswer(units.positive, choices.positive),
        inverted: inverted[c]!,
      }),
  }));
  return { ...log, candidates, sizes: units && unitSizes(units, inverted) };
}

function logOf(columns: LogColumns, roles: LogRoles, choices: LogChoices, allowed: { cells?: true }): PredictionLog {
  const label = wordsOf(columns, roles.label, 'label');
  requireCandidates(roles.candidates);
  const readers = roles.candidates.map((candidate) => reader(columns, candidate));
  const log = usableRows(columns, roles, {
    label: (at) => label.codes[at]! >= 0,
    candidates: readers.map(({ says }) => says),
    ...allowed,
  });
  const isPositive = label.names.map((name) => sameAnswer(name, choices.positive));
  if (!isPositive.includes(true)) throw new LogProblem(`No row has the label "${choices.positive}".`);
  const used = usedWords(label, log.at);
  const answers = new Set(used.map(answerKey)).size;
  if (answers > 2) throw new LogProblem(`The label has ${answers} values; this view takes two.`);
  const labels = { words: used, codes: Uint8Array.from(log.at, (at) => (isPositive[label.codes[at]!] ? 1 : 0)) };
  return { ...log, labels: labels.codes, candidates: readers.map(({ take }) => take(log.at, choices, labels)) };
}

/** The words of the label, and per row whether it is the positive one. */
interface Labels {
  words: readonly string[];
  codes: Uint8Array;
}

interface Reader {
  says: Says;
  take: (at: Int32Array, choices: LogChoices, labels: Labels) => LogCandidate;
}

function reader(
  columns: LogColumns,
  { name, score, prediction, threshold: own }: LogRoles['candidates'][number],
): Reader {
  const scoring = score === null ? null : columns[score]!;
  const deciding = prediction === null ? null : columns[prediction]!;
  if (!scoring && !deciding) throw new LogProblem(`Say which column holds the scores or predictions of ${name}.`);
  if (deciding && !deciding.words)
    throw new LogProblem(`"${deciding.header}" has too many different values to be decisions.`);
  const scored = scoring && saysNumber(scoring);
  return {
    says: (at) => (scored === null || scored(at)) && (deciding === null || deciding.words!.codes[at]! >= 0),
    take: (at, { positive, threshold, inverted }, labels) => {
      const written = scoring && numbersAt(scoring, at);
      const decisions = deciding && decisionsAt(deciding, at, { name, positive, labels: labels.words });
      const turns = whatTurns(inverted.has(name), labels.codes, written, decisions);
      const ordered = written && turns.scores ? mirroredScores(written, own ?? threshold) : null;
      const scores = ordered?.scores ?? written;
      if (decisions === null)
        return { name, scores, predicted: atThreshold(scores!, ordered?.threshold ?? own ?? threshold) };
      return { name, scores, predicted: turns.decisions ? decisions.map((decision) => 1 - decision) : decisions };
    },
  };
}

/**
 * What of a candidate is turned round: all that it says where its scores and decisions go together, else what goes against the label.
 */
function whatTurns(
  inverted: boolean,
  labels: Uint8Array,
  scores: Float64Array | null,
  decisions: Uint8Array | null,
): { scores: boolean; decisions: boolean } {
  if (!inverted || scores === null || decisions === null || goTogether(decisions, scores))
    return { scores: inverted, decisions: inverted };
  const ofScores = !goTogether(labels, scores);
  return { scores: ofScores, decisions: !ofScores };
}

/** 1 where the decision is the positive answer. */
function decisionsAt(
  { header, words }: LogColumn,
  at: Int32Array,
  { name, positive, labels }: { name: string; positive: string; labels: readonly string[] },
): Uint8Array {
  const { codes, names } = words!;
  const found = positiveWords(labels, positive, { name, header, words: usedWords(words!, at) });
  const yes = names.map((word) => (found.get(word) === true ? 1 : 0));
  return Uint8Array.from(at, (row) => yes[codes[row]!]!);
}

/** Whether the mean score is larger where the answer is positive. */
function goTogether(answers: Uint8Array, scores: Float64Array): boolean {
  const sums = [0, 0];
  const counts = [0, 0];
  answers.forEach((answer, row) => {
    sums[answer]! += scores[row]!;
    counts[answer]!++;
  });
  return counts[0]! > 0 && counts[1]! > 0 && sums[1]! / counts[1]! > sums[0]! / counts[0]!;
}
