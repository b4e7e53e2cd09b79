// The common output of all formats: columns of cells, hints about each column, and choices for the person.
import type { SourceChoice } from '../../../../shared/contract/imports.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../shared/domain/metric.ts';

/** A cell as the source has it; null where there is none, NaN and infinities as they are. */
export type SourceCell = string | number | null;

/** What a source knows of a column; the rest is guessed from the name, as for any table. */
export type ColumnHint =
  | { use: 'name' | 'attribute' | 'tags' | 'ignore'; because: string }
  /** `atMost` is a bound that the source sets to the values, such as a constraint; of a settled column nothing is asked. */
  | { use: 'metric'; because: string; direction?: Direction; unit?: string; atMost?: number; settled?: true }
  /** `of` is the header of the column whose standard errors these are; `made` how they were worked out, where the source does not state them. */
  | { use: 'standardError'; because: string; of: string; made?: string };

export interface SourceColumn {
  header: string;
  /** One per record. */
  cells: SourceCell[];
  /** null: nothing is known, the name and the cells decide. */
  hint: ColumnHint | null;
}

export interface SourceTable {
  /** Which part of the file was read, for the record of where values came from; '' for all of it. */
  part: string;
  columns: SourceColumn[];
  /** Per record its 1-based place in the source. */
  places: number[];
  choices: SourceChoice[];
  problems: Problem[];
  /** The candidate in use, by 0-based record. */
  incumbent: { record: number; because: string } | null;
}

/** A source from the part that every format knows; the rest is empty. */
export const sourceTable = (parts: Pick<SourceTable, 'columns' | 'places'> & Partial<SourceTable>): SourceTable => ({
  part: '',
  choices: [],
  problems: [],
  incumbent: null,
  ...parts,
});

/** The chosen values, by key; a value that is not on offer counts as none. */
export type Chosen = Readonly<Record<string, string>>;

/** A choice with the value that was asked for, or else the first on offer. */
export function choose(
  key: string,
  label: string,
  options: SourceChoice['options'],
  chosen: Chosen,
  standard = options[0]?.value ?? '',
): SourceChoice {
  const asked = Object.hasOwn(chosen, key) ? chosen[key] : undefined;
  const known = options.some(({ value }) => value === asked);
  return { key, label, options, chosen: known && asked !== undefined ? asked : standard };
}

/** A remark about the whole source, which does not stop the import. */
export const remark = (message: string, column = '', row: number | null = null, found = ''): Problem => ({
  row,
  column,
  found,
  message,
  severity: 'warning',
});

/** The name of a column, with its kind before it where another kind of column has that name. */
export const freeName = (name: string, kind: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? `${kind} ${name}` : name;

/** Cells by name for records that come one after another, each with names of its own. Columns stand in the order of first use. */
export class CellTable {
  readonly #columns = new Map<string, { cells: SourceCell[]; hint: ColumnHint | null }>();
  #records = 0;

  get records(): number {
    return this.#records;
  }

  /** Begins the next record. */
  next(): void {
    this.#records += 1;
  }

  /** Sets a cell of the current record. The first hint of a column stays. */
  set(header: string, cell: SourceCell, hint: ColumnHint | null = null): void {
    let column = this.#columns.get(header);
    if (!column) this.#columns.set(header, (column = { cells: [], hint }));
    column.cells[this.#records - 1] = cell;
  }

  /** The columns in the order of first use, those that are properties in words after the others. */
  finish(): SourceColumn[] {
    const columns = [...this.#columns].map(([header, { cells, hint }]) => ({
      header,
      cells: Array.from({ length: this.#records }, (_, i) => cells[i] ?? null),
      hint,
    }));
    const inWords = ({ hint }: SourceColumn) => hint?.use === 'attribute';
    return [...columns.filter((column) => !inWords(column)), ...columns.filter(inWords)];
  }
}
