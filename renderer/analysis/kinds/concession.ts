// The smallest change of weights that puts one candidate first for the group: by all roles together, then by each alone.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { concessionOfGroup, type Concession } from '../../../shared/engine/change/concession.ts';
import { rank } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';

export interface ConcessionInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  candidate: number;
  /** Weights that roles have locked do not move. */
  keepLocked: boolean;
}

export interface Concessions {
  candidate: number;
  keepLocked: boolean;
  /** null is everybody together; later ones are still being worked out in a partial answer. */
  by: readonly { roleId: number | null; concession: Concession }[];
}

export function concession(
  { snapshot, foundation, candidate, keepLocked }: ConcessionInput,
  report: Reporter<Concessions>,
): Concessions {
  const { settings } = snapshot;
  const evaluation = { ...foundation, ...rank(snapshot, foundation) };
  const roles: (number | null)[] = settings.roles.map(({ id }) => id);
  // With one role, that role alone and all together are the same question.
  const askers = roles.length === 1 ? roles : [...roles, null];
  const by: Concessions['by'][number][] = [];
  askers.forEach((roleId, k) => {
    const share = (part: number) => (k + part) / askers.length;
    by.push({
      roleId,
      concession: concessionOfGroup(snapshot, evaluation, settings.groupRule, candidate, roleId, {
        respectLocks: keepLocked,
        onProgress: (part) => {
          report.progress(share(part));
          return true;
        },
      }),
    });
    report.progress(share(1));
    report.partial({ candidate, keepLocked, by: [...by] });
  });
  return { candidate, keepLocked, by };
}
