// Who carries a candidate and who stands in its way, in words.
import type { FinalistCoalitions } from '../../../../shared/engine/change/coalitions.ts';
import { listText } from '../../../parts/wording/wording.ts';

export interface CoalitionNames {
  candidate(index: number): string;
  role(id: number): string;
}

/** Sets named at most; the others are counted. */
const NAMED = 3;

function setsText(sets: readonly (readonly number[])[], names: CoalitionNames): string {
  const shown = sets.slice(0, NAMED).map((set) =>
    listText(
      set.map((id) => names.role(id)),
      12,
    ),
  );
  const rest = sets.length - shown.length;
  return `${shown.join(', or ')}${rest > 0 ? `, or ${rest} other ${rest === 1 ? 'set' : 'sets'} of roles` : ''}`;
}

/**
 * Sentences about one candidate: who alone would choose it, whom it needs, without whom it would be first.
 * @param roles  how many there are.
 */
export function coalitionTexts(one: FinalistCoalitions, roles: number, names: CoalitionNames): string[] {
  const name = names.candidate(one.candidate);
  const texts: string[] = [];
  const everybodyOnly = one.forces.length === 1 && one.forces[0]!.length === roles;
  if (one.forces.length === 0) texts.push(`No set of roles, left to itself, would choose ${name}.`);
  else if (everybodyOnly && roles > 1) texts.push(`Only all roles together choose ${name}; no part of them would.`);
  else texts.push(`Left to themselves, ${setsText(one.forces, names)} would choose ${name}.`);
  const needed = one.tips.filter(({ how }) => how === 'needed').map(({ roleId }) => names.role(roleId));
  if (one.first && roles > 1) {
    texts.push(
      needed.length === 0
        ? 'It stays first whichever single role leaves.'
        : `Without ${needed.length === 1 ? needed[0] : `any one of ${listText(needed, 12)}`} it would not be first.`,
    );
  }
  // Without everybody there is nobody to choose; a set of all roles but none left says nothing.
  const blocks = one.blocks.filter((set) => set.length < roles);
  if (blocks.length > 0) texts.push(`It would be first without ${setsText(blocks, names)}.`);
  return texts;
}
