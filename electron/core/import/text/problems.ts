// Collects what is wrong with a file: the first hundred are kept to be shown, all of them are counted.
import type { Problem } from '../../../../shared/contract/errors.ts';

export const shownProblems = 100;
const shownCharacters = 60;

export interface ProblemList {
  readonly shown: Problem[];
  readonly count: number;
  /** How many of all have severity `error`. */
  readonly errors: number;
}

export interface ProblemCollector extends ProblemList {
  add: (problem: Problem) => void;
}

/** An empty collector; `start` is taken over, not changed. */
export function problemCollector(start: ProblemList = { shown: [], count: 0, errors: 0 }): ProblemCollector {
  const collector = {
    shown: [...start.shown],
    count: start.count,
    errors: start.errors,
    add(problem: Problem) {
      collector.count += 1;
      if (problem.severity === 'error') collector.errors += 1;
      if (collector.shown.length < shownProblems) collector.shown.push(problem);
    },
  };
  return collector;
}

/** The beginning of a cell, on one line, fit to stand in a sentence. */
export function excerpt(cell: string): string {
  const line = words(cell.length > 4 * shownCharacters ? cell.slice(0, 4 * shownCharacters) : cell);
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters - 1).toWellFormed()}…` : line;
}

// eslint-disable-next-line no-control-regex -- control characters are what is being replaced
const blanks = /[\s\u0000-\u001f\u007f]+/g;
/** Direction marks that would reverse the sentence a name stands in. */
const reversing = /[\u202a-\u202e\u2066-\u2069]/g;

const plainWords = /^[!-~]+(?: [!-~]+)*$/;

/** Text as a name or an attribute keeps it: trimmed, one line, no control characters, composed (NFC). */
export function words(text: string): string {
  // Most names are plain, and a pattern says so in a tenth of the time.
  if (plainWords.test(text)) return text;
  return text.replace(reversing, '').replace(blanks, ' ').trim().normalize('NFC');
}

/** Without the apostrophe that spreadsheets and exports put before what could be taken for a formula. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") ? cell.replace(/^'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/, '') : cell;

/** Longer text keeps its lines. */
const longestLine = 400;
/** What a review keeps of a text. */
export const longestText = 10_000;
// eslint-disable-next-line no-control-regex -- control characters are what is being replaced
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+/g;

/** A property in words: short text as a name is kept; long text, such as a model card, with its lines, up to 10,000 characters. */
export function property(written: string): string {
  const cell = unguarded(written);
  if (cell.length <= longestLine) return words(cell);
  const text = cell.replace(reversing, '').replace(/\r\n?/g, '\n').replace(controls, ' ').trim().normalize('NFC');
  return text.length > longestText ? text.slice(0, longestText).toWellFormed() : text;
}

/** ": what a library said" of a file, where that was meant for a reader; '' for a stumble inside the library. */
export function libraryMessage(error: unknown): string {
  const meant = error instanceof Error && error.constructor === Error && !/undefined|null|\[object/.test(error.message);
  return meant ? `: ${excerpt(error.message)}` : '';
}
