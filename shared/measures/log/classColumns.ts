// Columns that hold the probabilities of several answers, one column per answer or all of them listed in one cell: told by names that end
// or begin with the answers of the label.
import type { ClassProbability } from '../../domain/predictionLog.ts';
import type { ColumnFacts } from '../../domain/tableColumn.ts';
import { answerKey } from './answers.ts';

/** What a column is called and holds. */
export interface ProbabilityFacts extends Pick<ColumnFacts, 'header' | 'numeric' | 'min' | 'max'> {
  /** How its first cells are written. */
  samples: readonly string[];
}

/** The columns of one candidate. */
export interface ProbabilityColumns {
  /** As the headers write it; '' where they name none. */
  name: string;
  classProbabilities: ClassProbability[];
}

const probabilityWords = new Set([
  'p',
  'pr',
  'prob',
  'probs',
  'proba',
  'probas',
  'probability',
  'probabilities',
  'softmax',
]);
/** Words of a header that name neither the candidate nor the answer. */
const fillers = new Set(['y', 'pred', 'predicted', 'score', 'scores', 'class', 'of', 'is']);

/** "[0.1, 0.7, 0.2]", "0.1;0.7;0.2", "(0.1 0.7 0.2)" as numbers; null where it is no list of at least two numbers. O(length). */
export function listedNumbers(cell: string): number[] | null {
  if (cell.length > 100_000) return null;
  const inside = /^\s*[[({]?(?<list>[^[\](){}]*)[\])}]?\s*$/.exec(cell)?.groups?.['list'] ?? '';
  const parts = inside.trim().split(/\s*[,;|]\s*|\s+/);
  if (parts.length < 2) return null;
  const numbers = parts.map((part) => (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(part) ? Number(part) : NaN));
  return numbers.some(Number.isNaN) ? null : numbers;
}

/** Words and numbers; a point within a number parts nothing. */
const partsOf = (text: string): string[] => text.match(/\d+\.\d+|[\p{L}\p{N}]+/gu) ?? [];
const plain = (text: string) => partsOf(text).join(' ').toLowerCase();

/** Whether numbers may be probabilities, or shares of a hundred. */
const mayBe = ({ numeric, min, max }: ProbabilityFacts) => numeric > 0 && (min ?? -1) >= 0 && (max ?? 101) <= 100;

/**
 * Of columns that are not taken for something else. A candidate's columns are taken where together they name at least two answers and
 * their headers say that they are probabilities, or where they name every answer of the label. A column of lists is taken where
 * every list that is known has a number per answer; which is which is then the order of the answers, and has to be asked.
 * @param answers  those of the label. O(columns × answers).
 */
export function probabilityColumns(
  columns: readonly (ProbabilityFacts & { place: number })[],
  answers: readonly string[],
): ProbabilityColumns[] {
  const found = new Map<string, ProbabilityColumns & { said: boolean }>();
  for (const column of columns) {
    const read = mayBe(column) ? answerIn(column.header, answers) : null;
    if (read === null) continue;
    const key = read.name.toLowerCase();
    const known = found.get(key) ?? { name: read.name, classProbabilities: [], said: false };
    if (known.classProbabilities.some(({ answer }) => answer === read.answer)) continue;
    known.classProbabilities.push({ place: column.place, answer: read.answer });
    known.said ||= read.said;
    found.set(key, known);
  }
  const apart = [...found.values()].filter(
    ({ classProbabilities: { length }, said }) => length >= 2 && (said || length === answers.length),
  );
  const taken = new Set(apart.map(({ name }) => name.toLowerCase()));
  const listed = columns.flatMap((column): ProbabilityColumns[] => {
    const { header, numeric, samples, place } = column;
    const lists = samples.filter((cell) => cell.trim() !== '').map(listedNumbers);
    if (numeric > 0 || lists.length === 0 || !lists.every((list) => list?.length === answers.length)) return [];
    const name = nameIn(partsOf(header)).name;
    if (taken.has(name.toLowerCase())) return [];
    taken.add(name.toLowerCase());
    return [{ name, classProbabilities: answers.map((answer, item) => ({ place, answer, item })) }];
  });
  return [...apart.map(({ name, classProbabilities }) => ({ name, classProbabilities })), ...listed];
}

/** Which answer a header names, and whose probability it is: "modelA_proba_cat", "p_modelA_cat", "cat (modelA)". */
export function answerIn(
  header: string,
  answers: readonly string[],
): { name: string; answer: string; said: boolean } | null {
  const parts = partsOf(header);
  // The longest answer first: of "red" and "dark red" the latter.
  const order = [...answers].sort((a, b) => partsOf(b).length - partsOf(a).length || b.length - a.length);
  for (const answer of order) {
    const count = partsOf(answer).length;
    if (count === 0 || parts.length < count) continue;
    const is = (from: number) => {
      const words = parts.slice(from, from + count).join(' ');
      return plain(words) === plain(answer) || answerKey(words) === answerKey(answer);
    };
    // At the end, else at the beginning, else anywhere.
    const places = [parts.length - count, ...Array.from({ length: parts.length - count }, (_, from) => from)];
    const from = places.find(is);
    if (from === undefined) continue;
    return { answer, ...nameIn([...parts.slice(0, from), ...parts.slice(from + count)]) };
  }
  return null;
}

/** What is left of a header without the words that say it is a probability. */
function nameIn(parts: readonly string[]): { name: string; said: boolean } {
  const said = parts.some((part) => probabilityWords.has(part.toLowerCase()));
  const name = parts
    .filter((part) => !probabilityWords.has(part.toLowerCase()) && !fillers.has(part.toLowerCase()))
    .join('_');
  return { name, said };
}
