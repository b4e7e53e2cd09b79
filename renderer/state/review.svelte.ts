// The open review: its settings and catalogue as the host last said, what is being dragged right now, and what the engine
// makes of both. Views read from here and change through `change`.
import { call } from '../client/client.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { In, OpOf, Out } from '../../shared/contract/contract.ts';
import type { OpenedReview } from '../../shared/contract/library.ts';
import type { Catalog } from '../../shared/domain/catalog.ts';
import { decimalsFor } from '../../shared/domain/format.ts';
import type { Metric } from '../../shared/domain/metric.ts';
import type { Objective } from '../../shared/domain/objective.ts';
import type { ReviewSnapshot, Settings } from '../../shared/domain/review.ts';
import type { Role, Weight } from '../../shared/domain/role.ts';
import type { Foundation, Ranking } from '../../shared/engine/evaluation.ts';
import { prepare, rank } from '../../shared/engine/evaluate.ts';
import type { Address } from './address.svelte.ts';
import type { Notices } from './notices.svelte.ts';

type Fetched = Out<'review.get'>;
/** A command's input without the review it is about. */
type Without<N extends OpOf<'command'>> = Omit<In<N>, 'review'>;

/** Recomputes only when one of the inputs is another one than last time; `equal` inputs give the same result object. */
function remembered<K extends readonly unknown[], V>(compute: (...inputs: K) => V): (...inputs: K) => V {
  let last: { inputs: K; value: V } | null = null;
  return (...inputs) => {
    if (last === null || inputs.some((input, index) => input !== last!.inputs[index])) {
      last = { inputs, value: compute(...inputs) };
    }
    return last.value;
  };
}

export class ReviewState {
  readonly handle: string;
  readonly fileName: string;
  readonly #notices: Notices;
  readonly #address: Address;
  #fetched: Fetched;
  /** Commands and refreshes run one after the other, so that no answer overtakes another. */
  #queue: Promise<unknown> = Promise.resolve();

  catalog: Catalog;
  /** Weights being dragged, not yet saved. */
  draft = $state.raw<{ roleId: number; weights: Weight[] } | null>(null);
  hovered = $state.raw<number | null>(null);

  private constructor(opened: OpenedReview, fetched: Fetched, catalog: Catalog, address: Address, notices: Notices) {
    this.handle = opened.review;
    this.fileName = opened.fileName;
    this.#fetched = $state.raw(fetched);
    this.catalog = $state.raw(catalog);
    this.#notices = notices;
    this.#address = address;
  }

  /** Fetches everything the rooms need. Throws ParleyError. */
  static async load(opened: OpenedReview, address: Address, notices: Notices): Promise<ReviewState> {
    const [fetched, catalog] = await Promise.all([
      call('review.get', { review: opened.review }),
      call('review.catalog', { review: opened.review }),
    ]);
    return new ReviewState(opened, fetched, catalog, address, notices);
  }

  readonly saved: Settings = $derived.by(() => this.#fetched.settings);
  /** The settings with what is being dragged in place. */
  readonly settings: Settings = $derived.by(() => {
    const { draft } = this;
    if (draft === null) return this.saved;
    return {
      ...this.saved,
      roles: this.saved.roles.map((role) => (role.id === draft.roleId ? { ...role, weights: draft.weights } : role)),
    };
  });
  readonly history = $derived.by(() => this.#fetched.history);
  readonly readOnly: string | null = $derived.by(() => this.#fetched.readOnly);

  /** The role whose eyes we look through; null is everyone. */
  readonly viewRole: Role | null = $derived.by(
    () => this.settings.roles.find((role) => role.id === this.#address.role) ?? null,
  );

  readonly metricById: ReadonlyMap<number, Metric> = $derived.by(
    () => new Map(this.saved.metrics.map((metric) => [metric.id, metric])),
  );
  readonly objectiveById: ReadonlyMap<number, Objective> = $derived.by(
    () => new Map(this.saved.objectives.map((objective) => [objective.id, objective])),
  );
  /** Candidate id → place in every column. */
  readonly indexById: ReadonlyMap<number, number> = $derived.by(
    () => new Map(Array.from(this.catalog.candidateIds, (id, index) => [id, index])),
  );
  readonly columnByMetric: ReadonlyMap<number, Float64Array> = $derived.by(
    () => new Map(this.catalog.columns.map((column) => [column.metricId, column.values])),
  );
  /** How many digits each metric deserves. */
  readonly decimals: ReadonlyMap<number, number> = $derived.by(
    () => new Map(this.catalog.columns.map((column) => [column.metricId, decimalsFor(column.values)])),
  );

  // Fronts and screening depend on objectives, requirements and values, not on weights: keep them while a slider moves.
  readonly #prepare = remembered(
    (catalog: Catalog, _objectives: string, _requirements: string, role: number | null): Foundation =>
      prepare({ settings: this.saved, catalog }, { role }),
  );
  readonly #objectivesKey = $derived.by(() => JSON.stringify(this.saved.objectives));
  readonly #requirementsKey = $derived.by(() => JSON.stringify(this.saved.roles.map((role) => role.requirements)));
  readonly snapshot: ReviewSnapshot = $derived.by(() => ({ settings: this.settings, catalog: this.catalog }));
  readonly foundation: Foundation = $derived.by(() =>
    this.#prepare(this.catalog, this.#objectivesKey, this.#requirementsKey, this.viewRole?.id ?? null),
  );
  #lastRanking: Ranking | undefined;
  readonly ranking: Ranking = $derived.by(
    () => (this.#lastRanking = rank(this.snapshot, this.foundation, this.#lastRanking)),
  );
  /** The group's answer under the review's rule: candidate index, −1 when there is none. */
  readonly recommended: number = $derived.by(() => this.ranking.groups[this.settings.groupRule].winner);

  get selected(): readonly number[] {
    return this.#address.selected;
  }
  /** Selects one candidate; with `add`, toggles it among the selected. */
  select(candidateId: number | null, add = false): void {
    if (candidateId === null) this.#address.go({ selected: [] });
    else if (!add) this.#address.go({ selected: [candidateId] });
    else if (this.selected.includes(candidateId)) {
      this.#address.go({ selected: this.selected.filter((id) => id !== candidateId) });
    } else this.#address.go({ selected: [...this.selected, candidateId].slice(-100) });
  }

  /** Runs a command and shows its outcome; undefined (and a notice) when it failed. */
  async change<N extends OpOf<'command'>>(name: N, input: Without<N>): Promise<Out<N> | undefined> {
    return this.#enqueue(async () => {
      try {
        const result = await call(name, { review: this.handle, ...input } as unknown as In<N>);
        await this.#refresh();
        return result;
      } catch (error) {
        this.#notices.failure(error);
        await this.#refresh().catch(() => undefined);
        return undefined;
      }
    });
  }

  async undo(): Promise<void> {
    if (this.history.undo !== null) await this.change('review.undo', {});
  }
  async redo(): Promise<void> {
    if (this.history.redo !== null) await this.change('review.redo', {});
  }

  /** Saves what was dragged; the draft stays visible until the host has answered. */
  async saveDraft(): Promise<void> {
    const { draft } = this;
    if (draft === null) return;
    await this.change('ballots.setWeights', draft);
    if (this.draft === draft) this.draft = null;
  }

  /** Asks the host for what changed, for example in another window. */
  async refresh(): Promise<void> {
    await this.#enqueue(() => this.#refresh()).catch((error: unknown) => {
      if (error instanceof ParleyError) this.#notices.failure(error);
    });
  }

  async #refresh(): Promise<void> {
    const fetched = await call('review.get', { review: this.handle });
    if (fetched.settings.catalogRevision !== this.catalog.revision) {
      this.catalog = await call('review.catalog', { review: this.handle });
    }
    if (fetched.settings.revision !== this.saved.revision || fetched.readOnly !== this.readOnly)
      this.#fetched = fetched;
    else if (JSON.stringify(fetched.history) !== JSON.stringify(this.history)) this.#fetched = fetched;
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
