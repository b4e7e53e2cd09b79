// New candidates out of a log: chosen on one half of its rows, measured with intervals on the other. What a worker drives.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import { atOnce } from '../../engine/certainty/run.ts';
import type { BootstrapOptions, CountedIntervals } from '../bootstrap/counted.ts';
import { startCountedBootstrap } from '../bootstrap/counted.ts';
import { dealt } from '../bootstrap/units.ts';
import { atThreshold, confusionTable, rightRows } from '../classification/confusion.ts';
import { rates } from '../classification/rates.ts';
import type { PairVerdict } from '../compare/verdict.ts';
import { againstFirst } from '../compare/verdict.ts';
import { judgeParity } from '../fairness/parityVerdicts.ts';
import { unitCountedIntervals } from '../fairness/unitRateIntervals.ts';
import { measured } from '../measure.ts';
import type { GapVerdict } from '../gaps/gapVerdict.ts';
import type { Finding } from '../study/study.ts';
import { bestState, consideredStates, nondominatedStates, fewest } from './chooseStates.ts';
import type { Criterion, ErrorCosts, PointMeasureId } from './criteria.ts';
import { costPerRow, costsInOrder, isGap, measureColumn, pointMeasureIds } from './criteria.ts';
import { holdoutHalves, renumbered, rowsOfHalf, takeRows } from './holdout.ts';
import type { GapId } from './sweep.ts';
import { gapIds } from './sweep.ts';
import type { Swept, SweptRows } from './sweeps.ts';
import { decidingThreshold, sweepHandOver, sweepThresholds, tidy } from './sweeps.ts';

/** What is swept. `predicted`, `cheap` and `costly` are decisions, 0 or 1 per row. */
export type Subject =
  | { kind: 'threshold'; scores: Float64Array; predicted: Uint8Array }
  /** @param sure  per row how sure the cheap model is of its decision; larger is surer. */
  | { kind: 'handOver'; sure: Float64Array; cheap: Uint8Array; costly: Uint8Array };

export interface PointQuestion {
  criteria: readonly Criterion[];
  costs: ErrorCosts;
  /** New candidates are proposed up to this number. */
  most: number;
  bootstrap: BootstrapOptions;
  /** Groups of fewer cases decide nothing; and the gap between groups that people are willing to live with. */
  smallest: number;
  tolerance: number;
}

export interface PointOffer {
  /** The candidate as it is, the two models of a cascade alone, or something new. */
  is: 'current' | 'cheap' | 'costly' | 'new';
  /** Threshold or hand-over; null where decisions follow none. Of fewest decimals that decide the choosing half alike. */
  at: number | null;
  /** Whether no other state beats it on the criteria, and whether no new one costs less, both on the choosing half. */
  onFront: boolean;
  cheapest: boolean;
  /** On the half that was chosen on, NaN where undefined. */
  chosen: Record<PointMeasureId, number>;
  /** On the other half. */
  measured: Record<PointMeasureId, Finding>;
  /** The verdicts on its gaps there; null where no attribute was chosen. */
  gaps: Record<GapId, GapVerdict> | null;
  /** Its accuracy there against that of the first offer, on the same rows; null for the first itself. */
  paired: PairVerdict | null;
}

export interface PointStudy {
  /** Rows chosen on and measured on. */
  choosing: number;
  measuring: number;
  /** Distinct thresholds or confidences of the choosing half, how many were compared, and how many none beats. */
  distinct: number;
  considered: number;
  front: number;
  /** The sweep on the choosing half, thinned for a plot; measures over its states. */
  curve: { at: Float64Array; onFront: Uint8Array; measures: Record<PointMeasureId, Float64Array> };
  offers: PointOffer[];
  /** What one answer to every case would be right in, of the half that is measured on: the answer, and its share. */
  base: { answer: 'yes' | 'no'; share: number };
  /** Cost per row of the states before and after the sweep: nobody and everybody positive, or the two models alone. */
  endCosts: [first: number, last: number];
}

/** States drawn; a finer curve looks the same. */
const MOST_PLOTTED = 500;

/**
 * Sweeps and chooses at once (near O(n)), then bootstraps the other half in slices. New are states between the ends of the
 * sweep on the front of the criteria, those that cover most of it, and always the one of lowest cost.
 */
export function startPointStudy(rows: SweptRows, subject: Subject, question: PointQuestion): SlicedRun<PointStudy> {
  const half = holdoutHalves(rows.labels, question.bootstrap.seed, rows.units);
  const [choosing, measuring] = [rowsOfHalf(half, 0), rowsOfHalf(half, 1)];
  const swept = sweep(part(rows, choosing), partOf(subject, choosing));
  const { states } = swept;
  const of = columnsOf(swept, question.costs);
  const criteria = {
    columns: question.criteria.map(({ id }) => of(id)),
    signs: question.criteria.map(({ sign }) => sign),
  };
  const last = states - 1;
  const inner = (k: number) => k > 0 && k < last;
  const cost = of('cost');
  const cheapest = 1 + bestState(cost.subarray(1, Math.max(1, last)), -1);
  const current = subject.kind === 'threshold' ? currentState(swept, partOf(subject, choosing)) : -1;
  const kept = [cheapest, current].filter(inner);
  const considered = consideredStates(criteria, states, [0, ...kept, last]);
  const front = nondominatedStates(criteria, considered);
  const members = front.filter((k) => inner(k) && k !== current);
  const known = subject.kind === 'threshold' ? [current].filter((k) => k >= 0) : [0, last];
  const first = [...new Set([...known, ...kept])];
  const proposed = fewest(criteria, members, first, known.length + question.most).filter((k) => !known.includes(k));

  const onFront = new Set(front);
  const chosen = (k: number) =>
    Object.fromEntries(pointMeasureIds.map((id) => [id, k < 0 ? NaN : of(id)[k]!])) as PointOffer['chosen'];
  const offer = (is: PointOffer['is'], state: number, at: number | null) => ({
    is,
    at,
    onFront: onFront.has(state),
    cheapest: state === cheapest,
    chosen: chosen(state),
  });
  const fresh = proposed.map((k) => offer('new', k, tidy(swept.above[k]!, swept.at[k]!)));
  const offers =
    subject.kind === 'threshold'
      ? [offer('current', current, decidingThreshold(subject.scores, subject.predicted)), ...fresh]
      : [offer('cheap', 0, null), ...fresh, offer('costly', last, null)];
  const measure = startMeasuring(part(rows, measuring), partOf(subject, measuring), offers, question);

  const plotted = evenlyThinned(considered, new Set([...proposed, ...known, ...kept]));
  return {
    total: measure.total,
    get done() {
      return measure.done;
    },
    advance: (count) => measure.advance(count),
    result: () => {
      const findings = measure.result();
      return {
        choosing: choosing.length,
        measuring: measuring.length,
        distinct: states - 1,
        considered: considered.length,
        front: front.length,
        curve: {
          at: Float64Array.from(plotted, (k) => swept.at[k]!),
          onFront: Uint8Array.from(plotted, (k) => (onFront.has(k) ? 1 : 0)),
          measures: Object.fromEntries(
            pointMeasureIds.map((id) => [id, Float64Array.from(plotted, (k) => of(id)[k]!)]),
          ) as PointStudy['curve']['measures'],
        },
        offers: offers.map((made, k) => ({ ...made, ...findings[k]! })),
        base: baseOf(part(rows, measuring)),
        endCosts: [cost[0]!, cost[last]!],
      };
    },
  };
}

/** The commoner label, by weight. */
function baseOf({ labels, weights }: SweptRows): PointStudy['base'] {
  let [positive, all] = [0, 0];
  labels.forEach((label, row) => {
    const weight = weights?.[row] ?? 1;
    all += weight;
    if (label === 1) positive += weight;
  });
  const share = positive / all;
  return share > 0.5 ? { answer: 'yes', share } : { answer: 'no', share: 1 - share };
}

function part({ labels, weights, group, flipped: turned, units = null }: SweptRows, rows: Int32Array): SweptRows {
  return {
    labels: takeRows(labels, rows),
    weights: weights && takeRows(weights, rows),
    group: group && { codes: takeRows(group.codes, rows), groups: group.groups },
    flipped: turned,
    units: units && renumbered(takeRows(units, rows)),
  };
}

function partOf<S extends Subject>(subject: S, rows: Int32Array): S {
  return Object.fromEntries(
    Object.entries(subject).map(([key, column]) => [key, typeof column === 'string' ? column : takeRows(column, rows)]),
  ) as S;
}

function sweep(rows: SweptRows, subject: Subject): Swept {
  return subject.kind === 'threshold'
    ? sweepThresholds(rows, subject.scores)
    : sweepHandOver(rows, subject.sure, subject.cheap, subject.costly);
}

/** The state whose decisions are those of the candidate as it is; −1 where they follow no threshold of its scores. */
function currentState({ at, above }: Swept, { scores, predicted }: Extract<Subject, { kind: 'threshold' }>): number {
  const threshold = decidingThreshold(scores, predicted);
  return threshold === null ? -1 : at.findIndex((bound, k) => threshold <= bound && threshold > above[k]!);
}

function columnsOf(swept: Swept, costs: ErrorCosts): (id: PointMeasureId) => Float64Array {
  const known = new Map<PointMeasureId, Float64Array>();
  return (id) => {
    const column = known.get(id) ?? measureColumn(id, swept, costs);
    known.set(id, column);
    return column;
  };
}

/** Evenly spaced ones of the considered states, with those that must be seen; rising. */
function evenlyThinned(considered: Int32Array, always: ReadonlySet<number>): Int32Array {
  const step = Math.max(1, considered.length / MOST_PLOTTED);
  let due = 0;
  return considered.filter((state, place) => {
    const taken = place >= due || place === considered.length - 1;
    if (taken) due += step;
    return taken || always.has(state);
  });
}

/** Every offer's measures on these rows. */
function startMeasuring(
  rows: SweptRows,
  subject: Subject,
  offers: readonly Pick<PointOffer, 'is' | 'at'>[],
  { costs, bootstrap, smallest, tolerance }: PointQuestion,
): SlicedRun<Pick<PointOffer, 'measured' | 'gaps' | 'paired'>[]> {
  const { labels, weights, group, units = null } = rows;
  const own = units && dealt(units, bootstrap.seed);
  const decided = offers.map((offer) => decisions(subject, offer));
  // Who was handed over is a decision too: its selection rate is the share handed over.
  const handed = subject.kind === 'handOver' ? offers.map((offer) => handedOver(subject.sure, offer)) : [];
  const predicted = [...decided, ...handed];
  const runs = predicted.map((answers) => {
    const log = { labels, weights, predicted: answers };
    return own === null ? startCountedBootstrap(log, bootstrap) : atOnce(() => unitCountedIntervals(log, own));
  });
  const tables = predicted.map((answers) => confusionTable(labels, answers, weights));
  const judged = decided.map((decisionsMade) => {
    if (group === null) return null;
    const turned = (answers: Uint8Array) => (rows.flipped ? answers.map((answer) => 1 - answer) : answers);
    const column = { name: '', groups: Array.from({ length: group.groups }, (_, g) => String(g)), codes: group.codes };
    const log = { labels: turned(labels), predicted: turned(decisionsMade), scores: null, weights };
    return judgeParity(log, column, { smallest, tolerance, reference: -1, units: own });
  });
  const finding = (c: number, id: PointMeasureId, intervals: readonly CountedIntervals[]): Finding => {
    if (isGap(id)) {
      const found = judged[c]?.[id];
      if (!found) return { measure: { value: null, reason: 'No group column was chosen.' }, interval: null };
      return { measure: found.measure, interval: found.interval };
    }
    if (id === 'cost') {
      const measure = measured(costPerRow(tables[c]!, 0, costs), 'There are no rows, or all weights are 0.');
      return { measure, interval: measure.value === null ? null : intervals[c]!.meanCost(costsInOrder(costs)) };
    }
    if (id === 'handedOver') {
      if (handed.length === 0) return { measure: { value: null, reason: 'Nothing is handed over.' }, interval: null };
      return finding(c + decided.length, 'selectionRate', intervals);
    }
    const measure = rates(tables[c]!)[id];
    return { measure, interval: measure.value === null ? null : intervals[c]!.rates[id] };
  };
  return {
    total: runs.reduce((sum, run) => sum + run.total, 0),
    get done() {
      return runs.reduce((sum, run) => sum + run.done, 0);
    },
    advance: (count) => runs.find((run) => run.done < run.total)?.advance(count),
    result: () => {
      const intervals = runs.map((run) => run.result());
      const paired = againstFirst({
        candidates: decided.length,
        cases: labels.length,
        weights,
        units,
        rightness: true,
        better: 'larger',
        of: (c) => rightRows(labels, decided[c]!),
      });
      return decided.map((_, c) => ({
        measured: Object.fromEntries(
          pointMeasureIds.map((id) => [id, finding(c, id, intervals)]),
        ) as PointOffer['measured'],
        gaps: gapsOf(judged[c]!),
        paired: paired[c]!,
      }));
    },
  };
}

const gapsOf = (judged: ReturnType<typeof judgeParity> | null): PointOffer['gaps'] =>
  judged && (Object.fromEntries(gapIds.map((id) => [id, judged[id].verdict!])) as Record<GapId, GapVerdict>);

/** What is decided with an offer. O(n). */
export function decisions(subject: Subject, { is, at }: Pick<PointOffer, 'is' | 'at'>): Uint8Array {
  if (subject.kind === 'threshold') return is === 'current' ? subject.predicted : atThreshold(subject.scores, at!);
  const decided = subject.cheap.slice();
  const handed = handedOver(subject.sure, { is, at });
  for (let i = 0; i < decided.length; i++) if (handed[i] === 1) decided[i] = subject.costly[i]!;
  return decided;
}

function handedOver(sure: Float64Array, { is, at }: Pick<PointOffer, 'is' | 'at'>): Uint8Array {
  const handed = new Uint8Array(sure.length);
  const below = is === 'costly' ? Infinity : is === 'new' ? at! : -Infinity;
  for (let i = 0; i < handed.length; i++) handed[i] = sure[i]! < below ? 1 : 0;
  return handed;
}
