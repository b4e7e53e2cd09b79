// Does a recorded decision still hold? What was frozen is computed again, and then what is known today is put in its place: each
// group of changes alone, and all together. The ballots stay those of the record: a weight that somebody moves afterwards is no
// vote, so it is said beside the outcome and never is one. Nothing is written; every answer names its cause in native units.
import { canonicalJson } from '../../domain/canonicalJson.ts';
import type { Catalog, Interval, MetricColumn } from '../../domain/catalog.ts';
import { decimalsFor, formatInterval, formatMeasure, formatNumber, listText, verbAfter } from '../../domain/format.ts';
import type { DecisionRecord, RecordedResults } from '../../domain/record.ts';
import type { Replay, ReplayCause, ReplayGroup, ReplayOutcome, ReplayStep } from '../../domain/replay.ts';
import type { ReviewSnapshot, Settings } from '../../domain/review.ts';
import type { Role } from '../../domain/role.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation, Undecided, Violation } from '../evaluation.ts';
import { activeHolds, holdsOn } from '../holds.ts';
import { meets, outcomeAt, undecidedOf, violationsOf } from '../screen.ts';
import { intervalAt } from '../statedDoubt.ts';
import { ENGINE_VERSION } from '../version.ts';
import { nearestTurnOf, recordedResults } from './recordedResults.ts';

export interface ReplayInput {
  decisionId: number;
  record: DecisionRecord;
  /** The frozen columns; without those that were not kept. */
  columns: readonly MetricColumn[];
  /** The review as it is. */
  today: ReviewSnapshot;
  /** YYYY-MM-DD. */
  on: string;
}

/** Joins parts of a sentence; `listText` is for names, and quotes those with a comma in them. */
const clauses = new Intl.ListFormat('en-GB');
const GROUPS: readonly ReplayGroup[] = ['evidence', 'requirements', 'candidates'];
const MOST_CAUSES = 100;
/** Changed cells that are tried one by one, to find the one that turned the answer. */
const MOST_TRIED = 20;

/**
 * Replays a decision. O(groups + tried cells) evaluations of the review.
 *
 * - The ballots (weights, influences, objectives with their ranges, the rule) are those of the record; evidence, requirements,
 *   holds and candidates are today's. What today's working ballots would say is in `working` alone.
 * - "First" is who the review's rule puts first. A decision that follows the rule is overtaken when its candidate is no longer
 *   first; one that overrode it, when the answer it was measured against is not.
 * - Several things may be true at once. Reported is the first of: a `must` broken, cannot tell, overtaken, watch crossed, narrower.
 */
export function replayRecord(input: ReplayInput): Replay {
  const { decisionId, record, today, on } = input;
  const frozen = frozenSettings(record);
  const then = frozenSnapshot(input, frozen);
  const marginThen = marginOfThen(record, then);
  const judge = (snapshot: ReviewSnapshot, margin = true) => judgement(snapshot, record, then, marginThen, margin);
  const unchanged = then && judge(then);
  const steps = (then === null ? [] : GROUPS).map((group): ReplayStep & { group: ReplayGroup } => {
    const changed = then !== null && differs(group, then, today);
    return { group, changed, ...stepOf(then !== null && changed ? judge(swap(group, then, today)) : unchanged) };
  });
  const all = judge({
    settings: withRequirements(frozen, today.settings),
    catalog: withFrozenMetrics(record, today.catalog),
  });
  const { outcome } = all;
  const since = steps.find((step) => step.changed && step.outcome === outcome)?.group ?? null;
  const causes = causesOf(all, { record, then, today, on, since, judge, marginThen }).slice(0, MOST_CAUSES);
  return {
    decisionId,
    number: record.number,
    on,
    outcome,
    sentence: sentenceOf(record, outcome, causes, all),
    causes,
    steps: [...steps, { group: null, changed: steps.some(({ changed }) => changed) || then === null, ...stepOf(all) }],
    margin: { then: marginThen, now: all.margin },
    working: workingBallots(frozen, today, all),
    engine: engineCheck(record, then),
  };
}

interface Judgement {
  outcome: ReplayOutcome;
  snapshot: ReviewSnapshot;
  evaluation: Evaluation | null;
  /** Candidate ids of all that are first. */
  first: readonly number[];
  margin: number | null;
  broken: readonly Violation[];
  /** Musts of which it cannot be told any more whether the chosen candidate meets them, and those of which it could not be told then. */
  undecided: readonly (Undecided & { then: boolean })[];
  missing: readonly { candidateId: number; metricId: number }[];
  /** Metrics of the ballots of which no candidate has a value any more. */
  lost: readonly number[];
  watches: readonly {
    metricId: number;
    value: number;
    bound: number;
    comparator: '<=' | '>=';
    expected: number | null;
  }[];
}

const stepOf = (judged: Judgement | null): Pick<ReplayStep, 'outcome' | 'first' | 'margin'> =>
  judged
    ? { outcome: judged.outcome, first: judged.first.map((id) => nameIn(judged.snapshot, id)), margin: judged.margin }
    : { outcome: 'cannotTell', first: [], margin: null };

/** Points of one role's weights that turn the answer: 0 where several are first, null where none turn it. */
function marginOf(snapshot: ReviewSnapshot, evaluation: Evaluation): number | null {
  return evaluation.groups[evaluation.rule].winners.length > 1
    ? 0
    : (nearestTurnOf(snapshot, evaluation)?.points ?? null);
}

/** The margin as recorded; of an engine that measured it otherwise, as this one measures it on the values of then. */
function marginOfThen({ engineVersion, results }: DecisionRecord, then: ReviewSnapshot | null): number | null {
  if (then !== null && engineVersion !== ENGINE_VERSION) return marginOf(then, evaluate(then, { role: null }));
  return results.answer.length > 1 ? 0 : (results.nearest?.points ?? null);
}

/** @param withMargin  false: it is not worked out, and nothing is judged narrower. Working it out takes longest. */
function judgement(
  snapshot: ReviewSnapshot,
  record: DecisionRecord,
  then: ReviewSnapshot | null,
  marginThen: number | null,
  withMargin: boolean,
): Judgement {
  const { settings, catalog } = snapshot;
  const nothing = {
    snapshot,
    evaluation: null,
    first: [],
    margin: null,
    broken: [],
    undecided: [],
    missing: [],
    lost: [],
    watches: [],
  };
  if (settings.objectives.length === 0 || settings.roles.length === 0 || catalog.names.length === 0) {
    return { outcome: 'cannotTell', ...nothing };
  }
  const evaluation = evaluate(snapshot, { role: null });
  const { groups, rule, screening } = evaluation;
  const first = groups[rule].winners.map((i) => catalog.candidateIds[i]!);
  const margin = withMargin ? marginOf(snapshot, evaluation) : null;
  const chosen = record.decision.candidateId;
  const place = chosen === null ? -1 : catalog.candidateIds.indexOf(chosen);
  const violations =
    place < 0
      ? []
      : violationsOf(snapshot, screening, place).filter((violation) => !isReleased(violation, record, then));
  const broken = violations.filter(({ measured }) => measured !== null);
  const undecidedThen = new Set(
    (record.undecided ?? [])
      .filter(({ candidateId }) => candidateId === chosen)
      .map(({ requirementId }) => requirementId),
  );
  const undecided = (place < 0 ? [] : undecidedOf(snapshot, screening.musts, place))
    .filter(({ requirement }) => !record.releases.some(({ requirementId }) => requirementId === requirement.id))
    .map((each) => ({ ...each, then: undecidedThen.has(each.requirement.id) }));
  const lost = lostMetrics(snapshot, record, then);
  const missing = [
    ...violations
      .filter(({ measured }) => measured === null)
      .map(({ requirement }) => ({ candidateId: chosen!, metricId: requirement.metricId })),
    ...lostValues(snapshot, record, then),
    ...(place < 0 ? [] : lostWatches(snapshot, record, then)),
  ].filter(
    ({ candidateId, metricId }, i, all) =>
      !lost.includes(metricId) &&
      all.findIndex((other) => other.candidateId === candidateId && other.metricId === metricId) === i,
  );
  const watches = record.conditions.flatMap(({ kind, check, expected }) => {
    if (kind !== 'watch' || check === null || place < 0) return [];
    const column = catalog.columns.find(({ metricId }) => metricId === check.metricId);
    const value = valueIn(catalog, check.metricId, chosen!);
    return !column || value === null || outcomeAt(column, check, place) !== 'broken'
      ? []
      : [{ ...check, value, expected }];
  });
  const judged = { snapshot, evaluation, first, margin, broken, undecided, missing, lost, watches };
  const decide = (): ReplayOutcome => {
    if (broken.length > 0) return 'brokenMust';
    if ((chosen !== null && place < 0) || lost.length > 0 || missing.length > 0) return 'cannotTell';
    if (undecided.some((must) => !must.then)) return 'cannotTell';
    if (!stillFirst(record, first)) return 'overtaken';
    if (watches.length > 0) return 'watchCrossed';
    if (marginThen !== null && margin !== null && margin < marginThen / 2) return 'narrower';
    return 'holds';
  };
  return { outcome: decide(), ...judged };
}

/**
 * Whether the role let the chosen candidate break this `must` when it was decided: with the bound of then, and a value no further
 * beyond it than then. Of a candidate that was not measured then, only that it is not.
 */
function isReleased(
  { requirement, measured }: Violation,
  record: DecisionRecord,
  then: ReviewSnapshot | null,
): boolean {
  if (!record.releases.some(({ requirementId }) => requirementId === requirement.id)) return false;
  const before = record.roles.flatMap(({ requirements }) => requirements).find(({ id }) => id === requirement.id);
  if (
    before?.metricId !== requirement.metricId ||
    before.comparator !== requirement.comparator ||
    before.bound !== requirement.bound
  ) {
    return false;
  }
  if (measured === null) return true;
  const value = valueOfThen(record, then, requirement.metricId, record.decision.candidateId!);
  return value !== null && meets({ comparator: requirement.comparator, bound: value }, measured);
}

/** What a candidate had when it was decided; null: it was not measured, or the record does not say. */
function valueOfThen(
  record: DecisionRecord,
  then: ReviewSnapshot | null,
  metricId: number,
  candidateId: number,
): number | null {
  return then
    ? valueIn(then.catalog, metricId, candidateId)
    : (record.cited.find((cell) => cell.candidateId === candidateId && cell.metricId === metricId)?.value ?? null);
}

/** Numbers of the chosen candidate that were to be watched, and that it had then and has no more. */
function lostWatches(
  { catalog }: ReviewSnapshot,
  record: DecisionRecord,
  then: ReviewSnapshot | null,
): { candidateId: number; metricId: number }[] {
  const { candidateId } = record.decision;
  if (candidateId === null) return [];
  return record.conditions.flatMap(({ kind, check }) =>
    kind === 'watch' &&
    check !== null &&
    valueOfThen(record, then, check.metricId, candidateId) !== null &&
    valueIn(catalog, check.metricId, candidateId) === null
      ? [{ candidateId, metricId: check.metricId }]
      : [],
  );
}

function stillFirst(record: DecisionRecord, first: readonly number[]): boolean {
  const { answer } = record.results;
  const chosen = record.decision.candidateId;
  if (chosen !== null && first.includes(chosen)) return true;
  if (chosen !== null && answer.includes(chosen)) return false;
  return answer.length === 0 ? first.length === 0 : answer.some((id) => first.includes(id));
}

/** Metrics that somebody weighed and that had values then, and have none today. */
function lostMetrics(
  { settings, catalog }: ReviewSnapshot,
  record: DecisionRecord,
  then: ReviewSnapshot | null,
): number[] {
  const someIn = ({ columns }: Catalog, id: number) =>
    columns.find(({ metricId }) => metricId === id)?.measured.some((value) => !Number.isNaN(value)) ?? false;
  const had = (id: number) =>
    then ? someIn(then.catalog, id) : record.cited.some(({ metricId, value }) => metricId === id && value !== null);
  return settings.objectives.map(({ metricId }) => metricId).filter((id) => had(id) && !someIn(catalog, id));
}

/** Values that the front, or whoever the decision names, had then and has no more. */
function lostValues(
  { settings, catalog }: ReviewSnapshot,
  record: DecisionRecord,
  then: ReviewSnapshot | null,
): { candidateId: number; metricId: number }[] {
  const mattered = new Set([
    ...record.candidates.filter((_, i) => record.results.fronts[i] === 1).map(({ id }) => id),
    ...record.results.answer,
    ...(record.decision.candidateId === null ? [] : [record.decision.candidateId]),
  ]);
  return [...mattered].flatMap((candidateId) =>
    catalog.candidateIds.includes(candidateId)
      ? settings.objectives.flatMap(({ metricId, missing }) =>
          missing === 'exclude' &&
          valueOfThen(record, then, metricId, candidateId) !== null &&
          valueIn(catalog, metricId, candidateId) === null
            ? [{ candidateId, metricId }]
            : [],
        )
      : [],
  );
}

/** What the review was told when it was decided: objectives, ballots, requirements, the rule. */
function frozenSettings(record: DecisionRecord): Settings {
  return {
    id: record.review,
    title: record.title,
    note: record.note,
    groupRule: record.results.rule,
    revision: 0,
    catalogRevision: 0,
    metrics: record.metrics,
    objectives: record.objectives,
    roles: record.roles.map((role, position): Role => ({
      id: role.id,
      name: role.name,
      influence: role.influence,
      rationale: role.rationale,
      weights: role.weights,
      requirements: role.requirements,
      holds: role.holds,
      position,
      // Nothing is drawn of it.
      colour: 'blue',
    })),
    incumbentId: record.incumbentId,
    incumbentCounts: record.incumbentCounts ?? true,
    scenarios: [],
    logs: [],
  };
}

/** The review as it was frozen; null where its columns were not kept. */
function frozenSnapshot({ record, columns, today }: ReplayInput, settings: Settings): ReviewSnapshot | null {
  const kept = new Set(columns.map(({ metricId }) => metricId));
  if (record.partial !== '' || record.columns.some((column) => column.kept && !kept.has(column.metricId))) return null;
  const candidateIds = Int32Array.from(record.candidates, ({ id }) => id);
  // What is asked of a metric today that was not frozen is answered by today's values.
  const extra = today.catalog.columns
    .filter(({ metricId }) => !kept.has(metricId))
    .map((column) => alignedTo(candidateIds, today.catalog, column, null));
  const tags = Map.groupBy(
    record.candidates.flatMap(({ id, tags: of }) => of.map((tag) => ({ tag, id }))),
    ({ tag }) => tag,
  );
  return {
    settings,
    catalog: {
      revision: 0,
      candidateIds,
      names: record.candidates.map(({ name }) => name),
      columns: [...columns, ...extra],
      attributes: [],
      tags: [...tags].map(([tag, of]) => ({ tag, candidateIds: of.map(({ id }) => id) })),
    },
  };
}

/** A column of one catalogue for other candidates; who is not in it has the value in `otherwise`, or none. */
function alignedTo(
  candidateIds: Int32Array,
  catalog: Catalog,
  column: MetricColumn,
  otherwise: MetricColumn | null,
): MetricColumn {
  const placeOf = new Map(Array.from(catalog.candidateIds, (id, i) => [id, i]));
  const pick = (from: Float64Array | null, other: Float64Array | null) =>
    Float64Array.from(candidateIds, (id, i) => {
      const place = placeOf.get(id);
      return place === undefined ? (other?.[i] ?? NaN) : (from?.[place] ?? NaN);
    });
  const either = (of: (of: MetricColumn) => Float64Array | null | undefined) => {
    const [own, other] = [of(column) ?? null, (otherwise && of(otherwise)) ?? null];
    return own || other ? pick(own, other) : null;
  };
  const lows = either(({ intervals }) => intervals?.lows);
  const highs = either(({ intervals }) => intervals?.highs);
  return {
    metricId: column.metricId,
    measured: pick(column.measured, otherwise?.measured ?? null),
    standardErrors: either(({ standardErrors }) => standardErrors),
    ...(lows && highs && { intervals: { lows, highs } }),
  };
}

const requirementsOf = ({ roles }: Settings) =>
  roles.map(({ id, requirements, holds }) => ({
    id,
    requirements: requirements.map(({ reason: _reason, ...of }) => of),
    holds: holds.map(({ reason: _reason, condition: _condition, ...of }) => of),
  }));

function differs(group: ReplayGroup, then: ReviewSnapshot, today: ReviewSnapshot): boolean {
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
  switch (group) {
    case 'evidence':
      return changedCells(then, today).length > 0;
    case 'requirements':
      return !same(requirementsOf(then.settings), requirementsOf(today.settings));
    case 'candidates':
      return !same(Array.from(then.catalog.candidateIds), Array.from(today.catalog.candidateIds));
  }
}

/** The frozen review with one group as it is today. */
function swap(group: ReplayGroup, then: ReviewSnapshot, today: ReviewSnapshot): ReviewSnapshot {
  const { settings, catalog } = then;
  switch (group) {
    case 'evidence':
      return { settings, catalog: { ...catalog, columns: evidenceOf(catalog.candidateIds, then, today) } };
    case 'requirements':
      return { settings: withRequirements(settings, today.settings), catalog };
    case 'candidates': {
      const { candidateIds, names, tags } = today.catalog;
      const columns = catalog.columns.map((column) => {
        const now = today.catalog.columns.find(({ metricId }) => metricId === column.metricId);
        return alignedTo(candidateIds, catalog, column, now ?? null);
      });
      return { settings, catalog: { ...catalog, candidateIds, names, tags, columns } };
    }
  }
}

/**
 * The frozen settings with what is insisted on today. A role that came later has no ballot in the decision, but its requirements
 * and holds stand; of a role that is gone, its ballot stays and what it insisted on is gone with it.
 */
function withRequirements(frozen: Settings, today: Settings): Settings {
  const now = new Map(today.roles.map((role) => [role.id, role]));
  const known = new Set(frozen.roles.map(({ id }) => id));
  const later = today.roles.filter(({ id }) => !known.has(id));
  return {
    ...frozen,
    roles: frozen.roles.map((role, i) => ({
      ...role,
      // Each requirement and hold names its role itself, so it does not matter which ballot carries those of newcomers.
      requirements: [
        ...(now.get(role.id)?.requirements ?? []),
        ...(i === 0 ? later.flatMap((one) => one.requirements) : []),
      ],
      holds: [...(now.get(role.id)?.holds ?? []), ...(i === 0 ? later.flatMap((one) => one.holds) : [])],
    })),
  };
}

/** Today's values, and a column without any for each metric of the record that is no longer in the review. */
function withFrozenMetrics(record: DecisionRecord, catalog: Catalog): Catalog {
  const known = new Set(catalog.columns.map(({ metricId }) => metricId));
  const gone = record.objectives.filter(({ metricId }) => !known.has(metricId));
  return {
    ...catalog,
    columns: [
      ...catalog.columns,
      ...gone.map(({ metricId }) => ({
        metricId,
        measured: new Float64Array(catalog.candidateIds.length).fill(NaN),
        standardErrors: null,
      })),
    ],
  };
}

/**
 * What the ballots that can be edited now would say, in a sentence; '' where they are those of the record. It never is an outcome:
 * what was decided was decided with the ballots of then.
 */
function workingBallots(frozen: Settings, today: ReviewSnapshot, all: Judgement): Replay['working'] {
  const { settings, catalog } = today;
  const changes = ballotChanges(frozen, settings);
  if (changes.length === 0) return { changed: false, first: [], sentence: '' };
  const changed = `Since the decision ${clauses.format(changes)}. It was checked with the ballots it was made with.`;
  if (settings.objectives.length === 0 || settings.roles.length === 0 || catalog.names.length === 0) {
    return { changed: true, first: [], sentence: changed };
  }
  const { groups, rule } = evaluate(today, { role: null });
  const ids = groups[rule].winners.map((i) => catalog.candidateIds[i]!);
  const first = ids.map((id) => nameIn(today, id));
  const same = all.first.length === ids.length && ids.every((id) => all.first.includes(id));
  const verb = first.length === 1 ? 'is' : 'are';
  const would =
    first.length === 0
      ? 'Nobody can be recommended with today’s.'
      : same
        ? `With today’s too, ${listText(first)} ${verb} first.`
        : `With today’s, ${listText(first)} ${verb} first: a new decision would count them.`;
  return { changed: true, first, sentence: `${changed} ${would}` };
}

/** How far the weights that moved most went, two of each role: " (Ad revenue 70 → 30 %)"; '' where no share moved by a tenth of a percent. */
function movedText(roles: readonly { role: Role; was: Role }[], objectives: Settings['objectives']): string {
  const shareOf = ({ weights }: Role, id: number) =>
    100 * (weights.find(({ objectiveId }) => objectiveId === id)?.weight ?? 0);
  const say = (share: number) => formatNumber(share, Number.isInteger(Math.round(share * 10) / 10) ? 0 : 1);
  const texts = roles.map(({ role, was }) => {
    const ids = [...new Set([...role.weights, ...was.weights].map(({ objectiveId }) => objectiveId))];
    const moves = ids
      .map((id) => ({ id, from: shareOf(was, id), to: shareOf(role, id) }))
      .filter(({ from, to }) => Math.abs(to - from) >= 0.1)
      .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
      .slice(0, 2)
      .map(({ id, from, to }) => {
        const name = objectives.find((objective) => objective.id === id)?.name ?? 'an objective that is gone';
        return `${name} ${say(from)} → ${say(to)}\u00a0%`;
      });
    return moves.length === 0 ? '' : `${roles.length === 1 ? '' : `${role.name}: `}${moves.join(', ')}`;
  });
  const said = texts.filter((text) => text !== '').join('; ');
  return said === '' ? '' : ` (${said})`;
}

/** What of the ballots is not as in the record, as parts of a sentence. */
function ballotChanges(frozen: Settings, today: Settings): string[] {
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
  const weightsOf = ({ weights }: Role) =>
    weights.map(({ objectiveId, weight }) => ({ objectiveId, weight })).sort((a, b) => a.objectiveId - b.objectiveId);
  const scalesOf = ({ objectives }: Settings) => objectives.map(({ name: _name, position: _position, ...of }) => of);
  const before = new Map(frozen.roles.map((role) => [role.id, role]));
  const now = new Set(today.roles.map(({ id }) => id));
  const names = (roles: readonly Role[]) => listText(roles.map(({ name }) => name));
  const have = (roles: readonly Role[]) => (roles.length === 1 ? 'has' : 'have');
  const both = today.roles.filter(({ id }) => before.has(id));
  const weighed = both.filter((role) => !same(weightsOf(role), weightsOf(before.get(role.id)!)));
  const influenced = both.filter((role) => role.influence !== before.get(role.id)!.influence);
  const came = today.roles.filter(({ id }) => !before.has(id));
  const left = frozen.roles.filter(({ id }) => !now.has(id));
  return [
    ...(weighed.length > 0
      ? [
          `the weights of ${names(weighed)} were changed${
            weighed.length > 3
              ? ''
              : movedText(
                  weighed.map((role) => ({ role, was: before.get(role.id)! })),
                  [...today.objectives, ...frozen.objectives],
                )
          }`,
        ]
      : []),
    ...(influenced.length > 0 ? [`the influence of ${names(influenced)} was changed`] : []),
    ...(same(scalesOf(frozen), scalesOf(today)) ? [] : ['the objectives or their ranges were changed']),
    ...(frozen.groupRule === today.groupRule ? [] : ['the rule was changed']),
    ...(came.length > 0 ? [`${names(came)} ${have(came)} joined`] : []),
    ...(left.length > 0 ? [`${names(left)} ${have(left)} left`] : []),
  ];
}

/** Today's values of the candidates and metrics of then; a candidate that is gone keeps its values, a metric has none. */
function evidenceOf(candidateIds: Int32Array, then: ReviewSnapshot, today: ReviewSnapshot): MetricColumn[] {
  return then.catalog.columns.map((column) => {
    const now = today.catalog.columns.find(({ metricId }) => metricId === column.metricId);
    return now
      ? alignedTo(candidateIds, today.catalog, now, column)
      : {
          metricId: column.metricId,
          measured: new Float64Array(candidateIds.length).fill(NaN),
          standardErrors: null,
        };
  });
}

interface ChangedCell {
  candidateId: number;
  metricId: number;
  from: number | null;
  to: number | null;
  /** Of the new value; null where none is stated. */
  interval: Interval | null;
}

/** Values that are others than when it was decided, of candidates there were then. O(cells). */
function changedCells(then: ReviewSnapshot, today: ReviewSnapshot): ChangedCell[] {
  const { candidateIds } = then.catalog;
  const now = evidenceOf(candidateIds, then, today);
  return then.catalog.columns.flatMap((column, j) =>
    Array.from(candidateIds.keys()).flatMap((i) => {
      const [from, to] = [column.measured[i]!, now[j]!.measured[i]!];
      const [was, interval] = [intervalAt(column, i), intervalAt(now[j]!, i)];
      const sameEnds = was?.low === interval?.low && was?.high === interval?.high;
      if ((Object.is(from, to) || from === to) && sameEnds) return [];
      return [
        { candidateId: candidateIds[i]!, metricId: column.metricId, from: orNull(from), to: orNull(to), interval },
      ];
    }),
  );
}

interface Around {
  record: DecisionRecord;
  then: ReviewSnapshot | null;
  today: ReviewSnapshot;
  on: string;
  since: ReplayGroup | null;
  judge: (snapshot: ReviewSnapshot, withMargin?: boolean) => Judgement;
  marginThen: number | null;
}

const noCause = {
  group: null,
  candidateId: null,
  candidate: null,
  metricId: null,
  metric: null,
  unit: '',
  from: null,
  to: null,
  roleId: null,
  role: null,
  bound: null,
  by: null,
} satisfies Partial<ReplayCause>;

function causesOf(all: Judgement, around: Around): ReplayCause[] {
  const { record, then, today, since, marginThen } = around;
  const { outcome } = all;
  const chosen = record.decision.candidateId;
  const causes: ReplayCause[] = [];
  const cellCause = (cell: ChangedCell, kind: 'value' | 'missing', why: string): ReplayCause => {
    const metric = metricIn(today, record, cell.metricId);
    const candidate = nameOf(today, record, cell.candidateId);
    const say = sayer([cell.from, cell.to], metric.unit);
    const sentence =
      cell.to === null
        ? `${metric.name} of ${candidate} is missing${cell.from === null ? '' : ` (it was ${say(cell.from)})`}.`
        : `${why}${metric.name} of ${candidate}: ${cell.from === null ? 'not known' : say(cell.from)} → ${say(cell.to)}${cell.interval === null ? '' : ` (${withinText(cell.interval, metric.unit)})`}.`;
    return {
      ...noCause,
      group: 'evidence',
      kind,
      candidateId: cell.candidateId,
      candidate,
      metricId: cell.metricId,
      metric: metric.name,
      unit: metric.unit,
      from: cell.from,
      to: cell.to,
      sentence,
    };
  };
  for (const { requirement, measured, interval, by } of all.broken) {
    const metric = metricIn(today, record, requirement.metricId);
    const role = today.settings.roles.find(({ id }) => id === requirement.roleId)?.name ?? '';
    const from = then && chosen !== null ? valueIn(then.catalog, requirement.metricId, chosen) : null;
    const say = sayer([requirement.bound, measured, from], metric.unit);
    const candidate = chosen === null ? '' : nameOf(today, record, chosen);
    const sign = requirement.comparator === '<=' ? '≤' : '≥';
    const was = from === null || from === measured ? '' : ` (it was ${say(from)})`;
    causes.push({
      ...noCause,
      group: since,
      kind: 'must',
      candidateId: chosen,
      candidate,
      metricId: metric.id,
      metric: metric.name,
      unit: metric.unit,
      from,
      to: measured,
      roleId: requirement.roleId,
      role,
      bound: requirement.bound,
      by,
      sentence: `${metric.name} ${sign} ${say(requirement.bound)} is a must of ${role}, and ${candidate} has ${say(measured!)}${interval === null ? '' : ` (${withinText(interval, metric.unit)})`}${was}: ${sayer([by], metric.unit)(by!)} beyond.`,
    });
  }
  causes.push(...undecidedCauses(all, around, false));
  if (chosen !== null && !today.catalog.candidateIds.includes(chosen)) {
    const candidate = nameOf(today, record, chosen);
    const again = today.catalog.names.includes(candidate)
      ? ' Another one has its name now: it was removed and brought in again, so nothing says that it is the same.'
      : '';
    const sentence = `${candidate} is no longer in the review.${again}`;
    causes.push({ ...noCause, group: 'candidates', kind: 'candidate', candidateId: chosen, candidate, sentence });
  }
  for (const metricId of all.lost) {
    const metric = metricIn(today, record, metricId);
    const kept = today.settings.metrics.some(({ id }) => id === metricId);
    const sentence = `${metric.name} ${kept ? 'has no values any more' : 'is no longer in the review'}.`;
    causes.push({
      ...noCause,
      group: 'evidence',
      kind: 'metric',
      metricId,
      metric: metric.name,
      unit: metric.unit,
      sentence,
    });
  }
  for (const { candidateId, metricId } of all.missing) {
    const from = valueOfThen(record, then, metricId, candidateId);
    causes.push(cellCause({ candidateId, metricId, from, to: null, interval: null }, 'missing', ''));
  }
  if (outcome === 'overtaken') {
    const names = (ids: readonly number[]) => listText(ids.map((id) => nameOf(today, record, id)));
    const sentence =
      all.first.length === 0
        ? 'Nobody meets every requirement now.'
        : `${names(all.first)} ${all.first.length === 1 ? 'is' : 'are'} first now${record.results.answer.length === 0 ? '; when it was decided, nobody was' : `; when it was decided, it was ${names(record.results.answer)}`}.`;
    const [candidateId = null] = all.first;
    const candidate = candidateId === null ? null : nameOf(today, record, candidateId);
    causes.push({ ...noCause, group: since, kind: 'first', candidateId, candidate, sentence });
  }
  for (const watch of all.watches) {
    const metric = metricIn(today, record, watch.metricId);
    const say = sayer([watch.value, watch.bound, watch.expected], metric.unit);
    const sign = watch.comparator === '<=' ? '≤' : '≥';
    const expected = watch.expected === null ? '' : `, and ${say(watch.expected)} was expected`;
    causes.push({
      ...noCause,
      group: 'evidence',
      kind: 'watch',
      candidateId: chosen,
      metricId: metric.id,
      metric: metric.name,
      candidate: chosen === null ? null : nameOf(today, record, chosen),
      unit: metric.unit,
      from: watch.expected,
      to: watch.value,
      bound: watch.bound,
      by: Math.abs(watch.value - watch.bound),
      sentence: `${metric.name} is ${say(watch.value)}; it was to stay ${sign} ${say(watch.bound)}${expected}.`,
    });
  }
  if (outcome === 'narrower' && marginThen !== null && all.margin !== null) {
    const say = (points: number) => formatNumber(points, points < 10 ? 1 : 0);
    const sentence = `${say(all.margin)} points of one role’s weights turn the answer now; ${say(marginThen)} were needed then.`;
    causes.push({ ...noCause, group: since, kind: 'margin', from: marginThen, to: all.margin, sentence });
  }
  if (outcome !== 'holds') causes.push(...changesBehind(all, around, cellCause));
  causes.push(...undecidedCauses(all, around, true));
  causes.push(...newHolds(all, around));
  return causes;
}

/** Musts of which it cannot be told whether the chosen candidate meets them: those that are new, or those of then. */
function undecidedCauses(all: Judgement, { record, today, since }: Around, then: boolean): ReplayCause[] {
  const chosen = record.decision.candidateId;
  const candidate = chosen === null ? '' : nameOf(today, record, chosen);
  return all.undecided
    .filter((must) => must.then === then)
    .map(({ requirement, measured, interval }) => {
      const metric = metricIn(today, record, requirement.metricId);
      const role = today.settings.roles.find(({ id }) => id === requirement.roleId)?.name ?? '';
      const say = sayer([requirement.bound, measured, interval.low, interval.high], metric.unit);
      const sign = requirement.comparator === '<=' ? '≤' : '≥';
      return {
        ...noCause,
        group: then ? null : since,
        kind: 'undecided',
        candidateId: chosen,
        candidate,
        metricId: metric.id,
        metric: metric.name,
        unit: metric.unit,
        to: measured,
        roleId: requirement.roleId,
        role,
        bound: requirement.bound,
        sentence:
          `Whether ${candidate} meets ${metric.name} ${sign} ${say(requirement.bound)}, a must of ${role}, cannot be told` +
          `${then ? ', as when it was decided' : ''}: it has ${say(measured)} (${withinText(interval, metric.unit)}).`,
      };
    });
}

/** What changed that can be behind the outcome: the cells of whoever matters, the one that alone makes it first. */
function changesBehind(
  all: Judgement,
  { record, then, today, judge }: Around,
  cellCause: (cell: ChangedCell, kind: 'value', why: string) => ReplayCause,
): ReplayCause[] {
  if (!then) return [];
  const causes: ReplayCause[] = [];
  const chosen = record.decision.candidateId;
  const matters = new Set([...record.results.answer, ...all.first, ...(chosen === null ? [] : [chosen])]);
  const cells = changedCells(then, today).filter(({ to }) => to !== null);
  const ordered = [
    ...cells.filter(({ candidateId }) => matters.has(candidateId)),
    ...cells.filter(({ candidateId }) => !matters.has(candidateId)),
  ].slice(0, MOST_TRIED);
  const alone = ordered.filter(
    (cell) => judge(withCell(then, cell), all.outcome === 'narrower').outcome === all.outcome,
  );
  causes.push(...alone.map((cell) => cellCause(cell, 'value', 'Because of new ')));
  causes.push(
    ...ordered
      .filter((cell) => !alone.includes(cell) && matters.has(cell.candidateId))
      .map((cell) => cellCause(cell, 'value', 'Also new: ')),
  );
  const known = new Set(then.catalog.candidateIds);
  for (const id of all.first) {
    if (known.has(id)) continue;
    const candidate = nameOf(today, record, id);
    const sentence = `${candidate} was not among the candidates then.`;
    causes.push({ ...noCause, group: 'candidates', kind: 'candidate', candidateId: id, candidate, sentence });
  }
  return causes;
}

function withCell(then: ReviewSnapshot, { candidateId, metricId, to, interval }: ChangedCell): ReviewSnapshot {
  const place = then.catalog.candidateIds.indexOf(candidateId);
  const columns = then.catalog.columns.map((column) => {
    if (column.metricId !== metricId) return column;
    const measured = column.measured.slice();
    measured[place] = to ?? NaN;
    if (!column.intervals && interval === null) return { ...column, measured };
    const none = new Float64Array(measured.length).fill(NaN);
    const lows = (column.intervals?.lows ?? none).slice();
    const highs = (column.intervals?.highs ?? none).slice();
    lows[place] = interval?.low ?? NaN;
    highs[place] = interval === null ? NaN : (interval.high ?? Infinity);
    return { ...column, measured, intervals: { lows, highs } };
  });
  return { settings: then.settings, catalog: { ...then.catalog, columns } };
}

/** Holds that stand on the chosen candidate today and did not then. They do not change the outcome: a hold is for deployment. */
function newHolds(all: Judgement, { record, today, on }: Around): ReplayCause[] {
  const chosen = record.decision.candidateId;
  const place = chosen === null ? -1 : today.catalog.candidateIds.indexOf(chosen);
  if (place < 0 || all.evaluation === null) return [];
  const before = new Set(record.holdsStanding.map(({ holdId }) => holdId));
  return holdsOn(activeHolds(today.settings, today.catalog, on), place)
    .filter(({ hold }) => hold.effect === 'blocks' && !before.has(hold.id))
    .map(({ roleId, hold }) => {
      const role = today.settings.roles.find(({ id }) => id === roleId)?.name ?? '';
      const candidate = nameOf(today, record, chosen!);
      const sentence = `${role} ${verbAfter(role, 'holds', 'hold')} ${candidate} back${hold.until === null ? '' : ` until ${hold.until}`}.`;
      return {
        ...noCause,
        group: 'requirements' as const,
        kind: 'hold' as const,
        roleId,
        role,
        candidateId: chosen,
        candidate,
        sentence,
      };
    });
}

function engineCheck(record: DecisionRecord, then: ReviewSnapshot | null): Replay['engine'] {
  const versions = { then: record.engineVersion, now: ENGINE_VERSION };
  if (!then) {
    return {
      ...versions,
      reproduced: 'notKept',
      sentence: 'The values were too many to be kept, so the recorded results cannot be computed again.',
    };
  }
  const { chance } = record.results;
  const again = recordedResults(then, chance, []);
  const sameEngine = record.engineVersion === ENGINE_VERSION;
  if (sameEngine && again && sameResults(again.results, record.results)) {
    return {
      ...versions,
      reproduced: 'toTheBit',
      sentence: 'Computed again, the recorded results are the same to the last bit.',
    };
  }
  const ranksOf = ({ groups, roles }: DecisionRecord['results']) =>
    canonicalJson([groups.map(({ ranks }) => ranks), roles.map(({ ranks }) => ranks)]);
  const sameRanks = again !== null && ranksOf(again.results) === ranksOf(record.results);
  const changed = sameEngine
    ? 'The recorded results do not follow from what was frozen: one of the two was changed'
    : `The engine changed since (${record.engineVersion} then, ${ENGINE_VERSION} now)`;
  return {
    ...versions,
    reproduced: !sameEngine && sameRanks ? 'sameRanks' : 'differs',
    sentence: sameEngine
      ? `${changed}.`
      : `${changed}; on the values of then it ranks ${sameRanks ? 'everybody alike' : 'differently'}.`,
  };
}

/** Whether results are equal to the bit in all that was frozen; what a rule is called, and what is recorded since, do not count. */
function sameResults(again: RecordedResults, frozen: RecordedResults): boolean {
  const unnamed = ({ rules, methods, ...rest }: RecordedResults): Record<string, unknown> => ({
    ...rest,
    rules: rules.map(({ id, winners }) => ({ id, winners })),
    methods: methods.map(({ id, winners }) => ({ id, winners })),
  });
  const known = unnamed(again);
  return Object.entries(unnamed(frozen)).every(
    ([key, value]) => canonicalJson(known[key] ?? null) === canonicalJson(value),
  );
}

function sentenceOf(
  record: DecisionRecord,
  outcome: ReplayOutcome,
  causes: readonly ReplayCause[],
  all: Judgement,
): string {
  const which = `Decision ${record.number}`;
  const [cause] = causes;
  switch (outcome) {
    case 'holds':
      return `${which} holds.`;
    case 'narrower':
      return `${which} holds, narrower: ${cause?.sentence ?? ''}`;
    case 'brokenMust':
      return `${which} breaks a must: ${cause?.sentence ?? ''}`;
    case 'overtaken': {
      const why = (
        causes.find(({ kind, sentence }) => kind === 'value' && sentence.startsWith('Because')) ??
        causes.find(({ kind, candidateId }) => kind === 'candidate' && all.first.includes(candidateId ?? -1))
      )?.sentence;
      return `${which} is overtaken: ${cause?.sentence ?? ''}${why === undefined ? '' : ` ${why}`}`;
    }
    case 'watchCrossed':
      return `${which} has a watched number beyond its bound: ${cause?.sentence ?? ''}`;
    case 'cannotTell':
      return `Cannot tell whether ${which.toLowerCase()} holds: ${cause?.sentence ?? (all.evaluation === null ? 'there is nothing to rank any more.' : 'values are missing.')}`;
  }
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

function valueIn(catalog: Catalog, metricId: number, candidateId: number): number | null {
  const place = catalog.candidateIds.indexOf(candidateId);
  const column = catalog.columns.find((each) => each.metricId === metricId);
  return place < 0 || !column ? null : orNull(column.measured[place]!);
}

const nameIn = ({ catalog }: ReviewSnapshot, id: number) => catalog.names[catalog.candidateIds.indexOf(id)] ?? '';

const nameOf = (today: ReviewSnapshot, record: DecisionRecord, id: number) =>
  nameIn(today, id) || (record.candidates.find((each) => each.id === id)?.name ?? '');

const metricIn = (today: ReviewSnapshot, record: DecisionRecord, id: number) =>
  today.settings.metrics.find((each) => each.id === id) ??
  record.metrics.find((each) => each.id === id) ?? { id, name: 'a metric that is gone', unit: '' };

/** Writes numbers that stand side by side with as many digits as tell them apart. */
const withinText = (interval: Interval, unit: string) =>
  formatInterval(interval, decimalsFor([interval.low, ...(interval.high === null ? [] : [interval.high])]), unit);

function sayer(values: readonly (number | null)[], unit: string): (value: number) => string {
  const decimals = decimalsFor(values.flatMap((value) => (value === null ? [] : [value])));
  return (value) => formatMeasure(value, decimals, unit);
}
