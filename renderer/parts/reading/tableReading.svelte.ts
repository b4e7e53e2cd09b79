// Reading a table, whatever it is to become: how far it is, stopping, and letting the host forget the table when the dialog closes.
import type { In } from '../../../shared/contract/contract.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Problem } from '../../../shared/contract/errors.ts';
import type { ReadOptions, TablePreview } from '../../../shared/contract/imports.ts';
import { call, handOver, type HandedOver } from '../../client/client.ts';
import { RunningTask, windowName } from '../../client/runningTask.svelte.ts';

/**
 * What is read: a file, pasted text, the files of a folder, or what a server has. A `file` is handed over when it is read first; `bytes`
 * is then empty. `choices` are those that were made before anything was read.
 */
export type TableSource = Omit<In<'imports.read'>, 'task' | 'window' | 'options' | 'upload'> & {
  file?: File;
  choices?: Readonly<Record<string, string>>;
};

/** Why something was not read or written: the sentence, and where in the file. */
export interface ReadingFailure {
  message: string;
  problems: readonly Problem[];
  /** It is more than is read. */
  tooLarge?: boolean;
}

/** What to show of an error; null where the person stopped it. Throws what is no expected failure. */
export function failureOf(error: unknown): ReadingFailure | null {
  if (!(error instanceof ParleyError)) throw error;
  if (error.code === 'cancelled') return null;
  return { message: error.message, problems: error.problems ?? [], tooLarge: error.code === 'tooLarge' };
}

/** How to read where nobody has said anything. */
export const asWritten: ReadOptions = { delimiter: null, decimal: null, header: null };

/** The table of one dialog. */
export class TableReading {
  readonly task = new RunningTask();
  #table: string | null = null;
  /** The file that was handed over last, and for what, for reading it again in another way. */
  #handedOver: { file: File; purpose: 'evidence' | 'log'; as: HandedOver } | null = null;
  #closed = false;

  /**
   * Reads; the table that was read before is forgotten once another has come in its place.
   * @returns null when the dialog was closed meanwhile.
   * @throws ParleyError; `cancelled` when it was stopped, and the table read before stays.
   */
  async read(source: TableSource, options: ReadOptions = asWritten): Promise<TablePreview | null> {
    const { file, choices, ...rest } = source;
    const asked = choices === undefined ? options : { ...options, choices: { ...choices, ...options.choices } };
    return this.#take(async (task, signal) => {
      const bytes = file === undefined ? {} : await this.#handOver(file, 'evidence', signal);
      return call('imports.read', { task, window: windowName, ...rest, ...bytes, options: asked });
    });
  }

  /** Has a log looked through that is counted instead of read. As `read`. */
  async survey(file: File): Promise<TablePreview | null> {
    return this.#take(async (task, signal) => {
      const { upload } = await this.#handOver(file, 'log', signal);
      return call('predictions.survey', { task, fileName: file.name, upload: upload! });
    });
  }

  async #take(ask: (task: string, signal: AbortSignal) => Promise<TablePreview>): Promise<TablePreview | null> {
    const preview = await this.task.run(ask);
    this.forget();
    this.#table = preview.table;
    if (!this.#closed) return preview;
    this.forget();
    return null;
  }

  /** What to send of a source that is read as something other than a table. */
  async bytesOf({ file, bytes }: TableSource, signal: AbortSignal): Promise<Pick<TableSource, 'bytes'> & HandedOver> {
    return { bytes, ...(file === undefined ? {} : await this.#handOver(file, 'evidence', signal)) };
  }

  async #handOver(file: File, purpose: 'evidence' | 'log', signal: AbortSignal): Promise<HandedOver> {
    if (this.#handedOver?.file !== file || this.#handedOver.purpose !== purpose) {
      this.#letGo();
      this.#handedOver = { file, purpose, as: await handOver(purpose, file, signal) };
    }
    const { as } = this.#handedOver;
    if (this.#closed) {
      this.#letGo();
      throw new ParleyError('cancelled', 'Stopped.');
    }
    return as;
  }

  #letGo(): void {
    const upload = this.#handedOver?.as.upload;
    if (upload !== undefined) void call('uploads.drop', { upload }).catch(() => undefined);
    this.#handedOver = null;
  }

  /** Lets the host forget the table. One that was accepted is forgotten already, which is no failure. */
  forget(): void {
    if (this.#table !== null) void call('imports.drop', { table: this.#table }).catch(() => undefined);
    this.#table = null;
  }

  /** Call when the dialog is gone: stops what is under way, and lets the host forget the table. */
  close(): void {
    this.#closed = true;
    this.task.stop();
    this.forget();
    this.#letGo();
  }
}
