// What a log tells of one candidate: its headline measures, whom it serves worst, a sentence about both, and what drives it.
import { formatNumber } from '../../../shared/domain/format.ts';
import type { Explanation } from '../../../shared/domain/explanation.ts';
import { headerAt } from '../../../shared/domain/predictionLog.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import type { SurrogateStudy } from '../../analysis/kinds/surrogate.ts';
import { countText, listText } from '../../parts/wording/wording.ts';
import { methodOf } from '../../parts/surrogate/importance.ts';
import { sayFidelity, type Answers, type NumberWord } from '../../parts/surrogate/surrogateSentences.ts';
import { measureRows, type MeasureRow } from '../../parts/measures/measureRows.ts';
import { pairVerdict, type PairVerdict } from '../../parts/measures/pairVerdict.ts';
import { bestFirst } from '../../parts/measures/say.ts';
import type { ListedMeasure } from '../../parts/measures/measureWords.ts';
import { originText } from '../../parts/provenance/originWords.ts';
import { ordinal, placeAmong, type Place } from './place.ts';

/** In the order in which they are read; all measures stand in the tab. */
const headlined = ['accuracy', 'precision', 'recall', 'rocAuc', 'brier', 'ece'] as const satisfies ListedMeasure[];

export interface Headline {
  key: string;
  name: string;
  says: string;
  unit: string;
  decimals: number;
  finding: Finding;
  /** Among the candidates of the log for which it is defined. */
  place: Place;
}

/** One measure of the candidate in place c, among those of all candidates. O(candidates). */
export function headlineOf(
  row: Pick<MeasureRow, 'key' | 'short' | 'says' | 'direction' | 'findings'> & {
    unit?: string;
    decimals?: number;
    distance?: string;
  },
  c: number,
): Headline {
  // Best at 0 on either side: then how far from it says who stands before whom.
  const placed = (value: number) => (row.distance === undefined ? value : Math.abs(value));
  const values = Float64Array.from(row.findings, ({ measure }) => placed(measure.value ?? NaN));
  return {
    key: row.key,
    name: row.short,
    says: row.says,
    unit: row.unit ?? '',
    decimals: row.decimals ?? 3,
    finding: row.findings[c]!,
    place: placeAmong(values, c, row.direction),
  };
}

/** @param c  the candidate's place in the log. O(candidates × measures). */
export function headlinesOf(study: Study, c: number): Headline[] {
  const rows = new Map(measureRows(study).map((row) => [row.key, row]));
  return headlined.map((id) => headlineOf(rows.get(id)!, c));
}

export interface Served {
  group: string;
  value: number;
  /** 95 % interval; NaN where there is none. */
  lo: number;
  hi: number;
  n: number;
  small: boolean;
}

/** One attribute of those whom the log is about: which of its groups the candidate serves worst, and which best. */
export interface Attribute {
  name: string;
  worst: Served;
  best: Served;
  /** How far the groups are apart: of two answers the smallest over the largest selection rate, else the gap of the measure. */
  apart: Finding;
}

/**
 * The group served worst and the one served best; small groups count only where all are small. null: fewer than two groups can be
 * measured. O(groups).
 */
export function extremes(
  served: readonly Served[],
  direction: 'max' | 'min',
): Pick<Attribute, 'worst' | 'best'> | null {
  const large = served.filter(({ small }) => !small);
  const sign = direction === 'max' ? 1 : -1;
  const order = (large.length > 1 ? large : served).toSorted((a, b) => sign * (a.value - b.value));
  const [worst, best] = [order[0], order.at(-1)];
  return worst === undefined || best === undefined || worst === best ? null : { worst, best };
}

/**
 * The attributes of the log, the one with the worst served group first: the share of those who should get the favourable outcome
 * that the candidate gives it to, with its Wilson interval.
 *
 * @param names  of the attributes; columns of two together are left out. O(groups).
 */
export function attributesOf(study: Study, c: number, names: ReadonlySet<string>): Attribute[] {
  return study.columns
    .flatMap(({ name }, v): Attribute[] => {
      if (!names.has(name)) return [];
      const { groups, parity } = study.candidates[c]!.columns[v]!;
      const served = groups.flatMap(({ group, n, small, rates, intervals }): Served[] => {
        const { value } = rates.recall;
        const [lo, hi] = intervals.recall ?? [NaN, NaN];
        return value === null ? [] : [{ group, value, lo, hi, n, small }];
      });
      const ends = extremes(served, 'max');
      return ends === null ? [] : [{ name, ...ends, apart: parity.demographicParityRatio }];
    })
    .sort((a, b) => a.worst.value - b.worst.value);
}

export const percent = (share: number, decimals = 0) => `${formatNumber(100 * share, decimals)}\u00a0%`;

/** "It decides 86.2 % of the 3,500 cases of Visits rightly, 5th of 14. Where the outcome should be favourable, it says so for …" */
export function evidenceSaid(log: KeptLog, study: Study, c: number, attributes: readonly Attribute[]): string {
  const [accuracy] = headlinesOf(study, c);
  const { value } = accuracy!.finding.measure;
  const cases = countText(study.rows, 'case');
  if (value === null) return `Nothing can be said of it on the ${cases} of ${log.name}.`;
  const decides =
    `It decides ${percent(value, 1)} of the ${cases} of ${log.name} rightly` +
    `${rankSaid(accuracy!.place, 'the most')}${noiseSaid(study, c)}`;
  const [attribute] = attributes;
  if (attribute === undefined) return `${decides}.`;
  const { worst, best } = attribute;
  const where =
    log.favourable === null
      ? `Where ${labelOf(log)} is ${log.positive ?? ''}`
      : 'Where the outcome should be favourable';
  // Equal as they are written: to name one of them as worst would say something that is not so.
  const [least, most] = [percent(worst.value), percent(best.value)];
  if (least === most)
    return `${decides}. ${where}, it says so for the same share of every ${attribute.name}: ${least}.`;
  return `${decides}. ${where}, it says so for ${least} of ${worst.group}, and ${most} of ${best.group}.`;
}

/** How deep the tree is that the page tells of: three questions in a row can be held in mind. */
const DEPTH = 3;

/**
 * How well a small tree repeats the candidate, and on which features that tree rests, the first first. Surrogate evidence: the
 * sentence is about the imitation.
 */
export function drivenSaid(
  { candidates, features }: SurrogateStudy,
  c: number,
  answers: Answers,
  numbers: NumberWord = 'scores',
): string {
  const candidate = candidates[c]!;
  const of = candidate.decisions === null ? 'scores' : 'decisions';
  const drops = candidate[of]?.cuts[DEPTH - 1]!.permutation ?? new Float64Array();
  const names = Array.from(drops.keys())
    .filter((f) => drops[f]! > 0)
    .sort((a, b) => drops[b]! - drops[a]!)
    .map((f) => features[f]!);
  const rests = names.length === 0 ? '' : ` It rests most on ${listText(names.slice(0, 3))}.`;
  return `${sayFidelity(candidate, DEPTH, of, answers, numbers)}${rests}`;
}

/** "contributions.csv says what drives it (mean |SHAP|): most of all log fee, then price above budget and distance." */
export function attachedSaid({ features, ...attached }: Explanation): string {
  const order = [...features].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map(({ feature }) => feature);
  const [first, ...rest] = order;
  const then = rest.length === 0 ? '' : `, then ${listText(rest.slice(0, 2))}`;
  const from = originText(attached.source, null);
  return `${from} says what drives it (${methodOf(attached)}): most of all ${first ?? ''}${then}.`;
}

/** ", 3rd of 14"; '' where there is nobody else. */
export const rankSaid = ({ place, of }: Place, best: string) =>
  of < 2 ? '' : `, ${place === 1 ? best : ordinal(place)} of ${of}`;

function noiseSaid({ candidates, pairs, weighted }: Study, c: number): string {
  const best = bestFirst(
    candidates.map(({ measures }) => measures.accuracy),
    1,
  )[0]?.c;
  return nearBest(pairs, c, best, (pair) => pairVerdict(pair, weighted), candidates);
}

/** ", within noise of Ensemble" where the best candidate is another one that is not ahead by more. */
export function nearBest<Pair extends { a: number; b: number }>(
  pairs: readonly Pair[],
  c: number,
  best: number | undefined,
  verdict: (pair: Pair) => PairVerdict,
  candidates: readonly { name: string }[],
): string {
  const pair = pairs.find(({ a, b }) => (a === c && b === best) || (a === best && b === c));
  const near = pair !== undefined && ['noise', 'same'].includes(verdict(pair));
  return near ? `, within noise of ${candidates[best!]!.name}` : '';
}

const labelOf = (log: KeptLog) => headerAt(log, log.roles.label) || 'the label';
