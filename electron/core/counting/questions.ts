// The questions that make a cube, as texts in the words of a dialect: each is one GROUP BY over the same relation. What an engine groups
// by are the values as they stand; what they mean is worked out on the few cells that come back.
import { MOST_CELLS, SCORE_BINS, SCORE_PARTS, WEIGHT_PARTS } from '../../../shared/domain/cubeParts.ts';
import { groupNames } from '../../../shared/measures/log/cutGroups.ts';
import { missingWords } from '../import/text/numbers.ts';
import type { Dialect } from './dialects.ts';
import type { ColumnType } from './relation.ts';

/** A column of the relation. */
export interface Key {
  column: string;
  type: ColumnType;
  /** Every cell of the column is known to be a number, so that nothing has to be looked at twice. */
  sure?: boolean;
}

/** Numbers beyond this are none; NaN, infinity and NULL are not within it either, however an engine orders them. */
const LARGEST = '1e300';

/** What comes out of a question; sums come as texts of whole numbers. */
export type Row = Record<string, unknown>;

/** Rows that can be asked about: what stands behind FROM and WHERE, and how a column of them is written. */
interface Rows {
  from: string;
  where: string | null;
  of: (name: string) => string;
}

/** Rows with these columns, each of them an expression of the rows below. */
function rowsOf(
  { from, where }: Pick<Rows, 'from' | 'where'>,
  columns: Readonly<Record<string, string>>,
  { flat }: Dialect,
): Rows {
  // An engine that does not see through subqueries would send every row to one place first.
  if (flat) return { from, where, of: (name) => `(${columns[name]!})` };
  const selected = Object.entries(columns).map(([name, expression]) => `${expression} AS ${name}`);
  const text = `SELECT ${selected.join(', ')}\nFROM ${from}${where === null ? '' : `\nWHERE ${where}`}`;
  return { from: `(${text}) AS t`, where: null, of: (name) => name };
}

/** Names of the answer that no column of a table has, where an engine takes either for the other. */
const PREFIX = 'parley_';

/** What may be larger than 64 bits. */
const exactSums: ReadonlySet<string> = new Set(['sw', 'sww', 'fs', 'fss', 'fws', 'fwss']);

/** One statement: keys are columns of the rows; without any there is one row. */
function grouped(
  { from, where, of }: Rows,
  dialect: Dialect,
  {
    keys,
    sums,
    limit,
    constants = [],
  }: { keys: readonly string[]; sums: Readonly<Record<string, string>>; limit: number; constants?: readonly string[] },
): string {
  const prefix = dialect.flat ? PREFIX : '';
  const selected = [
    ...keys.map((key) => (of(key) === key ? key : `${of(key)} AS ${prefix}${key}`)),
    ...Object.entries(sums).map(([name, expression]) => `${expression} AS ${prefix}${name}`),
  ];
  const tail = [
    ...(where === null ? [] : [`WHERE ${where}`]),
    ...(keys.length === 0 ? [] : [`GROUP BY ${keys.map((key) => prefix + key).join(', ')}`, `LIMIT ${limit}`]),
  ];
  const text = (columns: readonly string[]) => [`SELECT ${columns.join(', ')}`, `FROM ${from}`, ...tail].join('\n');
  if (!dialect.flat) return text([...constants, ...selected]);
  const named = [...keys, ...Object.keys(sums)].map((name) => {
    const own = `${prefix}${name}`;
    return `${exactSums.has(name) ? dialect.sumText(own) : own} AS ${name}`;
  });
  return `SELECT ${[...constants, ...named].join(', ')}\nFROM (${text(selected)}) AS t`;
}

/** Whether a cell says something. */
export function isPresent({ column, type }: Key, dialect: Dialect): string {
  const missing = ['', ...missingWords].map(dialect.literal).join(', ');
  if (type === 'text')
    return `${column} IS NOT NULL AND ${dialect.key(`lower(${dialect.trim(column)})`)} NOT IN (${missing})`;
  // NaN is how tables of numbers write a missing one.
  return type === 'number'
    ? `${column} IS NOT NULL AND NOT (${dialect.isNaN(dialect.double(column))})`
    : `${column} IS NOT NULL`;
}

/**
 * A column as a number; NULL where it is none. NaN and infinity are none: an engine may hold NaN for larger than every number, so that it
 * would pass every threshold.
 */
export function numberOf({ column, type, sure = false }: Key, dialect: Dialect): string {
  if (sure && type === 'number') return dialect.double(column);
  const number = type === 'text' && dialect.written !== null ? dialect.written(column) : dialect.double(column);
  return `CASE WHEN ${number} >= -${LARGEST} AND ${number} <= ${LARGEST} THEN ${number} END`;
}

/** Whether a column holds a number. */
export const hasNumber = (key: Key, dialect: Dialect): string =>
  key.sure === true ? '1 = 1' : `${numberOf(key, dialect)} IS NOT NULL`;

/** Groups of numbers between bounds, as they are called. */
export function cutKey(key: Key, bounds: readonly number[], dialect: Dialect): Key {
  const number = numberOf(key, dialect);
  const names = groupNames(bounds).map(dialect.literal);
  const below = bounds.map((bound, k) => `WHEN ${number} < ${dialect.number(bound)} THEN ${names[k]!}`);
  return { column: `CASE ${below.join(' ')} WHEN ${number} IS NOT NULL THEN ${names.at(-1)!} END`, type: 'text' };
}

/**
 * What has to be known of numbers before they are counted: how many cells are none, between what they lie, how many differ.
 * @param weight  the place of the weights among them, whose decimals are looked at; −1: there are none.
 */
export function factsText(from: string, numbers: readonly Key[], weight: number, dialect: Dialect): string {
  const parts = dialect.number(WEIGHT_PARTS);
  const columns: Record<string, string> = {};
  for (const [k, key] of numbers.entries()) {
    columns[`c${k}`] = key.column;
    columns[`p${k}`] = `CASE WHEN ${isPresent(key, dialect)} THEN 1 ELSE 0 END`;
    columns[`v${k}`] = numberOf(key, dialect);
  }
  const rows = rowsOf({ from, where: null }, columns, dialect);
  const sums: Record<string, string> = { n: 'COUNT(*)' };
  for (const [k, { type }] of numbers.entries()) {
    const [cell, value] = [rows.of(`c${k}`), rows.of(`v${k}`)];
    const unreadable = `${rows.of(`p${k}`)} = 1 AND ${value} IS NULL`;
    sums[`odd${k}`] = `COUNT(CASE WHEN ${unreadable} THEN 1 END)`;
    // The least text is not asked of numbers: the order of texts is a reason for some engines to fetch every row.
    sums[`first${k}`] = `MIN(CASE WHEN ${unreadable} THEN ${type === 'text' ? cell : dialect.double(cell)} END)`;
    sums[`known${k}`] = `COUNT(${value})`;
    sums[`lo${k}`] = `MIN(${value})`;
    sums[`hi${k}`] = `MAX(${value})`;
    if (dialect.different !== null) sums[`different${k}`] = dialect.different(value);
    if (k === weight)
      sums[`fine${k}`] =
        `COUNT(CASE WHEN abs(${value} * ${parts} - floor(${value} * ${parts} + 0.5)) > 0.001 THEN 1 END)`;
  }
  return grouped(rows, dialect, { keys: [], sums, limit: 1 });
}

/** How many rows there are. */
export const countText = (from: string): string => `SELECT COUNT(*) AS n\nFROM ${from}`;

/** How many values differ among the first rows, for engines that cannot estimate it of all. */
export function differentText(from: string, numbers: readonly Key[], dialect: Dialect, most: number): string {
  const counts = numbers.map((_, k) => `COUNT(DISTINCT v${k}) AS different${k}`);
  const values = numbers.map((key, k) => `${numberOf(key, dialect)} AS v${k}`);
  return `SELECT ${counts.join(', ')}\nFROM (SELECT ${values.join(', ')}\nFROM ${from}\nLIMIT ${most}) AS t`;
}

/** How weights are counted: by themselves, where few differ, else as sums. */
export interface WeightKey {
  key: Key;
  asKey: boolean;
  /** Whether squares of weights in parts, and sums of them, need more than 64 bits. */
  wide: boolean;
  /** Whether every case has one that is not negative. */
  every?: boolean;
}

const weightParts = ({ key, every = false }: WeightKey, dialect: Dialect) => {
  const number = numberOf(key, dialect);
  // Not rounded by the engine: engines differ where a number lies in the middle.
  const parts = dialect.whole(`floor(${number} * ${dialect.number(WEIGHT_PARTS)} + 0.5)`);
  return every ? parts : `CASE WHEN ${number} >= 0 THEN ${parts} END`;
};
/** Σw and Σw² of a column of weights in parts. */
const sumsOfWeights = (w: string, { wide }: WeightKey, dialect: Dialect): Record<string, string> => ({
  sw: dialect.sum(w),
  sww: wide ? dialect.sumOfProducts(w, w) : dialect.sum(`${w} * ${w}`),
});

/** @param keys  label, decisions and groups as they stand, or as expressions. */
export function cellsText(
  from: string,
  keys: readonly string[],
  weight: WeightKey | null,
  dialect: Dialect,
  constants: readonly string[] = [],
): string {
  const names = keys.map((_, k) => `g${k}`);
  const columns = Object.fromEntries(keys.map((key, k) => [`g${k}`, key]));
  const limit = MOST_CELLS + 1;
  const n = 'COUNT(*)';
  if (weight === null) {
    const rows = rowsOf({ from, where: null }, columns, dialect);
    return grouped(rows, dialect, { keys: names, sums: { n }, limit, constants });
  }
  const rows = rowsOf({ from, where: null }, { ...columns, w: weightParts(weight, dialect) }, dialect);
  if (weight.asKey) return grouped(rows, dialect, { keys: [...names, 'w'], sums: { n }, limit, constants });
  if (weight.every === true)
    return grouped(rows, dialect, {
      keys: names,
      sums: { n, ...sumsOfWeights(rows.of('w'), weight, dialect) },
      limit,
      constants,
    });
  const apart = rowsOf(
    rows,
    {
      ...Object.fromEntries(names.map((name) => [name, rows.of(name)])),
      w: rows.of('w'),
      unweighed: `CASE WHEN ${rows.of('w')} IS NULL THEN 1 ELSE 0 END`,
    },
    dialect,
  );
  const sums = { n, ...sumsOfWeights(apart.of('w'), weight, dialect) };
  return grouped(apart, dialect, { keys: [...names, 'unweighed'], sums, limit, constants });
}

/** A decision by a score: 1, 0, or NULL where there is no score. */
export const decisionByScore = (score: Key, threshold: number, dialect: Dialect): string => {
  const number = numberOf(score, dialect);
  return `CASE WHEN ${number} IS NULL THEN NULL WHEN ${number} >= ${dialect.number(threshold)} THEN 1 ELSE 0 END`;
};
/** A decision of its own, where the score beside it is there too: candidates are measured on the same rows. */
export const decisionWithScore = ({ column }: Key, score: Key | null, dialect: Dialect): string =>
  score === null || score.sure === true
    ? column
    : `CASE WHEN ${numberOf(score, dialect)} IS NOT NULL THEN ${column} END`;

/** How the scores of a candidate are counted. */
export interface ScoreQuestion {
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
  /** Columns of groups that entries are told apart by too. */
  also?: readonly Key[];
}

export function scoresText(
  from: string,
  question: ScoreQuestion,
  dialect: Dialect,
  constants: readonly string[] = [],
): string {
  const { score, label, group, exact, weight, usable, most, also = [] } = question;
  const [least, largest] = [dialect.number(question.from), dialect.number(question.to)];
  const keys = ['y', ...(group === null ? [] : ['g']), ...also.map((_, at) => groupName(at))];
  const first = rowsOf(
    { from, where: usable },
    {
      y: dialect.key(label.column),
      ...(group === null ? {} : { g: dialect.key(group.column) }),
      ...Object.fromEntries(also.map((key, at) => [groupName(at), dialect.key(key.column)])),
      s: numberOf(score, dialect),
      ...(weight === null ? {} : { w: weightParts(weight, dialect) }),
    },
    dialect,
  );
  const limit = most + 1;
  const s = first.of('s');
  const extremes = { lo: `MIN(${s})`, hi: `MAX(${s})`, n: 'COUNT(*)' };
  const weights = (rows: Rows) => (weight === null ? {} : sumsOfWeights(rows.of('w'), weight, dialect));
  if (exact)
    return grouped(first, dialect, {
      keys: [...keys, 's'],
      sums: { ...extremes, ...weights(first) },
      limit,
      constants,
    });
  const carried = (rows: Rows) =>
    Object.fromEntries([...keys, 's', ...(weight === null ? [] : ['w'])].map((name) => [name, rows.of(name)]));
  const unit = question.from === 0 && question.to === 1 ? s : `((${s} - ${least}) / (${largest} - ${least}))`;
  const placed = rowsOf(first, { ...carried(first), u: unit }, dialect);
  const u = placed.of('u');
  const whole = (of: string) => dialect.whole(`floor(${of} * ${SCORE_PARTS})`);
  const bin = `CASE WHEN floor(${u} * ${SCORE_BINS}) >= ${SCORE_BINS} THEN ${SCORE_BINS - 1} ELSE ${dialect.whole(`floor(${u} * ${SCORE_BINS})`)} END`;
  const binned = rowsOf(placed, { ...carried(placed), b: bin, fu: whole(u), fuu: whole(`${u} * ${u}`) }, dialect);
  const [w, fu, fuu] = ['w', 'fu', 'fuu'].map((name) => (name === 'w' && weight === null ? '' : binned.of(name)));
  const sums = {
    lo: `MIN(${binned.of('s')})`,
    hi: `MAX(${binned.of('s')})`,
    n: 'COUNT(*)',
    fs: dialect.sum(fu!),
    fss: dialect.sum(fuu!),
    ...weights(binned),
    ...(weight === null ? {} : { fws: dialect.sumOfProducts(w!, fu!), fwss: dialect.sumOfProducts(w!, fuu!) }),
  };
  return grouped(binned, dialect, { keys: [...keys, 'b'], sums, limit, constants });
}

/** A column of groups among several that scores are counted by at once. */
export const groupName = (at: number) => `g${at}`;

/**
 * The same by several columns of groups in one reading: first by all of them together, then by each, which are few rows by then. Only for
 * engines that group by several sets at once. `grouping` has a bit of 0 for the column that an entry is by, the first column the highest.
 */
export function scoresBySetsText(
  from: string,
  question: Omit<ScoreQuestion, 'group'> & { groups: readonly Key[] },
  dialect: Dialect,
): string {
  const { groups, exact, weight } = question;
  const names = groups.map((_, at) => groupName(at));
  const bin = exact ? 's' : 'b';
  const keys = ['y', ...names, bin];
  const inner = scoresText(
    from,
    { ...question, group: null, also: groups, most: Number.MAX_SAFE_INTEGER - 1 },
    dialect,
  );
  const sums = [
    'MIN(lo) AS lo',
    'MAX(hi) AS hi',
    ...['n', ...(exact ? [] : ['fs', 'fss']), ...(weight === null ? [] : ['sw', 'sww'])].map(
      (name) => `SUM(${name}) AS ${name}`,
    ),
    ...(exact || weight === null ? [] : ['SUM(fws) AS fws', 'SUM(fwss) AS fwss']),
  ];
  const sets = names.map((name) => `(y, ${name}, ${bin})`).join(', ');
  return `SELECT ${[...keys, `GROUPING(${names.join(', ')}) AS apart`, ...sums].join(', ')}\nFROM (${inner}) AS e\nGROUP BY GROUPING SETS (${sets})`;
}

/** Whether a column says one of these words, as the files write them; of columns that are no texts, whether it says anything. */
export function saysOneOf({ column, type }: Key, words: readonly string[], dialect: Dialect): string {
  if (type === 'text') return words.length === 0 ? '1 = 0' : `${column} IN (${words.map(dialect.literal).join(', ')})`;
  return type === 'number' ? `${numberOf({ column, type }, dialect)} IS NOT NULL` : `${column} IS NOT NULL`;
}

/** Rows of units: whose they are, of which group, and 1 or 0 for the label and for what each candidate decided. */
interface UnitRowsQuestion {
  unit: Key;
  group: Key | null;
  label: string;
  decisions: readonly string[];
  usable: string;
}

/** Whether a column says one of these texts, which an answer of the database had. */
export function isOneOf({ column, type }: Key, texts: readonly string[], dialect: Dialect): string {
  if (texts.length === 0) return '1 = 0';
  if (type === 'number')
    return `${numberOf({ column, type }, dialect)} IN (${texts.map((text) => dialect.number(Number(text))).join(', ')})`;
  const text = type === 'text' ? column : dialect.text(column);
  return `${text} IN (${texts.map(dialect.literal).join(', ')})`;
}

const oneWhere = (condition: string) => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;
export const oneIfOf = (key: Key, texts: readonly string[], dialect: Dialect): string =>
  oneWhere(isOneOf(key, texts, dialect));

const selected = (columns: readonly string[]) => columns.join(', ');

/**
 * A group such that one unit's rows in it are together, though they are written with blanks around, or say nothing in several ways: what
 * was summed by unit cannot be put together afterwards.
 */
const spelledOnce = (group: Key, dialect: Dialect): string =>
  group.type === 'text'
    ? dialect.key(`CASE WHEN ${isPresent(group, dialect)} THEN ${dialect.trim(group.column)} END`)
    : dialect.key(group.column);

/** Sums over the rows of each unit; a row that names none is a unit of its own. */
function perUnit(
  source: string,
  { unit, group, label, decisions, usable }: UnitRowsQuestion,
  sums: readonly (readonly [name: string, of: string])[],
  dialect: Dialect,
): string {
  const own = unit.type === 'text' ? dialect.trim(unit.column) : unit.column;
  const named = isPresent(unit, dialect);
  const columns = [
    ...(group === null ? [] : [`${spelledOnce(group, dialect)} AS g`]),
    `${label} AS y`,
    ...decisions.map((decision, c) => `${decision} AS d${c}`),
  ];
  const rows = (condition: string, more: readonly string[]) =>
    `SELECT ${selected([...more, ...columns])}\nFROM ${source}\nWHERE ${usable} AND ${condition}`;
  const keys = group === null ? [] : ['g'];
  const together = sums.map(([name, of]) => `SUM(${of}) AS ${name}`);
  const alone = sums.map(([name, of]) => `${of} AS ${name}`);
  return (
    `SELECT ${selected([...keys, ...together])}\nFROM (${rows(named, [`${dialect.key(own)} AS u`])}) AS t\nGROUP BY ${selected(['u', ...keys])}` +
    `\nUNION ALL\nSELECT ${selected([...keys, ...alone])}\nFROM (${rows(`NOT (${named})`, [])}) AS s`
  );
}

/** Units by group and by how their cases were decided: how many are alike. */
export function unitTableText(source: string, question: UnitRowsQuestion, most: number, dialect: Dialect): string {
  const where = (y: number, d: number) => oneWhere(`y = ${y} AND d0 = ${d}`);
  const sums = [
    ['tn', where(0, 0)],
    ['fp', where(0, 1)],
    ['fn', where(1, 0)],
    ['tp', where(1, 1)],
  ] as const;
  const keys = [...(question.group === null ? [] : ['g']), 'tn', 'fp', 'fn', 'tp'];
  const units = perUnit(source, question, sums, dialect);
  return `SELECT ${selected([...keys, 'COUNT(*) AS n'])}\nFROM (${units}) AS v\nGROUP BY ${selected(keys)}\nLIMIT ${most + 1}`;
}

/** Units by how many cases they have, with sums of what each candidate decided rightly, and of the products of these. */
export function unitSizesText(source: string, question: UnitRowsQuestion, dialect: Dialect): string {
  const candidates = [...question.decisions.keys()];
  const sums = [['m', '1'] as const, ...candidates.map((c) => [`h${c}`, oneWhere(`y = d${c}`)] as const)];
  const columns = [
    'm',
    'COUNT(*) AS n',
    ...candidates.map((c) => `${dialect.sum(`h${c}`)} AS s${c}`),
    ...candidates.flatMap((a) =>
      candidates.slice(a).map((b) => `${dialect.sumOfProducts(`h${a}`, `h${b}`)} AS s${a}_${b}`),
    ),
  ];
  return `SELECT ${selected(columns)}\nFROM (${perUnit(source, question, sums, dialect)}) AS v\nGROUP BY m`;
}

/** How many units have cases of several groups. */
export function sharedUnitsText(source: string, { unit, group, usable }: UnitRowsQuestion, dialect: Dialect): string {
  const own = unit.type === 'text' ? dialect.trim(unit.column) : unit.column;
  const rows = `SELECT ${dialect.key(own)} AS u, ${spelledOnce(group!, dialect)} AS g\nFROM ${source}\nWHERE ${usable} AND ${isPresent(unit, dialect)} AND ${isPresent(group!, dialect)}`;
  const pairs = `SELECT u, g\nFROM (${rows}) AS t\nGROUP BY u, g`;
  return `SELECT COUNT(*) AS n\nFROM (SELECT u\nFROM (${pairs}) AS p\nGROUP BY u\nHAVING COUNT(*) > 1) AS q`;
}
