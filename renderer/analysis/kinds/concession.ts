// The smallest change of weights that puts one candidate first for the group: by all roles together, then by each alone.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { concessionOfGroup, typedConcession, type Concession } from '../../../shared/engine/change/concession.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import type { TypedWeights } from '../../../shared/engine/typed.ts';
import type { Reporter } from '../reporter.ts';
import type { Steps } from '../steps.ts';
import { rankingOf } from '../rankingOf.ts';

interface ConcessionInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  candidate: number;
  /** Weights that roles have locked do not move. */
  keepLocked: boolean;
}

interface AskedConcession {
  roleId: number | null;
  concession: Concession;
  /**
   * The weights to be shown: per role of the concession in per cent, rounded outwards so that typed in as printed they make
   * the candidate first. null: there is no change, or no rounded weights do it.
   */
  typed: readonly TypedWeights[] | null;
}

interface Concessions {
  candidate: number;
  keepLocked: boolean;
  /** null is everybody together; later ones are still being worked out in a partial answer. */
  by: readonly AskedConcession[];
}

export function* concession(
  { snapshot, foundation, candidate, keepLocked }: ConcessionInput,
  report: Reporter<Concessions>,
): Steps<Concessions> {
  const { settings } = snapshot;
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  const roles: (number | null)[] = settings.roles.map(({ id }) => id);
  // With one role, that role alone and all together are the same question.
  const askers = roles.length === 1 ? roles : [...roles, null];
  const by: Concessions['by'][number][] = [];
  for (const [k, roleId] of askers.entries()) {
    yield;
    const share = (part: number) => (k + part) / askers.length;
    const found = concessionOfGroup(snapshot, evaluation, settings.groupRule, candidate, roleId, {
      respectLocks: keepLocked,
      onProgress: (part) => {
        report.progress(share(part));
        return true;
      },
    });
    const typed =
      found.kind === 'change' && found.roles.length > 0
        ? typedConcession(snapshot, evaluation, settings.groupRule, found)
        : null;
    by.push({ roleId, concession: found, typed });
    report.progress(share(1));
    report.partial({ candidate, keepLocked, by: [...by] });
  }
  return { candidate, keepLocked, by };
}
