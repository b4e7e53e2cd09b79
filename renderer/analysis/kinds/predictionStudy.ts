// A prediction log of any kind measured: candidates, groups, pairs, with bootstrap intervals.
import type { CountedScores, CountedUnits, MailedCounts } from '../../../shared/domain/cube.ts';
import type { LogColumns, LogKind, LogRoles } from '../../../shared/domain/predictionLog.ts';
import type { GroupColumn } from '../../../shared/measures/fairness/groups.ts';
import { intersection } from '../../../shared/measures/fairness/groups.ts';
import type { Drift } from '../../../shared/measures/drift/drift.ts';
import { driftOf } from '../../../shared/measures/drift/drift.ts';
import type { LogChoices } from '../../../shared/measures/log/predictionLog.ts';
import { LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import type { SpentOn } from '../../../shared/measures/log/spentColumns.ts';
import type { LeftOut, LogRows } from '../../../shared/measures/log/usableRows.ts';
import { unitsAt } from '../../../shared/measures/log/usableRows.ts';
import type { Spent } from '../../../shared/measures/spent/spent.ts';
import { spentOn } from '../../../shared/measures/spent/spent.ts';
import type { Unlabelled } from '../../../shared/measures/unlabelled/unlabelled.ts';
import { unlabelledOf } from '../../../shared/measures/unlabelled/ofLog.ts';
import type { Backwards } from '../../../shared/measures/study/kind.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import type { Study, StudyOptions } from '../../../shared/measures/study/study.ts';
import type { Reporter } from '../reporter.ts';
import { inSteps, type Steps } from '../steps.ts';

export interface PredictionStudyInput {
  kind: LogKind;
  /** By their place in the table; only those that the roles name. */
  columns: LogColumns;
  roles: LogRoles;
  choices: LogChoices;
  /** Of a cube: scores that were counted beside its cells. */
  scores?: readonly CountedScores[];
  /** Of a cube whose cases come in units: how these go together. */
  units?: CountedUnits | null;
  /** Of a cube that was made to be mailed: all that is known of its cases. */
  mailed?: MailedCounts | null;
  options: Omit<StudyOptions, 'references'>;
  /** Whether attributes of many values are crossed too. */
  crossAll?: boolean;
}

export interface MeasuredLog {
  problem: null;
  kind: LogKind;
  study: Study;
  /** Rows left out, by reason. */
  left: LeftOut;
  /** Groups that are written in several spellings, and count as one each. */
  merged: NonNullable<LogRows['merged']>;
  /** Pairs of attributes that make so many groups together that they are measured only when asked for. */
  uncrossed: { name: string; groups: number }[];
  /** Per candidate of the study what it spent on a case; null where no column says. */
  spent: CandidateSpent[];
  /** Candidates that seem to say the opposite of what they mean. */
  backwards: Backwards[];
  /** Of lists: group columns that differ within a list, so that nothing is measured by them. */
  mixed: readonly string[];
  /** How rows without a label differ from the rest; null where all have one. */
  unlabelled: Unlabelled | null;
  /** The leading measure over time; null where no column says when, or there are too few cases. */
  drift: Drift | null;
  /** How many cases say when they happened; null where no column says. */
  dated: number | null;
}

export type CandidateSpent = Record<SpentOn, Spent | null>;
export type PredictionStudyAnswer = { problem: string } | MeasuredLog;

/** A log that cannot be measured as it was described is an answer, with the sentence. */
export function* predictionStudy(
  {
    kind,
    columns,
    roles,
    choices,
    scores = [],
    units = null,
    mailed = null,
    options,
    crossAll = false,
  }: PredictionStudyInput,
  report: Pick<Reporter<PredictionStudyAnswer>, 'progress'>,
): Steps<PredictionStudyAnswer> {
  try {
    const log = kinds[kind].read(columns, roles, choices, scores, units, mailed);
    const { groups, uncrossed } = mailed === null ? withPairs(log.rows.groups, crossAll) : alone(log.rows.groups);
    const places = groups.map((column, v) => placeOfGroup(column, roles.groups[v]?.reference ?? null));
    const study = yield* inSteps(log.study(groups, { ...options, references: places }), report.progress);
    const backwards = log.backwards(study);
    const spent = spentByCandidates(columns, roles);
    const { left, merged = [] } = log.rows;
    // What rows without a label look like, only rows tell.
    const unlabelled = roles.cells ? null : unlabelledOf(columns, roles, kind, choices.order);
    const times = roles.time == null ? null : columns[roles.time]!.numbers;
    const when = times && Float64Array.from(log.caseAt, (at) => times[at]!);
    const drift = when && driftOf(log.compared, when);
    return {
      problem: null,
      kind,
      study,
      left,
      merged,
      uncrossed,
      spent,
      backwards,
      mixed: log.mixed,
      unlabelled,
      drift,
      dated: when && when.reduce((count, time) => (Number.isFinite(time) ? count + 1 : count), 0),
    };
  } catch (error) {
    if (error instanceof LogProblem) return { problem: error.message };
    throw error;
  }
}

/** The place of a group, whatever its upper and lower case; −1 where there is none. */
const placeOfGroup = ({ groups }: GroupColumn, name: string | null): number =>
  name === null ? -1 : groups.findIndex((group) => group.toLowerCase() === name.toLowerCase());

/** Of all cases with a number, whether or not they have a label: time is spent on those too. */
function spentByCandidates(columns: LogColumns, { candidates, unit }: LogRoles): CandidateSpent[] {
  if (candidates.every(({ latency, cost }) => latency == null && cost == null))
    return candidates.map(() => ({ latency: null, cost: null }));
  const anyPlace = candidates.flatMap(({ latency, cost }) => [latency, cost]).find((place) => place != null)!;
  const everyRow = Int32Array.from(columns[anyPlace]!.numbers.keys());
  const units = unit == null ? null : unitsAt(columns, unit, everyRow);
  const of = (place: number | null | undefined) => (place == null ? null : spentOn(columns[place]!.numbers, units));
  return candidates.map(({ latency, cost }) => ({ latency: of(latency), cost: of(cost) }));
}

/** Two attributes that make more groups than this together are not crossed unasked: most of them would have hardly a case. */
const MOST_CROSSED = 100;

/** A cube that was made to be mailed counts one attribute at a time. */
const alone = (groups: readonly GroupColumn[]) => ({ groups, uncrossed: [] });

/** Every attribute, and every two of them at once; of many values only where that is asked for. */
function withPairs(groups: readonly GroupColumn[], crossAll: boolean) {
  const pairs = groups.flatMap((one, k) => groups.slice(k + 1).map((two) => intersection(one, two)));
  const isWide = (pair: GroupColumn) => !crossAll && pair.groups.length > MOST_CROSSED;
  return {
    groups: [...groups, ...pairs.filter((pair) => !isWide(pair))],
    uncrossed: pairs.filter(isWide).map(({ name, groups: together }) => ({ name, groups: together.length })),
  };
}
