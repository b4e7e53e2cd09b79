// Scenarios as rows: the weights and bounds each would change.
import type { Scenario, ScenarioDefinition } from '../../../shared/domain/scenario.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

interface WeightRow {
  scenario_id: number;
  role_id: number;
  objective_id: number;
  weight: number;
  locked: number;
}

interface BoundRow {
  scenario_id: number;
  requirement_id: number;
  bound: number | null;
}

const toBallots = (rows: readonly WeightRow[]): Scenario['ballots'] =>
  [...Map.groupBy(rows, (row) => row.role_id)].map(([roleId, weights]) => ({
    roleId,
    weights: weights.map((row) => ({
      objectiveId: row.objective_id,
      weight: row.weight,
      locked: row.locked === 1,
    })),
  }));

/** In order of creation; ballots in the order of roles, weights in that of objectives. */
export function listScenarios(db: ReadableDb): Scenario[] {
  const weights = Map.groupBy(
    db
      .read<[], WeightRow>(
        `SELECT w.scenario_id, w.role_id, w.objective_id, w.weight, w.locked FROM scenario_weight w
         JOIN role r ON r.id = w.role_id JOIN objective o ON o.id = w.objective_id
         ORDER BY w.scenario_id, r.position, r.id, o.position, o.id`,
      )
      .all(),
    (row) => row.scenario_id,
  );
  const bounds = Map.groupBy(
    db
      .read<[], BoundRow>(
        'SELECT scenario_id, requirement_id, bound FROM scenario_bound ORDER BY scenario_id, requirement_id',
      )
      .all(),
    (row) => row.scenario_id,
  );
  return db
    .read<[], { id: number; name: string }>('SELECT id, name FROM scenario ORDER BY id')
    .all()
    .map(({ id, name }) => ({
      id,
      name,
      ballots: toBallots(weights.get(id) ?? []),
      bounds: (bounds.get(id) ?? []).map((row) => ({ requirementId: row.requirement_id, bound: row.bound })),
    }));
}

/** Returns the new scenario's id. */
export function createScenario(db: WritableDb, definition: ScenarioDefinition): number {
  const { id } = db.write<[string]>('INSERT INTO scenario (name) VALUES (?)').run(definition.name);
  putContent(db, id, definition);
  return id;
}

export function updateScenario(db: WritableDb, id: number, definition: ScenarioDefinition): void {
  db.write<[string, number]>('UPDATE scenario SET name = ? WHERE id = ?').run(definition.name, id);
  removeContent(db, id);
  putContent(db, id, definition);
}

export function removeScenario(db: WritableDb, id: number): void {
  removeContent(db, id);
  db.write<[number]>('DELETE FROM scenario WHERE id = ?').run(id);
}

/** The role must have none in this scenario. */
export function setScenarioWeights(
  db: WritableDb,
  id: number,
  { roleId, weights }: ScenarioDefinition['ballots'][number],
): void {
  for (const { objectiveId, weight, locked } of weights) {
    db.write<[{ id: number; roleId: number; objectiveId: number; weight: number; locked: number }]>(
      `INSERT INTO scenario_weight (scenario_id, role_id, objective_id, weight, locked)
       VALUES (@id, @roleId, @objectiveId, @weight, @locked)`,
    ).run({ id, roleId, objectiveId, weight, locked: locked ? 1 : 0 });
  }
}

/** Deletes a role's ballot in one scenario, which then has the role's real ballot. */
export function removeScenarioBallot(db: WritableDb, id: number, roleId: number): void {
  db.write<[number, number]>('DELETE FROM scenario_weight WHERE scenario_id = ? AND role_id = ?').run(id, roleId);
}

/** Deletes all bounds that scenarios try for a requirement. */
export function removeRequirementFromScenarios(db: WritableDb, requirementId: number): void {
  db.write<[number]>('DELETE FROM scenario_bound WHERE requirement_id = ?').run(requirementId);
}

function putContent(db: WritableDb, id: number, { ballots, bounds }: ScenarioDefinition): void {
  for (const ballot of ballots) setScenarioWeights(db, id, ballot);
  for (const { requirementId, bound } of bounds) {
    db.write<[number, number, number | null]>(
      'INSERT INTO scenario_bound (scenario_id, requirement_id, bound) VALUES (?, ?, ?)',
    ).run(id, requirementId, bound);
  }
}

function removeContent(db: WritableDb, id: number): void {
  db.write<[number]>('DELETE FROM scenario_weight WHERE scenario_id = ?').run(id);
  db.write<[number]>('DELETE FROM scenario_bound WHERE scenario_id = ?').run(id);
}
