// The wording of a record's numbers: names, measurements in their units, what a role gives up. Everything from the record itself, so
// that it says the same in ten years, whatever happened to the review.
import { dayText, shortDayText } from '../domain/day.ts';
import type { Interval } from '../domain/catalog.ts';
import {
  decimalsFor,
  digitsFor,
  formatDifference,
  formatInterval,
  formatMeasure,
  formatNumber,
  typedDigits,
  listText,
} from '../domain/format.ts';
import { madeUpText } from '../domain/madeUp.ts';
import type { DecisionRecord } from '../domain/record.ts';
import { valueOf } from '../engine/value.ts';

/** What one role gives up with the chosen candidate against its favourite. */
interface Loss {
  /** Value, 0 … 1. */
  regret: number;
  /** On the objective where it loses most, in that metric's unit; '' where nothing is lost, or it is not known. */
  native: string;
}

export class RecordWords {
  readonly #record: DecisionRecord;
  readonly #names: ReadonlyMap<number, string>;
  readonly #places: ReadonlyMap<number, number>;
  readonly #measured: ReadonlyMap<string, number>;
  readonly #decimals: ReadonlyMap<number, number>;

  constructor(record: DecisionRecord) {
    this.#record = record;
    this.#names = new Map(record.candidates.map(({ id, name }) => [id, name]));
    this.#places = new Map(record.candidates.map(({ id }, place) => [id, place]));
    const measured = new Map<string, number>();
    const columns = new Map<number, number[]>();
    for (const { candidateId, metricId, value } of record.cited) {
      if (value === null) continue;
      measured.set(`${candidateId} ${metricId}`, value);
      columns.set(metricId, [...(columns.get(metricId) ?? []), value]);
    }
    this.#measured = measured;
    this.#decimals = new Map([...columns].map(([metricId, values]) => [metricId, decimalsFor(values)]));
  }

  candidate(id: number): string {
    return this.#names.get(id) ?? `candidate ${id}`;
  }

  /** "A", "A and B", "A, B and C". */
  list(names: readonly string[]): string {
    return listText(names);
  }
  candidates(ids: readonly number[]): string {
    return this.list(ids.map((id) => this.candidate(id)));
  }

  role(id: number): string {
    const roles = [...this.#record.roles, ...(this.#record.leftOut ?? [])];
    return roles.find((role) => role.id === id)?.name ?? `role ${id}`;
  }

  people(roleId: number): string {
    return this.list(this.#record.seats.filter((seat) => seat.roleId === roleId).map(({ person }) => person));
  }

  favourites(roleId: number): string {
    const ids = this.#record.results.roles.find((role) => role.roleId === roleId)?.favourites ?? [];
    return ids.length > 3 ? `${this.candidate(ids[0]!)} and ${ids.length - 1} tied with it` : this.candidates(ids);
  }

  rule(): string {
    return this.#record.results.rule === 'leastRegret' ? 'least regret' : 'weighted mean';
  }

  /** As cited in the record; null where the record has no number. */
  cited(candidateId: number, metricId: number): number | null {
    return this.#measured.get(`${candidateId} ${metricId}`) ?? null;
  }

  metric(id: number): { name: string; unit: string } {
    const metric = this.#record.metrics.find((candidate) => candidate.id === id);
    return { name: metric?.name ?? `metric ${id}`, unit: metric?.unit ?? '' };
  }

  /** "17.4 ms" with the digits of what is cited; more where the number itself has them. "—" for null. */
  measure(metricId: number, value: number | null): string {
    if (value === null) return '—';
    return formatMeasure(value, this.#digits(metricId, value), this.metric(metricId).unit);
  }

  /** "0.07 (0.02 to 0.12)": a value with the ends between which the truth lies. */
  within(metricId: number, value: number, interval: Interval): string {
    const { unit } = this.metric(metricId);
    return `${this.measure(metricId, value)} (${formatInterval(interval, this.#digits(metricId, value), unit)})`;
  }

  /** "≥ 55 €", with the digits that were typed. */
  bound(metricId: number, comparator: '<=' | '>=', bound: number): string {
    const sign = comparator === '<=' ? '≤' : '≥';
    return `${sign} ${formatMeasure(bound, typedDigits(bound), this.metric(metricId).unit)}`;
  }

  /** A score, a regret: two decimals, three where two would say 0. */
  value(value: number): string {
    return formatNumber(value, value !== 0 && Math.abs(value) < 0.005 ? 3 : 2);
  }

  /** "14 December 2026" */
  day(iso: string): string {
    return dayText(iso);
  }

  /** "30 Nov 2026", where there is little room. */
  shortDay(iso: string): string {
    return shortDayText(iso);
  }

  /** "30 November 2026, 10:58 UTC" */
  moment(iso: string): string {
    return `${this.day(iso)}, ${iso.slice(11, 16)} UTC`;
  }

  /** Against the first of the role's favourites; null where nothing was chosen or there is no score. O(objectives). */
  loss(roleId: number): Loss | null {
    const { decision, results, objectives } = this.#record;
    const result = results.roles.find((role) => role.roleId === roleId);
    const place = decision.candidateId === null ? undefined : this.#places.get(decision.candidateId);
    const regret = place === undefined ? null : (result?.regrets[place] ?? null);
    if (result === undefined || regret === null || decision.candidateId === null) return null;
    const [favourite] = result.favourites;
    if (favourite === undefined || result.favourites.includes(decision.candidateId)) return { regret, native: '' };
    let worst: { metricId: number; difference: number; lost: number } | null = null;
    for (const [j, { metricId, valueFunction }] of objectives.entries()) {
      const has = this.cited(decision.candidateId, metricId);
      const wanted = this.cited(favourite, metricId);
      if (has === null || wanted === null) continue;
      const lost = (result.weights[j] ?? 0) * (valueOf(valueFunction, wanted) - valueOf(valueFunction, has));
      if (lost > 1e-12 && lost > (worst?.lost ?? 0)) worst = { metricId, difference: has - wanted, lost };
    }
    const native =
      worst === null ? '' : this.#difference(worst.metricId, worst.difference) + madeUpText(regret, worst.lost);
    return { regret, native };
  }

  #digits(metricId: number, value: number): number {
    return digitsFor(this.#decimals.get(metricId) ?? 2, value);
  }

  /** "−36.7 € Ad revenue per 1,000 impressions". A difference of percentages is in points. */
  #difference(metricId: number, difference: number): string {
    const { name, unit } = this.metric(metricId);
    const number = formatDifference(difference, this.#digits(metricId, difference));
    return unit === '' ? `${number} ${name}` : `${number}\u00a0${unit === '%' ? 'points' : unit} ${name}`;
  }
}
