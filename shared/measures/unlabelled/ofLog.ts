// What rows of a log with and without a label are compared by: what every candidate says of them, their groups, their time.
import type { LogColumn, LogColumns, LogKind, LogRoles } from '../../domain/predictionLog.ts';
import { inOrder } from '../log/answerOrder.ts';
import { kinds } from '../study/kinds/index.ts';
import type { ComparedBy, Unlabelled } from './unlabelled.ts';
import { compareUnlabelled } from './unlabelled.ts';

/**
 * Items of one list, or rows of one unit, are no independent ones.
 * @param written  by their place in the table; only those that `roles` names are read.
 * @param order    of ordered answers in words, from the lowest to the highest.
 * @returns null where all rows have a label, or none. O(rows × columns).
 */
export function unlabelledOf(
  written: LogColumns,
  roles: LogRoles,
  kind: LogKind,
  order?: readonly string[],
): Unlabelled | null {
  const columns = order === undefined ? written : inOrder(written, roles, order);
  const label = roles.label === null ? undefined : columns[roles.label];
  if (label === undefined) return null;
  const asWords = kinds[kind].answersInWords;
  const labelled = Array.from(label.numbers, (number, i) =>
    asWords && label.words !== null ? label.words.codes[i]! >= 0 : Number.isFinite(number),
  );
  if (labelled.every(Boolean)) return null;
  const by = [
    ...roles.candidates.flatMap((candidate) => saidBy(columns, candidate, kind)),
    ...roles.groups.flatMap(({ place }) => wordsOf(columns[place], null)),
    ...numbersOf(roles.time == null ? undefined : columns[roles.time], null, 'time'),
  ];
  return compareUnlabelled(labelled, by, unitsOf(columns, roles, label.numbers.length));
}

/** Its scores or numbers; else its largest probability; else its answers. */
function saidBy(
  columns: LogColumns,
  { name, score, prediction, classProbabilities = [] }: LogRoles['candidates'][number],
  kind: LogKind,
): ComparedBy[] {
  const { says, answersInWords } = kinds[kind];
  if (score !== null && says.includes('score')) return numbersOf(columns[score], name, 'number');
  if (!answersInWords) return numbersOf(columns[prediction ?? score ?? -1], name, 'number');
  if (classProbabilities.length > 0) return largestOf(columns, name, classProbabilities);
  return wordsOf(columns[prediction ?? -1], name);
}

function largestOf(columns: LogColumns, candidate: string, given: readonly { place: number }[]): ComparedBy[] {
  const of = given.flatMap(({ place }) => columns[place]?.numbers ?? []);
  if (of.length === 0) return [];
  const values = of[0]!.map((_, i) => of.reduce((most, numbers) => Math.max(most, numbers[i]!), -Infinity));
  return [{ name: 'largest probability', candidate, is: 'number', values }];
}

function numbersOf(column: LogColumn | undefined, candidate: string | null, is: 'number' | 'time'): ComparedBy[] {
  return column === undefined ? [] : [{ name: column.header, candidate, is, values: column.numbers }];
}

function wordsOf(column: LogColumn | undefined, candidate: string | null): ComparedBy[] {
  if (column?.words == null) return [];
  const { codes, names } = column.words;
  return [{ name: column.header, candidate, is: 'words', codes, names }];
}

/** Per row its unit, or its list; a row that names none is one of its own. null: every row is one. */
function unitsOf(columns: LogColumns, { unit, query }: LogRoles, rows: number): Int32Array | null {
  const column = columns[unit ?? query ?? -1];
  if (column === undefined) return null;
  const known = new Map<number, number>();
  let next = 0;
  return Int32Array.from({ length: rows }, (_, i) => {
    const key = column.words === null ? column.numbers[i]! : column.words.codes[i]!;
    if (Number.isNaN(key) || (column.words !== null && key < 0)) return next++;
    const own = known.get(key) ?? next++;
    known.set(key, own);
    return own;
  });
}
