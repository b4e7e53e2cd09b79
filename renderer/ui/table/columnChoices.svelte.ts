// What somebody chose of the columns of a table: which are hidden, how wide they are, in which order. Remembered on this computer.
import { arranged, moved } from './columnFit.ts';

interface Kept {
  hidden: string[];
  widths: [string, number][];
  order: string[];
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
const isWidth = (value: unknown): value is [string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number' && value[1] > 0;

/** What was stored by any version; a bare list is the hidden columns. */
function kept(stored: string | null): Kept {
  const nothing: Kept = { hidden: [], widths: [], order: [] };
  if (stored === null) return nothing;
  try {
    const found: unknown = JSON.parse(stored);
    if (Array.isArray(found)) return { ...nothing, hidden: texts(found) };
    if (typeof found !== 'object' || found === null) return nothing;
    const { hidden, widths, order } = found as Partial<Record<keyof Kept, unknown>>;
    return {
      hidden: texts(hidden),
      widths: Array.isArray(widths) ? widths.filter(isWidth) : [],
      order: texts(order),
    };
  } catch {
    return nothing;
  }
}

/** Narrower a column cannot be made. */
const NARROWEST_BY_HAND = 44;

export class ColumnChoices {
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  widths = $state.raw<ReadonlyMap<string, number>>(new Map());
  order = $state.raw<readonly string[]>([]);
  readonly #key: string;

  /** @param key  where it is remembered. */
  constructor(key: string) {
    this.#key = key;
    let stored: string | null = null;
    try {
      stored = localStorage.getItem(key);
    } catch {
      // Without storage the choices last as long as the table.
    }
    const { hidden, widths, order } = kept(stored);
    this.hidden = new Set(hidden);
    this.widths = new Map(widths);
    this.order = order;
  }

  get any(): boolean {
    return this.hidden.size > 0 || this.widths.size > 0 || this.order.length > 0;
  }

  /** All columns in the order that was chosen, as wide as was chosen. */
  apply<Column extends { key: string; width: number }>(columns: readonly Column[]): Column[] {
    return arranged(columns, this.order).map((column) => {
      const width = this.widths.get(column.key);
      return width === undefined ? column : { ...column, width };
    });
  }

  setHidden(keys: Iterable<string>): void {
    this.hidden = new Set(keys);
    this.#keep();
  }
  toggle(key: string): void {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(key)) hidden.add(key);
    this.setHidden(hidden);
  }

  /** @param width  in pixels; null: as wide as what is in it. */
  resize(key: string, width: number | null): void {
    const widths = new Map(this.widths);
    if (width === null) widths.delete(key);
    else widths.set(key, Math.round(Math.max(NARROWEST_BY_HAND, Math.min(800, width))));
    this.widths = widths;
    this.#keep();
  }

  /** Puts a column where another stands. @param keys  of all columns, in the order they stand in now. */
  move(keys: readonly string[], key: string, target: string): void {
    this.order = moved(keys, key, target);
    this.#keep();
  }

  reset(): void {
    this.hidden = new Set();
    this.widths = new Map();
    this.order = [];
    this.#keep();
  }

  #keep(): void {
    const all: Kept = { hidden: [...this.hidden], widths: [...this.widths], order: [...this.order] };
    try {
      if (this.any) localStorage.setItem(this.#key, JSON.stringify(all));
      else localStorage.removeItem(this.#key);
    } catch {
      // Without storage the choices last as long as the table, which is no reason to trouble anyone.
    }
  }
}
