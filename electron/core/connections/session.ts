// A read-only session of a database server: one snapshot for all questions, each bounded in time, and stopped on the server when
// somebody stops it here. Closing a connection alone stops no statement.
import { readFileSync } from 'node:fs';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ServerAddress } from './address.ts';

/** Whole numbers beyond 2^53, decimals and dates come as text; truth as 1 and 0; what is no text or number as null. */
export type ServerCell = string | number | null;
export type ServerRow = readonly ServerCell[];

export interface ServerSession {
  readonly dialect: 'postgres' | 'mysql';
  /**
   * All rows of a statement. The text is the program's own; values are bound, each where a question mark stands.
   *
   * @throws ParleyError with a sentence; see `troubleOf` in troubles.ts.
   */
  rows(sql: string, values: readonly ServerCell[]): Promise<ServerRow[]>;
  /** The rows of a statement in portions, so that never more than one is in memory. One statement at a time. */
  stream(sql: string, values: readonly ServerCell[]): AsyncIterable<ServerRow[]>;
  /** Ends what is running on the server; nothing can be asked afterwards. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionLimits {
  /** Seconds that one statement may take. */
  statementSeconds: number;
  /** Seconds until somebody has to answer. */
  connectSeconds: number;
}
export const usualLimits: SessionLimits = { statementSeconds: 120, connectSeconds: 15 };

/** Rows of one portion. */
export const portion = 5_000;

/** How a connection is encrypted; null: it is not. The host's name is checked against the certificate by whoever connects. */
export function tlsOptions({ tls, host, certificate }: ServerAddress): TlsOptions | null {
  if (!tls) return null;
  const options: TlsOptions = { rejectUnauthorized: true, minVersion: 'TLSv1.2' };
  if (!/^[\d.]+$|:/.test(host)) options.servername = host;
  if (certificate !== null) options.ca = readCertificate(certificate);
  return options;
}

function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ParleyError('notFound', `The certificate ${path} cannot be read. Check ?sslrootcert= in the address.`);
  }
}

/** What is asked of a server, so that it can be stopped: how many answers are waited for, and whether anything may be asked still. */
export class Asking {
  #waiting = 0;
  #stopped = false;

  /** @throws ParleyError `cancelled` once it was stopped. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    if (this.#stopped) throw new ParleyError('cancelled', 'Stopped; nothing was imported.');
    this.#waiting += 1;
    try {
      return await question();
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Cancels until nobody waits any more: a server forgets what comes a moment before the statement that it is meant for. */
  async stop(cancel: () => Promise<unknown>): Promise<void> {
    this.#stopped = true;
    for (let tries = 0; this.#waiting > 0 && tries < 50; tries += 1) {
      await cancel();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
