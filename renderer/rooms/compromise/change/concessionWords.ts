// The smallest change of weights in words: who moves how many points from where to where; or why no weights will do.
import { countText, formatNumber } from '../../../../shared/domain/format.ts';
import type { Concession, Impossible, RoleChange } from '../../../../shared/engine/change/concession.ts';
import type { TypedWeights } from '../../../../shared/engine/typed.ts';
import { REFERENCE_REASON, worthText } from '../../../../shared/engine/wording.ts';
import { listText, valueTexts } from '../../../parts/wording/wording.ts';

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

/** The same as it is to be typed, rounded outwards so that it does what is promised; the exact figure where nothing can be typed. */
export function changeText(total: number, typed: TypedWeights | null): string {
  if (typed === null) return pointsText(total);
  const rounded = Number(typed.points.toFixed(typed.decimals));
  const decimals = (/\.(\d+)$/.exec(String(rounded))?.[1] ?? '').length;
  return `${formatNumber(rounded, decimals)} ${rounded === 1 ? 'point' : 'points'}`;
}

/** "would move 9 points from ad revenue to accuracy". Small moves stay unnamed where many are. */
export function moveText({ moves, total }: RoleChange, names: Names, typed: TypedWeights | null = null): string {
  const named = (sign: 1 | -1) => {
    const list = moves
      .filter(({ from, to }) => (to - from) * sign > 5e-4)
      .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
      .map(({ objectiveId }) => names.objective(objectiveId));
    return listText(list);
  };
  const [up, down] = [named(1), named(-1)];
  const what = `would move ${changeText(total, typed)}`;
  return up === '' || down === '' ? `${what} between objectives` : `${what} from ${down} to ${up}`;
}

/**
 * One sentence.
 * @param roleId  whose weights may move; null: everybody's.
 * @param keepLocked  weights that are locked had to stay.
 * @param typed       per role of the change its weights as they are to be typed.
 */
export function concessionText(
  concession: Concession,
  roleId: number | null,
  names: Names,
  keepLocked = false,
  typed: readonly TypedWeights[] | null = null,
): string {
  const name = names.candidate(concession.candidate);
  const who = roleId === null ? 'all roles together' : names.role(roleId);
  switch (concession.kind) {
    case 'ineligible':
      if (concession.why === 'reference') return `${name} ${REFERENCE_REASON}.`;
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
        return `${names.role(first.roleId)} ${moveText(first, names, typed?.[0] ?? null)}.${small}`;
      }
      const parts = roles.map(
        (change, k) => `${names.role(change.roleId)} ${changeText(change.total, typed?.[k] ?? null)}`,
      );
      const sum =
        typed === null
          ? null
          : {
              percent: [],
              decimals: Math.max(...typed.map(({ decimals }) => decimals)),
              points: typed.reduce((all, { points }) => all + points, 0),
            };
      return `${listText(parts, 8)}: ${changeText(total, sum)} in all.${small}`;
    }
  }
}

function reasonText(why: Impossible, names: Names): string {
  switch (why.kind) {
    case 'noInfluence':
      return 'nobody whose weights may move counts in the mean';
    case 'search':
      return 'a complete search of all ways to weigh found none';
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

/**
 * What it would mean by the ballots as they stand: "By the ballots as they stand, Sales 0.04 instead of 0.17 …". '' where a score is
 * missing for all.
 */
export function regretsText(
  candidate: string,
  answer: string,
  roles: readonly { name: string; then: number; now: number }[],
): string {
  const known = roles.filter(({ then, now }) => !Number.isNaN(then) && !Number.isNaN(now));
  if (known.length === 0) return '';
  const parts = known.map(({ name, then, now }) => {
    const [changed, stated] = valueTexts(then, now);
    return changed === stated ? `${name} ${stated} either way` : `${name} ${changed} instead of ${stated}`;
  });
  const worse = known.every(({ then, now }) => then > now + 1e-9);
  const all = worse ? ` Every role would lose by it: the change of weights alone makes ${candidate} first.` : '';
  return `By the ballots as they stand, what is given up with ${candidate} instead of ${answer}: ${listText(parts, 12)}.${all}`;
}
