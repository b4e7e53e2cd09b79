// Tables that were read and wait to be accepted. They are large, so only the latest few are kept.
import { randomBytes } from 'node:crypto';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ImportPlan } from '../import/planning/plan.ts';
import type { ParsedTable } from '../import/planning/parsedTable.ts';

const kept = 3;

export interface WaitingTable {
  table: ParsedTable;
  kind: 'file' | 'paste';
  /** The latest plan made for it, and what it was made from. */
  planned: { key: string; plan: ImportPlan } | null;
}

export class ParsedTables {
  readonly #tables = new Map<string, WaitingTable>();

  /** Returns the name under which it waits. */
  add(waiting: WaitingTable): string {
    const name = randomBytes(12).toString('base64url');
    this.#tables.set(name, waiting);
    const [oldest] = this.#tables.keys();
    if (this.#tables.size > kept && oldest !== undefined) this.#tables.delete(oldest);
    return name;
  }

  get(name: string): WaitingTable {
    const waiting = this.#tables.get(name);
    if (!waiting) throw new ParleyError('notFound', 'This table is no longer in memory. Read the file again.');
    return waiting;
  }

  drop(name: string): void {
    this.#tables.delete(name);
  }
}
