// Holds in words, and as they are typed.
import { dayText } from './day.ts';
import type { Hold, HoldScope } from './role.ts';

/** "everything", "what is tagged GPU", or the candidate's name. */
export function holdScopeText(scope: HoldScope, nameOf: (candidateId: number) => string): string {
  if (scope.kind === 'all') return 'everything';
  return scope.kind === 'tag' ? `what is tagged “${scope.tag}”` : nameOf(scope.candidateId);
}

/** What a form of a hold is about; null while no tag is typed, or no candidate chosen. */
export function typedScope(kind: HoldScope['kind'], tag: string, candidateId: number | undefined): HoldScope | null {
  if (kind === 'all') return { kind };
  if (kind === 'tag') return tag.trim() === '' ? null : { kind, tag: tag.trim() };
  return candidateId === undefined ? null : { kind, candidateId };
}

/** " until 14 June 2027, or until the stack is upgraded"; empty for a hold that says neither. */
export function holdEndText({ until, condition }: Pick<Hold, 'until' | 'condition'>): string {
  const date = until === null ? null : dayText(until);
  const ends = [date, condition === '' ? null : condition].filter((end) => end !== null);
  return ends.length === 0 ? '' : ` until ${ends.join(', or until ')}`;
}
