// Files as a source of counts, read by DuckDB: one locked engine that can open these files and nothing else, and what it says in
// sentences about a file.
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Counted } from '../../../shared/measures/log/cube.ts';
import { Count, type CountProgress, type Source } from './counter.ts';
import { dialects } from './dialects.ts';
import { requiredEngine, type Connection } from './engine.ts';
import type { CountOrder, EngineOrder, LogSurvey } from './order.ts';
import type { Row } from './questions.ts';
import { relationOf } from './relation.ts';
import { countedResults } from './results.ts';
import { literals } from './sqlText.ts';
import { surveyOf } from './survey.ts';

/** An engine that can read these files, write to its spill folder, and do nothing else; its settings can no longer be changed. */
async function lockedConnection({ files, limits, spill }: EngineOrder): Promise<Connection> {
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
    const source = new FileSource(order, connection);
    const [{ v }] = (await source.rows('SELECT version() AS v')) as [{ v: string }];
    const files = order.files.map((file) => ({ name: path.basename(file.path), bytes: file.bytes }));
    const about = { engine: `DuckDB ${v.replace(/^v/, '')}`, at: order.at, files };
    return await new Count(order.asked, source, about, onProgress).all();
  } finally {
    connection.closeSync();
  }
}

/**
 * Looks what the columns of the files hold.
 * @throws ParleyError as `surveyOf`, and what the engine says.
 */
export async function surveyFiles(order: EngineOrder, onProgress: CountProgress): Promise<LogSurvey> {
  const connection = await lockedConnection(order);
  try {
    return await surveyOf(order.files, new FileSource(order, connection), onProgress);
  } finally {
    connection.closeSync();
  }
}

/**
 * The counts that answers to printed questions hold; those in Parquet are read by the engine.
 * @throws ParleyError as `countedResults`.
 */
export async function countAnswers(order: CountOrder): Promise<Counted> {
  const engine = order.files.some(({ format }) => format === 'parquet') ? await lockedConnection(order) : null;
  try {
    const source = engine && new FileSource(order, engine);
    return await countedResults(order, (file) => source!.rows(`SELECT * FROM read_parquet([${literals([file])}])`));
  } finally {
    engine?.closeSync();
  }
}

class FileSource implements Source {
  readonly dialect = dialects.duckdb;
  readonly #order: EngineOrder;
  readonly #connection: Connection;

  constructor(order: EngineOrder, connection: Connection) {
    this.#order = order;
    this.#connection = connection;
  }

  async relation(names: readonly string[]) {
    const { text, types } = await relationOf(this.#order.files, names, (asked) => this.rows(asked));
    return { parts: [`(${text}) AS r`], columns: names.map((_, k) => `k${k}`), types };
  }

  progress(): number {
    return Math.max(0, this.#connection.progress.percentage) / 100;
  }

  /** Without the folders of this computer. */
  kept(text: string): string {
    const files = this.#order.files.map((file) => file.path);
    const listed = literals(files);
    const [first] = files.map((file) => path.basename(file));
    const named = files.length === 1 ? literals([first!]) : `${literals([first!])} and ${files.length - 1} more`;
    let said = text.replaceAll(listed, named);
    for (const file of files) said = said.replaceAll(literals([file]), literals([path.basename(file)]));
    return said.slice(0, 200_000);
  }

  async rows(text: string): Promise<Row[]> {
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
        `Counting needs more than the ${limits.memoryMb} MB of memory and ${limits.spillMb} MB on disk that it may use. Count fewer groups, or allow more with parley cube --memory.`,
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
