// What a log tells of one candidate: its headline measures, whom it serves worst, a sentence about both, and what drives it.
import { formatNumber } from '../../../shared/domain/format.ts';
import type { Explanation } from '../../../shared/domain/explanation.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import type { SurrogateStudy } from '../../analysis/kinds/surrogate.ts';
import { countText, listText } from '../answer/words.ts';
import { methodOf } from '../interpretability/importance.ts';
import { sayFidelity, type Answers } from '../interpretability/say.ts';
import { pairVerdict } from '../measures/pairVerdict.ts';
import { measureWords, type ListedMeasure, type MeasureWords } from '../measures/words.ts';
import { originText } from '../provenance/originWords.ts';
import { ordinal, placeAmong, type Place } from './place.ts';

/** In the order in which they are read; all measures stand in the tab. */
const headlined = ['accuracy', 'precision', 'recall', 'rocAuc', 'brier', 'ece'] as const satisfies ListedMeasure[];

export interface Headline extends MeasureWords {
  id: ListedMeasure;
  finding: Finding;
  /** Among the candidates of the log for which it is defined. */
  place: Place;
}

/** @param c  the candidate's place in the log. O(candidates × measures). */
export function headlinesOf({ candidates }: Study, c: number): Headline[] {
  return headlined.map((id) => {
    const values = Float64Array.from(candidates, ({ measures }) => measures[id].measure.value ?? NaN);
    const { direction } = measureWords[id];
    return { ...measureWords[id], id, finding: candidates[c]!.measures[id], place: placeAmong(values, c, direction) };
  });
}

export interface Served {
  group: string;
  /** Share of those who should get the favourable outcome that the candidate gives it to, with its 95 % Wilson interval. */
  share: number;
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
  /** Smallest over largest selection rate. */
  ratio: Finding;
}

/**
 * The attributes of the log, the one with the worst served group first. Small groups count only where all are small; an attribute
 * with fewer than two groups that can be measured is left out.
 *
 * @param single  how many of the study's group columns are of one attribute; those of two together come behind. O(groups).
 */
export function attributesOf(study: Study, c: number, single: number): Attribute[] {
  return study.columns
    .slice(0, single)
    .flatMap(({ name }, v): Attribute[] => {
      const { groups, parity } = study.candidates[c]!.columns[v]!;
      const served = groups.flatMap(({ group, n, small, rates, intervals }): Served[] => {
        const share = rates.recall.value;
        const [lo, hi] = intervals.recall ?? [NaN, NaN];
        return share === null ? [] : [{ group, share, lo, hi, n, small }];
      });
      const large = served.filter(({ small }) => !small);
      const order = (large.length > 1 ? large : served).sort((a, b) => a.share - b.share);
      const [worst, best] = [order[0], order.at(-1)];
      if (worst === undefined || best === undefined || worst === best) return [];
      return [{ name, worst, best, ratio: parity.demographicParityRatio }];
    })
    .sort((a, b) => a.worst.share - b.worst.share);
}

const percent = (share: number, decimals = 0) => `${formatNumber(100 * share, decimals)}\u00a0%`;

/** "It decides 86.2 % of the 3,500 cases of Visits rightly, 5th of 14. Where the outcome should be favourable, it says so for …" */
export function evidenceSaid(log: KeptLog, study: Study, c: number, attributes: readonly Attribute[]): string {
  const [accuracy] = headlinesOf(study, c);
  const { value } = accuracy!.finding.measure;
  const cases = countText(study.rows, 'case');
  if (value === null) return `Nothing can be said of it on the ${cases} of ${log.name}.`;
  const { place, of } = accuracy!.place;
  const rank = of < 2 ? '' : `, ${place === 1 ? 'the most' : ordinal(place)} of ${of}`;
  const decides = `It decides ${percent(value, 1)} of the ${cases} of ${log.name} rightly${rank}${noiseSaid(study, c)}`;
  const [attribute] = attributes;
  if (attribute === undefined) return `${decides}.`;
  const { worst, best } = attribute;
  const where =
    log.favourable === null
      ? `Where ${labelOf(log)} is ${log.positive ?? ''}`
      : 'Where the outcome should be favourable';
  // Equal as they are written: to name one of them as worst would say something that is not so.
  const [least, most] = [percent(worst.share), percent(best.share)];
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
export function drivenSaid({ candidates, features }: SurrogateStudy, c: number, answers: Answers): string {
  const candidate = candidates[c]!;
  const of = candidate.decisions === null ? 'scores' : 'decisions';
  const drops = candidate[of]?.cuts[DEPTH - 1]!.permutation ?? new Float64Array();
  const names = Array.from(drops.keys())
    .filter((f) => drops[f]! > 0)
    .sort((a, b) => drops[b]! - drops[a]!)
    .map((f) => features[f]!);
  const rests = names.length === 0 ? '' : ` It rests most on ${listText(names.slice(0, 3))}.`;
  return `${sayFidelity(candidate, DEPTH, of, answers)}${rests}`;
}

/** "contributions.csv says what drives it (mean |SHAP|): most of all log fee, then price above budget and distance." */
export function attachedSaid({ features, ...attached }: Explanation): string {
  const order = [...features].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map(({ feature }) => feature);
  const [first, ...rest] = order;
  const then = rest.length === 0 ? '' : `, then ${listText(rest.slice(0, 2))}`;
  const from = originText(attached.source, null);
  return `${from} says what drives it (${methodOf(attached)}): most of all ${first ?? ''}${then}.`;
}

/** ", within noise of Ensemble" where the most accurate candidate is another one that is not ahead by more. */
function noiseSaid({ candidates, pairs, weighted }: Study, c: number): string {
  const accuracy = candidates.map(({ measures }) => measures.accuracy.measure.value ?? -Infinity);
  const best = accuracy.indexOf(Math.max(...accuracy));
  const pair = pairs.find(({ a, b }) => (a === c && b === best) || (a === best && b === c));
  const near = pair !== undefined && ['noise', 'same'].includes(pairVerdict(pair, weighted));
  return near ? `, within noise of ${candidates[best]!.name}` : '';
}

const labelOf = ({ columns }: KeptLog) => columns.find(({ role }) => role === 'label')?.header ?? 'the label';
