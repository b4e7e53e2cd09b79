// A log of a question with two answers of which only margins are known, since it was made to be mailed: each candidate by label, of
// everybody and by one column of groups. What rests on hidden cells is not known, and says between which ends it lies.
import type { MailedCounts, Margin } from '../../../domain/cube.ts';
import type { LogColumns, LogRoles } from '../../../domain/predictionLog.ts';
import { formatNumber } from '../../../domain/format.ts';
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { atOnce } from '../../../engine/certainty/run.ts';
import { startCountedBootstrap } from '../../bootstrap/counted.ts';
import type { IntervalOrReason } from '../../bootstrap/interval.ts';
import type { BinaryLog, BinaryMeasureId } from '../../classification/binary.ts';
import { binaryMeasures } from '../../classification/binary.ts';
import { confusionTable } from '../../classification/confusion.ts';
import type { RateId } from '../../classification/rates.ts';
import { rate, rateIds } from '../../classification/rates.ts';
import type { GroupMeasureId } from '../../fairness/groupMeasures.ts';
import { groupMeasures } from '../../fairness/groupMeasures.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import type { JudgedId } from '../../fairness/parityVerdicts.ts';
import { judgeParity } from '../../fairness/parityVerdicts.ts';
import { againstReference } from '../../fairness/reference.ts';
import { sameAnswer } from '../../log/answers.ts';
import type { LogChoices } from '../../log/predictionLog.ts';
import { LogProblem } from '../../log/usableRows.ts';
import type { Measure } from '../../measure.ts';
import type { Backwards, ReadLog } from '../kind.ts';
import type { MeasuredCandidate, MeasuredColumn, StudyOptions } from '../study.ts';
import { findingsOf, startStudy } from '../study.ts';
import { findingsWith, UNITS_UNKNOWN, unjudged } from './unitsUnknown.ts';

type BinaryGroupId = RateId | GroupMeasureId;
type Measured = MeasuredCandidate<BinaryMeasureId, BinaryGroupId, JudgedId>;

/** What is known of a candidate, the positive answer being the one that is looked for. */
interface CandidateMargins {
  name: string;
  whole: Margin;
  byGroup: (group: number) => Margin | null;
}

/** @throws LogProblem where the positive label is none of the two. O(margins). */
export function readMargins(columns: LogColumns, roles: LogRoles, choices: LogChoices, mailed: MailedCounts): ReadLog {
  const label = columns[roles.label!]!.words!;
  const counts = columns[roles.cells!.counts]!.numbers;
  if (!label.names.some((name) => sameAnswer(name, choices.positive)))
    throw new LogProblem(`No row has the label "${choices.positive}".`);
  const otherOne = !sameAnswer(mailed.positive, choices.positive);
  const candidates = roles.candidates.map(({ name, prediction }): CandidateMargins => {
    // The decisions of the first candidate stand behind the label.
    const counted = prediction! - 1;
    const turned = { otherOne, inverted: choices.inverted.has(name) };
    const own = mailed.margins
      .filter(({ candidate }) => candidate === counted)
      .map((margin) => turnedMargin(margin, turned));
    return {
      name,
      whole: own.find(({ group }) => group === null)!,
      byGroup: (group) => own.find((margin) => margin.group === group) ?? null,
    };
  });
  const groups = roles.groups.map(({ place }, g) => groupColumn(columns[place]!, g, mailed));
  const cases = counts.reduce((sum, n) => sum + n, 0);
  const compared = {
    candidates: candidates.length,
    cases,
    weights: null,
    rightness: true,
    better: 'larger' as const,
    of: () => [],
    pairOf: mailed.units === null ? pairsOf(roles, choices, mailed) : () => null,
  };
  return {
    rows: { groups, left: { noLabel: 0, noPrediction: 0, noWeight: 0 }, merged: [] },
    mixed: [],
    compared,
    caseAt: Int32Array.from(counts.keys()),
    study: (asked, options) =>
      startStudy(
        {
          rows: cases,
          weighted: false,
          columns: asked,
          candidates: candidates.map(({ name }) => name),
          measure: startMeasuring(candidates, groups, asked, mailed, options),
          compared,
          counts: () => ({ positives: candidates[0]!.whole.cases[1]! }),
        },
        options,
      ),
    backwards: (): Backwards[] => [],
  };
}

/** With the other answer as the positive one, or with what a candidate says turned round. */
function turnedMargin(margin: Margin, { otherOne, inverted }: { otherOne: boolean; inverted: boolean }): Margin {
  const said = margin.positive.map((yes, at) => (yes === null ? null : inverted ? margin.cases[at]! - yes : yes));
  if (!otherOne) return { ...margin, positive: said };
  const from = (at: number) => at ^ 1;
  return {
    ...margin,
    cases: margin.cases.map((_, at) => margin.cases[from(at)]!),
    positive: said.map((_, at) => {
      const yes = said[from(at)]!;
      return yes === null ? null : margin.cases[from(at)]! - yes;
    }),
  };
}

/** The groups that are told, with as many entries as there are groups and labels: 2 · group + label, twice, by decision. */
function groupColumn(column: LogColumns[number], group: number, { margins }: MailedCounts): GroupColumn {
  const { header, words } = column!;
  const any = margins.find((margin) => margin.group === group);
  const codes = Int32Array.from(words!.names.flatMap((_, g) => [g, g]));
  return {
    name: header,
    groups: words!.names,
    codes,
    counts: Float64Array.from(any?.cases ?? codes, (n) => (any ? n : 0)),
  };
}

/** Cells of a margin as a log of cells; hidden ones are none. */
function logOfMargin({ cases, positive }: Margin): { log: BinaryLog; codes: Int32Array; counts: Float64Array } {
  const entries = cases.flatMap((all, at) => {
    const yes = positive[at];
    if (yes == null) return [];
    const cell = (predicted: number, n: number) => ({ label: at & 1, predicted, n, group: at >> 1 });
    return [cell(0, all - yes), cell(1, yes)].filter(({ n }) => n > 0);
  });
  const counts = Float64Array.from(entries, ({ n }) => n);
  return {
    log: {
      labels: Uint8Array.from(entries, ({ label }) => label),
      predicted: Uint8Array.from(entries, ({ predicted }) => predicted),
      scores: null,
      weights: null,
      counts,
      squares: null,
    },
    codes: Int32Array.from(entries, ({ group }) => group),
    counts,
  };
}

/** @returns per pair of candidates how many cases only one of them has right; null where that is hidden. */
function pairsOf({ candidates }: LogRoles, { inverted }: LogChoices, { pairs, margins }: MailedCounts) {
  const k = Math.max(...margins.map(({ candidate }) => candidate)) + 1;
  const place = (a: number, b: number) => a * k - (a * (a + 1)) / 2 + (b - a - 1);
  return (one: number, other: number) => {
    const [a, b] = [candidates[one]!.prediction! - 1, candidates[other]!.prediction! - 1];
    const known = pairs[place(Math.min(a, b), Math.max(a, b))] ?? null;
    if (known === null) return null;
    let [both, first, second, neither] = known as [number, number, number, number];
    if (a > b) [first, second] = [second, first];
    if (inverted.has(candidates[one]!.name)) [both, first, second, neither] = [second, neither, both, first];
    if (inverted.has(candidates[other]!.name)) [both, first, second, neither] = [first, both, neither, second];
    return { onlyA: first, onlyB: second };
  };
}

function startMeasuring(
  candidates: readonly CandidateMargins[],
  own: readonly GroupColumn[],
  asked: readonly GroupColumn[],
  mailed: MailedCounts,
  options: StudyOptions,
): SlicedRun<Measured[]> {
  const logs = candidates.map(({ whole }) => logOfMargin(whole).log);
  const isWhole = (c: number) => !candidates[c]!.whole.positive.includes(null);
  type Rates = Record<RateId, IntervalOrReason>;
  const runs = candidates.map((_, c) => (): SlicedRun<Rates | null> => {
    if (!isWhole(c) || mailed.units !== null) return atOnce(() => null);
    const run = startCountedBootstrap(logs[c]!, options);
    return {
      total: run.total,
      get done() {
        return run.done;
      },
      advance: (count) => run.advance(count),
      result: () => run.result().rates,
    };
  });
  const started = runs.map((start) => start());
  return {
    total: started.reduce((sum, run) => sum + run.total, 0),
    get done() {
      return started.reduce((sum, run) => sum + run.done, 0);
    },
    advance(count) {
      const run = started.find(({ done, total }) => done < total);
      run?.advance(count);
    },
    result: () =>
      candidates.map((candidate, c): Measured => {
        const intervals = started[c]!.result();
        const measures = measuresOf(candidate.whole, logs[c]!, mailed);
        return {
          measures: findingsOf(
            measures,
            intervals ?? Object.fromEntries(rateIds.map((id) => [id, noInterval(mailed)])),
          ),
          columns: asked.map((column, v) => {
            const group = own.indexOf(column);
            return measureGroups(column, group < 0 ? null : candidate.byGroup(group), mailed, options, v);
          }),
        };
      }),
  };
}

const noInterval = ({ units, least }: MailedCounts): IntervalOrReason =>
  units === null ? { reason: `Some of its cells are hidden, those of fewer than ${least} cases.` } : UNITS_UNKNOWN;

const NO_SCORES_MAILED = 'Scores are left out of a cube that was made to be mailed.';

/** Measures of everybody; those that rest on hidden cells say between which ends they lie. */
function measuresOf(
  { cases, positive }: Margin,
  log: BinaryLog,
  mailed: MailedCounts,
): Record<BinaryMeasureId, Measure> {
  const known = binaryMeasures(log);
  const measures = Object.fromEntries(
    Object.entries<Measure>(known).map(([id, measure]) => [
      id,
      rateIds.includes(id as RateId) || !mailed.scores ? measure : { value: null, reason: NO_SCORES_MAILED },
    ]),
  ) as Record<BinaryMeasureId, Measure>;
  if (!positive.includes(null)) return measures;
  // What a rate may be, whatever the hidden cells hold.
  const ends = positive.map((yes, at) => (yes === null ? [0, cases[at]!] : [yes, yes]));
  const tables = ends[0]!.flatMap((fp) =>
    ends[1]!.map((tp) => Float64Array.of(cases[0]! - fp, fp, cases[1]! - tp, tp)),
  );
  for (const id of rateIds) {
    const values = tables.map((table) => rate(id, table)).filter((value) => !Number.isNaN(value));
    const [lo, hi] = [Math.min(...values), Math.max(...values)];
    if (values.length === 0) continue;
    if (hi - lo <= 1e-12) measures[id] = { value: lo, reason: null } as Measure;
    else
      measures[id] = {
        value: null,
        reason:
          `Not known: cells of fewer than ${mailed.least} cases are hidden.` +
          (id === 'mcc' ? '' : ` It lies between ${formatNumber(lo, 3)} and ${formatNumber(hi, 3)}.`),
      };
  }
  return measures;
}

function measureGroups(
  column: GroupColumn,
  margin: Margin | null,
  mailed: MailedCounts,
  options: StudyOptions,
  v: number,
): MeasuredColumn<BinaryGroupId, JudgedId> {
  const { smallest, tolerance, favourable } = options;
  const reference = options.references[v] ?? -1;
  const told = margin === null ? null : logOfMargin(margin);
  const hidden: Measure = { value: null, reason: hiddenGroups(mailed) };
  const log = told === null ? emptyLog : favourable === 'negative' ? aboutTheOtherAnswer(told.log) : told.log;
  const own: GroupColumn = {
    ...column,
    codes: told?.codes ?? new Int32Array(0),
    counts: told?.counts ?? new Float64Array(0),
  };
  const groups = groupMeasures(log, own, smallest).map((group) => {
    const scored = { value: null, reason: NO_SCORES_MAILED } as Measure;
    const unscored = mailed.scores ? scored : group.rocAuc;
    const all: Record<BinaryGroupId, Measure> = {
      ...group.rates,
      rocAuc: unscored,
      meanScore: unscored,
      logLoss: unscored,
      brier: unscored,
      ece: unscored,
      calibrationInTheLarge: unscored,
    };
    if (told === null) return { measures: findingsOf<BinaryGroupId>(allOf(all, hidden), {}) };
    const found = findingsOf<BinaryGroupId>(all, group.intervals);
    return { measures: mailed.units === null ? found : findingsWith(found, () => UNITS_UNKNOWN) };
  });
  const gaps = judgeParity(log, own, { smallest, tolerance, reference, units: null });
  const table = confusionTable(log.labels, log.predicted, log.counts!, own.codes, own.groups.length);
  return {
    groups,
    gaps:
      told === null
        ? (Object.fromEntries(
            Object.keys(gaps).map((id) => [id, { measure: hidden, interval: null, verdict: null, fourFifths: null }]),
          ) as typeof gaps)
        : mailed.units === null
          ? gaps
          : unjudged(gaps),
    against: reference < 0 || told === null ? null : againstReference(table, reference),
  };
}

const hiddenGroups = ({ least }: MailedCounts): string =>
  `Not known: cells of fewer than ${least} cases are hidden, and would follow from these.`;

const allOf = <Id extends string>(measures: Record<Id, Measure>, by: Measure): Record<Id, Measure> =>
  Object.fromEntries(Object.keys(measures).map((id) => [id, by])) as Record<Id, Measure>;

const emptyLog: BinaryLog = {
  labels: new Uint8Array(0),
  predicted: new Uint8Array(0),
  scores: null,
  weights: null,
  counts: new Float64Array(0),
  squares: null,
};

const aboutTheOtherAnswer = ({ labels, predicted, ...entries }: BinaryLog): BinaryLog => ({
  ...entries,
  labels: labels.map((label) => 1 - label),
  predicted: predicted.map((decision) => 1 - decision),
});
