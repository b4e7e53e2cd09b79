// Objectives, and how adding or removing one changes the ballots.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { valueFunctionProblem, type Objective, type ObjectiveDefinition } from '../../../shared/domain/objective.ts';
import { proposeAnchors } from '../../../shared/engine/anchors.ts';
import { possibleRange } from '../../../shared/engine/objectiveProposal.ts';
import type { CommandHandlers } from './handlerTypes.ts';
import { getColumn } from '../store/columns.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import {
  createObjective,
  listObjectives,
  removeObjective,
  setObjectivePosition,
  updateObjective,
} from '../store/objectives.ts';
import { listRoles, removeWeight, setWeight } from '../store/roles.ts';
import { listScenarios, removeScenarioBallot, setScenarioWeights } from '../store/scenarios.ts';
import { normalised } from './ballots.ts';
import { requireMetric } from './metrics.ts';

export const objectiveCommands = {
  'objectives.createFromMetrics': (db, { metricIds }) => ({
    ids: metricIds.map((id) => createObjective(db, proposeObjective(db, id))),
  }),
  'objectives.update': (db, { id, definition }) => {
    requireObjective(db, id);
    requireMetric(db, definition.metricId);
    updateObjective(db, id, definition);
    return null;
  },
  'objectives.remove': (db, { id }) => {
    requireObjective(db, id);
    for (const role of listRoles(db)) {
      if (!role.weights.some(({ objectiveId }) => objectiveId === id)) continue;
      removeWeight(db, role.id, id);
      const rest = role.weights.filter(({ objectiveId }) => objectiveId !== id);
      // Where all other weights are 0, the role has not weighed what is left.
      if (rest.every(({ weight }) => weight === 0)) {
        for (const { objectiveId } of rest) removeWeight(db, role.id, objectiveId);
      } else {
        for (const weight of normalised(rest)) setWeight(db, role.id, weight);
      }
    }
    removeFromScenarios(db, id);
    removeObjective(db, id);
    closeGaps(db);
    return null;
  },
  'objectives.reorder': (db, { ids }) => {
    const present = listObjectives(db).map(({ id }) => id);
    if (ids.length !== present.length || new Set(ids).size !== ids.length || !present.every((id) => ids.includes(id))) {
      throw new ParleyError('conflict', 'The objectives have changed meanwhile; the order was left as it is.');
    }
    ids.forEach((id, position) => setObjectivePosition(db, id, position));
    return null;
  },
} satisfies Partial<CommandHandlers>;

/** An objective of a metric as the engine proposes it. */
export function proposeObjective(db: ReadableDb, metricId: number): ObjectiveDefinition {
  const { name, unit, direction } = requireMetric(db, metricId);
  const values = getColumn(db, metricId)?.measured ?? new Float64Array(0);
  const definition: ObjectiveDefinition = {
    metricId,
    name,
    direction,
    valueFunction: proposeAnchors(values, direction, possibleRange(name, unit, values)),
    missing: 'exclude',
  };
  const problem = valueFunctionProblem(definition);
  if (problem) throw new Error(`The anchors proposed for “${name}” do not fit: ${problem}`);
  return definition;
}

/** As in ballots: the remaining weights are scaled up. Where none remains, the role has its real ballot in the scenario again. */
function removeFromScenarios(db: WritableDb, objectiveId: number): void {
  for (const { id, ballots } of listScenarios(db)) {
    for (const { roleId, weights } of ballots) {
      const rest = weights.filter((each) => each.objectiveId !== objectiveId);
      if (rest.length === weights.length) continue;
      removeScenarioBallot(db, id, roleId);
      if (rest.some(({ weight }) => weight > 0)) setScenarioWeights(db, id, { roleId, weights: normalised(rest) });
    }
  }
}

function closeGaps(db: WritableDb): void {
  listObjectives(db).forEach(({ id, position }, i) => {
    if (position !== i) setObjectivePosition(db, id, i);
  });
}

/** Throws `notFound` where the objective no longer exists. */
export function requireObjective(db: ReadableDb, id: number): Objective {
  const objective = listObjectives(db).find((each) => each.id === id);
  if (!objective) throw new ParleyError('notFound', 'This objective is no longer in the review.');
  return objective;
}
