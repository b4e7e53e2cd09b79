// Which columns name the candidate: the first that is called like it, and as few others as make every row's name its own.
import type { ParsedColumn } from '../text/columns.ts';
import { cellText } from '../text/columns.ts';
import { cellKind } from '../text/numbers.ts';
import { nameWordsElsewhere } from './otherLanguages.ts';

const nameWords = [
  'candidate',
  'candidate name',
  'model',
  'model name',
  'model id',
  'run name',
  'name',
  'system',
  'framework',
  'architecture',
  'arch',
  'method',
  'algorithm',
  'algo',
  'approach',
  'estimator',
  'classifier',
  'variant',
  'experiment',
  'trial',
  'number',
  'run',
  'run id',
  'file',
  'filename',
  'dirname',
  'id',
  'key',
  ...nameWordsElsewhere,
];
/** Words of columns that tell runs of one model apart, the likeliest first among columns otherwise alike. */
const tellsApart = new Set([
  'size',
  'resolution',
  'task',
  'dataset',
  'data',
  'scenario',
  'system',
  'framework',
  'fold',
  'split',
  'seed',
  'variant',
  'config',
  'configuration',
  'format',
  'precision',
  'quantization',
  'device',
  'hardware',
  'version',
  'setting',
  'mode',
  'pretrain',
  'pretrained',
  'model',
  'method',
  'scale',
  'backend',
  'language',
  'subset',
  'checkpoint',
  'alpha',
  'batch',
]);
const lastResort = new Set([
  'date',
  'time',
  'utc',
  'timestamp',
  'hash',
  'commit',
  'command',
  'info',
  'created',
  'revision',
]);
/** Whether a column is called like the name of a candidate. */
export const isNameWord = (tokens: readonly string[]): boolean => nameWords.includes(tokens.join(' '));

const mostAdded = 3;
const mostTried = 14;

/** The column that is called like a name, else the column of words with most different values, else the first. -1: no columns. */
export function mainNameColumn(columns: readonly ParsedColumn[], tokens: readonly (readonly string[])[]): number {
  const telling = ({ distinct, missing, numbers }: ParsedColumn) =>
    distinct + Math.min(missing, 1) > 1 || (numbers.length <= 1 && missing === 0);
  for (const word of nameWords) {
    const found = columns.findIndex((column, i) => tokens[i]?.join(' ') === word && telling(column));
    if (found >= 0) return found;
  }
  let best = -1;
  columns.forEach((column, i) => {
    const inWords = column.unreadable > column.numeric && column.missing < column.numbers.length / 2;
    if (inWords && column.distinct > (columns[best]?.distinct ?? 0)) best = i;
  });
  if (best >= 0) return best;
  const unique = columns.findIndex((column) => column.distinct === column.numbers.length);
  return unique >= 0 ? unique : Math.min(0, columns.length - 1);
}

/**
 * The smallest set of columns that, with `main`, names every row differently: up to three of those offered, the most telling
 * first. Where even all of them cannot (equal rows), as many different names as possible; no column is added in vain.
 *
 * @param offered the columns that may be used: words, and numbers that are no metrics.
 * @returns column indices in file order, `main` among them.
 * At most 469 combinations; each stops at its first repeated name when all can be told apart.
 */
export function namingColumns(
  columns: readonly ParsedColumn[],
  tokens: readonly (readonly string[])[],
  main: number,
  offered: readonly number[],
): number[] {
  const rows = columns[0]?.numbers.length ?? 0;
  const only = columns[main];
  // The usual case, seen without comparing the cells again.
  if (only && only.distinct === rows && !hasOuterBlanks(only)) return [main];
  const start = refine(new Int32Array(rows), codes(columns[main]));
  if (main < 0 || start.count === rows) return main < 0 ? [] : [main];
  const order = [...offered].filter((i) => i !== main && (columns[i]?.distinct ?? 0) > 1);
  const preference = (i: number) => {
    const words = tokens[i] ?? [];
    if (words.some((word) => lastResort.has(word))) return 3;
    if (columns[i]?.distinct === rows) return 2;
    return words.some((word) => tellsApart.has(word)) ? 0 : 1;
  };
  order.sort((a, b) => preference(a) - preference(b) || a - b);
  const tried = order.slice(0, mostTried).map((i) => ({ i, codes: codes(columns[i]) }));
  const goal = tried.reduce((all, { codes: more }) => refine(all.codes, more), start).count;

  let best: { added: number[]; count: number } = { added: [], count: start.count };
  const search = (from: number, left: number, base: Refined, added: number[]): boolean => {
    for (let at = from; at < tried.length; at += 1) {
      const next = tried[at];
      if (!next) continue;
      // The last column of a set needs no codes of its own, only whether it tells all rows apart.
      if (left === 1 && goal === rows && repeats(base.codes, next.codes)) continue;
      const refined = refine(base.codes, next.codes);
      const set = [...added, next.i];
      if (refined.count > best.count) best = { added: set, count: refined.count };
      if (refined.count === goal) return true;
      if (left > 1 && search(at + 1, left - 1, refined, set)) return true;
    }
    return false;
  };
  for (let size = 1; size <= mostAdded && best.count < goal; size += 1) search(0, size, start, []);
  return [main, ...best.added].sort((a, b) => a - b);
}

/** Equal numbers for equal cells, from 0 up without gaps. */
function codes(column: ParsedColumn | undefined): Int32Array {
  const known = new Map<string, number>();
  const result = new Int32Array(column?.numbers.length ?? 0);
  if (!column) return result;
  for (let row = 0; row < result.length; row += 1) {
    const cell = column.kinds[row] === cellKind.missing ? '' : cellText(column, row).trim();
    const code = known.get(cell) ?? known.size;
    known.set(cell, code);
    result[row] = code;
  }
  return result;
}

interface Refined {
  codes: Int32Array;
  count: number;
}

const rowsAtMost = 2 ** 20;
const pair = (a: number | undefined, b: number | undefined) => (a ?? 0) * rowsAtMost + (b ?? 0);

/** Rows are equal when they are equal in both; codes are below 2^20, so a pair fits a safe integer. */
function refine(a: Int32Array, b: Int32Array): Refined {
  const known = new Map<number, number>();
  const result = new Int32Array(a.length);
  for (let row = 0; row < a.length; row += 1) {
    const key = pair(a[row], b[row]);
    const code = known.get(key) ?? known.size;
    known.set(key, code);
    result[row] = code;
  }
  return { codes: result, count: known.size };
}

/** Whether two rows are equal in both; stops at the first such pair. */
function repeats(a: Int32Array, b: Int32Array): boolean {
  const seen = new Set<number>();
  for (let row = 0; row < a.length; row += 1) {
    const key = pair(a[row], b[row]);
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

/** Whether some cell begins or ends with what may be a blank, so that two cells written differently may be one name. */
function hasOuterBlanks({ source: { text }, starts, ends }: ParsedColumn): boolean {
  const blank = (code: number) => code <= 32 || code > 126;
  for (let row = 0; row < ends.length; row += 1) {
    if (blank(text.charCodeAt(starts[row]!)) || blank(text.charCodeAt(ends[row]! - 1))) return true;
  }
  return false;
}
