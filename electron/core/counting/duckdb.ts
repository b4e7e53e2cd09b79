// Counts the rows of files with DuckDB, in a process of its own: one locked engine, one question after the other, and a check that
// every question counted the same rows.
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { MOST_CELLS, MOST_ROWS, MOST_SCORES } from '../../../shared/domain/cubeParts.ts';
import { answerKey, plainAnswer } from '../../../shared/measures/log/answers.ts';
import type { Counted, CountedCell, CountedEntry, CountedTable } from '../../../shared/measures/log/cube.ts';
import { readCell, cellKind } from '../import/text/numbers.ts';
import { words as wordsAsKept } from '../import/text/problems.ts';
import { requiredEngine, type Connection } from './engine.ts';
import type { Asked, CountOrder } from './order.ts';
import type { Key, WeightKey } from './questions.ts';
import {
  cellsText,
  decisionByScore,
  decisionWithScore,
  factsText,
  numberOf,
  saysOneOf,
  scoresText,
} from './questions.ts';
import { relationOf } from './relation.ts';
import { literals } from './sqlText.ts';

/** Weights that take no more values than this are told apart, so that samples can be drawn of them exactly. */
const MOST_WEIGHTS = 64;
/** Entries of one table of scores; more are no summary. */
const MOST_ENTRIES = 200_000;
/** A column of more groups is not measured score by score. */
const MOST_SCORED_GROUPS = 50;
/** Weights beyond this do not fit into the engine's whole numbers. */
const LARGEST_WEIGHT = 1e12;

type Row = Record<string, unknown>;
type CountProgress = (fraction: number, doing: string) => void;

/** An engine that can read these files, write to its spill folder, and do nothing else; its settings can no longer be changed. */
async function lockedConnection({ files, limits, spill }: CountOrder): Promise<Connection> {
  const { DuckDBInstance } = await requiredEngine();
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(limits.threads),
    memory_limit: `${limits.memoryMb}MB`,
    temp_directory: spill,
    max_temp_directory_size: `${limits.spillMb}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  await connection.run('SET enable_progress_bar=true');
  await connection.run('SET enable_progress_bar_print=false');
  await connection.run('SET progress_bar_time=0');
  await connection.run(`SET allowed_paths=[${literals(files.map((file) => file.path))}]`);
  await connection.run('SET enable_external_access=false');
  await connection.run('SET lock_configuration=true');
  return connection;
}

/**
 * Counts the files as they are asked.
 *
 * @throws ParleyError with a sentence: `badInput` for what is wrong with the files or the question, `tooLarge` where there are more
 *         cells than a cube has, or the engine has no memory left.
 */
export async function countFiles(order: CountOrder, onProgress: CountProgress): Promise<Counted> {
  const connection = await lockedConnection(order);
  try {
    return await new Count(order, connection, onProgress).all();
  } finally {
    connection.closeSync();
  }
}

class Count {
  readonly #order: CountOrder;
  readonly #connection: Connection;
  readonly #onProgress: CountProgress;
  readonly #questions: Counted['source']['questions'] = [];
  #step = 0;
  readonly #steps: number;
  #furthest = 0;
  #version = '';

  constructor(order: CountOrder, connection: Connection, onProgress: CountProgress) {
    this.#order = order;
    this.#connection = connection;
    const scored = order.asked.candidates.filter(({ score }) => score !== null).length;
    this.#steps = 2 + (order.asked.scores ? scored * Math.max(1, order.asked.groups.length) : 0);
    this.#onProgress = (fraction, doing) => {
      // The engine's estimate may fall, and a question may turn out to be needed twice.
      this.#furthest = Math.max(this.#furthest, Math.min(1, fraction));
      onProgress(this.#furthest, doing);
    };
  }

  async all(): Promise<Counted> {
    const { asked, files, at } = this.#order;
    const [{ v }] = (await this.#rows('SELECT version() AS v')) as [{ v: string }];
    this.#version = v.replace(/^v/, '');
    const names = columnsOf(asked);
    const relation = await relationOf(files, names, (text) => this.#rows(text));
    const keyOf = (name: string): Key => {
      const k = names.indexOf(name);
      return { column: `k${k}`, type: relation.types[k]! };
    };
    const source = relation.text;

    const { rows, numbers } = await this.#facts(source, asked, keyOf);
    const weight = this.#weightKey(asked, keyOf, numbers);
    const raw = await this.#cells(source, asked, keyOf, weight);
    const counted = raw.reduce((sum, { n }) => sum + n, 0);
    if (counted !== rows) throw differs(rows, counted);
    const { cells, positive } = decided(raw, asked);
    const usable = usableIn(raw, asked, keyOf, weight);
    const expected = cells.reduce((sum, cell) => sum + (isUsable(cell, weight !== null) ? cell.n : 0), 0);
    if (expected === 0)
      throw new ParleyError(
        'badInput',
        'No row has a label and a decision of every candidate, so nothing was counted.',
      );
    const scores = asked.scores
      ? await this.#scores(source, { asked, keyOf, weight, numbers, usable, expected, cells })
      : [];
    this.#onProgress(1, 'writing');
    return {
      label: asked.label,
      weight: asked.weight,
      positive,
      candidates: asked.candidates.map(({ name, decision, score, threshold }) => ({
        name,
        decision: decision ?? `${score!} of at least ${threshold}`,
      })),
      groups: asked.groups,
      cells,
      scores,
      remarks: {
        roundedWeights: asked.weight === null ? 0 : (numbers.get(asked.weight)?.fine ?? 0),
      },
      source: {
        engine: `DuckDB ${this.#version}`,
        at,
        files: files.map((file) => ({ name: path.basename(file.path), bytes: file.bytes })),
        questions: this.#questions,
        rows,
      },
    };
  }

  /** Rows, and what is known of the columns that are used as numbers. Those that hold something else are refused here. */
  async #facts(source: string, asked: Asked, keyOf: (name: string) => Key) {
    const used = [...asked.candidates.flatMap(({ score }) => (score === null ? [] : [score])), asked.weight];
    const names = [...new Set(used.filter((name) => name !== null))];
    const text = names.length === 0 ? `SELECT count(*) AS n FROM (${source})` : factsText(source, names.map(keyOf));
    const [found] = await this.#ask('rows', text);
    const rows = Number(found!['n']);
    if (rows === 0) throw new ParleyError('badInput', 'The files have no rows, so nothing was counted.');
    if (rows > MOST_ROWS)
      throw new ParleyError(
        'tooLarge',
        `There are ${rows.toLocaleString('en')} rows; up to ${MOST_ROWS.toLocaleString('en')} are measured.`,
      );
    const numbers = new Map<string, NumberFacts>();
    names.forEach((name, k) => {
      const odd = Number(found![`odd${k}`]);
      if (odd > 0 && !asked.unreadableAsMissing) throw oddCells(name, odd, String(found![`first${k}`]));
      const [lo, hi] = [found![`lo${k}`], found![`hi${k}`]];
      if (lo === null || hi === null)
        throw new ParleyError('badInput', `“${name}” has no numbers, so nothing was counted.`);
      numbers.set(name, {
        lo: Number(lo),
        hi: Number(hi),
        different: Number(found![`different${k}`]),
        fine: Number(found![`fine${k}`]),
      });
    });
    return { rows, numbers };
  }

  #weightKey(asked: Asked, keyOf: (name: string) => Key, numbers: ReadonlyMap<string, NumberFacts>): WeightKey | null {
    if (asked.weight === null) return null;
    const { hi, different } = numbers.get(asked.weight)!;
    if (hi > LARGEST_WEIGHT)
      throw new ParleyError(
        'badInput',
        `“${asked.weight}” has weights above ${LARGEST_WEIGHT}. Divide all of them by one number.`,
      );
    // 3e9 parts squared still fit into 63 bits.
    return { key: keyOf(asked.weight), asKey: different <= MOST_WEIGHTS, wide: hi > 3000 };
  }

  async #cells(
    source: string,
    asked: Asked,
    keyOf: (name: string) => Key,
    weight: WeightKey | null,
  ): Promise<RawCell[]> {
    const decisions = asked.candidates.map(({ decision, score, threshold }) => {
      const scoreKey = score === null ? null : keyOf(score);
      return decision === null ? decisionByScore(scoreKey!, threshold) : decisionWithScore(keyOf(decision), scoreKey);
    });
    const keys = [keyOf(asked.label).column, ...decisions, ...asked.groups.map((name) => keyOf(name).column)];
    const rows = await this.#ask('cells of label, decisions and groups', cellsText(source, keys, weight));
    if (rows.length > MOST_CELLS) {
      throw new ParleyError(
        'tooLarge',
        `There are more than ${MOST_CELLS.toLocaleString('en')} combinations of label, decisions${asked.groups.length > 0 ? ' and groups' : ''}. ` +
          'Count fewer candidates or groups at a time, and leave out columns that name single cases.',
      );
    }
    const types = [asked.label, ...asked.candidates.map(({ decision }) => decision), ...asked.groups].map((name) =>
      name === null ? 'number' : keyOf(name).type,
    );
    return rows.map((row) => {
      const texts = types.map((_, k) => rawText(row[`g${k}`]));
      return {
        texts,
        words: texts.map((text, k) => wordOf(text, types[k]!)),
        n: Number(row['n']),
        ...weightsOf(row, weight),
      };
    });
  }

  async #scores(
    source: string,
    { asked, keyOf, weight, numbers, usable, expected, cells }: ScoreNeeds,
  ): Promise<CountedTable[]> {
    const sizes = asked.groups.map((_, g) => new Set(cells.map(({ groups }) => groups[g]!)).size);
    const columns = [...asked.groups.keys()].filter((g) => sizes[g]! <= MOST_SCORED_GROUPS);
    const found: CountedTable[] = [];
    for (const [candidate, { name, score }] of asked.candidates.entries()) {
      if (score === null) continue;
      const { lo, hi, different } = numbers.get(score)!;
      const isProbability = lo >= 0 && hi <= 1;
      const [from, to] = isProbability ? [0, 1] : [lo, hi > lo ? hi : lo + 1];
      for (const group of columns.length === 0 ? [null] : columns) {
        const ask = (exact: boolean) =>
          this.#scoreEntries(source, `scores of ${name}${group === null ? '' : ` by ${asked.groups[group]!}`}`, {
            score: keyOf(score),
            label: keyOf(asked.label),
            group: group === null ? null : keyOf(asked.groups[group]!),
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

  /** null: there are too many to be a summary. */
  async #scoreEntries(
    source: string,
    about: string,
    question: Parameters<typeof scoresText>[1],
  ): Promise<CountedEntry[] | null> {
    const rows = await this.#ask(about, scoresText(source, question));
    if (rows.length > MOST_ENTRIES) return null;
    const { label, group, exact, weight } = question;
    return rows.map((row) => {
      const { w, ww } = weightsOf(row, weight === null ? null : { ...weight, asKey: false });
      return {
        label: wordOf(rawText(row['y']), label.type),
        group: group === null ? '' : wordOf(rawText(row['g']), group.type),
        lo: Number(row['lo']),
        hi: Number(row['hi']),
        n: Number(row['n']),
        s: exact ? 0n : BigInt(String(row['fs'])),
        ss: exact ? 0n : BigInt(String(row['fss'])),
        w,
        ww,
        ws: exact || weight === null ? null : BigInt(String(row['fws'])),
        wss: exact || weight === null ? null : BigInt(String(row['fwss'])),
      };
    });
  }

  /** Asks a question that makes the cube, and keeps its text, without the folders of this computer. */
  async #ask(about: string, text: string): Promise<Row[]> {
    const ticking = setInterval(() => {
      const { percentage } = this.#connection.progress;
      this.#onProgress((this.#step + Math.max(0, percentage) / 100) / this.#steps, about);
    }, 200);
    try {
      const rows = await this.#rows(text);
      this.#questions.push({ about, text: this.#withoutFolders(text), entries: rows.length });
      return rows;
    } finally {
      clearInterval(ticking);
      this.#step++;
      this.#onProgress(this.#step / this.#steps, about);
    }
  }

  #withoutFolders(text: string): string {
    const files = this.#order.files.map((file) => file.path);
    const listed = literals(files);
    const [first] = files.map((file) => path.basename(file));
    const named = files.length === 1 ? literals([first!]) : `${literals([first!])} and ${files.length - 1} more`;
    let said = text.replaceAll(listed, named);
    for (const file of files) said = said.replaceAll(literals([file]), literals([path.basename(file)]));
    return said.slice(0, 200_000);
  }

  async #rows(text: string): Promise<Row[]> {
    try {
      return (await this.#connection.runAndReadAll(text)).getRowObjectsJson() as Row[];
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** What the engine says, as a sentence about a file. */
  #failure(error: unknown): Error {
    const message = error instanceof Error ? error.message : String(error);
    const { files, limits } = this.#order;
    const file = files.find((each) => message.includes(each.path)) ?? (files.length === 1 ? files[0] : undefined);
    const name = file === undefined ? 'One of the files' : path.basename(file.path);
    const line = /CSV Error on Line: (\d+)/.exec(message)?.[1] ?? /in line (\d+)/i.exec(message)?.[1];
    const where = line === undefined ? name : `${name}, line ${Number(line).toLocaleString('en')}`;
    if (/^Out of Memory|max_temp_directory_size|failed to offload/i.test(message))
      return new ParleyError(
        'tooLarge',
        `Counting needs more than the ${limits.memoryMb} MB of memory and ${limits.spillMb} MB on disk that it may use. Allow more with --memory, or count fewer groups.`,
      );
    const columns = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
    if (columns)
      return new ParleyError(
        'badInput',
        `${where} has ${columns[2]} cells where the header has ${columns[1]}. Nothing was counted; correct the file.`,
      );
    if (/not utf-8 encoded|Invalid unicode/i.test(message))
      return new ParleyError('badInput', `${where} is not UTF-8. Nothing was counted; save it as UTF-8.`);
    if (/quote|unterminated/i.test(message) && /CSV Error/.test(message))
      return new ParleyError(
        'badInput',
        `${where} has quotes that do not match. Nothing was counted; correct the file.`,
      );
    if (/Malformed JSON|Invalid JSON/i.test(message))
      return new ParleyError('badInput', `${where} is no valid JSON. Nothing was counted; correct the file.`);
    if (
      /No magic bytes|Snappy|ZSTD|Parquet|Thrift|TProtocol|decompress/i.test(message) &&
      /Invalid|IO Error/.test(message)
    )
      return new ParleyError('badInput', `${name} is damaged or no Parquet file. Nothing was counted; write it again.`);
    if (/schema mismatch|If you are trying to read files with different schemas/i.test(message))
      return new ParleyError(
        'badInput',
        'The Parquet files do not have the same columns. Count those that do, or write them alike.',
      );
    if (/INTERRUPT/.test(message)) return new ParleyError('cancelled', 'Counting was stopped; nothing was written.');
    if (/^(Invalid Input|IO|Conversion|Out of Range|Binder|Permission) Error/.test(message))
      return new ParleyError('badInput', `${where} cannot be counted: ${excerpt(message)}`);
    return error instanceof Error ? error : new Error(message);
  }
}

/** The first line of what the engine says, without the folders of this computer. */
const excerpt = (message: string) =>
  message
    .split('\n')[0]!
    .replace(/^[A-Z][\w ]* Error: /, '')
    .replace(/["']?(\/|[A-Z]:\\)[^"'\s]*[/\\]/g, '')
    .slice(0, 300);

interface NumberFacts {
  lo: number;
  hi: number;
  /** About how many differ. */
  different: number;
  /** How many have more than six decimals. */
  fine: number;
}

interface ScoreNeeds {
  asked: Asked;
  keyOf: (name: string) => Key;
  weight: WeightKey | null;
  numbers: ReadonlyMap<string, NumberFacts>;
  usable: string;
  expected: number;
  cells: readonly CountedCell[];
}

/** Label, decisions and groups one after the other. */
interface RawCell {
  /** As the files have them; null: nothing. */
  texts: (string | null)[];
  words: string[];
  n: number;
  w: bigint | null;
  ww: bigint | null;
}

const columnsOf = ({ label, candidates, groups, weight }: Asked): string[] => [
  ...new Set(
    [label, ...candidates.flatMap(({ decision, score }) => [decision, score]), ...groups, weight].filter(
      (name) => name !== null,
    ),
  ),
];

const differs = (one: number, other: number) =>
  new ParleyError(
    'badInput',
    `Two questions counted different rows, ${one.toLocaleString('en')} and ${other.toLocaleString('en')}. Nothing was written; the files may have changed meanwhile. Try again.`,
  );

const oddCells = (name: string, odd: number, first: string) => {
  const cells = odd === 1 ? '1 cell that is' : `${odd.toLocaleString('en')} cells that are`;
  return new ParleyError(
    'badInput',
    `“${name}” has ${cells} no number, one of them “${first.slice(0, 60)}”. Correct the files, or take such cells as missing: --unreadable=missing.`,
  );
};

function weightsOf(row: Row, weight: WeightKey | null): { w: bigint | null; ww: bigint | null } {
  if (weight === null) return { w: null, ww: null };
  if (weight.asKey) {
    if (row['w'] === null) return { w: null, ww: null };
    const w = BigInt(String(row['w']));
    const n = BigInt(String(row['n']));
    return { w: n * w, ww: n * w * w };
  }
  if (row['sw'] === null || row['unweighed'] === true) return { w: null, ww: null };
  return { w: BigInt(String(row['sw'])), ww: BigInt(String(row['sww'])) };
}

const rawText = (value: unknown): string | null =>
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

/**
 * Cells with the decisions of candidates that decide by their score written as the label is.
 * @throws ParleyError where the label has not two answers, or nobody can tell which of them is the positive one.
 */
function decided(raw: readonly RawCell[], asked: Asked): { cells: CountedCell[]; positive: string } {
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
): string {
  const saying = (place: number) => {
    const texts = raw.filter(({ words }) => words[place] !== '').map(({ texts: own }) => own[place]!);
    return [...new Set(texts)].sort();
  };
  const hasNumber = (key: Key) => `${numberOf(key)} IS NOT NULL`;
  const conditions = [
    saysOneOf(keyOf(asked.label), saying(0)),
    ...asked.candidates.flatMap(({ decision, score }, c) => [
      ...(decision === null ? [] : [saysOneOf(keyOf(decision), saying(1 + c))]),
      ...(score === null ? [] : [hasNumber(keyOf(score))]),
    ]),
    ...(weight === null ? [] : [`${numberOf(weight.key)} >= 0`]),
  ];
  return conditions.join(' AND ');
}

/** Whether a cell's cases can be measured. */
const isUsable = ({ label, decisions, w }: CountedCell, weighed: boolean) =>
  label !== '' && decisions.every((decision) => decision !== '') && (!weighed || w !== null);
