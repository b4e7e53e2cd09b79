// Holds in words.
import type { Hold, HoldScope } from './role.ts';

/** "everything", "what is tagged GPU", or the candidate's name. */
export function holdScopeText(scope: HoldScope, nameOf: (candidateId: number) => string): string {
  if (scope.kind === 'all') return 'everything';
  return scope.kind === 'tag' ? `what is tagged “${scope.tag}”` : nameOf(scope.candidateId);
}

/** " until 14 June 2027, or until the stack is upgraded"; empty for a hold that says neither. */
export function holdEndText({ until, condition }: Pick<Hold, 'until' | 'condition'>): string {
  const date =
    until === null
      ? null
      : new Date(`${until}T00:00:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const ends = [date, condition === '' ? null : condition].filter((end) => end !== null);
  return ends.length === 0 ? '' : ` until ${ends.join(', or until ')}`;
}
