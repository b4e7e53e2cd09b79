// What every column of a log is, as a person sees it and may say otherwise: one role per column, over the same draft.
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { ClassProbability } from '../../../shared/domain/predictionLog.ts';
import { answerIn, listedNumbers } from '../../../shared/measures/log/classColumns.ts';
import { rangeEnd } from '../../../shared/measures/log/rangeColumns.ts';
import { candidateColumn, isTime, namesWeight, spentBy } from '../../../shared/measures/log/roles.ts';
import type { SpentOn } from '../../../shared/measures/log/spentColumns.ts';
import { spentColumn, spentDoubt, spentTrouble } from '../../../shared/measures/log/spentColumns.ts';
import type { DraftCandidate, LogDraft } from './logDraft.ts';
import {
  answersAnything,
  noCandidate,
  proposedThreshold,
  saysSomething,
  timeTrouble,
  weightTrouble,
} from './logDraft.ts';

/** In the order in which they are offered. */
export const columnRoles = {
  label: 'label: what really happened',
  prediction: 'a candidate’s decision or prediction',
  score: 'a candidate’s score or probability',
  position: 'a candidate’s position in a list',
  classProbability: 'a candidate’s probability of one answer',
  intervalLow: 'lower end of a candidate’s range',
  intervalHigh: 'upper end of a candidate’s range',
  group: 'group of people or cases',
  feature: 'feature that candidates could see',
  weight: 'weight',
  row: 'name of the case',
  model: 'name of the candidate',
  query: 'query: the list an item is in',
  unit: 'unit of sampling: whose cases belong together',
  time: 'time: when it happened',
  latency: 'how long a candidate took for the case',
  cost: 'what the case cost with a candidate',
  ignore: 'not used',
} as const;
export type ColumnRole = keyof typeof columnRoles;

/** Roles that one column has at most. */
const single = ['label', 'weight', 'row', 'model', 'query', 'unit', 'time'] as const;
type SingleRole = (typeof single)[number];
const isSingle = (role: ColumnRole): role is SingleRole => (single as readonly string[]).includes(role);

/** What a column is; 'ignore' where it is offered as a group or feature but not used. O(columns). */
export function roleOf(draft: LogDraft, index: number): ColumnRole {
  const found = single.find((role) => draft[role] === index);
  if (found) return found;
  for (const { use, score, prediction, ascending, latency, cost, ...candidate } of draft.candidates) {
    if (use && candidate.intervalLow === index) return 'intervalLow';
    if (use && candidate.intervalHigh === index) return 'intervalHigh';
    if (use && candidate.classProbabilities.some(({ place }) => place === index)) return 'classProbability';
    if (use && latency === index) return 'latency';
    if (use && cost === index) return 'cost';
    if (use && score === index) return ascending ? 'position' : 'score';
    if (use && prediction === index) return 'prediction';
  }
  if (draft.groups.some((group) => group.index === index && group.use)) return 'group';
  return draft.features.some((feature) => feature.index === index && feature.use) ? 'feature' : 'ignore';
}

/**
 * What changes in the draft where a column becomes something else.
 * @param answers  those of the label, for a probability of one of them.
 * O(columns).
 */
export function withRole(
  draft: LogDraft,
  columns: readonly ColumnPreview[],
  index: number,
  role: ColumnRole,
  answers: readonly string[] = [],
): Partial<LogDraft> {
  const column = columns[index]!;
  const candidates = draft.candidates
    .map((each) => ({
      ...each,
      score: each.score === index ? null : each.score,
      prediction: each.prediction === index ? null : each.prediction,
      latency: each.latency === index ? null : each.latency,
      cost: each.cost === index ? null : each.cost,
      intervalLow: each.intervalLow === index ? null : each.intervalLow,
      intervalHigh: each.intervalHigh === index ? null : each.intervalHigh,
      classProbabilities: each.classProbabilities.filter(({ place }) => place !== index),
    }))
    .filter(saysSomething);
  const groups = draft.groups.map((group) => (group.index === index ? { ...group, use: role === 'group' } : group));
  const features = draft.features.map((each) => (each.index === index ? { ...each, use: role === 'feature' } : each));
  if (role === 'group' && !groups.some((group) => group.index === index)) {
    groups.push({ index, header: column.header, use: true, reference: null, bounds: null });
  }
  if (role === 'feature' && !features.some((each) => each.index === index)) {
    features.push({ index, header: column.header, use: true });
  }
  const left = Object.fromEntries(single.filter((each) => draft[each] === index).map((each) => [each, null]));
  const said = () => {
    if (role === 'score' || role === 'prediction' || role === 'position')
      return withCandidate(candidates, columns, index, role);
    if (role === 'latency' || role === 'cost') return withSpent(candidates, columns, index, role);
    if (role === 'intervalLow' || role === 'intervalHigh') return withEnd(candidates, column, role);
    if (role === 'classProbability') return withProbability(candidates, column, answers);
    return candidates;
  };
  return { ...left, groups, features, candidates: said(), ...(isSingle(role) ? { [role]: index } : {}) };
}

/** What changes where somebody says whether the rows of one value of a column belong together. */
export function withUnits(
  draft: LogDraft,
  columns: readonly ColumnPreview[],
  index: number,
  together: boolean,
): Partial<LogDraft> {
  const role = together ? withRole(draft, columns, index, 'unit') : { unit: null };
  return { ...role, unitSaid: true };
}

/** Joins the candidate that the column's name names, where that says nothing of the kind yet; else it is one of its own. */
function withCandidate(
  candidates: readonly DraftCandidate[],
  columns: readonly ColumnPreview[],
  index: number,
  role: 'score' | 'prediction' | 'position',
): DraftCandidate[] {
  const { header } = columns[index]!;
  const name = candidateColumn(header)?.name || header;
  const slot = role === 'prediction' ? 'prediction' : 'score';
  const said = {
    [slot]: index,
    use: true,
    ...(slot === 'score' ? { ascending: role === 'position', threshold: proposedThreshold(columns, index) } : {}),
  };
  const at = candidates.findIndex((each) => each.name.toLowerCase() === name.toLowerCase() && each[slot] === null);
  if (at >= 0) return candidates.map((each, k) => (k === at ? { ...each, ...said } : each));
  return [...candidates, { ...noCandidate, name, ...said }];
}

/** Joins the candidate that the column's name names, where that lacks this end; else it is one of its own. */
function withEnd(
  candidates: readonly DraftCandidate[],
  { header, index }: ColumnPreview,
  role: 'intervalLow' | 'intervalHigh',
): DraftCandidate[] {
  const name = rangeEnd(header)?.name ?? candidateColumn(header)?.name ?? header;
  const at = candidates.findIndex((each) => each.name.toLowerCase() === name.toLowerCase() && each[role] === null);
  const only = at < 0 && name === '' ? candidates.findIndex((each) => each[role] === null) : at;
  if (only >= 0) return candidates.map((each, k) => (k === only ? { ...each, [role]: index, use: true } : each));
  return [...candidates, { ...noCandidate, name: name || header, [role]: index }];
}

/** Joins the candidate that the column's name names. A column of lists is one of all answers, in their order. */
function withProbability(
  candidates: readonly DraftCandidate[],
  { header, index, samples }: ColumnPreview,
  answers: readonly string[],
): DraftCandidate[] {
  const length = samples.map(listedNumbers).find((list) => list !== null)?.length ?? 0;
  const read = answerIn(header, answers);
  const given: ClassProbability[] =
    length > 0
      ? Array.from({ length }, (_, item) => ({ place: index, answer: answers[item] ?? '', item }))
      : [{ place: index, answer: read?.answer ?? '' }];
  const name = read?.name ?? candidateColumn(header)?.name ?? header;
  const at = candidates.findIndex((each) => each.name.toLowerCase() === name.toLowerCase());
  const only = at < 0 && candidates.length === 1 ? 0 : at;
  if (only < 0) return [...candidates, { ...noCandidate, name: name || header, classProbabilities: given }];
  return candidates.map((each, k) =>
    k === only ? { ...each, classProbabilities: [...each.classProbabilities, ...given], use: true } : each,
  );
}

/** Goes to the candidate that the column's name names, or to the only one; else it waits, under its own name, to be given to one. */
function withSpent(
  candidates: readonly DraftCandidate[],
  columns: readonly ColumnPreview[],
  index: number,
  role: SpentOn,
): DraftCandidate[] {
  const { header } = columns[index]!;
  const named = candidates.filter(answersAnything);
  const whose = named.length === 1 ? named[0] : spentBy(spentColumn(header)?.name ?? '', named);
  if (whose === undefined || whose[role] !== null)
    return [...candidates, { ...noCandidate, name: header, [role]: index }];
  return candidates.map((each) => (each === whose ? { ...each, [role]: index } : each));
}

/** Gives the column of what was spent to one candidate, and takes it from all others; candidates that say nothing more go. */
export function spentGiven(
  candidates: readonly DraftCandidate[],
  at: number,
  role: SpentOn,
  place: number | null,
): DraftCandidate[] {
  return candidates
    .map((each, k) => {
      if (k === at) return { ...each, [role]: place };
      return each[role] === place && place !== null ? { ...each, [role]: null } : each;
    })
    .filter(saysSomething);
}

/** Why a column is likely not what it is said to be, as a sentence; null where nothing speaks against it. */
export function roleTrouble(column: ColumnPreview, role: ColumnRole): string | null {
  if (role === 'weight' || (role === 'feature' && namesWeight(column.header))) return weightTrouble(column);
  if (role === 'latency' || role === 'cost') return spentTrouble(column, role) ?? spentDoubt(column.header);
  if (role === 'time') return timeTrouble(column);
  if (role === 'group' && isTime(column))
    return 'It says when, which is no group of people: every moment would be one.';
  return null;
}
