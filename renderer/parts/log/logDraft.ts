// What the person says about a prediction log before it is kept; from the proposal to what the host is told.
import type { In } from '../../../shared/contract/contract.ts';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { LogKind } from '../../../shared/domain/predictionLog.ts';
import { MOST_CLASSES } from '../../../shared/measures/log/multiclassLog.ts';
import { guessKind, proposeRoles } from '../../../shared/measures/log/roles.ts';

export interface DraftCandidate {
  name: string;
  score: number | null;
  prediction: number | null;
  use: boolean;
}
export interface DraftGroup {
  index: number;
  header: string;
  use: boolean;
  /** null: none was named. */
  reference: string | null;
}
export interface DraftFeature {
  index: number;
  header: string;
  use: boolean;
}
export interface LogDraft {
  /** What the log will be called in the review. */
  name: string;
  /** What was asked of the candidates. */
  kind: LogKind;
  label: number | null;
  /** What tells the lists of a ranking apart. */
  query: number | null;
  weight: number | null;
  row: number | null;
  model: number | null;
  /** The label that counts as positive; null: not said yet. */
  positive: string | null;
  /** Whether the positive label is good for the person it is about; null: not said yet. Never assumed. */
  favourable: 'positive' | 'negative' | null;
  candidates: DraftCandidate[];
  groups: DraftGroup[];
  features: DraftFeature[];
  threshold: number;
  replicates: number;
  smallest: number;
}

/** Enough for the ends of a 95 % interval to repeat to a few hundredths of its width. */
const REPLICATES = 1000;
const SMALLEST = 30;
/** More attributes are offered, but not taken at once: each pair of them is measured too. */
const TAKEN_GROUPS = 3;

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
  const alone = fileName.replace(/[.][^.]+$/, '');
  const isFeature = ({ numeric, missing, distinct }: ColumnPreview) =>
    numeric + missing === rows || distinct <= MOST_KINDS;
  return {
    name: freeName(fileName.slice(0, 190), taken),
    kind: guessKind(columns, roles, rows),
    label: roles.label,
    query: roles.query,
    weight: roles.weight,
    row: roles.row,
    model: roles.model,
    positive: null,
    favourable: null,
    threshold: 0.5,
    replicates: REPLICATES,
    smallest: SMALLEST,
    candidates: roles.candidates.map(({ name, score, prediction }) => ({
      name: name || alone,
      score,
      prediction,
      use: true,
    })),
    groups: roles.groups.map(({ place, reference }, k) => ({
      index: place,
      header: columns[place]!.header,
      use: k < TAKEN_GROUPS,
      reference,
    })),
    features: roles.features.map((index) => ({
      index,
      header: columns[index]!.header,
      use: isFeature(columns[index]!),
    })),
  };
}

/** "log.csv", then "log.csv 2" … */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let k = 2; taken.includes(free); k++) free = `${name} ${k}`;
  return free;
}

/** Where the two labels say by themselves which one a model looks for. */
export function likelyPositive(names: readonly string[]): string | null {
  if (names.length !== 2) return null;
  const yes = names.filter((name) => /^(1|yes|true|y|t|positive|pos)$/i.test(name));
  const no = names.filter((name) => /^(0|-1|no|false|n|f|negative|neg)$/i.test(name));
  return yes.length === 1 && no.length === 1 ? yes[0]! : null;
}

/** Where a candidate of this kind of log says what it says, and what that is called; both may be there only of two answers. */
export const saidIn: Record<Exclude<LogKind, 'binary'>, { first: 'score' | 'prediction'; called: string }> = {
  multiclass: { first: 'prediction', called: 'Answers' },
  regression: { first: 'prediction', called: 'Predictions' },
  ranking: { first: 'score', called: 'Scores' },
};

/** The column in which a candidate says it; null where it says nothing of this kind. */
export function saidPlace(kind: Exclude<LogKind, 'binary'>, { score, prediction }: DraftCandidate): number | null {
  if (kind === 'multiclass') return prediction;
  return saidIn[kind].first === 'score' ? (score ?? prediction) : (prediction ?? score);
}

/** Why the log cannot be measured yet, as a sentence; null when it can. */
export function draftTrouble(
  draft: LogDraft,
  labels: readonly string[] | null,
  columns: readonly Pick<ColumnPreview, 'header' | 'numeric' | 'min'>[],
): string | null {
  return kindTrouble(draft, labels, columns) ?? candidateTrouble(draft);
}

function kindTrouble(
  { kind, label, query, positive, favourable }: LogDraft,
  labels: readonly string[] | null,
  columns: readonly Pick<ColumnPreview, 'header' | 'numeric' | 'min'>[],
): string | null {
  if (label === null) return 'Say which column holds what really happened, the label.';
  const { header, numeric, min } = columns[label] ?? { header: '', numeric: 0, min: null };
  if (kind === 'regression' || kind === 'ranking') {
    if (numeric === 0) return `“${header}” holds no numbers. Choose another label, or another kind of question.`;
    if (kind === 'ranking' && (min ?? 0) < 0) return `“${header}” has numbers below 0; a relevance is 0 or more.`;
    return kind === 'ranking' && query === null ? 'Say which column tells the lists apart, the query.' : null;
  }
  if (kind === 'multiclass') {
    const many = labels === null || labels.length > MOST_CLASSES;
    return many
      ? `The label has more than ${MOST_CLASSES} different values. Choose the column that holds the answers.`
      : null;
  }
  if (labels === null) return 'The label has too many different values. Choose the column that holds two answers.';
  if (labels.length !== 2) {
    const count = labels.length === 1 ? 'one value' : `${labels.length} values`;
    return `The label has ${count}, not two. Choose another label, or another kind of question.`;
  }
  if (positive === null) return 'Say which label the candidates look for, the positive one.';
  return favourable === null ? 'Say which outcome is favourable for the person it is about.' : null;
}

function candidateTrouble(draft: LogDraft): string | null {
  if (draft.name.trim() === '') return 'Give the log a name.';
  const used = draft.candidates.filter(({ use }) => use);
  if (used.length === 0) return 'Choose at least one candidate.';
  if (used.some(({ name }) => name.trim() === '') && draft.model === null) return 'Give every candidate a name.';
  if (new Set(used.map(({ name }) => name.trim())).size < used.length) return 'Two candidates have the same name.';
  const { kind } = draft;
  const silent = kind === 'binary' ? undefined : used.find((each) => saidPlace(kind, each) === null);
  if (silent && kind === 'multiclass')
    return `Say which column holds the answers of ${silent.name}; a score alone names none of several.`;
  return silent ? `Say which column holds what ${silent.name} said.` : null;
}

/** What the host is told of a draft without trouble: only what its kind of question needs. */
export function keepingOf(draft: LogDraft): Omit<In<'predictions.keep'>, 'task' | 'review' | 'table'> {
  const { kind, label, weight, row, model, threshold, smallest, replicates } = draft;
  const { positive, favourable } = kind === 'binary' ? draft : { positive: null, favourable: null };
  const said = (candidate: DraftCandidate) => {
    if (kind === 'binary') return { score: candidate.score, prediction: candidate.prediction };
    return { score: null, prediction: null, [saidIn[kind].first]: saidPlace(kind, candidate) };
  };
  return {
    kind,
    roles: {
      label,
      weight,
      row,
      model,
      query: kind === 'ranking' ? draft.query : null,
      candidates: draft.candidates
        .filter(({ use }) => use)
        .map((candidate) => ({ name: candidate.name.trim(), ...said(candidate) })),
      groups: draft.groups.filter(({ use }) => use).map(({ index, reference }) => ({ place: index, reference })),
      features: draft.features.filter(({ use }) => use).map(({ index }) => index),
    },
    inverted: [],
    description: { name: draft.name.trim(), positive, favourable, threshold, smallest, replicates },
  };
}
