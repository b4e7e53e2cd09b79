// Roles and their ballots as rows: weights, requirements, holds.
import type {
  Hold,
  HoldDefinition,
  HoldScope,
  Requirement,
  RequirementDefinition,
  Role,
  Weight,
} from '../../../shared/domain/role.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

type RoleRow = Pick<Role, 'id' | 'name' | 'colour' | 'influence' | 'rationale' | 'position'>;

interface WeightRow {
  role_id: number;
  objective_id: number;
  weight: number;
  locked: number;
}

interface RequirementRow {
  id: number;
  role_id: number;
  metric_id: number;
  comparator: Requirement['comparator'];
  bound: number;
  strength: Requirement['strength'];
  reason: string;
}

interface HoldRow {
  id: number;
  role_id: number;
  scope: HoldScope['kind'];
  tag: string | null;
  candidate_id: number | null;
  until: string | null;
  condition: string;
  effect: Hold['effect'];
  reason: string;
  cleared: number;
}

const toWeight = (row: WeightRow): Weight => ({
  objectiveId: row.objective_id,
  weight: row.weight,
  locked: row.locked === 1,
});

const toRequirement = (row: RequirementRow): Requirement => ({
  id: row.id,
  roleId: row.role_id,
  metricId: row.metric_id,
  comparator: row.comparator,
  bound: row.bound,
  strength: row.strength,
  reason: row.reason,
});

// The table's CHECKs say which of the two is there for which kind.
const toScope = (row: HoldRow): HoldScope =>
  row.scope === 'tag'
    ? { kind: 'tag', tag: row.tag! }
    : row.scope === 'candidate'
      ? { kind: 'candidate', candidateId: row.candidate_id! }
      : { kind: 'all' };

const toHold = (row: HoldRow): Hold => ({
  id: row.id,
  roleId: row.role_id,
  scope: toScope(row),
  until: row.until,
  condition: row.condition,
  effect: row.effect,
  reason: row.reason,
  cleared: row.cleared === 1,
});

/** In their order, each with its ballot. */
export function listRoles(db: ReadableDb): Role[] {
  const weights = Map.groupBy(
    db
      .read<[], WeightRow>(
        `SELECT w.role_id, w.objective_id, w.weight, w.locked FROM ballot_weight w JOIN objective o ON o.id = w.objective_id
         ORDER BY w.role_id, o.position, o.id`,
      )
      .all(),
    (row) => row.role_id,
  );
  const requirements = Map.groupBy(
    db
      .read<[], RequirementRow>(
        'SELECT id, role_id, metric_id, comparator, bound, strength, reason FROM requirement ORDER BY id',
      )
      .all(),
    (row) => row.role_id,
  );
  const holds = Map.groupBy(
    db
      .read<[], HoldRow>(
        'SELECT id, role_id, scope, tag, candidate_id, until, condition, effect, reason, cleared FROM hold ORDER BY id',
      )
      .all(),
    (row) => row.role_id,
  );
  return db
    .read<[], RoleRow>('SELECT id, name, colour, influence, rationale, position FROM role ORDER BY position, id')
    .all()
    .map((row) => ({
      ...row,
      weights: (weights.get(row.id) ?? []).map(toWeight),
      requirements: (requirements.get(row.id) ?? []).map(toRequirement),
      holds: (holds.get(row.id) ?? []).map(toHold),
    }));
}

/**
 * Roles without a ballot that counts in the round revealed last: they do not count in its answer. Their ids. A role that was not part
 * of that round counts as if there had been none.
 */
export function rolesLeftOut(db: ReadableDb): number[] {
  return db
    .read<[], { id: number }>(
      `SELECT s.role_id AS id FROM sealed_ballot s
       WHERE s.round_id = (SELECT id FROM round WHERE state = 'revealed' ORDER BY number DESC LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM round_weight w WHERE w.round_id = s.round_id AND w.role_id = s.role_id)`,
    )
    .all()
    .map(({ id }) => id);
}

/** The roles that count in the answer. */
export function listCountingRoles(db: ReadableDb): Role[] {
  const out = rolesLeftOut(db);
  return listRoles(db).filter(({ id }) => !out.includes(id));
}

/** Appends a role without a ballot; returns its id. */
export function createRole(db: WritableDb, role: Pick<Role, 'name' | 'colour' | 'influence'>): number {
  return db
    .write<[string, string, number]>(
      `INSERT INTO role (name, colour, influence, rationale, position)
       VALUES (?, ?, ?, '', (SELECT coalesce(max(position) + 1, 0) FROM role))`,
    )
    .run(role.name, role.colour, role.influence).id;
}

export function updateRole(db: WritableDb, role: Pick<Role, 'id' | 'name' | 'colour' | 'influence'>): void {
  db.write<[{ id: number; name: string; colour: string; influence: number }]>(
    'UPDATE role SET name = @name, colour = @colour, influence = @influence WHERE id = @id',
  ).run({ id: role.id, name: role.name, colour: role.colour, influence: role.influence });
}

/** Deletes the role with its ballot and its ballots in scenarios. */
export function removeRole(db: WritableDb, id: number): void {
  db.write<[number]>('DELETE FROM ballot_weight WHERE role_id = ?').run(id);
  db.write<[number]>('DELETE FROM scenario_weight WHERE role_id = ?').run(id);
  db.write<[number]>(
    'DELETE FROM scenario_bound WHERE requirement_id IN (SELECT id FROM requirement WHERE role_id = ?)',
  ).run(id);
  db.write<[number]>('DELETE FROM requirement WHERE role_id = ?').run(id);
  db.write<[number]>('DELETE FROM hold WHERE role_id = ?').run(id);
  db.write<[number]>('DELETE FROM role WHERE id = ?').run(id);
}

export function setRationale(db: WritableDb, id: number, rationale: string): void {
  db.write<[string, number]>('UPDATE role SET rationale = ? WHERE id = ?').run(rationale, id);
}

export function setWeight(db: WritableDb, roleId: number, weight: Weight): void {
  db.write<[{ roleId: number; objectiveId: number; weight: number; locked: number }]>(
    `INSERT INTO ballot_weight (role_id, objective_id, weight, locked) VALUES (@roleId, @objectiveId, @weight, @locked)
     ON CONFLICT (role_id, objective_id) DO UPDATE SET weight = excluded.weight, locked = excluded.locked`,
  ).run({ roleId, objectiveId: weight.objectiveId, weight: weight.weight, locked: weight.locked ? 1 : 0 });
}

export function removeWeight(db: WritableDb, roleId: number, objectiveId: number): void {
  db.write<[number, number]>('DELETE FROM ballot_weight WHERE role_id = ? AND objective_id = ?').run(
    roleId,
    objectiveId,
  );
}

export function createRequirement(db: WritableDb, definition: RequirementDefinition): number {
  return db
    .write<[RequirementParameters]>(
      `INSERT INTO requirement (role_id, metric_id, comparator, bound, strength, reason)
       VALUES (@roleId, @metricId, @comparator, @bound, @strength, @reason)`,
    )
    .run(requirementParameters(definition)).id;
}

export function updateRequirement(db: WritableDb, id: number, definition: RequirementDefinition): void {
  db.write<[RequirementParameters & { id: number }]>(
    `UPDATE requirement SET role_id = @roleId, metric_id = @metricId, comparator = @comparator, bound = @bound,
       strength = @strength, reason = @reason
     WHERE id = @id`,
  ).run({ ...requirementParameters(definition), id });
}

/** Deletes it, also from the scenarios that try another bound. */
export function removeRequirement(db: WritableDb, id: number): void {
  db.write<[number]>('DELETE FROM scenario_bound WHERE requirement_id = ?').run(id);
  db.write<[number]>('DELETE FROM requirement WHERE id = ?').run(id);
}

type RequirementParameters = {
  roleId: number;
  metricId: number;
  comparator: string;
  bound: number;
  strength: string;
  reason: string;
};

const requirementParameters = (definition: RequirementDefinition): RequirementParameters => ({
  roleId: definition.roleId,
  metricId: definition.metricId,
  comparator: definition.comparator,
  bound: definition.bound,
  strength: definition.strength,
  reason: definition.reason,
});

export function createHold(db: WritableDb, definition: HoldDefinition): number {
  return db
    .write<[HoldParameters]>(
      `INSERT INTO hold (role_id, scope, tag, candidate_id, until, condition, effect, reason, cleared)
       VALUES (@roleId, @scope, @tag, @candidateId, @until, @condition, @effect, @reason, @cleared)`,
    )
    .run(holdParameters(definition)).id;
}

export function updateHold(db: WritableDb, id: number, definition: HoldDefinition): number {
  return db
    .write<[HoldParameters & { id: number }]>(
      `UPDATE hold SET role_id = @roleId, scope = @scope, tag = @tag, candidate_id = @candidateId, until = @until,
         condition = @condition, effect = @effect, reason = @reason, cleared = @cleared
       WHERE id = @id`,
    )
    .run({ ...holdParameters(definition), id }).changes;
}

export function removeHold(db: WritableDb, id: number): number {
  return db.write<[number]>('DELETE FROM hold WHERE id = ?').run(id).changes;
}

/** Holds on one candidate alone go when it goes. */
export function removeHoldsOn(db: WritableDb, candidateId: number): void {
  db.write<[number]>('DELETE FROM hold WHERE candidate_id = ?').run(candidateId);
}

type HoldParameters = {
  roleId: number;
  scope: string;
  tag: string | null;
  candidateId: number | null;
  until: string | null;
  condition: string;
  effect: string;
  reason: string;
  cleared: number;
};

const holdParameters = (definition: HoldDefinition): HoldParameters => ({
  roleId: definition.roleId,
  scope: definition.scope.kind,
  tag: definition.scope.kind === 'tag' ? definition.scope.tag : null,
  candidateId: definition.scope.kind === 'candidate' ? definition.scope.candidateId : null,
  until: definition.until,
  condition: definition.condition,
  effect: definition.effect,
  reason: definition.reason,
  cleared: definition.cleared ? 1 : 0,
});
