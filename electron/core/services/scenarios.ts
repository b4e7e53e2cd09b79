// Scenarios: what if, kept beside the ballots.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ScenarioChanges } from '../../../shared/domain/scenario.ts';
import type { CommandHandlers } from './handlerTypes.ts';
import type { ReadableDb } from '../store/handle.ts';
import { createScenario, listScenarios, removeScenario, updateScenario } from '../store/scenarios.ts';
import { checkedWeights, requireRequirement, requireRole } from './ballots.ts';

export const scenarioCommands = {
  'scenarios.create': (db, { definition }) => {
    refuseTaken(db, definition.name, null);
    return { id: createScenario(db, checked(db, definition)) };
  },
  'scenarios.update': (db, { id, definition }) => {
    requireScenario(db, id);
    refuseTaken(db, definition.name, id);
    updateScenario(db, id, checked(db, definition));
    return null;
  },
  'scenarios.remove': (db, { id }) => {
    requireScenario(db, id);
    removeScenario(db, id);
    return null;
  },
} satisfies Partial<CommandHandlers>;

function requireScenario(db: ReadableDb, id: number): void {
  if (!listScenarios(db).some((each) => each.id === id))
    throw new ParleyError('notFound', 'This scenario is no longer in the review.');
}

function refuseTaken(db: ReadableDb, name: string, except: number | null): void {
  if (listScenarios(db).some((each) => each.name === name && each.id !== except)) {
    throw new ParleyError('refused', `There is already a scenario named “${name}”.`);
  }
}

/** Normalises its weights. Throws where it names something that is gone, or anything twice. */
function checked<C extends ScenarioChanges>(db: ReadableDb, changes: C): C {
  const { ballots, bounds } = changes;
  if (new Set(ballots.map(({ roleId }) => roleId)).size !== ballots.length) {
    throw new ParleyError('badInput', 'A role was given two ballots.');
  }
  if (new Set(bounds.map(({ requirementId }) => requirementId)).size !== bounds.length) {
    throw new ParleyError('badInput', 'A requirement was given two bounds.');
  }
  for (const { requirementId } of bounds) requireRequirement(db, requirementId);
  return {
    ...changes,
    ballots: ballots.map(({ roleId, weights }) => {
      requireRole(db, roleId);
      return { roleId, weights: checkedWeights(db, weights) };
    }),
  };
}
