// What is said at a reveal of the ballots as such.
import { countText } from '../../../shared/domain/format.ts';
import type { Round } from '../../../shared/contract/rounds.ts';

/** "4 of 4 ballots are open". */
export function openedText({ counts }: Pick<Round, 'counts'>): string {
  if (counts === null) return 'The ballots are open';
  return `${counts.opened} of ${countText(counts.roles, 'ballot')} ${counts.opened === 1 ? 'is' : 'are'} open`;
}

/** Roles that did not count, or whose earlier ballot did: a sentence each. */
export const remarksOf = ({ revealed }: Pick<Round, 'revealed'>): string[] =>
  revealed === null ? [] : [...revealed.leftOut, ...revealed.carried].map(({ text }) => text);
