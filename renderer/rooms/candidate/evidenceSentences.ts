// What a log tells of one candidate: its headline measures, whom it serves worst, a sentence about both, and what drives it.
import { countText, formatMeasure } from '../../../shared/domain/format.ts';
import type { Explanation } from '../../../shared/domain/explanation.ts';
import type { KeptLog, LogKind } from '../../../shared/domain/predictionLog.ts';
import { isWithinNoise } from '../../../shared/measures/compare/verdictText.ts';
import type { GapVerdict } from '../../../shared/measures/gaps/gapVerdict.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import type { SurrogateStudy } from '../../analysis/kinds/surrogate.ts';
import { gapNumbers, verdictMark } from '../../parts/measures/gapVerdicts.ts';
import { kindWords } from '../../parts/measures/kinds/index.ts';
import { measureRows, type MeasureRow } from '../../parts/measures/measureRows.ts';
import { bestFirst, pairOf } from '../../parts/measures/measureSentences.ts';
import { decimalsOfFindings, percent, unitOf } from '../../parts/measures/measureWords.ts';
import { originText } from '../../parts/provenance/originWords.ts';
import { methodOf } from '../../parts/surrogate/importance.ts';
import { fidelitySentence, type Answers, type NumberWord } from '../../parts/surrogate/surrogateSentences.ts';
import { listText } from '../../parts/wording/wording.ts';
import { ordinal, placeAmong, type Place } from './place.ts';

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

/** The measures in the order in which they are read; all of them stand in the tab. O(candidates × measures). */
export function headlinesOf(log: KeptLog, kind: LogKind, study: Study, c: number): Headline[] {
  const rows = new Map(measureRows(log, kind, study).map((row) => [row.key, row]));
  return kindWords[kind].headlines.map((id) => headlineOf(rows.get(id)!, c));
}

/** One measure of the candidate in place c, among those of all candidates. O(candidates). */
function headlineOf(
  { key, name, says, unit = '', decimals = 3, direction, distance, findings }: MeasureRow,
  c: number,
) {
  // Best at 0 on either side: then how far from it says who stands before whom.
  const placed = (value: number) => (distance === undefined ? value : Math.abs(value));
  const values = Float64Array.from(findings, ({ measure }) => placed(measure.value ?? NaN));
  return { key, name, says, unit, decimals, finding: findings[c]!, place: placeAmong(values, c, direction) };
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
  /** How far the groups are apart, and what the cases bear out of it in a few words. */
  apart: Finding;
  mark: string;
  /** What the cases bear out of the groups being served differently. */
  verdict: GapVerdict | null;
}

/**
 * The group served worst and the one served best; small groups count only where all are small. null: fewer than two groups can be
 * measured. O(groups).
 */
function extremes(served: readonly Served[], direction: 'max' | 'min'): Pick<Attribute, 'worst' | 'best'> | null {
  const large = served.filter(({ small }) => !small);
  const sign = direction === 'max' ? 1 : -1;
  const order = (large.length > 1 ? large : served).toSorted((a, b) => sign * (a.value - b.value));
  const [worst, best] = [order[0], order.at(-1)];
  return worst === undefined || best === undefined || worst === best ? null : { worst, best };
}

/**
 * The attributes of the log, the one with the worst served group first, by the measure that the kind of log serves groups by.
 *
 * @param c      the candidate's place in the log.
 * @param names  of the attributes; columns of two together are left out. O(groups).
 */
export function attributesOf(
  log: KeptLog,
  kind: LogKind,
  study: Study,
  c: number,
  names: ReadonlySet<string>,
): Attribute[] {
  const { served: by, groupMeasures } = kindWords[kind];
  const { direction } = groupMeasures.find(([id]) => id === by.measure)![1];
  const best = direction === 'max' ? 'max' : 'min';
  const sign = best === 'max' ? 1 : -1;
  return study.columns
    .flatMap(({ name }, v): Attribute[] => {
      if (!names.has(name)) return [];
      const { groups, gaps } = study.candidates[c]!.columns[v]!;
      const served = groups.flatMap(({ group, n, small, measures }): Served[] => {
        const { measure, interval } = measures[by.measure]!;
        if (measure.value === null) return [];
        const { lo, hi } = interval?.reason === null ? interval : { lo: NaN, hi: NaN };
        return [{ group, value: measure.value, lo, hi, n, small }];
      });
      const ends = extremes(served, best);
      if (ends === null) return [];
      const apart = gaps[by.gap]!;
      const mark = verdictMark(apart, gapNumbers(log, kind, by.gap, apart.measure.value ?? 0));
      return [{ name, ...ends, apart, mark, verdict: gaps[by.judged]!.verdict }];
    })
    .sort((a, b) => sign * (a.worst.value - b.worst.value));
}

/** "It decides 86.2 % of the 3,500 cases of Visits rightly, 5th of 14. Where the outcome should be favourable, it says so for …" */
export function evidenceSentence(
  log: KeptLog,
  kind: LogKind,
  study: Study,
  c: number,
  [attribute]: readonly Attribute[],
): string {
  const { leading, leadingIsShare, counted, does, best, served } = kindWords[kind];
  const findings = study.candidates.map(({ measures }) => measures[leading.id]!);
  const { value } = findings[c]!.measure;
  const cases = `the ${countText(study.rows, counted)} of ${log.name}`;
  if (value === null) return `Nothing can be said of it on ${cases}.`;
  const unit = unitOf(log, leading.words);
  const decimals = decimalsOfFindings(findings);
  const values = Float64Array.from(findings, ({ measure }) => measure.value ?? NaN);
  const place = rankText(placeAmong(values, c, leading.words.direction), best);
  const first = bestFirst(findings, leading.words.direction === 'max' ? 1 : -1)[0]?.c;
  const near = first === undefined ? '' : noiseText(study, c, first);
  const measured = leadingIsShare ? percent(value, 1) : formatMeasure(value, decimals, unit);
  const stands = `It ${does(measured, cases, study.candidates[c]!.measures, log)}${place}${near}.`;
  if (attribute === undefined) return stands;
  const [worst, most] = [attribute.worst, attribute.best].map((each) => ({
    group: each.group,
    text: served.text(each.value, formatMeasure(each.value, decimals, unit)),
  }));
  const doubt = doubtText(attribute);
  return `${stands} ${doubt === '' ? served.sentence(log, attribute.name, worst!, most!) : doubt}`;
}

/** What is said in place of the worst and the best group, unless the cases bear out that they are served differently; else ''. */
function doubtText({ name, verdict }: Attribute): string {
  if (verdict?.outcome === 'gap' || verdict?.outcome === 'smallGap') return '';
  if (verdict?.outcome === 'noGap') return `No group of ${name} is served much worse than another.`;
  if (verdict?.tolerance === null) return `By ${name} no difference can be told from chance.`;
  return `Whether it serves the groups of ${name} alike cannot be told from so few cases.`;
}

/** ", 3rd of 14"; '' where there is nobody else. */
const rankText = ({ place, of }: Place, best: string) =>
  of < 2 ? '' : `, ${place === 1 ? best : ordinal(place)} of ${of}`;

/** ", within noise of Ensemble" where the best candidate is another one that is not ahead by more. */
function noiseText(study: Study, c: number, best: number): string {
  const pair = pairOf(study, c, best);
  return pair !== undefined && isWithinNoise(pair) ? `, within noise of ${study.candidates[best]!.name}` : '';
}

/** How deep the tree is that the page tells of: three questions in a row can be held in mind. */
const DEPTH = 3;

/**
 * How well a small tree repeats the candidate, and on which features that tree rests, the first first. Surrogate evidence: the
 * sentence is about the imitation.
 */
export function drivenSentence(
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
  return `${fidelitySentence(candidate, DEPTH, of, answers, numbers)}${rests}`;
}

/** "contributions.csv says what drives it (mean |SHAP|): most of all log fee, then price above budget and distance." */
export function attachedSentence({ features, ...attached }: Explanation): string {
  const order = [...features].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map(({ feature }) => feature);
  const [first, ...rest] = order;
  const then = rest.length === 0 ? '' : `, then ${listText(rest.slice(0, 2))}`;
  const from = originText(attached.source, null);
  return `${from} says what drives it (${methodOf(attached)}): most of all ${first ?? ''}${then}.`;
}
