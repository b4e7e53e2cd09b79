// What is said where nobody gives up anything: it is a compromise only where several roles were asked.
import { listText, possessive } from '../wording/wording.ts';

interface Asked {
  name: string;
  /** Whether it has given weights; a role that has not counts every objective alike. */
  weighed: boolean;
}

/**
 * What follows the name of the candidate, or of several that tie, that is the favourite of every role: " is every role’s
 * favourite: nobody gives up anything", " is Sales’ favourite, and no other role is there", or who has not weighed.
 */
export function nobodyPays(roles: readonly Asked[], tied: boolean): string {
  const is = tied ? 'are' : 'is';
  const favourite = tied ? 'favourites' : 'favourite';
  const open = roles.filter(({ weighed }) => !weighed).map(({ name }) => name);
  const [only] = roles;
  if (roles.length === 1 && only && open.length === 0) {
    return ` ${is} ${possessive(only.name)} ${favourite}, and no other role is there`;
  }
  if (open.length === roles.length) return ` ${is} first, as long as nobody has weighed`;
  if (open.length > 0) {
    return ` ${is} every role’s ${favourite}, and ${listText(open)} ${open.length === 1 ? 'has' : 'have'} not weighed yet`;
  }
  return ` ${is} every role’s ${favourite}: nobody gives up anything`;
}
