// What is said of candidates over time: in one sentence, per candidate, and of each slice.
import { shortDayText } from '../../../shared/domain/day.ts';
import {
  countText,
  formatCount,
  formatDifference,
  formatMeasure,
  formatNumber,
} from '../../../shared/domain/format.ts';
import type { KeptLog, LogKind } from '../../../shared/domain/predictionLog.ts';
import { chanceText } from '../../../shared/measures/compare/verdictText.ts';
import { FEWEST_SLICES, LEAST_IN_SLICE } from '../../../shared/measures/drift/drift.ts';
import type { CandidateDrift, Drift, Slice } from '../../../shared/measures/drift/drift.ts';
import { kindWords } from './kinds/index.ts';
import { decimalsOf, lowered, unitOf } from './measureWords.ts';
import { listText } from '../wording/wording.ts';

/** Numbers this large are moments: seconds since 1970, or thousandths of them. */
const SECONDS = 1e8;
const MILLISECONDS = 1e11;
const DAY = 86_400;

/** "3 Jan 2024", of slices within a few days with the hour; any other number as it is. */
export function timeText(time: number, span = Infinity): string {
  if (Math.abs(time) < SECONDS) return formatNumber(time, Number.isInteger(time) ? 0 : 2);
  const date = new Date(Math.abs(time) < MILLISECONDS ? 1000 * time : time);
  if (Number.isNaN(date.getTime())) return formatNumber(time, 0);
  const iso = date.toISOString();
  return span < 8 * DAY ? `${shortDayText(iso)}, ${iso.slice(11, 16)}` : shortDayText(iso);
}

/** From the first case to the last, in seconds where they are moments. */
export const spanOf = ({ slices }: Pick<Drift, 'slices'>): number => {
  const [from, to] = [slices[0]!.from, slices.at(-1)!.to];
  return Math.abs(from) >= MILLISECONDS ? (to - from) / 1000 : to - from;
};

/** "3 Jan 2024 to 9 Feb 2024". */
export const sliceText = ({ from, to }: Slice, span: number): string =>
  from === to ? timeText(from, span) : `${timeText(from, span)} to ${timeText(to, span)}`;

/** A value of the leading measure. */
export function driftValue(log: KeptLog, kind: LogKind, drift: Drift): (value: number) => string {
  const { leading, leadingIsShare } = kindWords[kind];
  const decimals = decimalsOf(drift.candidates.flatMap(({ means }) => Array.from(means)));
  if (leadingIsShare) return (value) => `${formatNumber(100 * value, 1)}\u00a0%`;
  return (value) => formatMeasure(value, decimals, unitOf(log, leading.words));
}

/** Why nothing is said of change over time. @param dated  how many cases say when. */
export function noDriftSentence(kind: LogKind, dated: number): string {
  const { counted } = kindWords[kind];
  const least = `It takes ${FEWEST_SLICES} stretches of time with ${LEAST_IN_SLICE} ${counted}s each to tell.`;
  if (dated >= FEWEST_SLICES * LEAST_IN_SLICE) return `${least} Too many ${counted}s of this log are of one moment.`;
  return `${least} This log has ${countText(dated, counted)} that ${dated === 1 ? 'says' : 'say'} when.`;
}

/** What is said of one candidate beside its name. */
export function driftMark({ verdict, trendChance, spreadChance }: CandidateDrift): string {
  if (verdict === 'rises' || verdict === 'falls') return `${verdict}, p ${chance(trendChance)}`;
  if (verdict === 'varies') return `differs, in no one direction, p ${chance(spreadChance)}`;
  return verdict === 'unknown' ? 'cannot be told' : 'no change that could be told from chance';
}

const chance = (p: number) => (p < 0.0005 ? chanceText(p) : `= ${chanceText(p)}`);

/** Whether a change is for the worse; null where better is not one direction. */
function isWorse({ verdict }: CandidateDrift, kind: LogKind): boolean {
  const { direction } = kindWords[kind].leading.words;
  return verdict === (direction === 'max' ? 'falls' : 'rises');
}

/** "over time": "near gets worse over time: MAE rises from 1.2 to 1.9. No change of far can be told from chance." */
export function driftSentence(log: KeptLog, kind: LogKind, drift: Drift, names: readonly string[]): string {
  const { words } = kindWords[kind].leading;
  const value = driftValue(log, kind, drift);
  const changed = drift.candidates.flatMap((each, c) => {
    if (each.verdict !== 'rises' && each.verdict !== 'falls') return [];
    const ends = `from ${value(each.means[0]!)} in the first of ${drift.slices.length} slices to ${value(each.means.at(-1)!)} in the last`;
    const worse = isWorse(each, kind) ? 'worse' : 'better';
    return [`${names[c]!} gets ${worse} over time: its ${lowered(words.name)} goes ${ends}.`];
  });
  const named = (verdict: CandidateDrift['verdict']) =>
    names.filter((_, c) => drift.candidates[c]!.verdict === verdict);
  const varying = named('varies');
  const steady = named('none');
  const parts = [
    ...changed.slice(0, 3),
    changed.length > 3
      ? `${countText(changed.length - 3, 'more candidate changes', 'more candidates change')} as well.`
      : '',
    varying.length === 0
      ? ''
      : `${listText(varying)} ${varying.length === 1 ? 'differs' : 'differ'} between slices by more than chance, in no one direction.`,
    steady.length === 0
      ? ''
      : steady.length === names.length
        ? `No candidate changes over time by more than chance would make it.`
        : `Of ${listText(steady)} no change can be told from chance.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** How the verdicts came about. */
export function driftNote(log: KeptLog, kind: LogKind, drift: Drift): string {
  const { words } = kindWords[kind].leading;
  const without =
    drift.without === 0
      ? ''
      : ` ${countText(drift.without, 'case')} without a time ${drift.without === 1 ? 'is' : 'are'} left out.`;
  return (
    `${words.name} over ${drift.slices.length} slices of about ${formatCount(drift.slices[0]!.cases)} cases in the order of ` +
    `${log.headers[log.roles.time ?? -1] || 'their time'}; whiskers are 95\u00a0% intervals of each slice alone. Asked of every candidate: whether a straight line over all ` +
    `cases rises or falls, and whether slices differ at all; p is adjusted for all ${drift.tests} questions (Holm), so that without any ` +
    `drift one log in twenty at most is said to have some.${without}`
  );
}

/** "−4.2 % to +0.8 %": how much a straight line changes from the first case to the last. */
export function trendText({ trend }: CandidateDrift, share: boolean, decimals: number): string {
  if (Number.isNaN(trend.lo)) return '—';
  const text = (value: number) =>
    share ? `${formatDifference(100 * value, 1)}\u00a0pt` : formatDifference(value, decimals);
  return `${text(trend.slope)} (${text(trend.lo)} to ${text(trend.hi)})`;
}
