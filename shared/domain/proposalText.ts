// What a proposal says, as a sentence that can be read aloud; and whether what it is about still stands.
import type { ConditionDefinition } from './decision.ts';
import { formatMeasure, formatNumber, listText, typedDigits } from './format.ts';
import { holdEndText, holdScopeText } from './holdEnd.ts';
import type { Proposal, ProposalChange } from './proposal.ts';
import type { ReviewSnapshot } from './review.ts';

/** Candidates that are named; the rest are counted. */
const MOST_NAMED = 3;

/**
 * "Product’s p95 latency ≤ 8.9 ms instead of ≤ 8 ms. That lets Popular nearby pass." Numbers are in the unit of their metric, with all
 * the digits they have, so that what is read is what is agreed.
 */
export function proposalText({ settings, catalog }: ReviewSnapshot, change: ProposalChange): string {
  const metricOf = (id: number) => settings.metrics.find((metric) => metric.id === id);
  const roleOf = (id: number) => settings.roles.find((role) => role.id === id)?.name ?? 'A role';
  const candidateOf = (id: number) => catalog.names[catalog.candidateIds.indexOf(id)] ?? 'a candidate';
  const boundOf = (comparator: '<=' | '>=', bound: number, metricId: number) =>
    `${comparator === '<=' ? '≤' : '≥'}\u00a0${formatMeasure(bound, typedDigits(bound), metricOf(metricId)?.unit ?? '')}`;
  switch (change.kind) {
    case 'outcome':
      return `${candidateOf(change.candidateId)} is chosen.${change.price === '' ? '' : ` ${change.price}`}`;
    case 'bound': {
      const role = settings.roles.find(({ requirements }) =>
        requirements.some(({ id }) => id === change.requirementId),
      );
      const now = boundOf(change.comparator, change.to, change.metricId);
      const was = boundOf(change.comparator, change.from, change.metricId);
      const names = change.admits.map(candidateOf);
      const effect = names.length === 0 ? '' : ` That lets ${listText(names, MOST_NAMED)} pass.`;
      return `${possessive(role?.name ?? 'A role')} ${metricOf(change.metricId)?.name ?? 'requirement'} ${now} instead of ${was}.${effect}`;
    }
    case 'hold': {
      const verb = change.effect === 'blocks' ? 'holds back' : 'warns about';
      return `${roleOf(change.roleId)} ${verb} ${holdScopeText(change.scope, candidateOf)}${holdEndText(change)}.`;
    }
    case 'condition':
      return conditionText(change.condition, boundOf);
    case 'askWeight': {
      const moves = change.moves.map(({ objectiveId, from, to }) => {
        const name = settings.objectives.find(({ id }) => id === objectiveId)?.name ?? 'an objective';
        // What is to be typed needs every decimal; what stands on the ballot does not.
        return `${name} ${perCent(to)} instead of ${perCent(Number(from.toFixed(1)))}`;
      });
      const first = change.candidateId === null ? '' : ` ${candidateOf(change.candidateId)} would come first with it.`;
      return `Would you weigh ${listText(moves)}?${first}`;
    }
  }
}

function conditionText(
  { kind, what, owner, due, check }: Omit<ConditionDefinition, 'holdId'>,
  boundOf: (comparator: '<=' | '>=', bound: number, metricId: number) => string,
): string {
  const when = { before: 'Before it is deployed', after: 'After it is deployed', watch: 'As long as it runs' }[kind];
  const bound = check === null ? '' : boundOf(check.comparator, check.bound, check.metricId);
  const said = what.replace(/[.\s]+$/, '');
  return `${when}: ${said}${bound === '' || said.includes(bound) ? '' : ` (${bound})`}. ${owner} answers for it${due === null ? '' : `, by ${dayText(due)}`}.`;
}

/** "22.9 %", "25 %". */
function perCent(x: number): string {
  const rounded = Number(x.toFixed(4));
  return `${formatNumber(rounded, typedDigits(rounded))}\u00a0%`;
}

const dayText = (day: string) => holdEndText({ until: day, condition: '' }).replace(/^ until /, '');

const possessive = (name: string) => `${name}${/s$/i.test(name) ? '’' : '’s'}`;

/**
 * Why a proposal can no longer be answered, as a sentence; '' where everything it is about is still there.
 */
export function goneText(
  {
    settings,
    catalog,
  }: { settings: ReviewSnapshot['settings']; catalog: Pick<ReviewSnapshot['catalog'], 'candidateIds'> },
  { change, fromRoleId, toRoleId }: Pick<Proposal, 'change' | 'fromRoleId' | 'toRoleId'>,
): string {
  const isRole = (id: number | null) => id === null || settings.roles.some((role) => role.id === id);
  const isCandidate = (id: number) => catalog.candidateIds.includes(id);
  const isMetric = (id: number) => settings.metrics.some((metric) => metric.id === id);
  if (!isRole(fromRoleId) || !isRole(toRoleId)) return 'A role that it is between was removed.';
  switch (change.kind) {
    case 'outcome':
      return isCandidate(change.candidateId) ? '' : 'Its candidate was removed.';
    case 'bound': {
      const requirement = settings.roles
        .flatMap(({ requirements }) => requirements)
        .find(({ id }) => id === change.requirementId);
      if (!requirement) return 'Its requirement was removed.';
      if (requirement.metricId !== change.metricId || requirement.comparator !== change.comparator)
        return 'Its requirement asks for something else now.';
      return change.admits.length === 0 || change.admits.some(isCandidate)
        ? ''
        : 'The candidate it lets pass was removed.';
    }
    case 'hold':
      if (!isRole(change.roleId)) return 'The role of its hold was removed.';
      return change.scope.kind === 'candidate' && !isCandidate(change.scope.candidateId)
        ? 'Its candidate was removed.'
        : '';
    case 'condition':
      return change.condition.check === null || isMetric(change.condition.check.metricId)
        ? ''
        : 'The metric of its condition was removed.';
    case 'askWeight':
      if (change.moves.some(({ objectiveId }) => !settings.objectives.some(({ id }) => id === objectiveId)))
        return 'An objective it asks about was removed.';
      return change.candidateId === null || isCandidate(change.candidateId) ? '' : 'Its candidate was removed.';
  }
}
