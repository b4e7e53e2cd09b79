// What a measured log says at the top of its tabs, in one sentence a person could read aloud.
import { countText, formatCount, formatMeasure, formatNumber } from '../../../shared/domain/format.ts';
import { rowsOf } from '../../../shared/domain/predictionLog.ts';
import type { KeptLog, LogKind } from '../../../shared/domain/predictionLog.ts';
import { SEED } from '../../../shared/measures/bootstrap/seed.ts';
import type { PairVerdict } from '../../../shared/measures/compare/verdict.ts';
import { isWithinNoise } from '../../../shared/measures/compare/verdictText.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import type { MeasuredLog } from '../../analysis/kinds/predictionStudy.ts';
import { fairnessHeadline, type FairnessSaid } from './gapVerdicts.ts';
import { kindWords } from './kinds/index.ts';
import { decimalsOfFindings, headerOf, unitNamed, unitOf } from './measureWords.ts';
import { listText } from '../wording/wording.ts';

/** The places of candidates from best to worst by a measure; those for which it is undefined are left out. */
export function bestFirst(
  findings: readonly Finding[],
  sign: 1 | -1,
): { c: number; value: number; finding: Finding }[] {
  return findings
    .flatMap((finding, c) => (finding.measure.value === null ? [] : [{ c, value: finding.measure.value, finding }]))
    .sort((a, b) => sign * (b.value - a.value));
}

/** The verdict on two candidates, whichever comes first; undefined where they were not compared. */
export const pairOf = ({ pairs }: Pick<Study, 'pairs'>, one: number, other: number): PairVerdict | undefined =>
  pairs.find(({ a, b }) => (a === one && b === other) || (a === other && b === one));

/** "forest decides 84 % of 238 cases rightly, the most of 3 candidates; rules and 2 others are within noise of it." */
export function measuresSentence(log: KeptLog, kind: LogKind, study: Study): string {
  const words = kindWords[kind];
  const { leading } = words;
  const findings = study.candidates.map(({ measures }) => measures[leading.id]!);
  const [first, second] = bestFirst(findings, leading.words.direction === 'max' ? 1 : -1);
  const cases = countText(study.rows, words.counted);
  if (!first) return `Nothing could be measured on ${cases}.`;
  const name = (c: number) => study.candidates[c]!.name;
  const decimals = decimalsOfFindings([first.finding]);
  const value = words.leadingIsShare
    ? `${formatNumber(100 * first.value, 1)} %`
    : formatMeasure(first.value, decimals, unitOf(log, leading.words));
  if (!second) return `${name(first.c)} ${words.does(value, cases, study.candidates[first.c]!.measures, log)}.`;
  const pair = pairOf(study, first.c, second.c);
  const runner = name(second.c);
  const near = study.pairs.filter((one) => (one.a === first.c || one.b === first.c) && isWithinNoise(one)).length;
  const others = near > 1 ? ` and ${countText(near - 1, 'other is', 'others are')}` : ' is';
  const noise =
    pair === undefined || pair.verdict === 'unknown'
      ? ''
      : isWithinNoise(pair)
        ? `; ${runner}${others} within noise of it`
        : `, and more than noise ahead of ${runner}`;
  const candidates = countText(study.candidates.length, 'candidate');
  return `${name(first.c)} ${words.doesBest(value, cases, study.candidates[first.c]!.measures, log)}, ${words.best} of ${candidates}${noise}.`;
}

/** The candidates that this sentence names: the best and, of several, the one after it. */
export function measuresSubjects(kind: LogKind, study: Study): number[] {
  const { leading } = kindWords[kind];
  const findings = study.candidates.map(({ measures }) => measures[leading.id]!);
  return bestFirst(findings, leading.words.direction === 'max' ? 1 : -1)
    .slice(0, 2)
    .map(({ c }) => c);
}

/** What the cases bear out of the gaps between the groups of a column, over all candidates. */
export function fairnessSaid(log: KeptLog, kind: LogKind, study: Study, column: number): FairnessSaid {
  if (!study.columns[column])
    return { verdict: 'Nothing can be said about fairness', rest: 'The log has no groups.', subjects: [] };
  return fairnessHeadline(log, kind, study, column);
}

/** What was measured on, and what was left out and why. */
export function casesSentence({ kind, left, study, mixed, merged }: MeasuredLog, log: KeptLog): string {
  const { counted, countedText } = kindWords[kind];
  const parts = [
    left.noLabel > 0 ? `${countText(left.noLabel, 'row')} without a label` : '',
    (left.noQuery ?? 0) > 0 ? `${countText(left.noQuery ?? 0, 'row')} of no list` : '',
    left.noPrediction > 0 ? `${countText(left.noPrediction, 'row')} where a candidate says nothing` : '',
    left.noWeight > 0 ? `${countText(left.noWeight, 'row')} without a weight` : '',
  ].filter((part) => part !== '');
  const gone = left.noLabel + (left.noQuery ?? 0) + left.noPrediction + left.noWeight;
  const out =
    gone === 0
      ? ''
      : ` ${formatNumber(gone, 0)} of ${countText(rowsOf(log), 'row')} ${gone === 1 ? 'is' : 'are'} left out: ${listText(parts, 12)}.`;
  const weighed = study.weighted ? ` Every ${counted} counts by its ${headerOf(log, 'weight') || 'weight'}.` : '';
  const varied = mixed.length === 0 ? '' : ` Not measured by ${listText(mixed)}, which differs within lists.`;
  const inOne = merged
    .map(
      ({ header, kept, others }) =>
        ` In ${header} ${listText([...others, kept].map((word) => `“${word}”`))} are one group.`,
    )
    .join('');
  return `${log.name}: ${countedText(study)}.${weighed}${out}${varied}${inOne}`;
}

/** Which attributes were not crossed, and why. */
export function uncrossedSentence({ uncrossed }: Pick<MeasuredLog, 'uncrossed'>): string {
  const pairs = uncrossed.map(({ name, groups }) => `${name} (${countText(groups, 'group')})`);
  const one = uncrossed.length === 1;
  return (
    `Not measured: ${listText(pairs)}. ${one ? 'It makes' : 'They make'} so many groups that most would have hardly a case, and ` +
    'measuring takes longer.'
  );
}

/** How the intervals came about. */
export function intervalsSentence(log: KeptLog, kind: LogKind, study: Study): string {
  const { samples, intervalNote } = kindWords[kind];
  const each = unitNamed(log);
  if (each !== '')
    return (
      `Under each number its 95\u00a0% interval, from leaving out ${each} in turn, since its cases go together. ` +
      'A measure that cannot be told so has none.'
    );
  const note = intervalNote === '' ? '' : ` ${intervalNote}`;
  return `Under each number its 95 % interval, from ${formatCount(log.replicates)} bootstrap samples of ${samples(study.rows)} (BCa, seed ${SEED}).${note}`;
}

/** How verdicts and intervals of gaps came about. */
export const gapIntervals =
  'Every gap is judged from counts, together with the other gaps of its candidate: of candidates that treat all groups alike, one in ' +
  'twenty at most is said to have a gap. Its interval is that of the true largest gap, at 95\u00a0%.';
