// Long names of candidates within sentences: found there, and shown in the letters that tell them apart.
import { shortNames } from '../../ui/table/shortNames.ts';

/** In running text a name of so many letters is read at a glance; a longer one is shortened. */
const MOST_LETTERS = 30;
/** Of more candidates names are not compared with each other: their ends, where they often differ alone, are kept. */
const MOST_COMPARED = 2000;
/** Names are looked up by their first letters. */
const FIRST = 12;

interface LongName {
  name: string;
  short: string;
}
/** Long names by their first letters, the longest first: of two of which one begins with the other it is the longer that is meant. */
type LongNames = ReadonlyMap<string, readonly LongName[]>;

const known = new WeakMap<readonly string[], LongNames>();

/** The long ones of the names of a review. O(letters), once per list of names, and what `shortNames` takes. */
function longNamesOf(names: readonly string[]): LongNames {
  const before = known.get(names);
  if (before) return before;
  const short = namesIn(MOST_LETTERS, names);
  const found = new Map<string, LongName[]>();
  names.forEach((name, n) => {
    if (short[n] === name) return;
    const first = name.slice(0, FIRST);
    const list = found.get(first);
    const entry = { name, short: short[n]! };
    if (list) list.push(entry);
    else found.set(first, [entry]);
  });
  for (const list of found.values()) list.sort((a, b) => b.name.length - a.name.length);
  known.set(names, found);
  return found;
}

/** A stretch of a sentence: plain text, or a long name with what is shown of it. */
export interface Stretch {
  text: string;
  /** null: it is shown as it is. */
  short: string | null;
}

/**
 * A sentence cut where it has long names.
 *
 * @param names  of all candidates. O(letters of the sentence) plus names with the same first letters.
 */
export function stretchesOf(sentence: string, names: readonly string[]): Stretch[] {
  const long = longNamesOf(names);
  if (long.size === 0) return [{ text: sentence, short: null }];
  const stretches: Stretch[] = [];
  let plain = 0;
  for (let at = 0; at < sentence.length; at += 1) {
    const found = long.get(sentence.slice(at, at + FIRST))?.find(({ name }) => sentence.startsWith(name, at));
    if (!found) continue;
    if (at > plain) stretches.push({ text: sentence.slice(plain, at), short: null });
    stretches.push({ text: found.name, short: found.short });
    at += found.name.length - 1;
    plain = at + 1;
  }
  if (plain < sentence.length) stretches.push({ text: sentence.slice(plain), short: null });
  return stretches;
}

const written = new WeakMap<readonly string[], Map<number, readonly string[]>>();

/**
 * The names as they are written beside marks: in so many letters that tell them apart. The list itself where all are short.
 * What `shortNames` takes, once per list of names and number of letters.
 */
export function namesIn(letters: number, names: readonly string[]): readonly string[] {
  if (names.every(({ length }) => length <= letters)) return names;
  const before = written.get(names) ?? new Map<number, readonly string[]>();
  written.set(names, before);
  const short =
    before.get(letters) ??
    (names.length > MOST_COMPARED
      ? names.map((name) => (name.length <= letters ? name : `${name.slice(0, letters - 11)}…${name.slice(-10)}`))
      : shortNames(names, letters, { sharedOut: false }).short);
  before.set(letters, short);
  return short;
}
