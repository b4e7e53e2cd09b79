// The questions that make a cube, as texts: each is one GROUP BY over the same relation. What an engine groups by are the values as
// they stand; what they mean is worked out on the few cells that come back.
import { MOST_CELLS, SCORE_BINS, SCORE_PARTS, WEIGHT_PARTS } from '../../../shared/domain/cubeParts.ts';
import { missingWords } from '../import/text/numbers.ts';
import type { ColumnType } from './relation.ts';
import { literals } from './sqlText.ts';

/** A column of the relation. */
export interface Key {
  column: string;
  type: ColumnType;
}

const missing = literals(['', ...missingWords]);
function isPresent({ column, type }: Key): string {
  if (type === 'text') return `${column} IS NOT NULL AND lower(trim(${column})) NOT IN (${missing})`;
  // NaN is how tables of numbers write a missing one.
  return type === 'number' ? `${column} IS NOT NULL AND NOT isnan(CAST(${column} AS DOUBLE))` : `${column} IS NOT NULL`;
}
/** A number as it is plainly written: the engine's own cast would take "1_000" too. */
const isWritten = (column: string) =>
  `regexp_full_match(trim(${column}), '[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?')`;

/**
 * A column as a number; NULL where it is none. NaN and infinity are none: an engine holds NaN for larger than every number, so that it
 * would pass every threshold.
 */
export function numberOf({ column, type }: Key): string {
  const number =
    type === 'text'
      ? `CASE WHEN ${isWritten(column)} THEN TRY_CAST(trim(${column}) AS DOUBLE) END`
      : `CAST(${column} AS DOUBLE)`;
  return `CASE WHEN isfinite(${number}) AND abs(${number}) <= 1e300 THEN ${number} END`;
}

/** What has to be known of numbers before they are counted: how many cells are none, between what they lie, how many differ. */
export function factsText(source: string, numbers: readonly Key[]): string {
  const facts = numbers.map((key, k) => {
    const unreadable = `${isPresent(key)} AND v${k} IS NULL`;
    return [
      `count(CASE WHEN ${unreadable} THEN 1 END) AS odd${k}`,
      `min(CASE WHEN ${unreadable} THEN CAST(${key.column} AS VARCHAR) END) AS first${k}`,
      `min(v${k}) AS lo${k}`,
      `max(v${k}) AS hi${k}`,
      `approx_count_distinct(v${k}) AS different${k}`,
      `count(CASE WHEN abs(v${k} * 1e6 - round(v${k} * 1e6)) > 1e-3 THEN 1 END) AS fine${k}`,
    ].join(', ');
  });
  const values = numbers.map((key, k) => `${numberOf(key)} AS v${k}`);
  return `SELECT count(*) AS n, ${facts.join(', ')} FROM (SELECT *, ${values.join(', ')} FROM (${source}))`;
}

/** How weights are counted: by themselves, where few differ, else as sums. */
export interface WeightKey {
  key: Key;
  asKey: boolean;
  /** Whether a square of a weight in parts, and sums of such, need more than 64 bits while they are multiplied. */
  wide: boolean;
}

const weightParts = ({ key }: WeightKey) => {
  const number = numberOf(key);
  return `CASE WHEN ${number} >= 0 THEN CAST(round(${number} * ${WEIGHT_PARTS}) AS BIGINT) END`;
};
const product = (a: string, b: string, wide: boolean) => (wide ? `CAST(${a} AS HUGEINT) * ${b}` : `${a} * ${b}`);

/** @param keys  label, decisions and groups as they stand, or as expressions. */
export function cellsText(source: string, keys: readonly string[], weight: WeightKey | null): string {
  const named = keys.map((key, k) => `${key} AS g${k}`);
  const names = keys.map((_, k) => `g${k}`);
  const limit = `LIMIT ${MOST_CELLS + 1}`;
  if (weight === null) {
    return `SELECT ${[...named, 'count(*) AS n'].join(', ')} FROM (${source}) GROUP BY ALL ${limit}`;
  }
  const inner = `SELECT ${[...named, `${weightParts(weight)} AS w`].join(', ')} FROM (${source})`;
  if (weight.asKey)
    return `SELECT ${[...names, 'w', 'count(*) AS n'].join(', ')} FROM (${inner}) GROUP BY ALL ${limit}`;
  const sums = [
    'w IS NULL AS unweighed',
    'count(*) AS n',
    'sum(w) AS sw',
    `sum(${product('w', 'w', weight.wide)}) AS sww`,
  ];
  return `SELECT ${[...names, ...sums].join(', ')} FROM (${inner}) GROUP BY ALL ${limit}`;
}

/** A decision by a score: 1, 0, or NULL where there is no score. */
export const decisionByScore = (score: Key, threshold: number): string => {
  const number = numberOf(score);
  return `CASE WHEN ${number} IS NULL THEN NULL WHEN ${number} >= ${doubleText(threshold)} THEN 1 ELSE 0 END`;
};
/** A decision of its own, where the score beside it is there too: candidates are measured on the same rows. */
export const decisionWithScore = ({ column }: Key, score: Key | null): string =>
  score === null ? column : `CASE WHEN ${numberOf(score)} IS NOT NULL THEN ${column} END`;

/** A number as the engine reads it back: from its text, since a literal is a decimal that is converted once more. */
const doubleText = (number: number): string => `CAST('${number}' AS DOUBLE)`;

/** How the scores of a candidate are counted. */
interface ScoreQuestion {
  score: Key;
  label: Key;
  group: Key | null;
  exact: boolean;
  from: number;
  to: number;
  weight: WeightKey | null;
  /** Which rows can be measured. */
  usable: string;
  most: number;
}

export function scoresText(source: string, question: ScoreQuestion): string {
  const { score, label, group, exact, from, to, weight, usable, most } = question;
  const range =
    from === 0 && to === 1 ? 's' : `((s - ${doubleText(from)}) / (${doubleText(to)} - ${doubleText(from)}))`;
  const inner = [
    `${label.column} AS y`,
    ...(group === null ? [] : [`${group.column} AS g`]),
    `${numberOf(score)} AS s`,
    ...(weight === null ? [] : [`${weightParts(weight)} AS w`]),
  ];
  const keys = ['y', ...(group === null ? [] : ['g'])];
  const rows = `SELECT ${inner.join(', ')} FROM (${source}) WHERE ${usable}`;
  const sumsOfWeights = weight === null ? [] : ['sum(w) AS sw', `sum(${product('w', 'w', weight.wide)}) AS sww`];
  if (exact) {
    const columns = [...keys, 's AS lo', 's AS hi', 'count(*) AS n', ...sumsOfWeights];
    return `SELECT ${columns.join(', ')} FROM (${rows}) GROUP BY ${[...keys, 's'].join(', ')} LIMIT ${most + 1}`;
  }
  const whole = (of: string) => `CAST(floor(${of} * ${SCORE_PARTS}) AS BIGINT)`;
  const bin = `CASE WHEN floor(u * ${SCORE_BINS}) >= ${SCORE_BINS} THEN ${SCORE_BINS - 1} ELSE CAST(floor(u * ${SCORE_BINS}) AS BIGINT) END`;
  const placed = `SELECT *, ${range} AS u FROM (${rows})`;
  const columns = [
    ...keys,
    `${bin} AS b`,
    'min(s) AS lo',
    'max(s) AS hi',
    'count(*) AS n',
    `sum(${whole('u')}) AS fs`,
    `sum(${whole('u * u')}) AS fss`,
    ...sumsOfWeights,
    ...(weight === null
      ? []
      : [`sum(CAST(w AS HUGEINT) * ${whole('u')}) AS fws`, `sum(CAST(w AS HUGEINT) * ${whole('u * u')}) AS fwss`]),
  ];
  return `SELECT ${columns.join(', ')} FROM (${placed}) GROUP BY ${[...keys, 'b'].join(', ')} LIMIT ${most + 1}`;
}

/** Whether a column says one of these words, as the files write them; of columns that are no texts, whether it says anything. */
export function saysOneOf({ column, type }: Key, words: readonly string[]): string {
  if (type === 'text') return words.length === 0 ? 'false' : `${column} IN (${literals(words)})`;
  return type === 'number' ? `${numberOf({ column, type })} IS NOT NULL` : `${column} IS NOT NULL`;
}
