// Words of the negotiation that several screens share.
import type { Proposal, ProposalKind } from '../../../shared/domain/proposal.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { givenUp } from '../answer/givenUp.ts';
import { differenceText, possessive, valueText } from '../wording/wording.ts';

/** A side of a proposal by name; the table is everybody together. */
export function sideName(roles: readonly Role[], roleId: number | null): string {
  if (roleId === null) return 'the table';
  return roles.find(({ id }) => id === roleId)?.name ?? 'a role that was removed';
}

export const kindNames: Readonly<Record<ProposalKind, string>> = {
  outcome: 'An outcome',
  bound: 'Another bound',
  hold: 'A hold',
  condition: 'A condition',
  askWeight: 'A question about a weight',
};

/** "Declined", as the list says it. */
export const stateNames: Readonly<Record<Proposal['state'], string>> = {
  open: 'Waits for an answer',
  accepted: 'Accepted',
  countered: 'Answered by another proposal',
  declined: 'Declined',
  withdrawn: 'Taken back',
  lapsed: 'Lapsed',
};

/** What accepting does, so that whoever answers knows before. */
export function acceptingText(proposal: Proposal, roles: readonly Role[]): string {
  const { change } = proposal;
  switch (change.kind) {
    case 'bound': {
      const role = roles.find(({ requirements }) => requirements.some(({ id }) => id === change.requirementId));
      return `Accepting changes ${possessive(role?.name ?? 'the role')} requirement at once. It is put on record and is not undone; it can be changed by hand.`;
    }
    case 'hold':
      return `Accepting adds the hold to ${possessive(sideName(roles, change.roleId))} ballot at once. It is put on record and is not undone; it can be changed by hand.`;
    case 'condition':
      return 'Accepting puts the condition into the draft of the decision, or keeps it until there is one.';
    case 'outcome':
      return 'Accepting is a statement. It stands in the record of the decision and changes nothing else.';
    case 'askWeight':
      return 'The answer stands in the record. It changes no weight: only the role does that, on its own ballot.';
  }
}

/** What an outcome costs a role, in value and in native units; '' where that is not known. */
export function priceText(review: ReviewState, roleId: number | null, candidateId: number): string {
  const role = review.saved.roles.find(({ id }) => id === roleId);
  const result = review.savedRanking.roles.find((each) => each.roleId === roleId);
  const index = review.indexById.get(candidateId) ?? -1;
  if (!role || !result || index < 0) return '';
  const given = givenUp(review.foundation.matrix, result, index);
  if (given.favourite === index) return `It is the favourite of ${role.name}.`;
  if (Number.isNaN(given.regret)) return '';
  const objective = review.saved.objectives[given.objective];
  const native =
    objective === undefined || Number.isNaN(given.difference)
      ? ''
      : `, ${differenceText(review, objective.metricId, given.difference)} ${objective.name}`;
  return `It costs ${role.name} ${valueText(given.regret)} in value against its favourite${native}.`;
}
