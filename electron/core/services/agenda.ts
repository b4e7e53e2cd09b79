// What a round needs before it can be opened, and what it is then opened on.
import { z } from 'zod';
import { countText, listText } from '../../../shared/domain/format.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import { objective as objectiveSchema, type Objective } from '../../../shared/domain/objective.ts';
import { groupRuleNames, type Settings } from '../../../shared/domain/review.ts';
import type { RoundBasis } from '../../../shared/domain/round.ts';
import type { AgendaLine, RangeState } from '../../../shared/contract/rounds.ts';
import { swingChangeText } from '../../../shared/domain/swing.ts';
import { toMatrix } from '../../../shared/engine/matrix.ts';
import { referenceOf } from '../../../shared/engine/screen.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import { toBytes } from '../store/blobs.ts';
import { listSeats, readMeeting } from '../store/decisions.ts';
import type { ReadableDb } from '../store/handle.ts';
import { currentVersion } from '../store/migrations/index.ts';
import { listRounds, readPlan } from '../store/rounds.ts';
import { sha256 } from '../store/trail.ts';
import type { RoundEvents } from './roundEvents.ts';

/** Rounds are numbered up to this. */
const MOST_ROUNDS = 20;

/** What of an objective a confirmation is about: all that a weight depends on, and not its name. */
export const rangeOf = ({ metricId, direction, valueFunction, missing }: Objective) => ({
  metric: metricId,
  direction,
  valueFunction,
  missing,
});

/** For every objective whether somebody stands behind its range as it is now. */
export function rangeStates(
  { objectives, metrics }: Pick<Settings, 'objectives' | 'metrics'>,
  events: RoundEvents,
): RangeState[] {
  return objectives.map((objective): RangeState => {
    const { id: objectiveId, name } = objective;
    const confirmed = events.confirmedRange(objectiveId);
    if (!confirmed) return { objectiveId, name, state: 'proposed', by: '', at: null, change: '' };
    const { range, by, at } = confirmed;
    if (canonicalJson(range) === canonicalJson(rangeOf(objective))) {
      return { objectiveId, name, state: 'confirmed', by, at, change: '' };
    }
    const before = confirmedRange.safeParse(range).data;
    const unit = metrics.find(({ id }) => id === objective.metricId)?.unit ?? '';
    const change = before?.metric === objective.metricId ? swingChangeText(before, objective, unit) : '';
    return { objectiveId, name, state: 'changed', by, at, change };
  });
}

/** As `rangeOf` wrote it into the trail. */
const confirmedRange = z.looseObject({ metric: z.int(), valueFunction: objectiveSchema.shape.valueFunction });

/** Sentences that are written out, of ranges that changed. */
const MOST_CHANGES = 3;

/** "Nobody has confirmed the range of Accuracy. The range of Latency changed since Mia confirmed it (worst 80 → 60 ms)." */
function openRangesText(open: readonly RangeState[]): string {
  const named = (states: readonly RangeState[]) =>
    `${states.length === 1 ? 'range' : 'ranges'} of ${listText(
      states.map(({ name }) => name),
      4,
    )}`;
  const [proposed, changed] = [
    open.filter(({ state }) => state === 'proposed'),
    open.filter(({ state }) => state === 'changed'),
  ];
  const rest = changed.slice(MOST_CHANGES);
  return [
    ...(proposed.length > 0 ? [`Nobody has confirmed the ${named(proposed)}.`] : []),
    ...changed.slice(0, MOST_CHANGES).map(({ name, by, change }) => {
      return `The range of ${name} changed since ${by} confirmed it${change === '' ? '' : ` (${change})`}.`;
    }),
    ...(rest.length > 0 ? [`So did the ${named(rest)}.`] : []),
  ].join(' ');
}

/** The lines of the agenda before a round. @param readOnly why the file cannot be written, or null. */
export function agendaOf(
  db: ReadableDb,
  settings: Settings,
  catalog: Catalog,
  ranges: readonly RangeState[],
  readOnly: string | null,
): AgendaLine[] {
  const meeting = readMeeting(db);
  const seats = listSeats(db);
  const { objectives, roles } = settings;
  const comparable =
    objectives.length === 0 ? 0 : countComparable(settings, catalog, readPlan(db)?.incumbentCounts ?? true);
  const open = ranges.filter(({ state }) => state !== 'confirmed');
  const alone = roles.filter(({ id }) => !seats.some(({ roleId }) => roleId === id));
  const number = (listRounds(db).at(-1)?.number ?? 0) + 1;
  return [
    {
      key: 'question',
      done: meeting !== null,
      text: meeting
        ? `${meeting.owner} answers for “${meeting.question}”`
        : 'Write the question, and who answers for it.',
    },
    {
      key: 'objectives',
      done: objectives.length > 0,
      text: objectives.length > 0 ? countText(objectives.length, 'objective') : 'Choose at least one objective.',
    },
    {
      key: 'candidates',
      done: comparable >= 2,
      text:
        comparable >= 2
          ? `${countText(comparable, 'candidate')} can be compared`
          : `At least two candidates need a number for every objective; ${comparable === 1 ? 'one has' : 'none has'}.`,
    },
    {
      key: 'ranges',
      done: objectives.length > 0 && open.length === 0,
      text: open.length === 0 ? 'Every range is confirmed' : openRangesText(open),
    },
    {
      key: 'roles',
      done: roles.length >= 2,
      text: roles.length >= 2 ? countText(roles.length, 'role') : 'At least two roles have to vote.',
    },
    {
      key: 'seats',
      done: roles.length > 0 && alone.length === 0,
      text:
        alone.length === 0
          ? 'Somebody speaks for every role'
          : `Nobody speaks for ${listText(
              alone.map(({ name }) => name),
              4,
            )}. Name somebody, or remove the role.`,
    },
    { key: 'rule', done: true, text: `The answer is found by ${groupRuleNames[settings.groupRule]}; opening locks it` },
    {
      key: 'round',
      done: number <= MOST_ROUNDS,
      text:
        number <= MOST_ROUNDS
          ? `Round ${number} comes next`
          : `There were ${MOST_ROUNDS} rounds, and no more are kept.`,
    },
    { key: 'file', done: readOnly === null, text: readOnly ?? 'The file can be written' },
  ];
}

/** Of those that could be the answer of the round to come: an incumbent that is agreed to be none is not counted. */
function countComparable(settings: Settings, catalog: Catalog, incumbentCounts: boolean): number {
  const reference = referenceOf({ incumbentId: settings.incumbentId, incumbentCounts }, catalog.candidateIds);
  return toMatrix({ settings, catalog }).complete.reduce(
    (count, mark, i) => (i === reference ? count : count + mark),
    0,
  );
}

/**
 * What a round is opened on. O(candidates × metrics).
 *
 * @param incumbentCounts whether keeping the incumbent is one of the answers.
 * @param revealed        whether a round was revealed before.
 */
export function basisOf(
  settings: Settings,
  catalog: Catalog,
  question: string,
  incumbentCounts: boolean,
  revealed: boolean,
): RoundBasis {
  const tagsOf = new Map<number, string[]>();
  for (const { tag, candidateIds } of catalog.tags) {
    for (const id of candidateIds) tagsOf.set(id, [...(tagsOf.get(id) ?? []), tag]);
  }
  return {
    v: 1,
    format: currentVersion,
    engineVersion: ENGINE_VERSION,
    question,
    rule: settings.groupRule,
    objectives: settings.objectives.map((objective) => ({
      id: objective.id,
      name: objective.name,
      ...rangeOf(objective),
    })),
    metrics: settings.metrics.map(({ id, name, unit, formula }) => ({ id, name, unit, formula: formula ?? '' })),
    candidates: catalog.names.map((name, i) => {
      const id = catalog.candidateIds[i]!;
      return { id, name, tags: (tagsOf.get(id) ?? []).toSorted() };
    }),
    columns: catalog.columns.map(({ metricId, measured, standardErrors }) => ({
      metric: metricId,
      values: sha256(toBytes(measured)),
      standardErrors: standardErrors && sha256(toBytes(standardErrors)),
    })),
    roles: settings.roles.map(({ id, name, influence }) => ({ id, name, influence })),
    incumbent: settings.incumbentId,
    incumbentCounts,
    // Before the first reveal the requirements in the file are nobody's ballot yet.
    musts: revealed
      ? settings.roles.flatMap(({ id, requirements }) =>
          requirements
            .filter(({ strength }) => strength === 'must')
            .map(({ metricId, comparator, bound }) => ({ role: id, metric: metricId, comparator, bound })),
        )
      : [],
  };
}
