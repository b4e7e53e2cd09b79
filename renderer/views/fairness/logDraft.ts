// What the person says about a prediction log, before it is measured; from the proposal to what the worker is asked.
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { LogRoles } from '../../../shared/measures/log/roles.ts';
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
export interface LogDraft {
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
  threshold: number;
  replicates: number;
  smallest: number;
}

/** Enough for the ends of a 95 % interval to repeat to a few hundredths of its width. */
const REPLICATES = 1000;
const SMALLEST = 30;
/** More attributes are offered, but not taken at once: each pair of them is measured too. */
const TAKEN_GROUPS = 3;

/** @param fileName  names the candidate where the columns do not. */
export function draftLog(columns: readonly ColumnPreview[], rows: number, fileName: string): LogDraft {
  const roles = proposeRoles(columns, rows);
  const alone = fileName.replace(/[.][^.]+$/, '');
  return {
    ...{ label: roles.label, weight: roles.weight, row: roles.row, model: roles.model },
    ...{ positive: null, favourable: null, threshold: 0.5, replicates: REPLICATES, smallest: SMALLEST },
    candidates: roles.candidates.map((candidate) => ({ ...candidate, name: candidate.name || alone, use: true })),
    groups: roles.groups.map((index, k) => ({
      ...{ index, header: columns[index]!.header, use: k < TAKEN_GROUPS, reference: null },
    })),
  };
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
  const used = draft.candidates.filter(({ use }) => use);
  if (used.length === 0) return 'Choose at least one candidate.';
  if (used.some(({ name }) => name.trim() === '') && draft.model === null) return 'Give every candidate a name.';
  if (new Set(used.map(({ name }) => name.trim())).size < used.length) return 'Two candidates have the same name.';
  return null;
}

export function rolesOf(draft: LogDraft): LogRoles {
  return {
    ...{ label: draft.label, weight: draft.weight, row: draft.row, model: draft.model, query: null, features: [] },
    candidates: draft.candidates
      .filter(({ use }) => use)
      .map(({ name, score, prediction }) => ({ name: name.trim(), score, prediction })),
    groups: draft.groups.filter(({ use }) => use).map(({ index }) => index),
  };
}

/** The columns that have to be fetched, and how much of their words. */
export function columnsOf(roles: LogRoles): { index: number; words: 'none' | 'few' | 'all' }[] {
  const wanted = new Map<number, 'none' | 'few' | 'all'>();
  for (const { score, prediction } of roles.candidates) {
    if (score !== null) wanted.set(score, 'none');
    if (prediction !== null) wanted.set(prediction, 'few');
  }
  if (roles.weight !== null) wanted.set(roles.weight, 'none');
  for (const index of [roles.label, roles.model, ...roles.groups]) if (index !== null) wanted.set(index, 'few');
  if (roles.row !== null && roles.model !== null) wanted.set(roles.row, 'all');
  return [...wanted].map(([index, words]) => ({ index, words }));
}
