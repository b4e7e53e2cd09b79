// What people answered about columns: which way is better, the unit, the statistic, what a 0 means. By column name, for all
// reviews of this installation. Kept in columns.json, read each time, because another host of this
// installation may have written it.
import { z } from 'zod';
import { columnAnswer, type ColumnAnswer } from '../../../shared/contract/imports.ts';
import { exclusively } from './exclusive.ts';
import { readList, writeWhole } from './files.ts';
import { nameKey } from '../import/text/headers.ts';

const remembered = columnAnswer.extend({ column: z.string().min(1).max(1000) }).strip();
type Remembered = z.infer<typeof remembered>;

const mostColumns = 2_000;

export class ColumnMemory {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** A look-up by column name; case, spaces and invisible characters do not count. */
  recall(): (header: string) => ColumnAnswer | null {
    const byKey = new Map(read(this.#file).map(({ column, ...answer }) => [column, answer]));
    return (header) => byKey.get(nameKey(header)) ?? null;
  }

  /** Adds answers to what was said before; the latest stand first, and the oldest of too many are let go. */
  note(answers: readonly { header: string; answer: ColumnAnswer }[]): void {
    const said = answers
      .map(({ header, answer }) => ({ key: nameKey(header).slice(0, 1000), answer }))
      .filter(({ key, answer }) => key !== '' && Object.keys(answer).length > 0);
    if (said.length === 0) return;
    exclusively(this.#file, () => {
      const known = new Map(read(this.#file).map(({ column, ...answer }) => [column, answer]));
      const fresh = new Map<string, ColumnAnswer>();
      for (const { key, answer } of said) fresh.set(key, { ...(fresh.get(key) ?? known.get(key)), ...answer });
      const rest = [...known].filter(([column]) => !fresh.has(column));
      this.#write([...fresh, ...rest].map(([column, answer]) => ({ column, ...answer })));
    });
  }

  /** Forgets one column, or (null) all; answers with how many were known. */
  forget(header: string | null): number {
    return exclusively(this.#file, () => {
      const known = read(this.#file);
      const kept = header === null ? [] : known.filter(({ column }) => column !== nameKey(header));
      if (kept.length < known.length) this.#write(kept);
      return known.length - kept.length;
    });
  }

  #write(known: readonly Remembered[]): void {
    writeWhole(this.#file, JSON.stringify(known.slice(0, mostColumns), null, 1));
  }
}

/** What cannot be read was never said: it is a convenience, and the preview asks again. */
function read(file: string): Remembered[] {
  return readList(file, remembered);
}
