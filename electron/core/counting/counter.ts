// Counts the rows of a source, whichever engine holds them: one question after the other, and a check that every question counted the
// same rows.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { CountedUnits, UnitTable } from '../../../shared/domain/cube.ts';
import { MOST_CELLS, MOST_ROWS, MOST_SCORES, SCORE_BINS, WEIGHT_PARTS } from '../../../shared/domain/cubeParts.ts';
import { answerKey, plainAnswer, positiveWords, wordsOfNeither } from '../../../shared/measures/log/answers.ts';
import { cutHeader } from '../../../shared/measures/log/cutGroups.ts';
import type { Counted, CountedCell, CountedEntry, CountedTable } from '../../../shared/measures/log/cube.ts';
import { MOST_UNIT_ENTRIES, unitTableOf } from '../../../shared/measures/log/countedUnits.ts';
import { LogProblem } from '../../../shared/measures/log/usableRows.ts';
import { readCell, cellKind } from '../import/text/numbers.ts';
import { words as wordsAsKept } from '../import/text/problems.ts';
import type { Dialect } from './dialects.ts';
import type { Asked } from './order.ts';
import type { Key, Row, ScoreQuestion, WeightKey } from './questions.ts';
import {
  cellsText,
  countText,
  cutKey,
  decisionByScore,
  decisionWithScore,
  differentText,
  factsText,
  groupName,
  hasNumber,
  numberOf,
  oneIfOf,
  saysOneOf,
  scoresBySetsText,
  scoresText,
  sharedUnitsText,
  unitSizesText,
  unitTableText,
} from './questions.ts';
import type { ColumnType } from './relation.ts';

/** Weights that take no more values than this are told apart, so that samples can be drawn of them exactly. */
const MOST_WEIGHTS = 64;
/** Entries of one table of scores; more are no summary. */
export const MOST_ENTRIES = 200_000;
/** A column of more groups is not measured score by score. */
const MOST_SCORED_GROUPS = 50;
/** So many entries by all columns of groups together are put together in memory, rather than reading the rows once a column. */
const MOST_TOGETHER = 4_000_000;
/** Weights beyond this do not fit into the engine's whole numbers. */
const LARGEST_WEIGHT = 1e12;
/** Sums beyond this do not fit into 38 digits, and some engines say nothing of it. */
const LARGEST_SUM = 1e38;

/** Rows that are looked at for how many values differ, where an engine cannot tell of all. */
const LOOKED_AT = 200_000;

export type CountProgress = (fraction: number, doing: string) => void;

/** Of the questions' texts, a cube keeps so much. */
const LONGEST_TEXT = 200_000;

/** Where rows are, and who counts them. */
export interface Source {
  dialect: Dialect;
  /**
   * What stands behind FROM, once or for each part that is counted by itself; and how the columns are written that are named.
   * @throws ParleyError `badInput` where a column is not there, or of a type that nothing can be counted by.
   */
  relation: (names: readonly string[]) => Promise<{ parts: string[]; columns: string[]; types: ColumnType[] }>;
  /** @throws ParleyError what the engine says, as a sentence. */
  rows: (text: string) => Promise<Row[]>;
  /** How much of the question that is being asked is done, 0 … 1. */
  progress: () => number;
  /** The text of a question as a cube keeps it. */
  kept: (text: string) => string;
}

/** A table that is open on a server. */
export interface ServerTable {
  source: Source;
  /** "PostgreSQL 15.18". */
  engine: string;
  /** Ends on the server what is running there. */
  stop: () => Promise<void>;
  close: () => Promise<void>;
}

/** One counting of one source. */
export class Count {
  readonly #asked: Asked;
  readonly #source: Source;
  readonly #about: Omit<Counted['source'], 'questions' | 'rows'>;
  readonly #onProgress: CountProgress;
  readonly #questions: Counted['source']['questions'] = [];
  #parts: readonly string[] = [];
  #columns: readonly string[] = [];
  #types: readonly ColumnType[] = [];
  readonly #names: readonly string[];
  /** Columns of which every cell is a number. */
  readonly #sure = new Set<string>();
  #step = 0;
  readonly #steps: number;
  #furthest = 0;

  /** @param about  what the cube says of where it comes from. */
  constructor(
    asked: Asked,
    source: Source,
    about: Omit<Counted['source'], 'questions' | 'rows'>,
    onProgress: CountProgress,
  ) {
    this.#asked = asked;
    this.#source = source;
    this.#about = about;
    this.#names = columnsOf(asked);
    const scored = asked.candidates.filter(({ score }) => score !== null).length;
    const tables = asked.candidates.length * (1 + asked.groups.length);
    this.#steps =
      2 +
      (asked.scores ? scored * Math.max(1, asked.groups.length) : 0) +
      (asked.unit == null ? 0 : 1 + asked.groups.length + tables);
    this.#onProgress = (fraction, doing) => {
      // The engine's estimate may fall, and a question may turn out to be needed twice.
      this.#furthest = Math.max(this.#furthest, Math.min(1, fraction));
      onProgress(this.#furthest, doing);
    };
  }

  #keyOf = (name: string): Key => {
    const k = this.#names.indexOf(name);
    const type = this.#types[k]!;
    return { column: this.#columns[k]!, type, ...(type === 'number' && this.#sure.has(name) ? { sure: true } : {}) };
  };

  async all(): Promise<Counted> {
    const asked = this.#asked;
    const relation = await this.#source.relation(this.#names);
    this.#parts = relation.parts;
    this.#columns = relation.columns;
    this.#types = relation.types;
    const { rows, numbers } = await this.#facts();
    let weight = this.#weightKey(numbers, rows);
    let raw = await this.#cells(weight);
    // How many weights differ was an estimate.
    if (weight?.asKey === true && (raw === null || differentWeights(raw) > MOST_WEIGHTS)) {
      weight = { ...weight, asKey: false };
      raw = await this.#cells(weight);
    }
    if (raw === null)
      throw new ParleyError(
        'tooLarge',
        `There are more than ${MOST_CELLS.toLocaleString('en')} combinations of label, decisions${asked.groups.length > 0 ? ' and groups' : ''}. ` +
          'Count fewer candidates or groups at a time, and leave out columns that name single cases.',
      );
    const counted = raw.reduce((sum, { n }) => sum + n, 0);
    if (counted !== rows) throw differs(rows, counted);
    if (asked.unreadableAsMissing) blankNeither(raw);
    const { cells, positive } = decided(raw, asked);
    const usable = usableIn(raw, asked, this.#keyOf, weight, this.#source.dialect);
    const expected = usableCases(cells, weight !== null);
    const scores = asked.scores ? await this.#scores({ weight, numbers, usable, expected, cells }) : [];
    const units = asked.unit == null ? undefined : await this.#units(asked.unit, { raw, usable, expected, positive });
    this.#onProgress(1, 'writing');
    return {
      label: asked.label,
      weight: asked.weight,
      positive,
      candidates: namedCandidates(asked),
      groups: namedGroups(asked),
      cells,
      scores,
      ...(units === undefined ? {} : { units }),
      remarks: {
        roundedWeights: asked.weight === null ? 0 : (numbers.get(asked.weight)?.fine ?? 0),
      },
      source: { ...this.#about, questions: this.#questions, rows },
    };
  }

  /** Rows, and what is known of the columns that are used as numbers. Those that hold something else are refused here. */
  async #facts() {
    const asked = this.#asked;
    const { dialect } = this.#source;
    const scores = asked.candidates.map(({ score }) => score);
    const used = [...scores, asked.weight, ...Object.keys(asked.cuts ?? {})];
    const names = [...new Set(used.filter((name) => name !== null))];
    const keys = names.map(this.#keyOf);
    const found = await this.#ask('rows', (part) =>
      names.length === 0 ? countText(part) : factsText(part, keys, names.indexOf(asked.weight ?? ''), dialect),
    );
    const differing =
      dialect.different !== null || names.length === 0
        ? found
        : await this.#ask('how many numbers differ', (part) => differentText(part, keys, dialect, LOOKED_AT));
    const rows = found.reduce((sum, part) => sum + Number(part['n']), 0);
    if (rows === 0) throw new ParleyError('badInput', 'There are no rows, so nothing was counted.');
    if (rows > MOST_ROWS)
      throw new ParleyError(
        'tooLarge',
        `There are ${rows.toLocaleString('en')} rows; up to ${MOST_ROWS.toLocaleString('en')} are measured.`,
      );
    const numbers = new Map<string, NumberFacts>();
    names.forEach((name, k) => {
      const known = (fact: string, of = found) =>
        of.flatMap((part) => (part[`${fact}${k}`] === null ? [] : [part[`${fact}${k}`]]));
      const sum = (fact: string) =>
        known(fact)
          .map(Number)
          .reduce((all, each) => all + each, 0);
      const odd = sum('odd');
      if (odd > 0 && !asked.unreadableAsMissing) throw oddCells(name, odd, String(known('first')[0]));
      const [lows, highs] = [known('lo').map(Number), known('hi').map(Number)];
      if (lows.length === 0) throw new ParleyError('badInput', `“${name}” has no numbers, so nothing was counted.`);
      numbers.set(name, {
        lo: Math.min(...lows),
        hi: Math.max(...highs),
        different: Math.max(...known('different', differing).map(Number)),
        fine: sum('fine'),
      });
      if (sum('known') === rows) this.#sure.add(name);
    });
    return { rows, numbers };
  }

  #weightKey(numbers: ReadonlyMap<string, NumberFacts>, rows: number): WeightKey | null {
    const name = this.#asked.weight;
    if (name === null) return null;
    const { lo, hi, different } = numbers.get(name)!;
    if (hi > LARGEST_WEIGHT)
      throw new ParleyError(
        'badInput',
        `“${name}” has weights above ${LARGEST_WEIGHT}. Divide all of them by one number.`,
      );
    if (rows * (hi * WEIGHT_PARTS) ** 2 > LARGEST_SUM)
      throw new ParleyError(
        'badInput',
        `“${name}” has weights up to ${hi.toLocaleString('en')}, whose squares come to more than can be counted exactly. Divide all of them by one number.`,
      );
    // 3e9 parts squared still fit into 63 bits.
    const key = this.#keyOf(name);
    return { key, asKey: different <= MOST_WEIGHTS, wide: hi > 3000, every: key.sure === true && lo >= 0 };
  }

  /** null: there are more than a cube has. */
  async #cells(weight: WeightKey | null): Promise<RawCell[] | null> {
    const asked = this.#asked;
    const { dialect } = this.#source;
    const keys = cellKeys(asked, this.#keyOf, dialect);
    const rows = await this.#ask('cells of label, decisions and groups', (part) =>
      cellsText(part, keys, weight, dialect),
    );
    if (moreThan(MOST_CELLS, rows, [...keys.map((_, k) => `g${k}`), 'w', 'unweighed'])) return null;
    const types = [
      ...[asked.label, ...asked.candidates.map(({ decision }) => decision)].map((name) =>
        name === null ? 'number' : this.#keyOf(name).type,
      ),
      ...asked.groups.map((name) => groupKey(asked, name, this.#keyOf, dialect).type),
    ];
    const cells = rows.map((row) => {
      const texts = types.map((_, k) => rawText(row[`g${k}`]));
      return {
        texts,
        words: texts.map((text, k) => wordOf(text, types[k]!)),
        n: Number(row['n']),
        ...weightsOf(row, weight),
      };
    });
    return weight?.asKey === true ? cells : mergedCells(cells);
  }

  async #scores({ weight, numbers, usable, expected, cells }: ScoreNeeds): Promise<CountedTable[]> {
    const asked = this.#asked;
    const keyOf = this.#keyOf;
    const sizes = asked.groups.map((_, g) => new Set(cells.map(({ groups }) => groups[g]!)).size);
    const columns = [...asked.groups.keys()].filter((g) => sizes[g]! <= MOST_SCORED_GROUPS);
    const found: CountedTable[] = [];
    for (const [candidate, { name, score }] of asked.candidates.entries()) {
      if (score === null) continue;
      const { lo, hi, different } = numbers.get(score)!;
      const isProbability = lo >= 0 && hi <= 1;
      const [from, to] = isProbability ? [0, 1] : [lo, hi > lo ? hi : lo + 1];
      const sets = this.#source.dialect.sets === true && columns.length > 1 && this.#parts.length === 1;
      const together = new Set(cells.map(({ groups }) => JSON.stringify(columns.map((g) => groups[g])))).size;
      if (sets && 2 * together * Math.min(different, SCORE_BINS) <= MOST_TOGETHER) {
        const question = { score: keyOf(score), label: keyOf(asked.label), from, to, weight, usable };
        const byColumn = await this.#scoresBySets(name, columns, question, different <= 2 * MOST_SCORES);
        for (const { group, exact, entries } of byColumn) {
          const counted = entries.reduce((sum, { n }) => sum + n, 0);
          if (counted !== expected) throw differs(expected, counted);
          if (entries.length <= MOST_ENTRIES) found.push({ candidate, group, exact, from, to, entries });
        }
        continue;
      }
      for (const group of columns.length === 0 ? [null] : columns) {
        const ask = (exact: boolean) =>
          this.#scoreEntries(`scores of ${name}${group === null ? '' : ` by ${asked.groups[group]!}`}`, {
            score: keyOf(score),
            label: keyOf(asked.label),
            group: group === null ? null : groupKey(asked, asked.groups[group]!, keyOf, this.#source.dialect),
            exact,
            from,
            to,
            weight,
            usable,
            most: MOST_ENTRIES,
          });
        // The number of different scores is an estimate: what comes back says whether each can be a bin.
        let exact = different <= 2 * MOST_SCORES;
        let entries = exact ? await ask(true) : null;
        exact = entries !== null && new Set(entries.map((entry) => entry.lo)).size <= MOST_SCORES;
        if (!exact) entries = await ask(false);
        if (entries === null) continue;
        const counted = entries.reduce((sum, { n }) => sum + n, 0);
        if (counted !== expected) throw differs(expected, counted);
        found.push({ candidate, group, exact, from, to, entries });
      }
    }
    return found;
  }

  /** The scores of a candidate by several columns of groups, in one reading. */
  async #scoresBySets(
    name: string,
    columns: readonly number[],
    question: Pick<ScoreQuestion, 'score' | 'label' | 'from' | 'to' | 'weight' | 'usable'>,
    tryExact: boolean,
  ): Promise<{ group: number; exact: boolean; entries: CountedEntry[] }[]> {
    const asked = this.#asked;
    const { dialect } = this.#source;
    const groups = columns.map((g) => groupKey(asked, asked.groups[g]!, this.#keyOf, dialect));
    const ask = (exact: boolean) =>
      this.#ask(`scores of ${name} by ${columns.map((g) => asked.groups[g]!).join(', and by ')}`, (part) =>
        scoresBySetsText(part, { ...question, groups, exact, most: MOST_ENTRIES }, dialect),
      );
    let exact = tryExact;
    let rows = exact ? await ask(true) : [];
    exact = exact && new Set(rows.map((row) => Number(row['lo']))).size <= MOST_SCORES;
    if (!exact) rows = await ask(false);
    const weighed = question.weight !== null;
    return columns.map((group, at) => {
      const apart = 2 ** columns.length - 1 - 2 ** (columns.length - 1 - at);
      const types = { label: question.label.type, group: groups[at]!.type, exact, weighed };
      const own = rows.filter((row) => Number(row['apart']) === apart);
      return { group, exact, entries: own.map((row) => entryOf({ ...row, g: row[groupName(at)] }, types)) };
    });
  }

  /** null: there are too many to be a summary. */
  async #scoreEntries(about: string, question: ScoreQuestion): Promise<CountedEntry[] | null> {
    const rows = await this.#ask(about, (part) => scoresText(part, question, this.#source.dialect));
    if (moreThan(MOST_ENTRIES, rows, ['y', 'g', question.exact ? 'lo' : 'b'])) return null;
    const { label, group, exact, weight } = question;
    return rows.map((row) =>
      entryOf(row, { label: label.type, group: group?.type ?? null, exact, weighed: weight !== null }),
    );
  }

  /** How the cases of each unit go together. */
  async #units(name: string, { raw, usable, expected, positive }: UnitNeeds): Promise<CountedUnits> {
    const asked = this.#asked;
    const { dialect } = this.#source;
    const keyOf = this.#keyOf;
    if (dialect.flat)
      throw new ParleyError(
        'badInput',
        `“${name}” cannot be the unit here: ${dialect.title} would send every row to one place first. Leave it out, or export the rows.`,
      );
    if (this.#parts.length > 1)
      throw new ParleyError(
        'badInput',
        `“${name}” cannot be the unit here: the parts of the source are counted one by one, and one unit may have rows in several.`,
      );
    const candidates = [...asked.candidates.keys()];
    const groupKeys = asked.groups.map((group) => groupKey(asked, group, keyOf, dialect));
    const none = { cases: [], units: [], right: [], both: [] };
    const about = {
      unit: keyOf(name),
      group: null,
      label: oneIfOf(
        keyOf(asked.label),
        textsOf(raw, 0, (word) => answerKey(word) === answerKey(positive)),
        dialect,
      ),
      usable,
    };
    const decisions = asked.candidates.map((_, c) => saysPositive(raw, asked, c, positive, keyOf, dialect));
    const sizes = await this.#ask('units by their number of cases', (part) =>
      unitSizesText(part, { ...about, decisions }, dialect),
    );
    sizes.sort((a, b) => Number(a['m']) - Number(b['m']));
    const counted = sizes.reduce((sum, row) => sum + Number(row['m']) * Number(row['n']), 0);
    if (counted !== expected) throw differs(expected, counted);
    const units = sizes.reduce((sum, row) => sum + Number(row['n']), 0);
    const shared = [];
    for (const [g, group] of groupKeys.entries()) {
      const [found] = await this.#ask(`units in several groups of ${asked.groups[g]!}`, (part) =>
        sharedUnitsText(part, { ...about, group, decisions: [] }, dialect),
      );
      shared.push(Number(found!['n']) > 0);
    }
    // What weighed cases of units come to takes more than counts of them.
    if (asked.weight !== null) return { column: name, positive, units, shared, tables: [], sizes: none };
    const tables: UnitTable[] = [];
    for (const c of candidates)
      for (const [g, group] of [[null, null] as const, ...groupKeys.entries()]) {
        const by = g === null ? '' : ` by ${asked.groups[g]!}`;
        const rows = await this.#ask(`units by how ${asked.candidates[c]!.name} decided${by}`, (part) =>
          unitTableText(part, { ...about, group, decisions: [decisions[c]!] }, MOST_UNIT_ENTRIES, dialect),
        );
        if (rows.length > MOST_UNIT_ENTRIES) continue;
        const entries = rows.map((row) => ({
          group: group === null ? '' : wordOf(rawText(row['g']), group.type),
          tn: Number(row['tn']),
          fp: Number(row['fp']),
          fn: Number(row['fn']),
          tp: Number(row['tp']),
          times: Number(row['n']),
        }));
        const cases = entries.reduce((sum, { tn, fp, fn, tp, times }) => sum + times * (tn + fp + fn + tp), 0);
        if (cases !== expected) throw differs(expected, cases);
        tables.push(unitTableOf(c, g, entries));
      }
    const sums = (column: string) => sizes.map((row) => String(row[column]));
    return {
      column: name,
      positive,
      units,
      shared,
      tables,
      sizes: {
        cases: sizes.map((row) => Number(row['m'])),
        units: sizes.map((row) => Number(row['n'])),
        right: candidates.map((c) => sums(`s${c}`)),
        both: candidates.flatMap((a) => candidates.slice(a).map((b) => sums(`s${a}_${b}`))),
      },
    };
  }

  /** Asks a question that makes the cube of every part, and keeps its text. */
  async #ask(about: string, textOf: (part: string) => string): Promise<Row[]> {
    const texts = this.#parts.map(textOf);
    const found: Row[][] = [];
    const say = (within: number) =>
      this.#onProgress((this.#step + (found.length + within) / texts.length) / this.#steps, about);
    const ticking = setInterval(() => say(this.#source.progress()), 200);
    try {
      // One after the other: a source may be busy with one already.
      for (const text of texts) found.push(await this.#source.rows(text));
      const rows = found.flat();
      const text = texts.map((each) => this.#source.kept(each)).join(';\n');
      this.#questions.push({ about, text: text.slice(0, LONGEST_TEXT), entries: rows.length });
      return rows;
    } finally {
      clearInterval(ticking);
      this.#step++;
      this.#onProgress(this.#step / this.#steps, about);
    }
  }
}

interface UnitNeeds {
  raw: readonly RawCell[];
  usable: string;
  expected: number;
  positive: string;
}

/** The texts that stand at a place of the cells and mean what is asked. */
function textsOf(raw: readonly RawCell[], place: number, means: (word: string) => boolean): string[] {
  const found = raw.filter(({ words, texts }) => texts[place] !== null && words[place] !== '' && means(words[place]!));
  return [...new Set(found.map(({ texts }) => texts[place]!))].sort();
}

/** 1 where a candidate decided for the positive answer, else 0; of rows that can be measured. */
function saysPositive(
  raw: readonly RawCell[],
  asked: Asked,
  c: number,
  positive: string,
  keyOf: (name: string) => Key,
  dialect: Dialect,
): string {
  const { name, decision, score, threshold } = asked.candidates[c]!;
  if (decision === null) return decisionByScore(keyOf(score!), threshold, dialect);
  const different = (place: number) =>
    [...new Set(raw.map(({ words }) => words[place]!))].filter((word) => word !== '');
  const words = different(1 + c);
  let found: Map<string, boolean>;
  try {
    found = positiveWords(different(0), positive, { name, header: decision, words });
  } catch (error) {
    if (error instanceof LogProblem) throw new ParleyError('badInput', error.message);
    throw error;
  }
  return oneIfOf(
    keyOf(decision),
    textsOf(raw, 1 + c, (word) => found.get(word) === true),
    dialect,
  );
}

/**
 * Cells of the same texts as one, where parts of a source were counted one by one: what comes of it must not depend on how the rows are
 * spread. Cells whose cases have no weight stay apart from those that have. O(cells).
 */
export function mergedCells(cells: readonly RawCell[]): RawCell[] {
  const byKey = new Map<string, RawCell>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.texts, cell.w === null]);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { ...cell });
    else {
      known.n += cell.n;
      if (cell.w !== null) [known.w, known.ww] = [known.w! + cell.w, known.ww! + cell.ww!];
    }
  }
  return [...byKey.values()];
}

/** How many weights differ, of cells that are told apart by them. */
const differentWeights = (cells: readonly RawCell[]) =>
  new Set(cells.flatMap(({ n, w }) => (w === null ? [] : [w / BigInt(n)]))).size;

/** Whether there are more different keys than that. Parts of a source may have keys in common. */
function moreThan(most: number, rows: readonly Row[], keys: readonly string[]): boolean {
  if (rows.length <= most) return false;
  return new Set(rows.map((row) => JSON.stringify(keys.map((key) => row[key] ?? null)))).size > most;
}

interface NumberFacts {
  lo: number;
  hi: number;
  /** About how many differ. */
  different: number;
  /** How many have more than six decimals. */
  fine: number;
}

interface ScoreNeeds {
  weight: WeightKey | null;
  numbers: ReadonlyMap<string, NumberFacts>;
  usable: string;
  expected: number;
  cells: readonly CountedCell[];
}

/** Label, decisions and groups one after the other. */
export interface RawCell {
  /** As the files have them; null: nothing. */
  texts: (string | null)[];
  words: string[];
  n: number;
  w: bigint | null;
  ww: bigint | null;
}

/** An entry of a table of scores, from the columns of `scoresText`. */
export function entryOf(
  row: Row,
  { label, group, exact, weighed }: { label: ColumnType; group: ColumnType | null; exact: boolean; weighed: boolean },
): CountedEntry {
  const whole = (name: string) => BigInt(String(row[name]));
  return {
    label: wordOf(rawText(row['y']), label),
    group: group === null ? '' : wordOf(rawText(row['g']), group),
    lo: Number(row['lo']),
    hi: Number(row['hi']),
    n: Number(row['n']),
    s: exact ? 0n : whole('fs'),
    ss: exact ? 0n : whole('fss'),
    w: weighed ? whole('sw') : null,
    ww: weighed ? whole('sww') : null,
    ws: exact || !weighed ? null : whole('fws'),
    wss: exact || !weighed ? null : whole('fwss'),
  };
}

/** What cells are keyed by: label, decisions and groups. */
export function cellKeys(asked: Asked, keyOf: (name: string) => Key, dialect: Dialect): string[] {
  const key = (name: string) => dialect.key(keyOf(name).column);
  const decisions = asked.candidates.map(({ decision, score, threshold }) => {
    const scoreKey = score === null ? null : keyOf(score);
    return decision === null
      ? decisionByScore(scoreKey!, threshold, dialect)
      : decisionWithScore({ ...keyOf(decision), column: key(decision) }, scoreKey, dialect);
  });
  const groups = asked.groups.map((name) => dialect.key(groupKey(asked, name, keyOf, dialect).column));
  return [key(asked.label), ...decisions, ...groups];
}

/** What a column of groups is grouped by: its cells, or where its numbers are cut. */
function groupKey(asked: Asked, name: string, keyOf: (name: string) => Key, dialect: Dialect): Key {
  const bounds = asked.cuts?.[name];
  return bounds === undefined ? keyOf(name) : cutKey(keyOf(name), bounds, dialect);
}

/** What a cube calls the groups that were asked for. */
const namedGroups = ({ groups, cuts }: Asked): string[] =>
  groups.map((name) => {
    const bounds = cuts?.[name];
    return bounds === undefined ? name : cutHeader(name, bounds);
  });

/** What a cube calls the candidates that were asked for. */
export const namedCandidates = ({ candidates }: Asked): Counted['candidates'] =>
  candidates.map(({ name, decision, score, threshold }) => ({
    name,
    decision: decision ?? `${score!} of at least ${threshold}`,
  }));

/** Columns that a question needs, each once. */
export const columnsOf = ({ label, candidates, groups, weight, unit = null }: Asked): string[] => [
  ...new Set(
    [label, ...candidates.flatMap(({ decision, score }) => [decision, score]), ...groups, weight, unit].filter(
      (name) => name !== null,
    ),
  ),
];

const differs = (one: number, other: number) =>
  new ParleyError(
    'badInput',
    `Two questions counted different rows, ${one.toLocaleString('en')} and ${other.toLocaleString('en')}. Nothing was written; the rows may have changed meanwhile. Try again.`,
  );

const oddCells = (name: string, odd: number, first: string) => {
  const cells = odd === 1 ? '1 cell that is' : `${odd.toLocaleString('en')} cells that are`;
  return new ParleyError(
    'badInput',
    `“${name}” has ${cells} no number, one of them “${first.slice(0, 60)}”. Correct the files, or take such cells as missing: --unreadable=missing.`,
  );
};

export function weightsOf(row: Row, weight: Pick<WeightKey, 'asKey'> | null): { w: bigint | null; ww: bigint | null } {
  if (weight === null) return { w: null, ww: null };
  if (weight.asKey) {
    if (row['w'] === null) return { w: null, ww: null };
    const w = BigInt(String(row['w']));
    const n = BigInt(String(row['n']));
    return { w: n * w, ww: n * w * w };
  }
  if (row['sw'] === null || Number(row['unweighed']) === 1) return { w: null, ww: null };
  return { w: BigInt(String(row['sw'])), ww: BigInt(String(row['sww'])) };
}

export const rawText = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : String(value);

const plainNumber = /^[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?$/;

/** A cell as a word, as the importer reads it: numbers by their value, blanks and words for "missing" as ''. */
export function wordOf(text: string | null, type: Key['type']): string {
  if (text === null) return '';
  if (type === 'number' && !Number.isFinite(Number(text))) return '';
  const trimmed = text.trim();
  if (type !== 'other' && trimmed.length <= 64) {
    if (plainNumber.test(trimmed)) {
      const number = Number(trimmed) + 0;
      // Ids that are longer than a number is exact stay as they are written.
      return Number.isSafeInteger(number) || !/^[-+]?\d+$/.test(trimmed) ? String(number) : trimmed;
    }
    if (readCell(trimmed, '.').kind === cellKind.missing) return '';
  }
  return wordsAsKept(text);
}

/** Takes labels that are neither of the two answers, such as "unknown", as missing. */
function blankNeither(raw: readonly RawCell[]): void {
  const labels = new Set(raw.map(({ words }) => words[0]!).filter((word) => word !== ''));
  const neither = new Set(wordsOfNeither([...labels]));
  for (const { words } of raw) if (neither.has(words[0]!)) words[0] = '';
}

/**
 * Cells with the decisions of candidates that decide by their score written as the label is.
 * @throws ParleyError where the label has not two answers, or nobody can tell which of them is the positive one.
 */
export function decided(raw: readonly RawCell[], asked: Asked): { cells: CountedCell[]; positive: string } {
  const labels = [...new Set(raw.map(({ words }) => words[0]!))].filter((word) => word !== '').sort();
  const answers = [...Map.groupBy(labels, answerKey).values()].map(([first]) => first!);
  if (answers.length > 2) {
    const shown = answers
      .slice(0, 8)
      .map((answer) => `“${answer}”`)
      .join(', ');
    throw new ParleyError(
      'badInput',
      `“${asked.label}” has ${answers.length} different labels: ${shown}${answers.length > 8 ? ' …' : ''}. A cube counts questions with two answers; leave the other rows out of the files.`,
    );
  }
  const positive = positiveOf(answers, asked);
  const other = answers.find((answer) => answerKey(answer) !== answerKey(positive)) ?? '';
  const byScore = asked.candidates.some(({ decision }) => decision === null);
  if (byScore && other === '')
    throw new ParleyError(
      'badInput',
      `Every row has the label “${positive}”, so that decisions by score have no other answer.`,
    );
  const k = asked.candidates.length;
  const cells = raw.map(({ words, n, w, ww }) => ({
    label: words[0]!,
    decisions: asked.candidates.map(({ decision }, c) => {
      const word = words[1 + c]!;
      if (decision !== null || word === '') return word;
      return word === '1' ? positive : other;
    }),
    groups: words.slice(1 + k),
    n,
    w,
    ww,
  }));
  return { cells, positive };
}

function positiveOf(answers: readonly string[], { label, positive }: Asked): string {
  if (positive !== null) {
    const found = answers.find((answer) => answerKey(answer) === answerKey(positive));
    if (found !== undefined) return found;
    throw new ParleyError(
      'badInput',
      `No row has the label “${positive}”; “${label}” has ${answers.map((answer) => `“${answer}”`).join(' and ')}.`,
    );
  }
  const yes = answers.filter((answer) => plainAnswer(answer) === 'yes');
  if (yes.length === 1) return yes[0]!;
  throw new ParleyError(
    'badInput',
    `Say which label is the positive one: --positive=${answers[0] ?? '…'}${answers[1] === undefined ? '' : ` or --positive=${answers[1]}`}.`,
  );
}

/** The condition for rows that can be measured: a label, a decision and a score of every candidate, and a weight. */
function usableIn(
  raw: readonly RawCell[],
  asked: Asked,
  keyOf: (name: string) => Key,
  weight: WeightKey | null,
  dialect: Dialect,
): string {
  const saying = (place: number) => {
    const texts = raw.filter(({ words }) => words[place] !== '').map(({ texts: own }) => own[place]!);
    return [...new Set(texts)].sort();
  };
  const conditions = [
    saysOneOf(keyOf(asked.label), saying(0), dialect),
    ...asked.candidates.flatMap(({ decision, score }, c) => [
      ...(decision === null ? [] : [saysOneOf(keyOf(decision), saying(1 + c), dialect)]),
      ...(score === null ? [] : [hasNumber(keyOf(score), dialect)]),
    ]),
    ...(weight === null ? [] : [`${numberOf(weight.key, dialect)} >= 0`]),
  ];
  return conditions.join(' AND ');
}

/**
 * How many cases can be measured.
 * @throws ParleyError `badInput` where there is none.
 */
export function usableCases(cells: readonly CountedCell[], weighed: boolean): number {
  const cases = cells.reduce((sum, cell) => sum + (isUsable(cell, weighed) ? cell.n : 0), 0);
  if (cases > 0) return cases;
  throw new ParleyError('badInput', 'No row has a label and a decision of every candidate, so nothing was counted.');
}

/** Whether a cell's cases can be measured. */
export const isUsable = ({ label, decisions, w }: CountedCell, weighed: boolean) =>
  label !== '' && decisions.every((decision) => decision !== '') && (!weighed || w !== null);
