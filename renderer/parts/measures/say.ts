// What a measured log says at the top of its tabs, in one sentence a person could read aloud.
import { formatNumber } from '../../../shared/domain/format.ts';
import { headerAt } from '../../../shared/domain/predictionLog.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { MeasuredLog } from '../../analysis/kinds/predictionStudy.ts';
import { FOUR_FIFTHS } from '../../../shared/measures/fairness/parity.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import { pairVerdict } from './pairVerdict.ts';

export const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** The places of candidates from best to worst by a measure; those for which it is undefined are left out. */
export function bestFirst(
  findings: readonly Finding[],
  sign: 1 | -1,
): { c: number; value: number; finding: Finding }[] {
  return findings
    .flatMap((finding, c) => (finding.measure.value === null ? [] : [{ c, value: finding.measure.value, finding }]))
    .sort((a, b) => sign * (b.value - a.value));
}

/** "forest decides 84 % of 238 cases rightly, the most of 3 candidates; rules is within noise of it." */
export function sayMeasures(study: Study): string {
  const order = bestFirst(
    study.candidates.map(({ measures }) => measures.accuracy),
    1,
  );
  const [first, second] = order;
  const cases = count(study.rows, 'case');
  if (!first) return `Nothing could be measured on ${cases}.`;
  const name = study.candidates[first.c]!.name;
  const share = `${formatNumber(100 * first.value, 1)} %`;
  if (!second) return `${name} decides ${share} of ${cases} rightly.`;
  const pair = study.pairs.find(({ a, b }) => (a === first.c && b === second.c) || (a === second.c && b === first.c));
  const runner = study.candidates[second.c]!.name;
  const verdict = pair === undefined ? 'unknown' : pairVerdict(pair, study.weighted);
  const noise = {
    ...{ same: `; ${runner} is within noise of it`, noise: `; ${runner} is within noise of it` },
    ...{ more: `, and more than noise ahead of ${runner}`, unknown: '' },
  }[verdict];
  return `${name} decides ${share} of ${cases} rightly, the most of ${count(study.candidates.length, 'candidate')}${noise}.`;
}

/** "Rules treats the groups of sex most alike: its selection rates differ by 0.020, those of forest by 0.210." */
export function sayFairness(study: Study, column: number): string {
  const by = study.columns[column];
  if (!by) return 'The log has no groups, so nothing can be said about fairness.';
  const order = bestFirst(
    study.candidates.map(({ columns }) => columns[column]!.parity.demographicParityDifference),
    -1,
  );
  const [first] = order;
  const last = order.at(-1);
  if (!first || !last) return `No gap between the groups of ${by.name} can be measured.`;
  const name = (c: number) => study.candidates[c]!.name;
  const gap = (value: number) => formatNumber(value, 3);
  if (first === last)
    return `The selection rates of ${name(first.c)} differ by ${gap(first.value)} between the groups of ${by.name}.`;
  return `${name(first.c)} selects most evenly by ${by.name}: its rates differ by ${gap(first.value)}, those of ${name(last.c)} by ${gap(last.value)}.`;
}

/** What was measured on, and what was left out and why. */
export function sayCases({ kind, left, study, mixed }: MeasuredLog, log: KeptLog): string {
  const parts = [
    left.noLabel > 0 ? `${count(left.noLabel, 'row')} without a label` : '',
    (left.noQuery ?? 0) > 0 ? `${count(left.noQuery ?? 0, 'row')} of no list` : '',
    left.noPrediction > 0 ? `${count(left.noPrediction, 'row')} where a candidate says nothing` : '',
    left.noWeight > 0 ? `${count(left.noWeight, 'row')} without a weight` : '',
  ].filter((part) => part !== '');
  const out = parts.length === 0 ? '' : ` Left out: ${parts.join(', ')}.`;
  const weight = headerAt(log, log.roles.weight) || 'weight';
  const one = kind === 'ranking' ? 'list' : 'case';
  const weighed = study.weighted ? ` Every ${one} counts by its ${weight}.` : '';
  const varied = mixed.length === 0 ? '' : ` Not measured by ${mixed.join(', ')}, which differs within lists.`;
  return `${log.name}: ${casesOf({ kind, study } as MeasuredLog)}.${weighed}${out}${varied}`;
}

function casesOf({ kind, study }: MeasuredLog): string {
  if (kind === 'binary')
    return `${count(study.rows, 'case')}, ${study.positives.toLocaleString('en')} of them positive`;
  if (kind === 'multiclass') return `${count(study.rows, 'case')} of ${study.classes.length} answers`;
  if (kind === 'regression') return count(study.rows, 'case');
  const empty =
    study.withoutRelevant === 0
      ? ''
      : `, ${study.withoutRelevant.toLocaleString('en')} of them without a relevant item and left out`;
  const ties = Math.max(...study.withTies);
  const tied = ties === 0 ? '' : `; equal scores leave the order open in up to ${count(ties, 'list')}`;
  return `${count(study.rows, 'list')} of ${count(study.items, 'item')}${empty}${tied}`;
}

/** How the intervals of gaps came about. */
export const GAP_INTERVALS =
  'Noise alone sets groups apart, so an interval of a gap is the wider of BCa and percentile at either end.';

/** "The rule of four fifths is kept by 2 of 3 candidates: rules (0.91), forest (0.83)." Undefined ratios are said. */
export function sayFourFifths(study: Study, column: number): string {
  const ratios = study.candidates.map(({ name, columns }) => ({
    name,
    ratio: columns[column]!.parity.demographicParityRatio.measure.value,
  }));
  const kept = ratios
    .flatMap(({ name, ratio }) => (ratio !== null && ratio >= FOUR_FIFTHS ? [{ name, ratio }] : []))
    .sort((a, b) => b.ratio - a.ratio);
  const undefinedFor = ratios.filter(({ ratio }) => ratio === null).map(({ name }) => name);
  const who =
    kept.length === 0 || ratios.length === 1
      ? ''
      : `: ${kept.map(({ name, ratio }) => `${name} (${formatNumber(ratio, 2)})`).join(', ')}`;
  const all = ratios.length === 1 && kept[0] ? `${kept[0].name} (${formatNumber(kept[0].ratio, 2)})` : null;
  const by = kept.length === 0 ? 'no candidate' : (all ?? `${kept.length} of ${count(ratios.length, 'candidate')}`);
  const rest = undefinedFor.length === 0 ? '' : ` It is undefined for ${undefinedFor.join(', ')}.`;
  return `The rule of four fifths, a ratio of selection rates of at least 0.8, is kept by ${by}${who}.${rest}`;
}
