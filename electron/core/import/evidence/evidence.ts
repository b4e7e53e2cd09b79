// What formats are recognised by and read from: bytes, text, JSON and YAML values, the files of a folder, the tables of a database,
// a table of text. Each is computed once, on first use, and the libraries it needs are loaded only then.
import { createHash } from 'node:crypto';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { FolderFile, ReadOptions } from '../../../../shared/contract/imports.ts';
import type { ReadProgress } from '../planning/parsedTable.ts';
import type { Chosen } from '../planning/source.ts';
import { checkSize, decodeText } from '../text/decode.ts';
import type { DecodedText } from '../text/decode.ts';
import type { ForeignDatabase } from './database.ts';
import type { QueryPort } from './queryPort.ts';
import type { TrackingServer } from './trackingServer.ts';
import { readDocuments } from './documents.ts';
import type { Document, Documents } from './documents.ts';
import { folderOf, stemOf } from './folder.ts';
import type { Folder } from './folder.ts';
import type { Json } from './json.ts';
import { holdsValues, markupAt, textBehindFrontMatter, valuesIn } from './markup.ts';
import type { Markup } from './markup.ts';
import { kindOf } from './signatures.ts';
import type { FileKind } from './signatures.ts';
import { readTextTable } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/** What is to be read. */
export interface ReadRequest {
  bytes: Uint8Array;
  /** The path that the bytes are read from, where they are; `bytes` is then empty. */
  from?: string | undefined;
  fileName: string;
  options: ReadOptions;
  /** The files of a folder; `bytes` is then empty. */
  files?: FolderFile[] | undefined;
  /** For a database: the content of the file beside it that ends in -wal. */
  beside?: Uint8Array | undefined;
  /** The checksum of the bytes, where the caller works it out; '' until then. */
  sha256?: string;
  /** What is asked instead of a file; `bytes` is then empty. */
  server?: AskedServer | undefined;
}

/** A server that answers: in SQL, or as MLflow's own. */
export type AskedServer = { database: QueryPort } | { tracking: TrackingServer };

/** Computes something when it is first asked for, and keeps the result or the error. */
function once<T>(work: () => T): () => T {
  let outcome: { value: T } | { error: unknown } | null = null;
  return () => {
    if (outcome === null) {
      try {
        outcome = { value: work() };
      } catch (error) {
        outcome = { error };
      }
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

/**
 * The evidence in one file or folder. Everything that is asked of it may throw a ParleyError `badInput` with place and remedy, when
 * the file is damaged whatever wrote it, or `tooLarge`.
 */
export class Evidence {
  readonly fileName: string;
  readonly options: ReadOptions;
  /** What the person chose on an earlier preview, by key. */
  readonly chosen: Chosen;
  readonly kind: FileKind | 'folder' | 'server';
  readonly bytes: Uint8Array;
  /** Null unless a folder is read. */
  readonly folder: Folder | null;
  readonly onProgress: ReadProgress;
  readonly #request: ReadRequest;
  #opened: ForeignDatabase | null = null;

  /** @throws ParleyError `tooLarge` above 64 MB. */
  constructor(request: ReadRequest, onProgress: ReadProgress = () => undefined) {
    const { bytes, fileName, options, files, beside } = request;
    const size = files ? files.reduce((sum, file) => sum + file.bytes.length, 0) : bytes.length + (beside?.length ?? 0);
    checkSize(size, fileName);
    this.#request = request;
    this.fileName = fileName;
    this.options = options;
    this.chosen = options.choices ?? {};
    this.kind = request.server ? 'server' : files ? 'folder' : kindOf(bytes);
    this.bytes = bytes;
    this.folder = files ? folderOf(files) : null;
    this.onProgress = onProgress;
    if (files) onProgress(0, 'Reading the folder');
  }

  /** The name of the file without its ending, or of the folder. */
  get stem(): string {
    return this.folder ? this.fileName : stemOf(this.fileName);
  }

  /** The checksum that provenance keeps; for a folder, of the paths and checksums of its files in order of the paths. */
  readonly sha256 = once((): string => {
    const { sha256, bytes, files } = this.#request;
    return files ? hashOfFolder(files) : (sha256 ?? hash(bytes));
  });

  /** The text of a text file. */
  readonly text = once((): DecodedText => {
    this.onProgress(0, 'Reading the text');
    return decodeText(this.bytes, this.fileName);
  });

  /** How the text writes values, by its beginning; null for a table of text and for everything that is no text. */
  readonly markup = once((): Markup | null => {
    const begins = this.beginsWith();
    return begins === 'YAML' && !holdsValues(this.values) ? null : begins;
  });

  /** The values in a JSON, JSON Lines or YAML text, or in the front matter of a model card; none in other files. */
  readonly values = once((): Json[] => {
    const begins = this.beginsWith();
    return begins === null ? [] : valuesIn(this.text().text, begins, this.fileName);
  });

  /** The single value of a file, or every file of a folder that holds one. */
  readonly documents = once((): readonly Document[] => (this.folder ? this.#inFolder().documents : this.#inFile()));

  /** Problems of the folder's files that could not be read. */
  readonly documentProblems = once(() => (this.folder ? this.#inFolder().problems : []));

  /** MLflow's own server; null for everything else. */
  get tracking(): TrackingServer | null {
    const { server } = this.#request;
    return server && 'tracking' in server ? server.tracking : null;
  }

  /** The tables of a database; null for everything else. */
  readonly database = once(async (): Promise<QueryPort | null> => {
    const { server } = this.#request;
    if (server && 'database' in server) return server.database;
    if (this.kind !== 'SQLite') return null;
    this.onProgress(0, 'Reading the database');
    const { openForeign } = await import('./database.ts');
    this.#opened = openForeign(this.bytes, this.fileName, this.#request.beside);
    return this.#opened;
  });

  /** The table in a text that is no JSON or YAML, or in a workbook; null for everything else. */
  readonly table = once(async (): Promise<TextTable | null> => {
    if (this.kind === 'zip') {
      this.onProgress(0, 'Reading the workbook');
      const { readWorkbook } = await import('./workbook.ts');
      return readWorkbook(this.bytes, this.fileName, this.options);
    }
    if (this.kind !== 'text' || this.markup() !== null) return null;
    const { readShapedTable } = await import('./shapedTable.ts');
    const shaped = await readShapedTable(this.text(), this.fileName, this.options);
    return shaped ?? readTextTable(this.text(), this.fileName, this.options, { onProgress: this.onProgress });
  });

  /** The texts among the files of a folder whose paths match, or the text of a single file. */
  texts(wanted: RegExp): { path: string; text: string }[] {
    const { folder } = this;
    if (folder === null) return this.kind === 'text' ? [{ path: this.fileName, text: this.text().text }] : [];
    return folder.paths.flatMap((path) => {
      const text = wanted.test(path) ? folder.text(path) : null;
      return text === null ? [] : [{ path, text }];
    });
  }

  /**
   * The tables among the files of a folder, by path; a file that is no table is not there.
   *
   * @param wanted which paths are tables as far as their names tell.
   */
  folderTables(wanted: RegExp): { path: string; table: TextTable }[] {
    const folder = this.folder;
    if (!folder) return [];
    return folder.paths.flatMap((path) => {
      const table = wanted.test(path) ? this.#tableAt(path) : null;
      return table ? [{ path, table }] : [];
    });
  }

  /** Closes what was opened. */
  close(): void {
    this.#opened?.close();
    this.#opened = null;
  }

  /** What the beginning of a text looks like; the rest has not been read yet. */
  readonly beginsWith = once((): Markup | null => {
    // A separator that was chosen means that the text was seen to be a table.
    if (this.kind !== 'text' || this.options.delimiter !== null) return null;
    return markupAt(this.text().text, this.fileName);
  });

  readonly #inFolder = once((): Documents => readDocuments(this.folder!, this.onProgress));

  readonly #tables = new Map<string, TextTable | null>();

  /** The table in one file of the folder; null where there is none. */
  #tableAt(path: string): TextTable | null {
    const known = this.#tables.get(path);
    if (known !== undefined) return known;
    let table: TextTable | null = null;
    try {
      const options = { delimiter: null, decimal: null, header: null };
      table = readTextTable(decodeText(this.folder!.bytes(path)!, path), path, options);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
    }
    this.#tables.set(path, table);
    return table;
  }

  #inFile(): Document[] {
    const values = this.values();
    const isCard = this.beginsWith() === 'front matter';
    const [value] = values;
    if (value === undefined || (values.length > 1 && !isCard)) return [];
    return [{ path: this.fileName, value, text: isCard ? textBehindFrontMatter(this.text().text) : '' }];
  }
}

export const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function hashOfFolder(files: readonly FolderFile[]): string {
  const all = createHash('sha256');
  const lines = files.map(({ path, bytes }) => `${path}\0${hash(bytes)}\n`).sort();
  for (const line of lines) all.update(line);
  return all.digest('hex');
}
