// What the meeting waits for from a seat: proposals to its role that have no answer, and its name under the decision.
import type { Decision } from '../../../shared/domain/decision.ts';
import { capitalised, countText } from '../../../shared/domain/format.ts';
import type { Proposal } from '../../../shared/domain/proposal.ts';

export interface Wait {
  /** "One proposal from Product waits for your answer" */
  text: string;
  /** The id of the heading under which it is done. */
  heading: string;
}

/**
 * What waits for a role between rounds, in the order of the page.
 * @param draft    the decision that is drafted, or null.
 * @param sideName a role in words, or the table where it is null.
 */
export function waitsFor(
  roleId: number,
  draft: Decision | null,
  proposals: readonly Proposal[],
  sideName: (roleId: number | null) => string,
): Wait[] {
  const signed = draft?.stances.find((stance) => stance.roleId === roleId)?.signedBy;
  const open = proposals.filter(({ state, toRoleId }) => state === 'open' && toRoleId === roleId);
  const sides = new Set(open.map(({ fromRoleId }) => fromRoleId));
  const from = sides.size === 1 ? ` from ${sideName(open[0]!.fromRoleId)}` : '';
  return [
    ...(signed === '' ? [{ text: 'The decision waits for your signature', heading: 'decision' }] : []),
    ...(open.length === 0
      ? []
      : [
          {
            text:
              open.length === 1
                ? `One proposal${from} waits for your answer`
                : `${capitalised(countText(open.length, 'proposal'))}${from} wait for your answer`,
            heading: 'proposals',
          },
        ]),
  ];
}
