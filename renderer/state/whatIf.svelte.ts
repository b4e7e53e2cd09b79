// The sandbox over the committed ballots: weights and bounds that somebody tries, and what would follow from them. Nothing here
// changes a ballot: only a role changes its own. The same engine works it out.
import type { Scenario, ScenarioChanges } from '../../shared/domain/scenario.ts';
import { withScenario } from '../../shared/domain/withScenario.ts';
import type { ReviewSnapshot, Settings } from '../../shared/domain/review.ts';
import type { Requirement, Weight } from '../../shared/domain/role.ts';
import type { Foundation, Ranking } from '../../shared/engine/evaluation.ts';
import { rank } from '../../shared/engine/evaluate.ts';
import { ballotOf } from '../../shared/engine/weights.ts';
import { foundationKey, FoundationMaker } from '../analysis/foundation.ts';
import type { ReviewState } from './review.svelte.ts';
import { TypedWeights } from './typedWeights.svelte.ts';

type Changes = ScenarioChanges;
const none: Changes = { ballots: [], bounds: [] };

/** A foundation, and the very things it was made of. */
interface Made {
  catalog: ReviewSnapshot['catalog'];
  basis: string;
  role: number | null;
  foundation: Foundation;
}

/** One for each open review: the same in every section, and still there after a visit to another room. */
export class WhatIf {
  readonly #review: ReviewState;
  readonly #maker = new FoundationMaker();
  #asked: Changes = $state.raw(none);
  #made: Made | null = $state.raw(null);
  /** The scenario that was opened, or kept last; null: not kept yet. */
  keptId = $state.raw<number | null>(null);
  /** Screening and fronts under the bounds tried are being worked out; what is shown is from before. */
  working = $state(false);

  constructor(review: ReviewState) {
    this.#review = review;
  }

  /** What is tried and still differs from the ballots: roles and requirements that are gone take their changes with them. */
  readonly changes: Changes = $derived.by(() => remaining(this.#review.saved, this.#asked));
  readonly active: boolean = $derived.by(() => !isEmpty(this.changes));

  readonly settings: Settings = $derived.by(() => withScenario(this.#review.saved, this.changes));
  readonly snapshot: ReviewSnapshot = $derived.by(() => ({ settings: this.settings, catalog: this.#review.catalog }));

  /** The review's own where no bound is tried; else the one made for the bounds, or the last before it while it is made. */
  readonly foundation: Foundation = $derived.by(() => {
    const made = this.#made;
    const usable =
      this.changes.bounds.length > 0 &&
      made !== null &&
      made.catalog === this.#review.catalog &&
      made.role === (this.#review.viewRole?.id ?? null) &&
      made.foundation.matrix.m === this.settings.objectives.length;
    return usable ? made.foundation : this.#review.foundation;
  });
  /** Of the committed ballots under the bounds tried: it stays while a weight is tried. */
  readonly #committed: Ranking = $derived.by(() =>
    this.foundation === this.#review.foundation
      ? this.#review.savedRanking
      : rank({ settings: this.#review.saved, catalog: this.#review.catalog }, this.foundation),
  );
  readonly ranking: Ranking = $derived.by(() => rank(this.snapshot, this.foundation, this.#committed));
  /** Candidate index that the group would choose; −1 when there is none. */
  readonly recommended: number = $derived.by(() => this.ranking.groups[this.settings.groupRule].winner);

  /** One entry per objective, as the role would weigh them. */
  weightsOf(roleId: number): Weight[] {
    const tried = this.changes.ballots.find((ballot) => ballot.roleId === roleId);
    return tried ? tried.weights : this.committedWeights(roleId);
  }
  committedWeights(roleId: number): Weight[] {
    return fullWeights(this.#review.saved, roleId);
  }

  /** Which of the weights tried stay as they were typed. */
  readonly typed = new TypedWeights();
  /**
   * Sets one weight; the others of the role make room in proportion, locked and typed ones stay, as on the ballot itself. A typed
   * one then stays too.
   */
  move(roleId: number, objectiveId: number, to: number, how: 'typed' | 'dragged' = 'dragged'): void {
    const weights = this.weightsOf(roleId);
    const j = weights.findIndex((entry) => entry.objectiveId === objectiveId);
    if (j >= 0) this.setWeights(roleId, this.typed.set(roleId, weights, j, to, how));
  }
  setWeights(roleId: number, weights: readonly Weight[]): void {
    const locks = new Map(this.committedWeights(roleId).map((entry) => [entry.objectiveId, entry.locked]));
    const kept = weights.map((entry) => ({ ...entry, locked: locks.get(entry.objectiveId) ?? false }));
    const others = this.#asked.ballots.filter((ballot) => ballot.roleId !== roleId);
    this.#asked = { ...this.#asked, ballots: [...others, { roleId, weights: kept }] };
  }

  /** @param bound  null leaves the requirement out. */
  setBound(requirementId: number, bound: number | null): void {
    const others = this.#asked.bounds.filter((entry) => entry.requirementId !== requirementId);
    this.#asked = { ...this.#asked, bounds: [...others, { requirementId, bound }] };
  }

  /** Puts one role's weights back to its ballot. */
  restoreRole(roleId: number): void {
    this.#asked = { ...this.#asked, ballots: this.#asked.ballots.filter((ballot) => ballot.roleId !== roleId) };
  }
  restoreBound(requirementId: number): void {
    this.#asked = {
      ...this.#asked,
      bounds: this.#asked.bounds.filter((entry) => entry.requirementId !== requirementId),
    };
  }

  /** Replaces all that is tried. */
  replace(changes: Changes, keptId: number | null = null): void {
    this.#asked = changes;
    this.keptId = keptId;
  }
  open(scenario: Scenario): void {
    this.replace({ ballots: scenario.ballots, bounds: scenario.bounds }, scenario.id);
  }
  discard(): void {
    this.replace(none);
  }

  /** Makes the foundation for the bounds tried, where there is none yet. Call it whenever those, or the review, changed. */
  async follow(): Promise<void> {
    const { catalog } = this.#review;
    const role = this.#review.viewRole?.id ?? null;
    const { settings } = this;
    const basis = foundationKey(settings);
    if (this.changes.bounds.length === 0) {
      this.#maker.stop();
      this.working = false;
      return;
    }
    const made = this.#made;
    if (made !== null && made.catalog === catalog && made.role === role && made.basis === basis) return;
    this.working = true;
    const foundation = await this.#maker.make(settings, catalog, role);
    // Abandoned: a newer request is under way, and will say when it is done.
    if (foundation === null) return;
    this.#made = { catalog, basis, role, foundation };
    this.working = false;
  }

  /** Call when the review is left. */
  leave(): void {
    this.#maker.leave();
  }
}

/** The ballot of a role as it counts; none where there is no such role. */
export function fullWeights({ roles, objectives }: Settings, roleId: number): Weight[] {
  const role = roles.find(({ id }) => id === roleId);
  const ids = objectives.map(({ id }) => id);
  return role === undefined ? [] : ballotOf(role, ids);
}

/** Weights closer than this to the ballot are the ballot's. */
const SAME = 1e-9;

/** What of the changes still applies to these settings and differs from them. */
export function remaining(settings: Settings, changes: Changes): Changes {
  const ids = new Set(settings.objectives.map(({ id }) => id));
  const requirements = new Map(
    settings.roles.flatMap((role) => role.requirements.map((requirement) => [requirement.id, requirement] as const)),
  );
  const ballots = changes.ballots.filter(({ roleId, weights }) => {
    const committed = fullWeights(settings, roleId);
    if (committed.length === 0 || weights.some(({ objectiveId }) => !ids.has(objectiveId))) return false;
    const tried = new Map(weights.map((entry) => [entry.objectiveId, entry.weight]));
    return committed.some((entry) => Math.abs((tried.get(entry.objectiveId) ?? 0) - entry.weight) > SAME);
  });
  const bounds = changes.bounds.filter(({ requirementId, bound }) => {
    const requirement: Requirement | undefined = requirements.get(requirementId);
    return requirement !== undefined && requirement.bound !== bound;
  });
  return { ballots, bounds };
}

function isEmpty({ ballots, bounds }: Changes): boolean {
  return ballots.length + bounds.length === 0;
}
