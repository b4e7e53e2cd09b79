// How wide the columns of a table are, and in which order they stand. Widths are estimated from letters, so that no cell has to be measured.

/** Advance of a figure of one width in the table's type (13 px) and in the small type, and the average one of a letter, in pixels. */
const FIGURE = 8.1;
const SMALL_FIGURE = 6.8;
const LETTER = 7.2;
const SMALL_LETTER = 6.6;
/** The same in bold, as the head is that rows are ordered by. */
const BOLD_LETTER = 7.4;
/** Space at both sides of a cell. */
const PADDING = 18;
/** A head takes this much at most: it breaks into lines instead, three where that is enough. Only its longest word may take more. */
const WIDEST_HEAD = 92;
const WIDEST_WORD = 104;
const HEAD_LINES = 3;
/** Letters of small type under a number that widen a column; more break into lines. */
const WIDEST_SMALL = 16;
const NARROWEST = 56;

interface Filled {
  label: string;
  /** What stands in the cells, and in small type under it or in the head. */
  texts: readonly string[];
  small?: readonly string[];
}

const longest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0);

/**
 * Pixels that a column takes: what its cells need, and of its head only as much as keeps whole words of it.
 *
 * O(letters).
 */
export function fittingWidth({ label, texts, small = [] }: Filled, { least = NARROWEST, most = 260 } = {}): number {
  const cells = Math.max(longest(texts) * FIGURE, Math.min(WIDEST_SMALL, longest(small)) * SMALL_FIGURE) + PADDING;
  const word = Math.min(WIDEST_WORD, longest(label.split(/[\s_-]+/u)) * BOLD_LETTER + PADDING);
  const head = Math.max(word, Math.min(WIDEST_HEAD, (label.length / HEAD_LINES + 2) * SMALL_LETTER + PADDING));
  return Math.ceil(Math.min(most, Math.max(least, cells, head)));
}

/** Letters of a name that a room of so many pixels has space for: about a quarter of it, and never so few that nothing is told apart. */
export function nameLetters(room: number): number {
  return Math.max(16, Math.min(36, Math.floor((room * 0.26 - 2 * PADDING) / LETTER)));
}

/** Pixels that the column of names takes. @param names  as they are shown. */
export function nameWidth(names: readonly string[]): number {
  return Math.ceil(Math.max(96, longest(names) * LETTER + 2 * PADDING));
}

interface Keyed {
  key: string;
}

/**
 * Columns in the order that was chosen; those that were not there when it was chosen follow their neighbour to the left.
 *
 * @param order  keys, some of which may be gone.
 */
export function arranged<Column extends Keyed>(columns: readonly Column[], order: readonly string[]): Column[] {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const result = order.flatMap((key) => byKey.get(key) ?? []);
  const there = new Set(result);
  columns.forEach((column, place) => {
    if (there.has(column)) return;
    const left = place === 0 ? -1 : result.indexOf(columns[place - 1]!);
    result.splice(left + 1, 0, column);
    there.add(column);
  });
  return result;
}

/** The keys with one of them elsewhere: where `target` stood. */
export function moved(keys: readonly string[], key: string, target: string): string[] {
  const [from, to] = [keys.indexOf(key), keys.indexOf(target)];
  if (from < 0 || to < 0) return [...keys];
  return keys.filter((each) => each !== key).toSpliced(to, 0, key);
}

interface Growing {
  width: number;
  /** As wide as it may become where there is room; absent: it stays. */
  growTo?: number;
}

/** The columns with what is left of the room shared among those that may grow, in equal parts. O(columns²). */
export function grown<Column extends Growing>(columns: readonly Column[], room: number): Column[] {
  const widths = columns.map(({ width }) => width);
  const may = (place: number) => widths[place]! < (columns[place]!.growTo ?? 0);
  for (;;) {
    const left = Math.floor(room - widths.reduce((sum, width) => sum + width, 0));
    const growing = columns.flatMap((_, place) => (may(place) ? [place] : []));
    const share = Math.floor(left / growing.length);
    if (growing.length === 0 || share < 1) break;
    for (const place of growing) widths[place] = Math.min(columns[place]!.growTo!, widths[place]! + share);
  }
  return columns.map((column, place) => ({ ...column, width: widths[place]! }));
}
