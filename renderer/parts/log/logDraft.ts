// What the person says about a prediction log before it is kept; from the proposal to what the host is told.
import type { In } from '../../../shared/contract/contract.ts';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import { readNumber } from '../../../shared/domain/format.ts';
import type { LogDoubts } from '../../../shared/contract/predictions.ts';
import type { ClassProbability, LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { canBeOrdered, FEWEST_ORDERED, isOrderOf, MOST_ORDERED } from '../../../shared/measures/log/answerOrder.ts';
import { probabilityColumns } from '../../../shared/measures/log/classColumns.ts';
import { MOST_CLASSES } from '../../../shared/measures/log/multiclassLog.ts';
import { promisedLevel } from '../../../shared/measures/log/rangeColumns.ts';
import type { MergedSpelling } from '../../../shared/measures/log/spellings.ts';
import { plainAnswer } from '../../../shared/measures/log/answers.ts';
import { middleOf, scoreScale } from '../../../shared/measures/log/scoreScale.ts';
import {
  candidateColumn,
  guessKind,
  kindInDoubt,
  nearlyNumbers,
  proposeRoles,
  repeatedIds,
} from '../../../shared/measures/log/roles.ts';
import { spentTrouble } from '../../../shared/measures/log/spentColumns.ts';
import { readTimes, timeInDoubt } from '../../../shared/measures/log/times.ts';
import type { OddCells } from '../../../shared/measures/study/oddCells.ts';
import { oddPlaces } from '../../../shared/measures/study/oddCells.ts';
import type { SaidIn } from '../../../shared/measures/study/kind.ts';
import { smallestGroup } from '../../../shared/domain/preferences.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import { kindWords } from '../measures/kinds/index.ts';

export interface DraftCandidate {
  name: string;
  score: number | null;
  prediction: number | null;
  /** The columns of how long it took for each case, and of what that cost. */
  latency: number | null;
  cost: number | null;
  /** The ends of the ranges that are to hold a number. */
  intervalLow: number | null;
  intervalHigh: number | null;
  /** Of several answers: the column of the probability of each, by the answer of the label; '' where it is not said yet. */
  classProbabilities: readonly ClassProbability[];
  /** What these are where they do not add up to 1; null: nobody has said. */
  unnormalised: 'scaled' | 'scores' | null;
  /** Scores of at least this are decided positive; null: their scale is in doubt, and nobody has said. */
  threshold: number | null;
  /** Smaller scores come first: they are positions in a list. */
  ascending: boolean;
  use: boolean;
}
export interface DraftGroup {
  index: number;
  header: string;
  use: boolean;
  /** null: none was named. */
  reference: string | null;
  /** Where its numbers are cut; null: its cells are groups as they are. */
  bounds: readonly number[] | null;
}
interface DraftFeature {
  index: number;
  header: string;
  use: boolean;
}
export interface LogDraft {
  /** What the log will be called in the review. */
  name: string;
  /** What was asked of the candidates. */
  kind: LogKind;
  /** Whether the columns leave open what was asked, and nobody has said. */
  kindInDoubt: boolean;
  /** The share of cases that ranges are to hold; null: not said yet. */
  level: number | null;
  label: number | null;
  /** What tells the lists of a ranking apart. */
  query: number | null;
  /** What is drawn as a whole, because its cases depend on each other; null: every case is drawn by itself. */
  unit: number | null;
  /** Columns whose values repeat as those of users do. Whether their rows belong together the errors tell. */
  repeated: readonly number[];
  /** Whether somebody said if its rows belong together. */
  unitSaid: boolean;
  /** When each case happened. */
  time: number | null;
  weight: number | null;
  row: number | null;
  model: number | null;
  /** Ordered answers in words, from the lowest to the highest; null: there are none, or the order is not known. */
  order: readonly string[] | null;
  /** The label that counts as positive; null: not said yet. */
  positive: string | null;
  /** Whether the positive label is good for the person it is about; null: not said yet. Never assumed. */
  favourable: 'positive' | 'negative' | null;
  candidates: DraftCandidate[];
  groups: DraftGroup[];
  features: DraftFeature[];
  /** What to do with cells that are no numbers where numbers are used; null: not said yet. */
  odd: OddCells | null;
  /** null: what is typed is no number of samples. */
  replicates: number | null;
  /** null: what is typed is no number of cases. */
  smallest: number | null;
}

/** Enough for the ends of a 95 % interval to repeat to a few hundredths of its width. */
const REPLICATES = 1000;
/** More attributes are offered, but not taken at once: each pair of them is measured too. */
const TAKEN_GROUPS = 3;

/** Numbers of more kinds than this are no groups as they are: they have to be cut. */
const MOST_GROUPS_AS_WRITTEN = 12;

/** Words of more kinds than this are texts, not features. */
const MOST_KINDS = 50;

/**
 * @param fileName  names the log, and the candidate where the columns do not.
 * @param taken     names that other logs of the review have.
 */
export function draftLog(
  columns: readonly ColumnPreview[],
  rows: number,
  fileName: string,
  taken: readonly string[] = [],
): LogDraft {
  const roles = proposeRoles(columns, rows);
  const kind = guessKind(columns, roles, rows);
  const alone = fileName.replace(/[.][^.]+$/, '');
  const isFeature = (column: ColumnPreview) => nearlyNumbers(column, rows) || column.distinct <= MOST_KINDS;
  return {
    name: freeName(fileName.slice(0, 190), taken),
    kind,
    kindInDoubt: kindInDoubt(columns, roles, rows),
    level: levelOf(columns, roles),
    label: roles.label,
    query: roles.query,
    unit: null,
    repeated: kinds[kind].inLists ? [] : repeatedIds(columns, rows, roles),
    unitSaid: false,
    time: roles.time ?? null,
    weight: roles.weight,
    row: roles.row,
    model: roles.model,
    order: null,
    positive: null,
    favourable: null,
    odd: null,
    replicates: REPLICATES,
    smallest: smallestGroup.now(),
    candidates: roles.candidates.map(({ name, score, prediction, latency, cost, intervalLow, intervalHigh }) => ({
      name: name || alone,
      score,
      prediction,
      latency: latency ?? null,
      cost: cost ?? null,
      intervalLow: intervalLow ?? null,
      intervalHigh: intervalHigh ?? null,
      classProbabilities: [],
      unnormalised: null,
      threshold: proposedThreshold(columns, score),
      ascending: score !== null && candidateColumn(columns[score]!.header)?.is === 'position',
      // Of several answers, the probability of one is no candidate.
      use: kind !== 'multiclass' || prediction !== null,
    })),
    groups: roles.groups.map(({ place, reference }, k) => ({
      index: place,
      header: columns[place]!.header,
      use: k < TAKEN_GROUPS,
      reference,
      bounds: null,
    })),
    features: roles.features.map((index) => ({
      index,
      header: columns[index]!.header,
      use: isFeature(columns[index]!),
    })),
  };
}

/** What the names of the ends promise; null where they do not say, or differ. */
function levelOf(columns: readonly ColumnPreview[], { candidates }: LogRoles): number | null {
  const levels = new Set(
    candidates.flatMap(({ intervalLow, intervalHigh }) =>
      intervalLow == null || intervalHigh == null
        ? []
        : [promisedLevel(columns[intervalLow]!.header, columns[intervalHigh]!.header)],
    ),
  );
  return levels.size === 1 ? [...levels][0]! : null;
}

/** The columns that may still be probabilities of answers: those that nobody has a better use for. */
function openColumns(draft: LogDraft, columns: readonly ColumnPreview[]) {
  const { label, weight, row, model, query, unit, time, candidates } = draft;
  const taken = new Set<number | null>([label, weight, row, model, query, unit, time]);
  for (const { prediction, latency, cost } of candidates) taken.add(prediction).add(latency).add(cost);
  return columns.flatMap((column) => (taken.has(column.index) ? [] : [{ ...column, place: column.index }]));
}

/**
 * What changes once the answers of the label are known: columns whose names go through them are a candidate's probabilities of the
 * answers, and neither features nor candidates of their own. null: there are none. O(columns × answers).
 */
export function withProbabilities(
  draft: LogDraft,
  columns: readonly ColumnPreview[],
  answers: readonly string[] | null,
): Partial<LogDraft> | null {
  if (answers === null || answers.length < 3 || answers.length > MOST_CLASSES || kinds[draft.kind].inLists) return null;
  const found = probabilityColumns(openColumns(draft, columns), answers);
  if (found.length === 0) return null;
  const places = new Set(found.flatMap(({ classProbabilities }) => classProbabilities.map(({ place }) => place)));
  const candidates = draft.candidates
    .map((each) => (places.has(each.score ?? -1) ? { ...each, score: null } : each))
    .filter(saysSomething);
  const alone = draft.name.replace(/[.][^.]+$/, '');
  for (const { name, classProbabilities } of found) {
    const own = plainName(name || alone);
    const at = candidates.findIndex((each) => plainName(each.name) === own);
    // Where neither names a candidate, there is only one.
    const only = at < 0 && name === '' && found.length === 1 && candidates.length === 1 ? 0 : at;
    if (only >= 0) candidates[only] = { ...candidates[only]!, classProbabilities, unnormalised: null, use: true };
    else candidates.push({ ...noCandidate, name: name || alone, classProbabilities });
  }
  return {
    kind: 'multiclass',
    kindInDoubt: false,
    candidates,
    features: draft.features.filter(({ index }) => !places.has(index)),
    groups: draft.groups.filter(({ index }) => !places.has(index)),
  };
}

const plainName = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

export const noCandidate: DraftCandidate = {
  name: '',
  score: null,
  prediction: null,
  latency: null,
  cost: null,
  intervalLow: null,
  intervalHigh: null,
  classProbabilities: [],
  unnormalised: null,
  threshold: null,
  ascending: false,
  use: true,
};

/** Whether any column is a candidate's. */
export const saysSomething = (candidate: DraftCandidate): boolean =>
  answersAnything(candidate) || candidate.latency !== null || candidate.cost !== null;

/** Whether it says something of the cases, and not only what they took. */
export const answersAnything = ({
  score,
  prediction,
  intervalLow,
  intervalHigh,
  classProbabilities,
}: DraftCandidate): boolean =>
  [score, prediction, intervalLow, intervalHigh].some((place) => place !== null) || classProbabilities.length > 0;

/** The middle of the scale that the scores of a column are on; null where that is in doubt, or there is no column. */
export function proposedThreshold(
  columns: readonly Pick<ColumnPreview, 'min' | 'max'>[],
  score: number | null,
): number | null {
  const column = score === null ? undefined : columns[score];
  const scale = column ? scoreScale(column.min, column.max) : null;
  return scale && middleOf[scale];
}

/** Whether a candidate of yes or no decides by its scores, so that a threshold is needed. */
export const decidesByScore = (kind: LogKind, candidate: DraftCandidate): boolean =>
  kinds[kind].yesOrNo && saidPlace(kind, 'prediction', candidate) === null;

/** Why a column cannot be the weight, as a sentence. */
export function weightTrouble({ header, numeric, min, max }: ColumnPreview): string | null {
  if (numeric === 0) return `“${header}” cannot be the weight: it holds no numbers.`;
  if ((min ?? 0) < 0) return `“${header}” cannot be the weight: it holds numbers below 0.`;
  return (max ?? 0) === 0 ? `“${header}” cannot be the weight: all of it is 0.` : null;
}

/** Why a column cannot say when cases happened, as a sentence, as far as its first cells tell. */
export function timeTrouble({ header, numeric, samples }: ColumnPreview): string | null {
  if (numeric > 0) return null;
  const { odd, ambiguous } = readTimes(samples);
  if (odd > 0) return `“${header}” cannot be the time: its cells are written as no date or time that Parley knows.`;
  return ambiguous ? timeInDoubt(header) : null;
}

/** Whether a column of numbers has too many for each to be a group, so that it has to be cut. */
export const needsCut = ({ numeric, text, distinct }: Pick<ColumnPreview, 'numeric' | 'text' | 'distinct'>): boolean =>
  numeric > 0 && text === 0 && distinct > MOST_GROUPS_AS_WRITTEN;

/** Whether a column of numbers can be cut into groups. */
export const canBeCut = ({ numeric, text, distinct }: Pick<ColumnPreview, 'numeric' | 'text' | 'distinct'>): boolean =>
  numeric > 0 && text === 0 && distinct > 2;

/** Bounds as typed, "18, 25; 40 65", in rising order; null where nothing is typed, undefined where it is no list of numbers. */
export function readBounds(typed: string): number[] | null | undefined {
  const parts = typed.split(/[,;\s]+/).filter((part) => part !== '');
  if (parts.length === 0) return null;
  const numbers = parts.map(readNumber);
  if (numbers.length > 49 || numbers.includes(null)) return undefined;
  return [...new Set(numbers as number[])].sort((a, b) => a - b);
}

export const mergedText = ({ kept, others }: MergedSpelling) =>
  `${others.map((other) => `“${other}”`).join(', ')} and “${kept}” are taken for one word.`;

/** "log.csv", then "log.csv 2" … */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let k = 2; taken.includes(free); k++) free = `${name} ${k}`;
  return free;
}

/** Where the two labels say by themselves which one a model looks for. */
export function likelyPositive(names: readonly string[]): string | null {
  if (names.length !== 2) return null;
  const yes = names.filter((name) => plainAnswer(name) === 'yes');
  const no = names.filter((name) => plainAnswer(name) === 'no');
  return yes.length === 1 && no.length === 1 ? yes[0]! : null;
}

/** What stands in one column. */
export type SaidInOne = Exclude<SaidIn, 'classProbabilities'>;

/**
 * The column in which a candidate says it; null where it says nothing of this kind. Where a kind asks for one number, a column
 * proposed as the other one will do.
 */
export function saidPlace(kind: LogKind, said: SaidInOne, candidate: DraftCandidate): number | null {
  const { says, answersInWords } = kinds[kind];
  if (said === 'intervalLow' || said === 'intervalHigh') return candidate[said];
  const other = said === 'score' ? candidate.prediction : candidate.score;
  return candidate[said] ?? (says.length > 1 || answersInWords ? null : other);
}

/** What is known of the cells of a log. */
interface KnownCells {
  /** The words of the label that are neither of its two answers. */
  neither?: readonly string[];
  /** The words of label and predictions together. */
  answers?: readonly string[];
  /** What the cells leave to be asked; null while nobody has looked. */
  doubts?: LogDoubts | null;
}

/** Why the log cannot be measured yet, as a sentence; null when it can. */
export function draftTrouble(
  draft: LogDraft,
  labels: readonly string[] | null,
  columns: readonly ColumnPreview[],
  known: KnownCells = {},
): string | null {
  return (
    readingTrouble(draft, labels, columns, known) ??
    unnormalisedTrouble(draft, known.doubts ?? null) ??
    unitTrouble(draft, columns, known.doubts ?? null) ??
    (kinds[draft.kind].yesOrNo && draft.favourable === null
      ? 'Say which outcome is favourable for the person it is about.'
      : null)
  );
}

/** Why the cells of the log cannot be read yet, as a sentence; null when they can. */
export function readingTrouble(
  draft: LogDraft,
  labels: readonly string[] | null,
  columns: readonly ColumnPreview[],
  { neither = [], answers = [] }: KnownCells = {},
): string | null {
  const weight = draft.weight === null ? undefined : columns[draft.weight];
  return (
    kindTrouble(draft, labels, columns) ??
    orderTrouble(draft, columns, answers) ??
    candidateTrouble(draft) ??
    (weight ? weightTrouble(weight) : null) ??
    spentOnCases(draft, columns) ??
    groupTrouble(draft, columns) ??
    numberTrouble(draft, columns) ??
    neitherTrouble(draft, columns, neither)
  );
}

/** Whether answers on a scale are written as words, so that their order has to be said. */
export const isInWords = ({ kind, label }: LogDraft, columns: readonly Pick<ColumnPreview, 'numeric'>[]): boolean =>
  kinds[kind].onScale && label !== null && columns[label]?.numeric === 0;

function orderTrouble(draft: LogDraft, columns: readonly ColumnPreview[], answers: readonly string[]): string | null {
  if (!isInWords(draft, columns)) return null;
  if (!canBeOrdered(answers))
    return `Labels and predictions have ${answers.length} different words; ${FEWEST_ORDERED} to ${MOST_ORDERED} can be put in order.`;
  return draft.order !== null && isOrderOf(draft.order, answers)
    ? null
    : 'Say in which order the answers stand, from the lowest to the highest.';
}

function unnormalisedTrouble({ candidates }: LogDraft, doubts: LogDoubts | null): string | null {
  const used = candidates.filter(({ use }) => use);
  for (const { candidate, outside } of doubts?.unnormalised ?? []) {
    const { name = '', unnormalised = null, classProbabilities = [] } = used[candidate] ?? {};
    if (classProbabilities.length === 0 || unnormalised === 'scores') continue;
    if (outside !== null) return `Say whether the numbers of ${name} are scores: they can be no probabilities.`;
    if (unnormalised === null) return `Say what the numbers of ${name} are: they do not add up to 1.`;
  }
  return null;
}

function unitTrouble({ unit, unitSaid }: LogDraft, columns: readonly ColumnPreview[], doubts: LogDoubts | null) {
  const together = doubts?.together ?? null;
  if (together === null || unit !== null || unitSaid) return null;
  return `Say whether the rows of one ${columns[together.place]!.header} belong together.`;
}

/** The columns with cells that are no numbers although numbers are used. */
export function oddColumns(draft: LogDraft, columns: readonly ColumnPreview[]): ColumnPreview[] {
  const { kind, roles } = keepingOf(draft);
  const countsAt = (place: number) => {
    const { numeric = 0, text = 0 } = columns[place] ?? {};
    return { numeric, odd: text };
  };
  const places = oddPlaces(roles, kind, countsAt, isInWords(draft, columns));
  return places.map((place) => columns[place]!);
}

function numberTrouble(draft: LogDraft, columns: readonly ColumnPreview[]): string | null {
  const { roles } = keepingOf(draft);
  for (const { score } of roles.candidates) {
    const column = score === null ? undefined : columns[score];
    if (column?.numeric === 0) return `“${column.header}” holds no numbers, so it cannot be scores.`;
    if (column?.mixture?.kind === 'percent')
      return `“${column.header}” mixes per cent and fractions. Write all of its scores alike in the file.`;
  }
  if (draft.odd !== null) return null;
  const [odd] = oddColumns(draft, columns);
  return odd ? `“${odd.header}” has cells that are no numbers. Say what to do with them.` : null;
}

function neitherTrouble({ label, odd }: LogDraft, columns: readonly ColumnPreview[], neither: readonly string[]) {
  if (neither.length === 0 || odd !== null || label === null) return null;
  return `“${columns[label]!.header}” has cells that are neither answer. Say what to do with them.`;
}

function spentOnCases({ candidates }: LogDraft, columns: readonly ColumnPreview[]): string | null {
  for (const { use, latency, cost } of candidates) {
    for (const [is, place] of [
      ['latency', latency],
      ['cost', cost],
    ] as const) {
      const column = use && place !== null ? columns[place] : undefined;
      const trouble = column ? spentTrouble(column, is) : null;
      if (trouble !== null) return trouble;
    }
  }
  return null;
}

function groupTrouble({ groups }: LogDraft, columns: readonly ColumnPreview[]): string | null {
  const uncut = groups.find(({ use, index, bounds }) => {
    const column = columns[index];
    return use && bounds === null && column !== undefined && needsCut(column);
  });
  return uncut
    ? `“${uncut.header}” holds too many different numbers to be groups as they are. Say where it is cut.`
    : null;
}

function kindTrouble(
  draft: LogDraft,
  labels: readonly string[] | null,
  columns: readonly Pick<ColumnPreview, 'header' | 'numeric' | 'min'>[],
): string | null {
  const { kind, label, query, positive } = draft;
  if (label === null) return 'Say which column holds what really happened, the label.';
  const column = columns[label] ?? { header: '', numeric: 0, min: null };
  const trouble = kindWords[kind].labelTrouble(column, labels);
  if (trouble !== null) return trouble;
  if (draft.kindInDoubt)
    return `“${columns[label]!.header}” holds few different numbers. Say whether they are numbers, answers on a scale, or classes.`;
  const { inLists, yesOrNo, says } = kinds[kind];
  if (says.includes('intervalLow') && draft.level === null)
    return 'Say which share of the cases the ranges are to hold.';
  if (inLists && query === null) return 'Say which column tells the lists apart, the query.';
  return yesOrNo && positive === null ? 'Say which label the candidates look for, the positive one.' : null;
}

function candidateTrouble(draft: LogDraft): string | null {
  if (draft.name.trim() === '') return 'Give the log a name.';
  if (draft.smallest === null) return 'Say from how many cases on a group decides.';
  if (draft.replicates === null) return 'Say how many bootstrap samples are drawn, from 200 to 10,000.';
  const used = draft.candidates.filter(({ use }) => use);
  if (used.length === 0) return 'Choose at least one candidate.';
  if (used.some(({ name }) => name.trim() === '') && draft.model === null) return 'Give every candidate a name.';
  if (new Set(used.map(({ name }) => name.trim())).size < used.length) return 'Two candidates have the same name.';
  const { kind } = draft;
  const waiting = used.find((each) => !answersAnything(each) && (each.latency ?? each.cost) !== null);
  if (waiting)
    return `Say under “What the candidates said” whose ${waiting.latency === null ? 'cost' : 'time'} “${waiting.name}” is.`;
  const silent = used.find(
    (each) =>
      !kinds[kind].needs((said) =>
        said === 'classProbabilities' ? each.classProbabilities.length > 0 : saidPlace(kind, said, each) !== null,
      ),
  );
  if (silent) return kindWords[kind].silent(silent.name);
  const unnamed = kinds[kind].says.includes('classProbabilities')
    ? used.find(({ classProbabilities }) => {
        const answers = classProbabilities.map(({ answer }) => answer);
        return answers.includes('') || new Set(answers).size < answers.length;
      })
    : undefined;
  if (unnamed) return `Say which answer each probability of ${unnamed.name} is of, every answer once.`;
  const open = used.find((each) => decidesByScore(kind, each) && each.threshold === null);
  return open ? `Say from which score on ${open.name || 'a candidate'} decides positive.` : null;
}

/** What the host is told of a draft without trouble: only what its kind of question needs. */
export function keepingOf(draft: LogDraft): Omit<In<'predictions.keep'>, 'task' | 'review' | 'table'> {
  const { kind, label, weight, row, model, smallest, replicates } = draft;
  const { says, yesOrNo, inLists } = kinds[kind];
  const { positive, favourable } = yesOrNo ? draft : { positive: null, favourable: null };
  const used = draft.candidates.filter(({ use }) => use);
  const threshold = used.find((each) => decidesByScore(kind, each))?.threshold ?? middleOf.probability;
  // A threshold of its own only where it is another one, so that the threshold of the log can be changed for all others.
  const ownThreshold = (candidate: DraftCandidate) =>
    decidesByScore(kind, candidate) && candidate.threshold !== null && candidate.threshold !== threshold
      ? { threshold: candidate.threshold }
      : {};
  const placeOf = (said: SaidInOne, candidate: DraftCandidate) =>
    says.includes(said) ? saidPlace(kind, said, candidate) : null;
  return {
    kind,
    roles: {
      label,
      weight,
      row,
      model,
      query: inLists ? draft.query : null,
      unit: draft.unit,
      ...(draft.time === null ? {} : { time: draft.time }),
      candidates: used.map((candidate) => ({
        name: candidate.name.trim(),
        score: placeOf('score', candidate),
        prediction: placeOf('prediction', candidate),
        ...(candidate.latency === null ? {} : { latency: candidate.latency }),
        ...(candidate.cost === null ? {} : { cost: candidate.cost }),
        ...(says.includes('intervalLow')
          ? { intervalLow: candidate.intervalLow, intervalHigh: candidate.intervalHigh }
          : {}),
        ...(says.includes('classProbabilities') && candidate.classProbabilities.length > 0
          ? {
              classProbabilities: [...candidate.classProbabilities],
              ...(candidate.unnormalised === null ? {} : { unnormalised: candidate.unnormalised }),
            }
          : {}),
        ...ownThreshold(candidate),
      })),
      groups: draft.groups.filter(({ use }) => use).map(groupOf),
      features: draft.features.filter(({ use }) => use).map(({ index }) => index),
    },
    ...(draft.odd === null ? {} : { odd: draft.odd }),
    inverted: inLists ? used.filter(({ ascending }) => ascending).map(({ name }) => name.trim()) : [],
    description: {
      name: draft.name.trim(),
      positive,
      favourable,
      threshold,
      smallest: smallest!,
      ...(says.includes('intervalLow') && draft.level !== null ? { level: draft.level } : {}),
      ...(kinds[kind].onScale && draft.order !== null ? { order: [...draft.order] } : {}),
      replicates: replicates!,
    },
  };
}

/** What the host is asked about the cells of a log: nothing that changes when their doubts are answered. */
export function doubtsOf(draft: LogDraft): Omit<In<'predictions.doubts'>, 'task' | 'table'> {
  const candidates = draft.candidates.map((each) => ({ ...each, unnormalised: null, latency: null, cost: null }));
  const { kind, roles, odd, description } = keepingOf({
    ...draft,
    candidates,
    unit: null,
    time: null,
    groups: [],
    features: [],
    favourable: null,
  });
  const told = { ...description, name: 'log', smallest: 1, replicates: 100 };
  return { kind, roles, ...(odd === undefined ? {} : { odd }), description: told, repeated: [...draft.repeated] };
}

/** The columns of what the candidates predict. */
export const predictionsOf = (draft: LogDraft): number[] =>
  draft.candidates.flatMap((each) => (each.use ? (saidPlace(draft.kind, 'prediction', each) ?? []) : []));

const groupOf = ({ index, reference, bounds }: DraftGroup) =>
  bounds === null ? { place: index, reference } : { place: index, reference, bounds: [...bounds] };
