// How the evidence table is looked at: columns shown, filters, order, the cell in focus. Changes nothing in the review.
import type { ReviewState } from '../../state/review.svelte.ts';
import type { Column, MetricColumn } from './columns.ts';
import { columnsBeyond, columnsOf, edgesOf, widened } from './columns.ts';
import { headerHeight, lineRoom, lowestRow } from './gridPlace.ts';
import type { Filter } from './filters.ts';
import { keepsEverything, numberTest, searchTest, textTest } from './filters.ts';
import type { Sort } from './order.ts';
import { everyRow, keepRows, sortRows, textKeys } from './order.ts';
import { ColumnChoices } from '../../ui/table/columnChoices.svelte.ts';
import { namesIn } from '../../parts/candidate/longNames.ts';
import { failsText, frontKeys, frontStatusOf, frontText, frontStatusWords } from './frontStatus.ts';
import { tableText } from './tableText.ts';

/** Row −1 is the header; rows and columns count what is shown. */
interface Focus {
  row: number;
  column: number;
}

interface Kept {
  sort: Sort | null;
  search: string;
  filters: ReadonlyMap<string, Filter>;
}
// Coming back to the room finds the table as it was left, for as long as the review is open.
const neverSeen = (): { kept: Kept | null } => ({ kept: null });

export class TableView {
  readonly review: ReviewState;
  sort = $state.raw<Sort | null>(null);
  search = $state.raw('');
  filters = $state.raw<ReadonlyMap<string, Filter>>(new Map());
  /** Which columns are hidden, how wide they are and in which order. */
  readonly choices: ColumnChoices;
  /** Width there is for the table and the panel beside it, in pixels. */
  room = $state.raw(1200);
  /** Of the table itself: how far it is scrolled sideways, and how wide what is seen of it. */
  sightLeft = $state.raw(0);
  sightWidth = $state.raw(0);
  /** How wide a hundred pixels of the normal size of text are at the size that was chosen. */
  hundred = $state.raw(100);
  readonly #text: number = $derived.by(() => Math.max(this.hundred, 1) / 100);
  /** Of the row of heads, which holds two lines and what is under them. */
  readonly headerHeight: number = $derived.by(() => Math.round(headerHeight * this.#text));
  /** The same for every row; the sizes of the settings fit into the lowest, those of a browser may be larger. */
  readonly rowHeight: number = $derived.by(() => Math.max(lowestRow, Math.round(lineRoom * this.#text)));
  focus = $state.raw<Focus>({ row: 0, column: 0 });
  /** The value whose origin is shown. */
  opened = $state.raw<{ candidateId: number; key: string } | null>(null);

  constructor(review: ReviewState) {
    this.review = review;
    this.choices = new ColumnChoices(`parley.columns.${review.saved.id}`);
    const { kept } = review.memory.of(neverSeen);
    if (kept) ({ sort: this.sort, search: this.search, filters: this.filters } = kept);
  }

  /** Puts the focus on a candidate's name, as on the way back from its page; false where it is not among the rows. */
  focusOn(candidateId: number | null): boolean {
    const row = candidateId === null ? -1 : this.rows.indexOf(this.review.indexById.get(candidateId) ?? -1);
    if (row >= 0) this.focus = { row, column: 0 };
    return row >= 0;
  }

  /** Call when the room is left. */
  keep(): void {
    this.review.memory.of(neverSeen).kept = { sort: this.sort, search: this.search, filters: this.filters };
  }

  readonly columns: Column[] = $derived.by(() => {
    const { saved, catalog, decimals } = this.review;
    const { metrics, objectives, incumbentId } = saved;
    const [name, ...others] = columnsOf({ metrics, objectives, catalog, decimals, incumbentId }).map((column) =>
      widened(column, this.#text),
    );
    // The pinned column must leave room for the ones that scroll under it.
    const most = Math.max(180, Math.round(this.room * (this.room < 1000 ? 0.28 : 0.32)));
    const width = Math.min(this.choices.widths.get('name') ?? Math.min(name!.width, most), Math.round(this.room * 0.6));
    return [{ ...name!, width }, ...this.choices.apply(others)];
  });
  readonly shown: Column[] = $derived.by(() =>
    this.columns.filter(({ key }) => key === 'name' || !this.choices.hidden.has(key)),
  );
  readonly edges: number[] = $derived.by(() => edgesOf(this.shown));
  /** Which columns lie out of sight on either side, or are cut by it. */
  readonly beyond: ReturnType<typeof columnsBeyond> = $derived.by(() =>
    columnsBeyond(this.edges, this.sightLeft, this.sightWidth),
  );
  /** In steps, so that names do not change with every pixel that their column is dragged by. */
  readonly #nameLetters: number = $derived.by(() => {
    return Math.max(16, 3 * Math.floor(((this.shown[0]?.width ?? 0) / this.#text - 46) / 21.6));
  });
  readonly #shortNames: readonly string[] = $derived.by(() => namesIn(this.#nameLetters, this.review.catalog.names));
  /** The name of a candidate in the letters there is room for. @param index  in the catalogue. */
  shortName(index: number): string {
    return this.#shortNames[index] ?? '';
  }
  readonly columnByKey: ReadonlyMap<string, Column> = $derived.by(
    () => new Map(this.columns.map((column) => [column.key, column])),
  );

  /** Tags per catalogue index; most candidates have none. */
  readonly tags: ReadonlyMap<number, string[]> = $derived.by(() => {
    const result = new Map<number, string[]>();
    for (const { tag, candidateIds } of this.review.catalog.tags) {
      for (const id of candidateIds) {
        const index = this.review.indexById.get(id);
        if (index === undefined) continue;
        const tags = result.get(index);
        if (tags) tags.push(tag);
        else result.set(index, [tag]);
      }
    }
    return result;
  });
  readonly #searched: readonly string[] = $derived.by(() =>
    this.review.catalog.names.map((name, index) => [name, ...(this.tags.get(index) ?? [])].join('\n').toLowerCase()),
  );

  /** The filters that keep less than everything and whose column is still there. */
  readonly activeFilters: { column: Column; filter: Filter }[] = $derived.by(() =>
    [...this.filters].flatMap(([key, filter]) => {
      const column = this.columnByKey.get(key);
      return column && !keepsEverything(filter) ? [{ column, filter }] : [];
    }),
  );
  readonly narrowed: boolean = $derived.by(() => this.activeFilters.length > 0 || this.search.trim() !== '');

  readonly #kept: Uint32Array = $derived.by(() => {
    const tests = this.activeFilters.map(({ column, filter }) => this.#test(column, filter));
    const found = searchTest(this.search, this.#searched);
    return keepRows(everyRow(this.review.catalog.names.length), found ? [...tests, found] : tests);
  });
  readonly #sortKeys: Float64Array | null = $derived.by(() => {
    const column = this.sort === null ? undefined : this.columnByKey.get(this.sort.key);
    if (!column) return null;
    if (column.kind === 'metric') return column.measured;
    return column.kind === 'standing' ? frontKeys(this.review.foundation) : textKeys(column.texts);
  });
  /** Catalogue indices, in the order they are shown. */
  readonly rows: Uint32Array = $derived.by(() =>
    this.#sortKeys === null || this.sort === null
      ? this.#kept
      : sortRows(this.#kept, this.#sortKeys, this.sort.descending),
  );
  readonly selected: ReadonlySet<number> = $derived.by(() => new Set(this.review.selected));

  #test(column: Column, filter: Filter): (row: number) => boolean {
    if (filter.kind === 'standing') {
      const { foundation } = this.review;
      return (row) => frontStatusOf(foundation, row) === filter.standing;
    }
    if (filter.kind === 'number') return numberTest(filter, (column as MetricColumn).measured);
    return textTest(filter, column.kind === 'attribute' || column.kind === 'name' ? column.texts : []);
  }

  /** A first click sorts the better end up (words: from A), the second the other way, the third puts the file's order back. */
  cycleSort(column: Column): void {
    const first = column.kind === 'metric' && column.metric.direction !== 'min';
    if (this.sort?.key !== column.key) this.sort = { key: column.key, descending: first };
    else this.sort = this.sort.descending === first ? { key: column.key, descending: !first } : null;
  }

  setFilter(key: string, filter: Filter | null): void {
    const filters = new Map(this.filters);
    if (filter === null) filters.delete(key);
    else filters.set(key, filter);
    this.filters = filters;
  }
  showEverything(): void {
    this.filters = new Map();
    this.search = '';
  }

  /** Puts a column where another one stands. */
  moveColumn(key: string, target: string): void {
    const keys = this.columns.flatMap((column) => (column.kind === 'name' ? [] : [column.key]));
    this.choices.move(keys, key, target);
  }

  idAt(position: number): number | null {
    const row = this.rows[position];
    return row === undefined ? null : (this.review.catalog.candidateIds[row] ?? null);
  }
  /** The selected candidates that are still there, in the order shown, and those that a filter hides last. */
  selectedIds(): number[] {
    const { selected } = this;
    const shown: number[] = [];
    if (selected.size > 0) {
      for (const row of this.rows) {
        const id = this.review.catalog.candidateIds[row]!;
        if (selected.has(id)) shown.push(id);
      }
    }
    const seen = new Set(shown);
    return [...shown, ...[...selected].filter((id) => !seen.has(id) && this.review.indexById.has(id))];
  }
  shownIds(): number[] {
    return Array.from(this.rows, (row) => this.review.catalog.candidateIds[row]!);
  }

  /** The columns shown of these candidates, for a spreadsheet. */
  textOf(ids: readonly number[]): string {
    const { foundation, indexById, snapshot } = this.review;
    const standing = (row: number) => {
      const word = frontStatusOf(foundation, row);
      if (word === 'fails') return failsText(snapshot, foundation, row);
      return word === 'front' || word === 'dominated' ? frontText(foundation.fronts[row]!) : frontStatusWords[word];
    };
    return tableText(
      this.shown,
      ids.map((id) => indexById.get(id)!),
      standing,
    );
  }
}
