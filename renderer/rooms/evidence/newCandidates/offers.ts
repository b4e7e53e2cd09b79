// From what a sweep offers to candidates: their names, what is said of them, and the metrics they bring.
import type { NewCandidate } from '../../../../shared/contract/predictions.ts';
import { countText, formatCount, plainNumber } from '../../../../shared/domain/format.ts';
import type { Metric } from '../../../../shared/domain/metric.ts';
import type { Combination } from '../../../../shared/measures/points/combine.ts';
import { combined, proposeCombination } from '../../../../shared/measures/points/combine.ts';
import type { PointMeasureId } from '../../../../shared/measures/points/criteria.ts';
import { isGap, pointMeasureIds } from '../../../../shared/measures/points/criteria.ts';
import type { PointOffer, PointStudy } from '../../../../shared/measures/points/study.ts';
import { verdictInterval } from '../../../../shared/measures/gaps/finding.ts';
import { SEED } from '../../../../shared/measures/bootstrap/seed.ts';
import { listText } from '../../../parts/wording/wording.ts';
import { criterionWords, inShownUnit, measureName, shownNumber, shownValue } from './criteria.ts';

/** Whom the offers are made from, as the person sees them. */
export type MadeFrom =
  { kind: 'threshold'; name: string; threshold?: number | null } | { kind: 'handOver'; cheap: string; costly: string };

/** A metric of the review as far as new candidates may get it. */
export interface BaseMetric {
  metric: Metric;
  /** Of the candidate (the cheap one) and of the costly one; NaN where not measured. */
  measured: number;
  standardError: number;
  costly: number;
  costlyError: number;
}

type NewMetric = NewCandidate['metrics'][number];
const finite = (error: number) => (Number.isFinite(error) ? error : null);

export interface Called {
  /** "logreg at 0.37", "logreg, 23 % to hgb"; '' for what is there already. */
  name: string;
  /** The part that tells it from the others: "0.37", "23 %". */
  short: string;
}

/**
 * The threshold a candidate decides by as it is: the one it was given, else the least of its scores that is decided positive;
 * null where its decisions follow no threshold.
 */
export function thresholdNow({ at }: Pick<PointOffer, 'at'>, madeFrom: MadeFrom): string | null {
  if (at === null) return null;
  const given = madeFrom.kind === 'threshold' ? madeFrom.threshold : null;
  return plainNumber(Number((given ?? at).toFixed(6)));
}

/** Names that tell the offers apart, with as few digits as that takes. In their order. */
export function namesOf(offers: readonly PointOffer[], madeFrom: MadeFrom): Called[] {
  const short = ({ at, measured }: PointOffer, digits: number) =>
    madeFrom.kind === 'threshold'
      ? plainNumber(Number(at!.toFixed(digits)))
      : `${plainNumber(Number((100 * (measured.handedOver.measure.value ?? 0)).toFixed(digits - 2)))} %`;
  const fresh = offers.filter(({ is }) => is === 'new');
  let digits = 2;
  while (digits < 12 && new Set(fresh.map((offer) => short(offer, digits))).size < fresh.length) digits++;
  return offers.map((offer): Called => {
    if (offer.is === 'current') {
      const now = thresholdNow(offer, madeFrom);
      return { name: '', short: now === null ? 'as it is' : `now: ${now}` };
    }
    if (madeFrom.kind === 'handOver' && offer.is !== 'new') return { name: '', short: madeFrom[offer.is] };
    const told = short(offer, digits);
    const name =
      madeFrom.kind === 'threshold'
        ? `${madeFrom.name} at ${told}`
        : `${madeFrom.cheap}, ${told} to ${madeFrom.costly}`;
    return { name: name.slice(0, 200), short: told };
  });
}

/** "accuracy, recall and the gap in selection rates by race". */
export function criteriaText(ids: readonly PointMeasureId[], attribute: string | null): string {
  return listText(
    ids.map((id) =>
      isGap(id)
        ? `the ${criterionWords[id].short}${attribute === null ? '' : ` by ${attribute}`}`
        : criterionWords[id].short,
    ),
    9,
  );
}

interface Change {
  id: PointMeasureId;
  difference: number;
  /** Not told from chance. */
  noise: boolean;
}
interface Trade {
  gain: Change | null;
  loss: Change | null;
  /** Where it stands on its worst criterion, from the worst of the offers, 0, to the best, 1: high is balanced. */
  balance: number;
}

/**
 * What an offer gains and gives up against the first one, on the other half: the largest of each for the range of the offers.
 * What would read as nothing is neither.
 */
function tradeOf(offer: PointOffer, offers: readonly PointOffer[], ids: readonly PointMeasureId[]): Trade {
  let gain: Change | null = null;
  let loss: Change | null = null;
  let [most, least, balance] = [0, 0, 1];
  for (const id of ids) {
    const known = offers.flatMap(({ measured }) => measured[id].measure.value ?? []);
    const [own, base] = [offer.measured[id].measure.value, offers[0]!.measured[id].measure.value];
    if (own === null || base === null) continue;
    const difference = own - base;
    const { sign } = criterionWords[id];
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const range = high - low || 1;
    balance = Math.min(balance, (sign === 1 ? own - low : high - own) / range);
    const size = (sign * difference) / range;
    // What is handed over is said beside the gain, and is what it costs.
    if (id === 'handedOver' || Number(shownNumber(id, Math.abs(difference))) === 0) continue;
    const change = { id, difference, noise: isNoise(id, offer, offers[0]!) };
    // What is surely gained is said before what may be chance.
    if (size > 0 && (gain === null || (gain.noise && !change.noise) || (gain.noise === change.noise && size > most))) {
      [most, gain] = [size, change];
    }
    if (size < 0 && (loss === null || (loss.noise && !change.noise) || (loss.noise === change.noise && size < least))) {
      [least, loss] = [size, change];
    }
  }
  return { gain, loss, balance };
}

/** Whether a difference to the first offer may be chance: paired for accuracy, else where the two intervals share a value. */
function isNoise(id: PointMeasureId, offer: PointOffer, first: PointOffer): boolean {
  if (id === 'accuracy') return offer.paired !== null && offer.paired.verdict === 'noise';
  const [own, base] = [offer.measured[id].interval, first.measured[id].interval];
  if (own?.reason !== null || base?.reason !== null) return false;
  return own.lo <= base.hi && base.lo <= own.hi;
}

/** Whether another offer is at least as good on every criterion, and better on one, on the half that is measured on. */
function isBeaten(offer: PointOffer, offers: readonly PointOffer[], ids: readonly PointMeasureId[]): boolean {
  const value = (one: PointOffer, id: PointMeasureId) =>
    criterionWords[id].sign * (one.measured[id].measure.value ?? NaN);
  return offers.some(
    (other) =>
      other !== offer &&
      ids.every((id) => value(other, id) >= value(offer, id)) &&
      ids.some((id) => value(other, id) > value(offer, id)),
  );
}

/** "gains 0.340 recall", "lowers its cost by 12.5"; the same the other way round for what is given up. */
function changeText({ id, difference }: Change, better: boolean): string {
  const by = shownNumber(id, Math.abs(difference));
  const { short, sign } = criterionWords[id];
  if (sign === 1) return `${better ? 'gains' : 'gives up'} ${by} ${short}`;
  return `${better ? 'lowers' : 'raises'} its ${short} by ${by}${id === 'cost' ? ' per 1,000' : ''}`;
}

/**
 * "With the threshold at 0.37 instead of 0.5, logreg gains 0.123 recall and gives up 0.004 accuracy." Of the most balanced of the
 * offers that no other beats; of those that surely gain something before those that may not.
 */
export function offersSentence(
  study: PointStudy,
  madeFrom: MadeFrom,
  called: readonly Called[],
  ids: readonly PointMeasureId[],
): string {
  let best: (Trade & { place: number }) | null = null;
  study.offers.forEach((offer, place) => {
    if (offer.is !== 'new' || isBeaten(offer, study.offers, ids)) return;
    const trade = tradeOf(offer, study.offers, ids);
    if (trade.gain !== null && isBetter(trade, best)) best = { place, ...trade };
  });
  return bestSentence(best, study, madeFrom, called);
}

function isBetter(trade: Trade, best: Trade | null): boolean {
  if (best === null) return true;
  const [own, other] = [trade.gain?.noise === true, best.gain?.noise === true];
  return own === other ? trade.balance > best.balance : !own;
}

function bestSentence(
  best: (Trade & { place: number }) | null,
  { offers }: PointStudy,
  madeFrom: MadeFrom,
  called: readonly Called[],
): string {
  const name = madeFrom.kind === 'threshold' ? madeFrom.name : madeFrom.cheap;
  const offer = best === null ? undefined : offers[best.place];
  if (best === null || best.gain === null || !offer) {
    return madeFrom.kind === 'threshold'
      ? `No other threshold of ${name} does better than it does as it is.`
      : `Handing cases over to ${madeFrom.costly} gains ${name} nothing.`;
  }
  const { noise } = best.gain;
  const loss =
    best.loss === null
      ? ''
      : best.loss.noise
        ? ' and gives up nothing that is told from noise'
        : ` and ${changeText(best.loss, false)}`;
  const what = `${changeText(best.gain, true)}${noise ? ', within noise,' : ''}${loss}`.replace(/,$/, '');
  if (madeFrom.kind === 'threshold') {
    const now = thresholdNow(offers[0]!, madeFrom);
    const instead = now === null ? '' : ` instead of ${now}`;
    return `With the threshold at ${called[best.place]!.short}${instead}, ${name} ${what}.`;
  }
  return `With ${called[best.place]!.short} of cases handed to ${madeFrom.costly}, ${name} ${what}.`;
}

/** Whether a metric does not change with the threshold, so that it may be proposed to be carried over. */
export function staysTheSame({ name, unit }: Pick<Metric, 'name' | 'unit'>): boolean {
  const scores = /\bauc\b|average precision|log loss|brier|calibration|\bece\b/i;
  const serving = /latency|\bqps\b|throughput|interpretab|explainab|complexity|depth|\btrees?\b/i;
  const words = `${name} ${unit}`.replaceAll('_', ' ');
  return scores.test(words) || serving.test(words) || proposeCombination(name, unit) !== 'unknown';
}

/** What is measured of an offer, as metrics: the criteria, and every measure that the review has a metric of already. */
export function measuredMetrics(
  offer: PointOffer,
  ids: readonly PointMeasureId[],
  attribute: string | null,
  metrics: readonly Metric[],
  how: string,
): NewMetric[] {
  return pointMeasureIds.flatMap((id): NewMetric[] => {
    const name = measureName(id, attribute);
    const known = metrics.find((metric) => metric.name.toLowerCase() === name.toLowerCase());
    if (!(ids.includes(id) || (known && id !== 'cost')) || (known && known.formula !== null)) return [];
    if (isGap(id) && attribute === null) return [];
    const { measure, interval } = offer.measured[id];
    if (measure.value === null) return [];
    // A review may hold shares in percent.
    const times = known?.unit === '%' && id !== 'cost' && id !== 'handedOver' ? 100 : 1;
    const error = interval?.reason === null ? interval.standardError : NaN;
    // A requirement on a gap goes by its interval.
    const verdict = isGap(id) ? (offer.gaps?.[id] ?? null) : null;
    const within = verdictInterval({ measure, interval, verdict, fourFifths: null });
    return [
      {
        name: known?.name ?? name,
        unit: known?.unit ?? (id === 'cost' ? 'per 1,000 cases' : id === 'handedOver' ? '%' : ''),
        direction: known?.direction ?? (criterionWords[id].sign === 1 ? 'max' : 'min'),
        how: `${criterionWords[id].says} ${how}`.slice(0, 1000),
        measured: times * inShownUnit(id, measure.value),
        standardError: finite(times * inShownUnit(id, error)),
        ...(within && {
          interval: { low: times * within.low, high: within.high === null ? null : times * within.high },
        }),
      },
    ];
  });
}

/** Metrics of the candidate as they are. */
export function carriedMetrics(bases: readonly BaseMetric[], from: string): NewMetric[] {
  return bases.map(({ metric: { name, unit, direction }, measured, standardError }) => ({
    name,
    unit,
    direction,
    measured,
    standardError: finite(standardError),
    how: `Carried over from ${from}.`,
  }));
}

/**
 * What a cascade is expected to take; the error is of both models' numbers and of the share handed over, as far as they are known;
 * NaN where none is.
 */
export function expectedMetric(
  { measured, standardError, costly, costlyError }: BaseMetric,
  how: Combination,
  offer: PointOffer,
) {
  const { measure, interval } = offer.measured.handedOver;
  const share = measure.value ?? NaN;
  const spread = interval?.reason === null ? interval.standardError : NaN;
  const parts =
    how === 'both' ? [standardError, costlyError] : [standardError, share * costlyError, Math.abs(costly) * spread];
  const known = parts.filter(Number.isFinite);
  return {
    measured: combined(how, measured, costly, share),
    standardError: known.length > 0 ? Math.hypot(...known) : NaN,
  };
}

export function expectedMetrics(
  bases: readonly { base: BaseMetric; how: Combination }[],
  offer: PointOffer,
  { cheap, costly }: { cheap: string; costly: string },
): NewMetric[] {
  return bases.flatMap(({ base, how }): NewMetric[] => {
    const { measured, standardError } = expectedMetric(base, how, offer);
    if (!Number.isFinite(measured)) return [];
    const { name, unit, direction } = base.metric;
    const sum =
      how === 'both'
        ? `That of ${cheap} and of ${costly} together.`
        : `Expected: that of ${cheap} plus the share handed over times that of ${costly}.`;
    return [{ name, unit, direction, how: sum, measured, standardError: finite(standardError) }];
  });
}

/** The part of the provenance that all offers share. */
export function howMeasured({ choosing, measuring }: PointStudy, log: string): string {
  return `Measured on ${countText(measuring, 'case')} of ${log}, held back from choosing (${countText(choosing, 'case')}); seed ${SEED}.`;
}

interface Told {
  study: PointStudy;
  madeFrom: MadeFrom;
  ids: readonly PointMeasureId[];
  attribute: string | null;
  log: string;
  /** "each user": whose cases belong together and were not parted; '' where every case is one. */
  unit: string;
  /** "1 per false positive …"; '' where cost is no criterion. */
  costs: string;
  carried: readonly string[];
}

/** How the halves are drawn. @param unit  "each user"; '' where every case is one. */
export const halvesText = (unit: string): string =>
  unit === '' ? 'of each label alike' : `with all cases of ${unit} in one of them`;

/** The note of a new candidate: all it takes to make it again. */
export function noteOf(
  offer: PointOffer,
  { study, madeFrom, ids, attribute, log, unit, costs, carried }: Told,
): string {
  const made =
    madeFrom.kind === 'threshold'
      ? `${madeFrom.name} with another threshold: positive from a score of ${plainNumber(offer.at!)}.`
      : `A cascade: ${madeFrom.cheap} decides where its score is at least ${plainNumber(offer.at!)} from its threshold, ${madeFrom.costly} decides the rest.`;
  const how = [
    `Chosen on ${countText(study.choosing, 'case')} of ${log} as one that no other beats on ${criteriaText(ids, attribute)}`,
    `, and measured on the other ${formatCount(study.measuring)}. The halves are drawn at random, ${halvesText(unit)} (seed ${SEED}).`,
  ].join('');
  const choice = ids.flatMap((id) =>
    Number.isNaN(offer.chosen[id]) ? [] : [`${criterionWords[id].short} ${shownValue(id, offer.chosen[id])}`],
  );
  const flatters = `On the half it was chosen on: ${listText(choice, 9)}.`;
  const from = madeFrom.kind === 'threshold' ? madeFrom.name : 'both';
  const rest =
    carried.length === 0
      ? ''
      : `${madeFrom.kind === 'threshold' ? 'Carried over from' : 'Worked out from'} ${from}: ${listText(carried, 20)}.`;
  return [made, how, flatters, costs === '' ? '' : `Costs: ${costs}.`, rest]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 4000);
}
