// Holds: which are active today, and which candidates they cover. A held candidate ranks like any other; it may be chosen, not deployed.
import type { Catalog } from '../domain/catalog.ts';
import type { Settings } from '../domain/review.ts';
import type { Hold } from '../domain/role.ts';

export interface ActiveHold {
  roleId: number;
  hold: Hold;
  /** Indices of the candidates in its scope, in catalogue order; empty when a tag or candidate is gone. */
  candidates: readonly number[];
}

export interface HoldStatus {
  /** By role, then in the role's order. */
  active: readonly ActiveHold[];
  /** Per candidate: 0 free, 1 warned, 2 blocked. */
  effects: Uint8Array;
}

/**
 * The holds standing on a day. A hold with a date ends by itself on that date (it stands the day before, not on the day);
 * one whose condition was said to have come true is over. Whichever comes first ends a hold that has both.
 * @param today  YYYY-MM-DD; the engine has no clock.
 */
export function activeHolds(settings: Settings, catalog: Catalog, today: string): HoldStatus {
  const indexOf = new Map<number, number>();
  catalog.candidateIds.forEach((id, index) => indexOf.set(id, index));
  const effects = new Uint8Array(catalog.candidateIds.length);
  const active = settings.roles.flatMap((role) =>
    role.holds
      .filter((hold) => !hold.cleared && (hold.until === null || today < hold.until))
      .map((hold) => ({ roleId: role.id, hold, candidates: inScope(hold, catalog, indexOf) })),
  );
  for (const { hold, candidates } of active) {
    const effect = hold.effect === 'blocks' ? 2 : 1;
    for (const i of candidates) effects[i] = Math.max(effects[i]!, effect);
  }
  return { active, effects };
}

/** The active holds on one candidate. */
export function holdsOn(status: HoldStatus, index: number): ActiveHold[] {
  return status.effects[index] === 0 ? [] : status.active.filter((hold) => hold.candidates.includes(index));
}

function inScope({ scope }: Hold, catalog: Catalog, indexOf: ReadonlyMap<number, number>): number[] {
  if (scope.kind === 'all') return Array.from(catalog.candidateIds, (_, index) => index);
  const ids =
    scope.kind === 'candidate'
      ? [scope.candidateId]
      : (catalog.tags.find((entry) => entry.tag === scope.tag)?.candidateIds ?? []);
  return ids.flatMap((id) => indexOf.get(id) ?? []).sort((a, b) => a - b);
}
