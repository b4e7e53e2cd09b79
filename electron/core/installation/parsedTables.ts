// Tables that were read and wait to be accepted. They are large, so they are bounded: by memory, and by window.
import { randomBytes } from 'node:crypto';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ImportPlan } from '../import/planning/plan.ts';
import type { ParsedTable } from '../import/planning/parsedTable.ts';

/** All waiting tables together; a single one may be larger. */
const MOST_BYTES = 2 ** 30;
/** A window shows one table, and reads it again while the one before still stands. */
const MOST_OF_WINDOW = 2;
/** How many names of tables that were put away are remembered, to say why they are gone. */
const MOST_REMEMBERED = 1000;

export interface WaitingTable {
  table: ParsedTable;
  kind: 'file' | 'paste';
  /** Of a server: how it was asked. Null for what is no server. */
  query: { address: string; choices: Readonly<Record<string, string>> } | null;
  /** The columns that were proposed as objectives. */
  objectives: number[];
  /** The latest plan made for it, and what it was made from. */
  planned: { key: string; plan: ImportPlan } | null;
}

interface Kept {
  waiting: WaitingTable;
  bytes: number;
  window: string | null;
}

export class ParsedTables {
  readonly #mostBytes: number;
  /** The one that was asked for longest ago stands first. */
  readonly #tables = new Map<string, Kept>();
  /** Names of tables that were put away for room. */
  readonly #putAway = new Set<string>();

  /** @param mostBytes  of all tables together. */
  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /**
   * Keeps a table until it is dropped. Where there is no room, those that were asked for longest ago are put away.
   * @param window  whose table it is; null: nobody has said.
   * @returns       the name under which it waits.
   */
  add(waiting: WaitingTable, window: string | null = null): string {
    const name = randomBytes(12).toString('base64url');
    this.#tables.set(name, { waiting, bytes: bytesOf(waiting.table), window });
    if (window !== null) {
      const own = [...this.#tables].filter(([, kept]) => kept.window === window);
      for (const [older] of own.slice(0, -MOST_OF_WINDOW)) this.#putAwayForRoom(older);
    }
    let sum = 0;
    for (const { bytes } of this.#tables.values()) sum += bytes;
    for (const [older, { bytes }] of this.#tables) {
      if (sum <= this.#mostBytes || older === name) break;
      this.#putAwayForRoom(older);
      sum -= bytes;
    }
    return name;
  }

  /** @throws ParleyError `notFound` where it was put away or dropped. */
  get(name: string): WaitingTable {
    const kept = this.#tables.get(name);
    if (!kept) {
      throw new ParleyError(
        'notFound',
        this.#putAway.has(name)
          ? 'This table was put away, because other files were read since and memory is limited. Read the file again.'
          : 'This table is no longer in memory. Read the file again.',
      );
    }
    this.#tables.delete(name);
    this.#tables.set(name, kept);
    return kept.waiting;
  }

  drop(name: string): void {
    this.#tables.delete(name);
    this.#putAway.delete(name);
  }

  #putAwayForRoom(name: string): void {
    this.#tables.delete(name);
    this.#putAway.add(name);
    const [oldest] = this.#putAway;
    if (this.#putAway.size > MOST_REMEMBERED && oldest !== undefined) this.#putAway.delete(oldest);
  }
}

/** About how much memory a table takes: its arrays, and its text at two bytes a character. O(columns). */
function bytesOf({ columns, records }: ParsedTable): number {
  const texts = new Set(columns.map(({ source }) => source));
  let bytes = records.byteLength;
  for (const { text } of texts) bytes += 2 * text.length;
  for (const { starts, ends, kinds, numbers, spreads } of columns) {
    bytes += starts.byteLength + ends.byteLength + kinds.byteLength + numbers.byteLength + (spreads?.byteLength ?? 0);
  }
  return bytes;
}
