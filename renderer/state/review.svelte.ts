// The open review: its settings and catalogue as the host last said, what is being dragged right now, and what the engine
// makes of both. Views read from here and change through `change`.
import { call } from '../client/client.ts';
import { ParleyError, type ErrorCode } from '../../shared/contract/errors.ts';
import type { In, OpOf, Out } from '../../shared/contract/contract.ts';
import type { OpenedReview } from '../../shared/contract/library.ts';
import type { Saving } from '../../shared/contract/window.ts';
import type { Catalog } from '../../shared/domain/catalog.ts';
import { decimalsFor, formatCount } from '../../shared/domain/format.ts';
import type { Metric } from '../../shared/domain/metric.ts';
import type { Objective } from '../../shared/domain/objective.ts';
import type { ReviewSnapshot, Settings } from '../../shared/domain/review.ts';
import type { Role, Weight } from '../../shared/domain/role.ts';
import type { Foundation, Ranking } from '../../shared/engine/evaluation.ts';
import { rank } from '../../shared/engine/evaluate.ts';
import { foundationKey, FoundationMaker } from '../analysis/foundation.ts';
import type { Address } from './address.svelte.ts';
import { RoomMemory } from './roomMemory.ts';
import type { Notices } from './notices.svelte.ts';
import { LiveStanding, standingOf, type Standing } from './standing.ts';
import { TypedWeights } from './typedWeights.svelte.ts';

/** Candidates above which a whole ranking would take a good part of a frame. */
const MANY = 5000;
/** As many as the address still holds. */
const mostSelected = 100;

type Fetched = Out<'review.get'>;
/** A command's input without the review it is about. */
type Without<N extends OpOf<'command'>> = Omit<In<N>, 'review'>;

/** Settings, values and what the engine made of both: always of the same moment, so that every array is as long as the others. */
interface Shown {
  fetched: Fetched;
  catalog: Catalog;
  role: number | null;
  foundation: Foundation;
  /** Of the ballots as they are saved. */
  ranking: Ranking;
}

/** A ballot that is being dragged. */
interface Draft {
  roleId: number;
  weights: Weight[];
}

/** Which review it is, and what its window knows of the file; somebody who was let in knows nothing of that. */
type Entered = Pick<OpenedReview, 'review'> & Partial<Pick<OpenedReview, 'fileName' | 'entry' | 'version'>>;

export class ReviewState {
  readonly handle: string;
  readonly fileName: string;
  /** Its name on the list; '' in the window of somebody who was let in. */
  readonly entry: string;
  /** Which version of the review is looked at; null: the review itself. */
  readonly version: string | null;
  readonly #notices: Notices;
  readonly #address: Address;
  readonly #maker: FoundationMaker;
  #shown: Shown;
  /** Commands and refreshes run one after the other, so that no answer overtakes another. */
  #queue: Promise<unknown> = Promise.resolve();

  /** What rooms remember as long as the review is open. */
  readonly memory = new RoomMemory();
  /** Changes that the host has not answered yet. */
  #onTheirWay = $state(0);
  /** Why the last change is not in the file; null: it is. */
  #notSaved = $state.raw<string | null>(null);
  /** Weights being dragged, not yet saved. */
  #draft = $state.raw<Draft | null>(null);
  /** Which weights of the ballots stay as they were typed in this window. */
  readonly typed = new TypedWeights();
  readonly #live = new LiveStanding();
  /** Who is first with the weights being dragged, where ranking everybody would take too long; else null. */
  #liveStanding = $state.raw<Standing | null>(null);
  hovered = $state.raw<number | null>(null);
  /** Grows each time the host was asked how the review is, also where only its decision has changed. */
  heard = $state.raw(0);
  /** The fronts of a large review are being worked out; what is shown is from before. */
  working = $state(false);

  private constructor(opened: Entered, shown: Shown, maker: FoundationMaker, address: Address, notices: Notices) {
    this.handle = opened.review;
    this.fileName = opened.fileName ?? '';
    this.entry = opened.entry ?? '';
    this.version = opened.version ?? null;
    this.#shown = $state.raw(shown);
    this.#maker = maker;
    this.#notices = notices;
    this.#address = address;
  }

  /** Fetches everything the rooms need. Throws ParleyError. */
  static async load(opened: Entered, address: Address, notices: Notices): Promise<ReviewState> {
    const [fetched, catalog] = await Promise.all([
      call('review.get', { review: opened.review }),
      call('review.catalog', { review: opened.review }),
    ]);
    const maker = new FoundationMaker();
    const role = eyes(fetched.settings, address);
    const foundation = await maker.make(fetched.settings, catalog, role);
    if (!foundation) throw new ParleyError('cancelled', 'Opening was stopped.');
    const ranking = rank({ settings: fetched.settings, catalog }, foundation);
    return new ReviewState(opened, { fetched, catalog, role, foundation, ranking }, maker, address, notices);
  }

  get catalog(): Catalog {
    return this.#shown.catalog;
  }
  readonly saved: Settings = $derived.by(() => this.#shown.fetched.settings);
  /** The settings with what is being dragged in place. */
  readonly settings: Settings = $derived.by(() => {
    const draft = this.#draft;
    if (draft === null) return this.saved;
    return {
      ...this.saved,
      roles: this.saved.roles.map((role) => (role.id === draft.roleId ? { ...role, weights: draft.weights } : role)),
    };
  });
  readonly history = $derived.by(() => this.#shown.fetched.history);
  /** Where the last change is to be undone when it cannot be here, as a sentence. */
  readonly undoElsewhere: string | null = $derived.by(() => {
    const { elsewhere } = this.history;
    return elsewhere === null ? null : `The last change was made in another window: “${elsewhere}”. Undo it there.`;
  });
  /** Ballots that were changed after they were revealed. */
  readonly changedSinceReveal = $derived.by(() => this.#shown.fetched.changedSinceReveal);
  /** Roles that do not count in the answer of the last round, and why. */
  readonly leftOut = $derived.by(() => this.#shown.fetched.leftOut);
  /** Every role, also those that are left out. */
  readonly allRoles: readonly Role[] = $derived.by(() => [
    ...this.settings.roles,
    ...this.leftOut.map(({ role }) => role),
  ]);
  readonly readOnly: string | null = $derived.by(() => this.#shown.fetched.readOnly);

  /** How far what was changed in this window is in the file. */
  readonly saving: Saving = $derived.by(() => {
    if (this.#onTheirWay > 0 || this.#draft !== null) return { state: 'saving' };
    return this.#notSaved === null ? { state: 'saved' } : { state: 'failed', why: this.#notSaved };
  });

  /** The role whose eyes we look through; null is everyone. */
  readonly viewRole: Role | null = $derived.by(
    () => this.settings.roles.find((role) => role.id === this.#shown.role) ?? null,
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
  /** The name of the candidate with this id, for a sentence. */
  readonly candidateName = (id: number): string =>
    this.catalog.names[this.indexById.get(id) ?? -1] ?? 'a removed candidate';
  readonly columnByMetric: ReadonlyMap<number, Float64Array> = $derived.by(
    () => new Map(this.catalog.columns.map((column) => [column.metricId, column.measured])),
  );
  /** How many digits each metric deserves. */
  readonly decimals: ReadonlyMap<number, number> = $derived.by(
    () => new Map(this.catalog.columns.map((column) => [column.metricId, decimalsFor(column.measured)])),
  );

  readonly snapshot: ReviewSnapshot = $derived.by(() => ({ settings: this.settings, catalog: this.catalog }));
  /** Matrix, screening and fronts: they do not follow the weights, so a dragged slider leaves them alone. */
  readonly foundation: Foundation = $derived.by(() => this.#shown.foundation);
  /** Of the ballots as they are saved. */
  readonly savedRanking: Ranking = $derived.by(() => this.#shown.ranking);
  /** Ranking everybody anew would take longer than a frame, so only the first places follow a dragged weight. */
  readonly #many: boolean = $derived.by(() => this.catalog.candidateIds.length > MANY);
  /** Follows what is dragged: roles whose weights stay keep their results. */
  readonly ranking: Ranking = $derived.by(() =>
    this.#draft === null || this.#many ? this.savedRanking : rank(this.snapshot, this.foundation, this.savedRanking),
  );
  /** Who is first for each role and for the group; follows every frame of a drag, however many candidates there are. */
  readonly standing: Standing = $derived.by(
    () => this.#liveStanding ?? standingOf(this.ranking, this.settings.groupRule),
  );
  /** The group's answer under the review's rule: candidate index, −1 when there is none. */
  readonly recommended: number = $derived.by(() => this.standing.winner);

  get selected(): readonly number[] {
    return this.#address.selected;
  }
  /** Selects one candidate; with `add`, toggles it among the selected. */
  select(candidateId: number | null, add = false): void {
    if (candidateId === null) this.#address.go({ selected: [] });
    else if (!add) this.#address.go({ selected: [candidateId] });
    else if (this.selected.includes(candidateId)) {
      this.#address.go({ selected: this.selected.filter((id) => id !== candidateId) });
    } else this.#address.go({ selected: [...this.selected, candidateId].slice(-mostSelected) });
  }

  /** Selects several at once, as a line drawn around them does; with `add`, besides those that are selected. */
  selectAll(candidateIds: readonly number[], add: boolean): void {
    const all = add ? [...new Set([...this.selected, ...candidateIds])] : candidateIds;
    this.#address.go({ selected: all.slice(0, mostSelected) });
    if (all.length > mostSelected) {
      this.#notices.info(
        `The first ${mostSelected} of ${formatCount(all.length)} candidates are selected: no more fit.`,
      );
    }
  }

  /** Runs a command and shows its outcome; undefined (and a notice) when it failed. */
  async change<N extends OpOf<'command'>>(name: N, input: Without<N>): Promise<Out<N> | undefined> {
    // Counted from here on, also while others wait before it.
    this.#onTheirWay += 1;
    return this.#enqueue(async () => {
      try {
        const sent = this.save(() => call(name, { review: this.handle, ...input } as unknown as In<N>));
        this.#onTheirWay -= 1;
        const result = await sent;
        await this.#refresh();
        return result;
      } catch (error) {
        this.#notices.failure(error);
        await this.#refresh().catch(() => undefined);
        return undefined;
      }
    });
  }

  /** Runs what changes the file, so that the window says that it is being saved, and whether it was. @throws what `work` throws. */
  async save<T>(work: () => Promise<T>): Promise<T> {
    this.#onTheirWay += 1;
    try {
      const result = await work();
      this.#notSaved = null;
      return result;
    } catch (error) {
      if (isNotSaved(error)) this.#notSaved = error.message;
      throw error;
    } finally {
      this.#onTheirWay -= 1;
    }
  }

  async undo(): Promise<void> {
    if (this.history.undo !== null) await this.change('review.undo', {});
    else if (this.undoElsewhere !== null) this.#notices.info(this.undoElsewhere);
  }
  async redo(): Promise<void> {
    if (this.history.redo !== null) await this.change('review.redo', {});
  }

  /** Shows these weights as the role's, without saving them. */
  drag(roleId: number, weights: Weight[]): void {
    this.#setDraft({ roleId, weights });
  }

  /** Saves what was dragged; the draft stays visible until the host has answered. */
  async saveDraft(): Promise<void> {
    const draft = this.#draft;
    if (draft === null) return;
    await this.change('ballots.setWeights', draft);
    if (this.#draft === draft) this.#setDraft(null);
  }

  #setDraft(draft: Draft | null): void {
    this.#draft = draft;
    this.#followLive();
  }

  /** Call whenever the draft, or what it is a draft of, has changed. */
  #followLive(): void {
    const follows = this.#draft !== null && this.#many;
    this.#liveStanding = follows ? this.#live.standing(this.settings, this.foundation, this.catalog.names) : null;
  }

  /** Asks the host for what changed, for example in another window. */
  async refresh(): Promise<void> {
    await this.#enqueue(() => this.#refresh()).catch((error: unknown) => this.#notices.failure(error));
  }

  /** Settles when all that was asked of the host so far is on the page. */
  async arrived(): Promise<void> {
    await this.#queue;
  }

  /** Looks through the eyes the address names. */
  async follow(): Promise<void> {
    if (eyes(this.saved, this.#address) !== this.#shown.role) await this.refresh();
  }

  /** Stops what is under way; the review is left alone from now on. */
  leave(): void {
    this.#maker.leave();
  }

  async #refresh(): Promise<void> {
    const before = this.#shown;
    this.heard += 1;
    const fetched = await call('review.get', { review: this.handle });
    const catalog =
      fetched.settings.catalogRevision === before.catalog.revision
        ? before.catalog
        : await call('review.catalog', { review: this.handle });
    const role = eyes(fetched.settings, this.#address);
    const same =
      catalog === before.catalog && role === before.role && sameFoundation(fetched.settings, before.fetched.settings);
    this.working = true;
    try {
      const foundation = same ? before.foundation : await this.#maker.make(fetched.settings, catalog, role);
      if (foundation) {
        const ranking = rank({ settings: fetched.settings, catalog }, foundation, before.ranking);
        this.#shown = { fetched, catalog, role, foundation, ranking };
        this.#followLive();
        if (fetched.settings.revision !== before.fetched.settings.revision) this.#notices.passLastChange();
      }
    } finally {
      this.working = false;
    }
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

/** Failures of the file or the host. What was refused was not to be saved in the first place. */
const failuresToSave: readonly ErrorCode[] = ['damaged', 'diskFull', 'locked', 'moved', 'readOnly', 'unreachable'];

const isNotSaved = (error: unknown): error is ParleyError =>
  error instanceof ParleyError && failuresToSave.includes(error.code);

/** The role as which the address asks to look, if the review has it. A decision is everyone's: in its room nobody looks as one role. */
function eyes(settings: Settings, { role, room }: Address): number | null {
  return room !== 'decision' && settings.roles.some(({ id }) => id === role) ? role : null;
}

/**
 * Whether fronts and screening are the same for both, over one catalogue. Not by their revisions: a round that opens takes requirements
 * out of sight without a change of the review.
 */
function sameFoundation(a: Settings, b: Settings): boolean {
  return foundationKey(a) === foundationKey(b);
}
