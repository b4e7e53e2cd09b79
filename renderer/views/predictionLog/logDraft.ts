// What the person says about a prediction log before it is kept; from the proposal to what the host is told.
import type { In } from '../../../shared/contract/contract.ts';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import { proposeRoles } from '../../../shared/measures/log/roles.ts';

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
  label: number | null;
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
    ...{ label: roles.label, weight: roles.weight, row: roles.row, model: roles.model },
    ...{ positive: null, favourable: null, threshold: 0.5, replicates: REPLICATES, smallest: SMALLEST },
    candidates: roles.candidates.map((candidate) => ({ ...candidate, name: candidate.name || alone, use: true })),
    groups: roles.groups.map((index, k) => ({
      ...{ index, header: columns[index]!.header, use: k < TAKEN_GROUPS, reference: null },
    })),
    features: roles.features.map((index) => ({
      ...{ index, header: columns[index]!.header, use: isFeature(columns[index]!) },
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

/** Why the log cannot be measured yet, as a sentence; null when it can. */
export function draftTrouble(draft: LogDraft, labels: readonly string[] | null): string | null {
  if (draft.label === null) return 'Say which column holds what really happened, the label.';
  if (labels === null) return 'The label has too many different values. Choose the column that holds two answers.';
  if (labels.length !== 2) {
    return `The label has ${labels.length === 1 ? 'one value' : `${labels.length} values`}; fairness is measured of a question with two answers.`;
  }
  if (draft.positive === null) return 'Say which label the candidates look for, the positive one.';
  if (draft.favourable === null) return 'Say which outcome is favourable for the person it is about.';
  if (draft.name.trim() === '') return 'Give the log a name.';
  const used = draft.candidates.filter(({ use }) => use);
  if (used.length === 0) return 'Choose at least one candidate.';
  if (used.some(({ name }) => name.trim() === '') && draft.model === null) return 'Give every candidate a name.';
  if (new Set(used.map(({ name }) => name.trim())).size < used.length) return 'Two candidates have the same name.';
  return null;
}

/** What the host is told of a draft without trouble. */
export function keepingOf(draft: LogDraft): Omit<In<'predictions.keep'>, 'task' | 'review' | 'table'> {
  const { label, weight, row, model, positive, favourable, threshold, smallest, replicates, name } = draft;
  return {
    kind: 'binary',
    places: {
      ...{ label: label!, weight, row, model, query: null },
      candidates: draft.candidates
        .filter(({ use }) => use)
        .map(({ name, score, prediction }) => ({ name: name.trim(), score, prediction })),
      groups: draft.groups.filter(({ use }) => use).map(({ index, reference }) => ({ place: index, reference })),
      features: draft.features.filter(({ use }) => use).map(({ index }) => index),
    },
    inverted: [],
    description: { name: name.trim(), positive, favourable, threshold, smallest, replicates },
  };
}
