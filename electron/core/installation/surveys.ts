// Logs that were looked through and wait to be counted: what their columns hold, and where the file lies.
import { randomBytes } from 'node:crypto';
import type { CountedFile, LogSurvey } from '../counting/order.ts';

export interface SurveyedLog {
  fileName: string;
  file: CountedFile;
  /** When the file was changed last, in milliseconds since 1970. */
  changed: number;
  survey: LogSurvey;
}

/** Each takes a megabyte at most. */
const MOST = 16;

export class Surveys {
  /** The oldest first. */
  readonly #waiting = new Map<string, SurveyedLog>();

  /** Keeps a survey until it is dropped, or many came after it. Returns the name under which it waits. */
  add(log: SurveyedLog): string {
    const name = randomBytes(12).toString('base64url');
    this.#waiting.set(name, log);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > MOST && oldest !== undefined) this.#waiting.delete(oldest);
    return name;
  }

  /** null: no survey waits under that name; it may be a table that was read. */
  get(name: string): SurveyedLog | null {
    return this.#waiting.get(name) ?? null;
  }

  drop(name: string): void {
    this.#waiting.delete(name);
  }
}
