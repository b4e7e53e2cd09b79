// What the palette finds for what is typed: rooms, actions, roles, candidates, reviews and terms, those chosen last first.
import type { CommandId } from '../../shared/domain/commands.ts';
import type { Actions } from '../ui/actions.ts';
import { keysOf } from '../ui/shortcuts.ts';

export type Kind = 'room' | 'action' | 'role' | 'candidate' | 'review' | 'term';
export const kindNames: Readonly<Record<Kind, string>> = {
  room: 'Room',
  action: 'Action',
  role: 'Seen by',
  candidate: 'Candidate',
  review: 'Review',
  term: 'Term',
};

export interface Entry {
  kind: Kind;
  /** Stable as long as the review is open: "candidate:12". */
  id: string;
  label: string;
  /** What is pressed instead, or ''. */
  keys: string;
  /** What it means, read in the palette itself; '' where it is chosen instead. */
  says: string;
  run: () => void;
}

/** What can be done now, as entries. @param without commands that are found another way. */
export const actionEntries = (actions: Pick<Actions, 'list'>, without: readonly CommandId[]): Entry[] =>
  actions
    .list()
    .filter(({ command }) => command === undefined || !without.includes(command))
    .map(({ label, command, run }) => ({
      kind: 'action',
      id: `action:${label}`,
      label,
      keys: command === undefined ? '' : keysOf(command),
      says: '',
      run,
    }));

/** A term of the glossary as an entry: there is nowhere to go, its text is what was looked for. */
export const termEntry = (id: string, { term, text }: { term: string; text: string }): Entry => ({
  kind: 'term',
  id: `term:${id}`,
  label: term,
  keys: '',
  says: text,
  run: () => undefined,
});

/** How well a label answers: 0 where a word is missing, best where it begins with what was typed. */
function fit(label: string, words: readonly string[]): number {
  const text = label.toLowerCase();
  let least = 3;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === -1) return 0;
    const begins = at === 0 ? 3 : /[\p{L}\p{N}]/u.test(text[at - 1]!) ? 1 : 2;
    least = Math.min(least, begins);
  }
  return least;
}

/**
 * Entries that have every word typed, the best answers first; of equal ones those chosen last, then in the order given. With nothing
 * typed everything, those chosen last first.
 * @param recent  ids, latest first.
 * O(n), and a sort of what matches.
 */
export function search(entries: readonly Entry[], query: string, recent: readonly string[]): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lately = new Map(recent.map((id, place) => [id, place]));
  return entries
    .map((entry, place) => ({
      entry,
      place,
      fit: fit(entry.label, words),
      recent: lately.get(entry.id) ?? Infinity,
    }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || (a.recent === b.recent ? a.place - b.place : a.recent - b.recent))
    .map(({ entry }) => entry);
}

/** What was chosen last in a review, latest first. */
export class Recent {
  ids: readonly string[] = [];
  note(id: string): void {
    this.ids = [id, ...this.ids.filter((other) => other !== id)].slice(0, 8);
  }
}
export const makeRecent = (): Recent => new Recent();
