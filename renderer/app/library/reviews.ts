// The list of reviews as it is read: what was decided, whether it holds, who is asked to do something; found by words, sorted, grouped.
import type { LibraryEntry } from '../../../shared/contract/library.ts';
import { shortDayText } from '../../../shared/domain/day.ts';
import { capitalised, countInWords, countText, localDay } from '../../../shared/domain/format.ts';
import { lazily } from '../../../shared/domain/lazily.ts';
import type { Glimpse } from '../../../shared/domain/glimpse.ts';
import type { Dates } from '../../../shared/exports/calendar.ts';
import { outcomeWords } from '../../parts/wording/outcome.ts';

export type SortKey = 'attention' | 'opened' | 'name' | 'decided' | 'candidates';
export const sortNames: Readonly<Record<SortKey, string>> = {
  attention: 'What needs attention',
  opened: 'Last opened',
  name: 'Name',
  decided: 'Last decided',
  candidates: 'Most candidates',
};

/** In the order in which they stand. `unseen`: nobody has looked into the file since it changed. */
export type Group = 'needs' | 'deciding' | 'decided' | 'unseen' | 'trouble';
export const groupNames: Readonly<Record<Group, string>> = {
  needs: 'Needs attention',
  deciding: 'Being decided',
  decided: 'Decided',
  unseen: 'Not looked at yet',
  trouble: 'Cannot be opened',
};
const groupOrder: readonly Group[] = ['needs', 'deciding', 'decided', 'unseen', 'trouble'];

/** One cell: a word, what stands under it, and how loud it is. */
export interface Cell {
  text: string;
  detail: string;
  /** `soon`: a date is near. */
  tone: 'quiet' | 'faint' | 'soon' | 'warn' | 'bad';
}

/** "12 Nov 2026", of an ISO date or time; dates alone are of no time zone. */
export const dayText = (iso: string): string => shortDayText(iso.length === 10 ? iso : localDay(new Date(iso)));

/** Whole days from one ISO date to another. */
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const inDays = (days: number): string => {
  if (days === 0) return 'today';
  return days > 0 ? `in ${countText(days, 'day')}` : `${countText(-days, 'day')} ago`;
};

/** @param today ISO date. */
export function groupOf({ present, problem, glimpse }: LibraryEntry, today: string): Group {
  if (!present || problem !== null) return 'trouble';
  if (glimpse === null) return 'unseen';
  if (glimpse.decision === null) return 'deciding';
  return isDue(glimpse, today) || isLate(glimpse, today) || isLoud(glimpse) ? 'needs' : 'decided';
}

const isDue = ({ decision }: Glimpse, today: string) =>
  decision !== null && decision.reviewBy !== null && decision.reviewBy <= today;
const isLate = ({ decision }: Glimpse, today: string) =>
  decision !== null && decision.conditions.next !== null && decision.conditions.next.due < today;
const isLoud = ({ holds }: Glimpse) => holds !== null && outcomeWords[holds.outcome].tone !== 'quiet';

/** "Two-tower chosen on 12 Nov 2026". */
export function decidedText({ decision, draft }: Pick<Glimpse, 'decision' | 'draft'>): string {
  if (decision === null) return draft ? 'No decision yet; one is being written' : 'No decision yet';
  return `${whatText(decision)}${draft ? '; being decided again' : ''}`;
}

type Decided = Pick<NonNullable<Glimpse['decision']>, 'kind' | 'candidate' | 'recordedAt'>;
function whatText({ kind, candidate, recordedAt }: Decided): string {
  const on = dayText(recordedAt);
  const name = candidate === '' ? 'A candidate that is gone' : candidate;
  return {
    choose: `${name} chosen on ${on}`,
    keep: `${name} kept on ${on}`,
    none: `None of the candidates, decided on ${on}`,
    defer: `Put off on ${on}`,
  }[kind];
}

/** A decision's place in the series of its review. `soon`: it is to be looked at again within two weeks. */
export type Standing = 'superseded' | 'due' | 'soon' | 'decided';
export const standingNames: Readonly<Record<Standing, string>> = {
  superseded: 'superseded',
  due: 'due for review',
  soon: 'soon due for review',
  decided: 'decided',
};
/** Days ahead in which a date is near. */
const SOON = 14;
const isSoon = (today: string, day: string) => daysBetween(today, day) <= SOON;

interface SeriesRow {
  number: number;
  text: string;
  standing: Standing;
}

/** Every recorded decision of a review, the latest first. @param today ISO date. */
export function seriesOf(glimpse: Glimpse, today: string): SeriesRow[] {
  const { decision, superseded } = glimpse;
  const earlier = superseded.map(({ number, ...of }): SeriesRow => ({
    number,
    text: whatText(of),
    standing: 'superseded',
  }));
  if (decision === null) return earlier.toReversed();
  const left = decision.reviewBy === null ? Infinity : daysBetween(today, decision.reviewBy);
  const standing =
    left <= 0 ? 'due' : decision.reviewBy !== null && isSoon(today, decision.reviewBy) ? 'soon' : 'decided';
  return [{ number: decision.number, text: whatText(decision), standing }, ...earlier.toReversed()];
}

/** "Decision 2; decision 1 is superseded"; '' for a first decision. */
export function seriesText({ decision, superseded }: Pick<Glimpse, 'decision' | 'superseded'>): string {
  if (superseded.length === 0) return '';
  const earlier =
    superseded.length === 1
      ? `decision ${superseded[0]!.number} is superseded`
      : `${superseded.length} earlier ones are superseded`;
  return decision === null ? capitalised(earlier) : `Decision ${decision.number}; ${earlier}`;
}

/** What is open of a review, with its dates, for a calendar; null where nothing is decided. */
export function datesOf({ glimpse, title }: Pick<LibraryEntry, 'glimpse' | 'title'>): Dates | null {
  if (!glimpse?.decision) return null;
  const { number, recordedAt, conditions, reviewBy } = glimpse.decision;
  return { review: glimpse.review, title, number, recordedAt, conditions: conditions.list, reviewBy };
}

/** Whether something that is open has a date. */
export function hasDates(entry: Pick<LibraryEntry, 'glimpse' | 'title'>): boolean {
  const dates = datesOf(entry);
  return dates !== null && (dates.reviewBy !== null || dates.conditions.some(({ due }) => due !== null));
}

/** The line under the title. */
export function summaryText({ glimpse, present, problem, fileName, folder }: LibraryEntry): string {
  if (!present) return `${fileName} is no longer in ${folder}`;
  if (problem !== null) return problem;
  if (glimpse === null) return fileName;
  if (glimpse.decision !== null) return decidedText(glimpse);
  if (glimpse.candidates === 0) return 'Nothing in it yet';
  if (glimpse.round !== null) {
    const { number, sealed, roles } = glimpse.round;
    return `${countText(glimpse.candidates, 'candidate')}, round ${number} is going on: ${sealed} of ${countText(roles, 'ballot')} sealed`;
  }
  const weighed =
    glimpse.weighed === 0 ? 'nobody has weighed' : `${glimpse.weighed} of ${countText(glimpse.roles, 'role')} weighed`;
  return `${countText(glimpse.candidates, 'candidate')}, ${weighed}`;
}

/** Whether it still holds. @param looking whether it is being looked into just now. */
export function holdsCell({ glimpse, present, problem, open }: LibraryEntry, looking: boolean): Cell {
  if (!present) return { text: 'Missing', detail: 'moved, renamed or on a drive that is not connected', tone: 'faint' };
  if (problem !== null) return { text: 'Cannot be read', detail: '', tone: 'faint' };
  if (glimpse === null) return { text: looking ? 'Being looked at' : 'Not known', detail: '', tone: 'faint' };
  if (glimpse.decision === null) {
    return {
      text: glimpse.draft ? 'No decision yet; one is being written' : 'No decision yet',
      detail: '',
      tone: 'faint',
    };
  }
  if (glimpse.holds === null) {
    const detail = open ? 'it is open in another window' : '';
    return { text: looking ? 'Being checked' : 'Not known', detail, tone: 'faint' };
  }
  const { outcome, sentence } = glimpse.holds;
  const { short, tone } = outcomeWords[outcome];
  const colon = sentence.indexOf(': ');
  return { text: short, detail: outcome === 'holds' || colon < 0 ? '' : sentence.slice(colon + 2), tone };
}

export function conditionsCell({ glimpse }: LibraryEntry, today: string): Cell {
  const decision = glimpse?.decision;
  if (!decision) return { text: '–', detail: '', tone: 'faint' };
  const { total, open, next } = decision.conditions;
  if (total === 0) return { text: 'None', detail: '', tone: 'faint' };
  if (open === 0) return { text: `${total} of ${total} closed`, detail: '', tone: 'quiet' };
  const late = next !== null && next.due < today;
  const soon = next !== null && !late && isSoon(today, next.due);
  const detail =
    next === null ? '' : `${late ? 'late' : soon ? 'soon due' : 'next'}: ${next.owner}, ${dayText(next.due)}`;
  return { text: `${open} open`, detail, tone: late ? 'warn' : soon ? 'soon' : 'quiet' };
}

export function reviewByCell({ glimpse }: LibraryEntry, today: string): Cell {
  const by = glimpse?.decision?.reviewBy ?? null;
  if (by === null) return { text: '–', detail: '', tone: 'faint' };
  const left = daysBetween(today, by);
  if (left <= 0) return { text: dayText(by), detail: inDays(left), tone: 'warn' };
  const soon = isSoon(today, by);
  return { text: dayText(by), detail: soon ? `due ${inDays(left)}` : inDays(left), tone: soon ? 'soon' : 'quiet' };
}

/** What the list comes to, to be said aloud. */
export function headlineOf(entries: readonly LibraryEntry[], today: string): string {
  const needs = entries.filter((entry) => groupOf(entry, today) === 'needs').length;
  if (needs === 0) return `${countText(entries.length, 'review')} on this computer`;
  return `${capitalised(countInWords(needs))} ${needs === 1 ? 'decision needs' : 'decisions need'} attention`;
}

/** The line under the headline: how many there are where that is not said above, how many are decided, and what is checked. */
export function detailOf(entries: readonly LibraryEntry[], today: string): string {
  const all = entries.some((entry) => groupOf(entry, today) === 'needs')
    ? `${countText(entries.length, 'review')} on this computer, `
    : '';
  const decided = entries.filter(({ glimpse }) => glimpse !== null && glimpse.decision !== null).length;
  const unseen = entries.filter((entry) => groupOf(entry, today) === 'unseen').length;
  const none = all === '' ? 'None' : 'none';
  // Nobody knows yet what is in a file that was not looked at.
  const count = decided === 0 && unseen === 0 ? `${none} decided yet` : `${decided} decided`;
  const parts = [`${all}${count}${unseen === 0 ? '' : `, ${unseen} not looked at yet`}.`];
  if (decided > 0) parts.push('A decision is checked against what its file says now.');
  return parts.join(' ');
}

const collator = lazily(() => new Intl.Collator('en', { sensitivity: 'base', numeric: true }));
const byName = (a: LibraryEntry, b: LibraryEntry) =>
  collator().compare(a.title, b.title) || collator().compare(a.fileName, b.fileName);
const openedAt = ({ openedAt: at }: LibraryEntry) => at ?? '';
const decidedAt = ({ glimpse }: LibraryEntry) => glimpse?.decision?.recordedAt ?? '';
const latest = (of: (entry: LibraryEntry) => string) => (a: LibraryEntry, b: LibraryEntry) =>
  of(a) === of(b) ? byName(a, b) : of(a) < of(b) ? 1 : -1;

/** A new array. What a key does not know of an entry (never opened, not decided, not looked at) comes last, by name. */
export function sorted(entries: readonly LibraryEntry[], by: SortKey): LibraryEntry[] {
  const count = ({ glimpse }: LibraryEntry) => glimpse?.candidates ?? -1;
  const compare = {
    attention: latest(openedAt),
    opened: latest(openedAt),
    name: byName,
    decided: latest(decidedAt),
    candidates: (a: LibraryEntry, b: LibraryEntry) => count(b) - count(a) || byName(a, b),
  }[by];
  return [...entries].sort(compare);
}

export interface ReviewGroup {
  /** null: all in one. */
  group: Group | null;
  entries: readonly LibraryEntry[];
}

/** Sorted, and in groups where they are sorted by what needs somebody. Empty groups are left out. */
export function grouped(entries: readonly LibraryEntry[], by: SortKey, today: string): ReviewGroup[] {
  const all = sorted(entries, by);
  if (by !== 'attention') return all.length === 0 ? [] : [{ group: null, entries: all }];
  const groups = Map.groupBy(all, (entry) => groupOf(entry, today));
  return groupOrder.flatMap((group) => {
    const of = groups.get(group);
    return of ? [{ group, entries: of }] : [];
  });
}

/** For comparing words whatever their case and accents. */
const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();

/** An entry that was found, and where, unless its title alone explains it. */
export interface Found {
  entry: LibraryEntry;
  why: string;
}

/**
 * The entries in which every word of the query stands somewhere: in the title, the question, the decision and its reason, the file
 * name or a candidate's name. Keeps the order. O(entries × names).
 */
export function search(entries: readonly LibraryEntry[], query: string): Found[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries.map((entry) => ({ entry, why: '' }));
  return entries.flatMap((entry) => {
    const why = new Set<string>();
    return words.every((word) => finds(entry, word, why)) ? [{ entry, why: [...why].join('; ') }] : [];
  });
}

/** Whether a word stands somewhere in an entry; adds where, if that is not on the screen anyway. */
function finds(entry: LibraryEntry, word: string, why: Set<string>): boolean {
  const { title, fileName, glimpse } = entry;
  const holds = (text: string) => plain(text).includes(word);
  if (holds(title) || holds(summaryText(entry))) return true;
  const hit = (text: string) => {
    why.add(text);
    return true;
  };
  if (glimpse && holds(glimpse.question)) return hit(`asks “${glimpse.question}”`);
  if (glimpse?.decision && holds(glimpse.decision.rationale)) return hit('in the reason of the decision');
  const name = glimpse?.names.find(holds);
  if (name !== undefined) return hit(`candidate ${name}`);
  return holds(fileName) ? hit(fileName) : false;
}
