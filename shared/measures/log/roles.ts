// What each column of a prediction log is likely to be, from its name and what is in it. A proposal: the person decides.
import type { LogKind, LogRoles } from '../../domain/predictionLog.ts';
import { rangeColumns } from './rangeColumns.ts';
import { answerYesOrNo, plainAnswer } from './answers.ts';
import { spentColumn, spentTrouble } from './spentColumns.ts';
import type { ColumnFacts } from '../../domain/tableColumn.ts';

const labels = [
  'y_true',
  'label_value',
  'label',
  'target',
  'truth',
  'ground_truth',
  'actual',
  'relevance',
  'y',
  'outcome',
];
const weights = ['sample_weight', 'weight', 'weights', 'w'];
const models = ['model_id', 'model', 'model_name', 'candidate'];
const ids = ['id', 'entity_id', 'row_id', 'item_id', 'index', 'column_1'];
const queries = ['query_id', 'query', 'qid', 'session_id'];
/** Aequitas' own columns that are neither. */
const reserved = ['rank_abs', 'rank_pct', 'as_of_date'];
const scoreWords = 'y_score|score|probability|y_probability|y_proba|y_prob|proba|prob';
const predictionWords = 'y_pred|y_hat|yhat|predicted|prediction|pred|decision|forecast';
const positionWords = 'position|rank';
const attributes =
  /(^|_)(race|ethnicity|sex|gender|age_?(cat|band|group|bracket)|nationality|religion|disability|marital\w*|group\d*|region)$|^(is_)?(female|male|woman|man|foreign_worker|foreigner)$/;
/** When something happened tells no groups of people apart. */
const times =
  /(^|_)(time|times|timestamp|datetime|date|day|week|month|year|hour|created|updated)(_|$)|(^|_)(at|on|ts|utc)$/;
const written = /^\d{4}-\d{1,2}(-\d{1,2})?([T ]|$)|^\d{1,2}[./]\d{1,2}[./]\d{2,4}(\D|$)|^\d{1,2}:\d{2}(:\d{2})?$/;

/** Groups of more kinds than this are no groups. */
const MOST_GROUPS = 50;

type SaidAs = 'score' | 'prediction' | 'position';

/** Reads `score_rf`, `rf score`, `pred_rf`, `y_pred`, `y_hat2` …; the name as written. */
export function candidateColumn(header: string): { name: string; is: SaidAs } | null {
  for (const [words, is] of [
    [scoreWords, 'score'],
    [predictionWords, 'prediction'],
    [positionWords, 'position'],
  ] as const) {
    const whole = new RegExp(`^(?:${words})$`, 'i').test(header);
    if (whole) return { name: '', is };
    const match =
      new RegExp(`^(?:${words})(?<name>\\d{1,3})$`, 'i').exec(header) ??
      new RegExp(`^(?:${words})[ _.:/-]+(?<name>.+)$`, 'i').exec(header) ??
      new RegExp(`^(?<name>.+?)[ _.:/-]+(?:${words})$`, 'i').exec(header);
    const name = match?.groups?.['name'];
    if (name !== undefined) return { name, is };
  }
  return null;
}

/** Different answers of a question that has several; numbers of more kinds measure something. */
const MOST_ANSWERS = 50;
const MOST_CODES = 20;

/**
 * What was asked of the candidates, by the columns that were found: a query makes it an order, a label of two values two answers,
 * one of some words several. Numbers of few kinds are codes of answers where the predictions have no more kinds than the labels.
 */
export function guessKind(
  columns: readonly RoleFacts[],
  { label: place, query, candidates }: LogRoles,
  rows: number,
): LogKind {
  if (query !== null) return 'ranking';
  if (candidates.some(({ intervalLow }) => intervalLow != null)) return 'interval';
  const label = place === null ? undefined : columns[place];
  if (!label || label.distinct <= 2 || answersYesOrNo(label, rows)) return 'binary';
  if (!nearlyNumbers(label, rows)) return label.distinct <= MOST_ANSWERS ? 'multiclass' : 'binary';
  const coded = candidates.every(
    ({ prediction }) => prediction !== null && columns[prediction]!.distinct <= label.distinct,
  );
  return coded && candidates.length > 0 && label.distinct <= MOST_CODES ? 'multiclass' : 'regression';
}

/**
 * Whether labels and predictions are numbers of so few kinds that they may be numbers, answers on a scale or classes: 1 to 5 are counts,
 * stars or codes. Whole ones, as far as the first cells tell; a prediction of 3.7 settles that they are numbers. O(candidates).
 */
export function kindInDoubt(
  columns: readonly RoleFacts[],
  { label: place, query, candidates }: LogRoles,
  rows: number,
): boolean {
  const label = place === null ? undefined : columns[place];
  if (query !== null || !label || candidates.length === 0) return false;
  if (label.distinct <= 2 || label.distinct > MOST_CODES || !isWhole(label, rows)) return false;
  return candidates.every(({ prediction, score, intervalLow }) => {
    const column = intervalLow == null ? columns[prediction ?? score ?? -1] : undefined;
    return column !== undefined && column.distinct <= MOST_CODES && isWhole(column, rows);
  });
}

const isWhole = ({ numeric, missing, samples = [] }: RoleFacts, rows: number): boolean =>
  numeric > 0 &&
  numeric >= rows - missing &&
  samples.every((cell) => cell.trim() === '' || Number.isInteger(Number(cell)));

/**
 * Whether a label of more than two spellings has two answers all the same: words for yes and no in upper and lower case, some of them
 * not known, or two numbers with a few odd cells among them.
 */
function answersYesOrNo(label: RoleFacts, rows: number): boolean {
  const odd = rows - label.numeric - label.missing;
  if (label.numeric > 0) return nearlyNumbers(label, rows) && odd > 0 && label.distinct - odd <= 2;
  const cells = (label.samples ?? []).filter((cell) => cell.trim() !== '');
  if (label.distinct > 8 || cells.length < 2) return false;
  return cells.every((cell) => plainAnswer(cell) !== null) || answerYesOrNo(cells);
}

/** Whether a column is called after the weights of rows. */
export const namesWeight = (header: string): boolean => weights.includes(nameOf(header));

/** A unit in brackets is no part of a name: "target (min)". */
const bare = (header: string) => header.replace(/\s*[([][^()[\]]{1,20}[)\]]\s*$/, '').trim();

/** What is known of a column, and where it is there how its first cells are written. */
export type RoleFacts = ColumnFacts & { samples?: readonly string[] };

/** Fewer words than this name parts of a day or a week, which may be groups, and no moments. */
const FEW_WORDS = 13;

/** Whether a column says when something happened: as its cells are written, or by its name where it is not a few words. */
export function isTime({ header, numeric, distinct, samples = [] }: RoleFacts): boolean {
  const cells = samples.filter((cell) => cell.trim() !== '');
  if (cells.length > 0 && cells.every((cell) => written.test(cell.trim()))) return true;
  return times.test(nameOf(header)) && (numeric > 0 || distinct >= FEW_WORDS);
}

/** Whether all cells are numbers but a few odd ones, at most one in ten. */
export const nearlyNumbers = ({ numeric, missing }: Pick<ColumnFacts, 'numeric' | 'missing'>, rows: number): boolean =>
  numeric > 0 && numeric * 10 >= (rows - missing) * 9;

const nameOf = (header: string) =>
  bare(header)
    .toLowerCase()
    .replace(/[ .-]+/g, '_');

/** O(columns). */
export function proposeRoles(columns: readonly RoleFacts[], rows: number): LogRoles {
  const names = columns.map(({ header }) => nameOf(header));
  const taken = new Set<number>();
  const first = (wanted: readonly string[], fits: (column: ColumnFacts) => boolean = () => true) => {
    for (const name of wanted) {
      const place = names.findIndex((other, i) => other === name && !taken.has(i) && fits(columns[i]!));
      if (place < 0) continue;
      taken.add(place);
      return place;
    }
    return null;
  };
  const label = first(labels) ?? first(labels.map((name) => `${name}1`));
  const weight = first(weights, ({ numeric, min, max }) => numeric > 0 && (min ?? -1) >= 0 && (max ?? 0) > 0);
  const query = first(queries);
  const row = first(ids, ({ distinct }) => distinct > 1);
  const candidates = new Map<string, LogRoles['candidates'][number]>();
  // "pred_lower_a" is an end before it is a prediction.
  for (const { name, low, high } of rangeColumns(columns, taken)) {
    const key = name.toLowerCase();
    const candidate = candidates.get(key) ?? { name, score: null, prediction: null };
    candidates.set(key, { ...candidate, intervalLow: low, intervalHigh: high });
    taken.add(low).add(high);
  }
  const notTaken = new Set<number>();
  // Positions say something where lists have no scores.
  const asked: SaidAs[] = query === null ? ['score', 'prediction'] : ['score', 'prediction', 'position'];
  for (const pass of [asked.slice(0, 2), asked.slice(2)]) {
    columns.forEach((column, i) => {
      const found = taken.has(i) ? null : candidateColumn(bare(column.header));
      if (found === null || !pass.includes(found.is)) return;
      // A number beside a label of the same number is no name: y1 and y_hat1.
      const name = label !== null && names[label]!.endsWith(`y${found.name}`) ? '' : found.name;
      if (found.is !== 'prediction' && column.numeric === 0) return;
      const candidate = candidates.get(name.toLowerCase()) ?? { name, score: null, prediction: null };
      const is = found.is === 'prediction' && !isScore(column, columns[label ?? -1]) ? 'prediction' : 'score';
      if (candidate[is] !== null) {
        notTaken.add(i);
        return;
      }
      candidate[is] = i;
      candidates.set(name.toLowerCase(), candidate);
      taken.add(i);
    });
  }
  const single = candidates.size === 1 && candidates.has('');
  const asks = [...candidates.values()];
  columns.forEach((column, i) => {
    const found = taken.has(i) || notTaken.has(i) || column.numeric === 0 ? null : spentColumn(column.header);
    if (found === null || spentTrouble(column, found.is) !== null) return;
    const whose = spentBy(found.name, asks);
    if (whose === undefined || whose[found.is] != null) return;
    whose[found.is] = i;
    taken.add(i);
  });
  const model = single ? first(models, ({ distinct }) => distinct >= 1 && distinct <= 1000) : null;
  const time = columns.findIndex((column, i) => !taken.has(i) && !reserved.includes(names[i]!) && saysWhen(column));
  if (time >= 0) taken.add(time);
  names.forEach((name, i) => reserved.includes(name) && taken.add(i));
  const groups: LogRoles['groups'] = [];
  const features: number[] = [];
  columns.forEach((column, i) => {
    // What a candidate said is no feature, even where its place is taken.
    if (taken.has(i) || notTaken.has(i) || column.distinct < 2) return;
    const words = !nearlyNumbers(column, rows);
    // When something happened is no group; the month or the hour as a number may be a feature.
    if (isTime(column)) {
      if (!words) features.push(i);
    } else if (column.distinct <= MOST_GROUPS && (words || attributes.test(names[i]!)))
      groups.push({ place: i, reference: null });
    else features.push(i);
  });
  return {
    label,
    weight,
    row,
    model,
    query,
    ...(time < 0 ? {} : { time }),
    candidates: [...candidates.values()],
    groups,
    features,
  };
}

/**
 * Whose time or cost a column is: of the candidate that it names, or of the only one there is where it names none. undefined: nobody's
 * that can be told. O(candidates).
 */
export function spentBy<Candidate extends { name: string }>(
  name: string,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  if (plain(name) === '') return candidates.length === 1 ? candidates[0] : undefined;
  return candidates.find((each) => plain(each.name) === plain(name));
}

/** Moments told by how they are written, or by seconds or thousandths since 1970 under a name of time. An hour or a month is none. */
function saysWhen(column: RoleFacts): boolean {
  if (!isTime(column)) return false;
  return column.numeric === 0 || (column.min ?? 0) >= 1e8;
}

/** Units of fewer kinds than this are groups; and each must have so many rows on average. */
const FEWEST_UNITS = 10;
const ROWS_PER_UNIT = 2;
const unitNames =
  /^(user|visitor|customer|client|patient|person|subject|member|account|visit|session|item|product|document|image|author|student|household|annotated_item)(_?(id|no|nr|number|key|hash|uuid))?$/;

/**
 * The columns whose values look like whose case it is: called after a person or a thing or as their id, in words or whole numbers, with
 * ten values at least that repeat twice on average, and taken for nothing else. Whether cases of one value depend on each other their
 * errors tell: `erringTogether`. O(columns).
 */
export function repeatedIds(columns: readonly RoleFacts[], rows: number, roles: LogRoles): number[] {
  const taken = new Set([
    roles.label,
    roles.weight,
    roles.query,
    roles.model,
    roles.time ?? null,
    ...roles.candidates.flatMap(({ score, prediction }) => [score, prediction]),
  ]);
  // A long table has a row of a case for every candidate.
  const cases = roles.model === null ? rows : rows / Math.max(1, columns[roles.model]!.distinct);
  const isRepeated = (column: RoleFacts, at: number) => {
    if (taken.has(at) || isTime(column)) return false;
    const name = nameOf(column.header);
    const isNamed = unitNames.test(name) || /_(id|uuid)$/.test(name);
    return isNamed && column.distinct >= FEWEST_UNITS && cases - column.missing >= ROWS_PER_UNIT * column.distinct;
  };
  return columns.flatMap((column, at) => (isRepeated(column, at) ? [at] : []));
}

/** Whether what is called a prediction is a score: numbers from 0 to 1 where the label is words, or has two answers. */
function isScore(column: ColumnFacts, label: ColumnFacts | undefined): boolean {
  if (!label || column.distinct <= 3 || column.numeric === 0) return false;
  if (label.distinct === 0 || (label.numeric > 0 && label.distinct > 2)) return false;
  return (column.min ?? -1) >= 0 && (column.max ?? 2) <= 1;
}
