// A concession in words: who moves how many points from where to where; or why no weights will do.
import { countText, formatNumber } from '../../../../shared/domain/format.ts';
import type { Concession, Impossible, RoleChange } from '../../../../shared/engine/change/concession.ts';
import { worthText } from '../../../../shared/engine/wording.ts';
import { listText } from '../../../parts/wording/wording.ts';

export interface Names {
  candidate(index: number): string;
  objective(id: number): string;
  role(id: number): string;
}

/** Points that change hands, of a role's hundred: half of Σ|Δw|, with a digit where it is small. */
export function pointsText(total: number): string {
  const points = total * 50;
  const decimals = points < 9.95 && Math.abs(points - Math.round(points)) > 0.05 ? 1 : 0;
  if (points > 0 && points < 0.05) return 'less than 0.1 points';
  return countText(Number(points.toFixed(decimals)), 'point').replace(/^[\d.,]+/, formatNumber(points, decimals));
}

/** "would move 9 points from ad revenue to accuracy". Small moves stay unnamed where many are. */
export function moveText({ moves, total }: RoleChange, names: Names): string {
  const named = (sign: 1 | -1) => {
    const list = moves
      .filter(({ from, to }) => (to - from) * sign > 5e-4)
      .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
      .map(({ objectiveId }) => names.objective(objectiveId));
    return listText(list);
  };
  const [up, down] = [named(1), named(-1)];
  const what = `would move ${pointsText(total)}`;
  return up === '' || down === '' ? `${what} between objectives` : `${what} from ${down} to ${up}`;
}

/**
 * One sentence.
 * @param roleId  whose weights may move; null: everybody's.
 * @param keepLocked  weights that are locked had to stay.
 */
export function concessionText(
  concession: Concession,
  roleId: number | null,
  names: Names,
  keepLocked = false,
): string {
  const name = names.candidate(concession.candidate);
  const who = roleId === null ? 'all roles together' : names.role(roleId);
  switch (concession.kind) {
    case 'ineligible':
      return concession.why === 'incomplete'
        ? `${name} is not ranked: it has no value for some objective, so weights are not the question.`
        : `${name} breaks a requirement, so weights are not the question.`;
    case 'open':
      return `${keepLocked ? 'With locked weights where they are, none' : 'None'} was found for ${who}, and none that moves less than ${pointsText(concession.atLeast)} exists; more was not searched.`;
    case 'cannot':
      return `${keepLocked ? 'With locked weights where they are, no' : 'No'} weights of ${who} put ${name} first: ${reasonText(concession.why, names)}.`;
    case 'change': {
      const { roles, total, atLeast, exact } = concession;
      if (total === 0) return `${name} is first already.`;
      const small = exact ? '' : ` This is the best found; nothing below ${pointsText(atLeast)} does it.`;
      const [first] = roles;
      if (roles.length === 1 && first !== undefined) {
        return `${names.role(first.roleId)} ${moveText(first, names)}.${small}`;
      }
      const parts = roles.map((change) => `${names.role(change.roleId)} ${pointsText(change.total)}`);
      return `${listText(parts, 8)}: ${pointsText(total)} in all.${small}`;
    }
  }
}

function reasonText(why: Impossible, names: Names): string {
  switch (why.kind) {
    case 'noInfluence':
      return 'nobody whose weights may move counts in the mean';
    case 'search':
      return `all ${countText(why.cases, 'case')} of who stands in its way were ruled out`;
    case 'mixture': {
      const lead = worthText(why.lead);
      const [only] = why.candidates;
      if (why.candidates.length === 1 && only !== undefined) {
        return `${names.candidate(only)} is better whatever is weighed, by at least ${lead} in value`;
      }
      const parts = why.candidates.map((i, k) => `${formatNumber(why.shares[k]! * 100, 0)} % of ${names.candidate(i)}`);
      return `whatever is weighed, a mixture of ${listText(parts, 6)} scores ${lead} more, so one of them always stands before it`;
    }
  }
}
