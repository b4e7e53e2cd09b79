// What a role brings to the meeting: weights, requirements, holds, and why.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { HoldDefinition, Requirement, RequirementDefinition, Weight } from '../../../shared/domain/role.ts';
import { normalise } from '../../../shared/engine/weights.ts';
import type { CommandHandlers } from './handlerTypes.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { listObjectives } from '../store/objectives.ts';
import {
  createHold,
  createRequirement,
  listRoles,
  removeHold,
  removeRequirement,
  removeWeight,
  setRationale,
  setWeight,
  updateHold,
  updateRequirement,
} from '../store/roles.ts';
import { removeRequirementFromScenarios } from '../store/scenarios.ts';
import { requireCandidate } from './candidates.ts';
import { requireMetric } from './metrics.ts';

/** How far the sum of incoming weights may be from 1. */
const tolerance = 1e-6;

export const ballotCommands = {
  'ballots.setRationale': (db, { roleId, rationale }) => {
    requireRole(db, roleId);
    setRationale(db, roleId, rationale);
    return null;
  },
  'ballots.setWeights': (db, { roleId, weights }) => {
    putWeights(db, roleId, checkedWeights(db, weights));
    return null;
  },
  'ballots.setLocks': (db, { roleId, weights }) => {
    putWeights(db, roleId, checkedWeights(db, weights));
    return null;
  },
  'requirements.create': (db, { definition }) => {
    checkRequirement(db, definition);
    return { id: createRequirement(db, definition) };
  },
  'requirements.update': (db, { id, definition }) => {
    checkRequirement(db, definition);
    const before = requireRequirement(db, id);
    // A bound that a scenario tries means nothing on another metric or with the other comparator.
    if (before.metricId !== definition.metricId || before.comparator !== definition.comparator) {
      removeRequirementFromScenarios(db, id);
    }
    updateRequirement(db, id, definition);
    return null;
  },
  'requirements.remove': (db, { id }) => {
    requireRequirement(db, id);
    removeRequirement(db, id);
    return null;
  },
  'holds.create': (db, { definition }) => {
    checkHold(db, definition);
    return { id: createHold(db, definition) };
  },
  'holds.update': (db, { id, definition }) => {
    checkHold(db, definition);
    requireChanged(updateHold(db, id, definition));
    return null;
  },
  'holds.remove': (db, { id }) => {
    requireChanged(removeHold(db, id));
    return null;
  },
} satisfies Partial<CommandHandlers>;

/** Normalises the weights exactly. Throws where an objective is gone or listed twice, or the weights do not sum to 1. */
export function checkedWeights(db: ReadableDb, weights: readonly Weight[]): Weight[] {
  const objectives = new Set(listObjectives(db).map(({ id }) => id));
  if (weights.some(({ objectiveId }) => !objectives.has(objectiveId))) {
    throw new ParleyError('notFound', 'One of these objectives is no longer in the review.');
  }
  const given = new Set(weights.map(({ objectiveId }) => objectiveId));
  if (given.size !== weights.length) throw new ParleyError('badInput', 'An objective was given two weights.');
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) {
    throw new ParleyError(
      'refused',
      'Every weight is 0, so nothing would count. Give at least one objective a weight.',
    );
  }
  if (Math.abs(sum - 1) > tolerance) {
    throw new ParleyError('badInput', `The weights of a role must sum to 1; these sum to ${sum}.`);
  }
  return normalised(weights);
}

/** Replaces all weights of the role by these. */
function putWeights(db: WritableDb, roleId: number, weights: readonly Weight[]): void {
  const given = new Set(weights.map(({ objectiveId }) => objectiveId));
  for (const { objectiveId } of requireRole(db, roleId).weights) {
    if (!given.has(objectiveId)) removeWeight(db, roleId, objectiveId);
  }
  for (const weight of weights) setWeight(db, roleId, weight);
}

export function requireRequirement(db: ReadableDb, id: number): Requirement {
  const requirement = listRoles(db)
    .flatMap(({ requirements }) => requirements)
    .find((each) => each.id === id);
  if (!requirement) throw new ParleyError('notFound', 'This requirement is no longer in the review.');
  return requirement;
}

export function requireRole(db: ReadableDb, id: number) {
  const role = listRoles(db).find((each) => each.id === id);
  if (!role) throw new ParleyError('notFound', 'This role is no longer in the review.');
  return role;
}

/**
 * The weights in proportion, adding up, in their order, to exactly 1: what division leaves over goes to the largest.
 * At least one must be positive.
 */
export function normalised(weights: readonly Weight[]): Weight[] {
  const shares = normalise(weights.map(({ weight }) => weight));
  const largest = shares.indexOf(Math.max(...shares));
  const sum = () => shares.reduce((total, share) => total + share, 0);
  // Each round removes what the last one rounded; the sum of a handful of numbers settles in one or two.
  for (let round = 0; round < 8 && sum() !== 1; round++) shares[largest] = (shares[largest] ?? 0) + (1 - sum());
  return weights.map((weight, j) => ({ ...weight, weight: Math.min(1, shares[j] ?? 0) }));
}

function checkRequirement(db: ReadableDb, definition: RequirementDefinition): void {
  requireRole(db, definition.roleId);
  requireMetric(db, definition.metricId);
}

export function checkHold(db: ReadableDb, definition: HoldDefinition): void {
  requireRole(db, definition.roleId);
  if (definition.scope.kind === 'candidate') requireCandidate(db, definition.scope.candidateId);
  if (definition.until === null && definition.condition.trim() === '') {
    throw new ParleyError(
      'badInput',
      'Say until when the hold lasts, or what has to come true: a date, a condition, or both.',
    );
  }
}

function requireChanged(changes: number): void {
  if (changes === 0) throw new ParleyError('notFound', 'This hold is no longer in the review.');
}
