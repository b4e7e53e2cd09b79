// Small reviews for tests, written as a table: candidates down, objectives across.
import type { Objective } from '../../domain/objective.ts';
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Hold, Requirement, Role } from '../../domain/role.ts';

export interface TestRole {
  name?: string;
  influence?: number;
  /** Per objective; empty: has not weighed. */
  weights?: readonly number[];
  requirements?: readonly Omit<Requirement, 'id' | 'roleId' | 'reason'>[];
  holds?: readonly Omit<Hold, 'id' | 'roleId' | 'reason' | 'condition'>[];
}

export interface TestReview {
  names?: readonly string[];
  /** rows[i][j]; NaN is missing. */
  rows: readonly (readonly number[])[];
  objectives: readonly (Partial<Objective> & Pick<Objective, 'valueFunction'>)[];
  units?: readonly string[];
  roles?: readonly TestRole[];
  groupRule?: 'leastRegret' | 'weightedMean';
  tags?: ReviewSnapshot['catalog']['tags'];
}

/** Ids count from 1: objective j has the id j + 1, its metric too, candidate i has i + 1, role k has k + 1. */
export function snapshotOf(review: TestReview): ReviewSnapshot {
  const columns = review.objectives.map((_, j) => Float64Array.from(review.rows, (row) => row[j]!));
  return snapshotOfColumns({ ...review, columns });
}

export function snapshotOfColumns({
  columns,
  objectives,
  names,
  units = [],
  roles = [{}],
  groupRule = 'leastRegret',
  tags = [],
  n = columns[0]?.length ?? names?.length ?? 0,
}: Omit<TestReview, 'rows'> & { columns: readonly Float64Array[]; n?: number }): ReviewSnapshot {
  const full = objectives.map((objective, j): Objective => {
    const f = objective.valueFunction;
    const rises =
      f.shape === 'piecewise' ? f.points.at(-1)!.value > f.points[0]!.value : f.shape !== 'target' && f.best > f.worst;
    const direction = f.shape === 'target' ? 'target' : rises ? 'max' : 'min';
    return {
      id: j + 1,
      metricId: j + 1,
      name: `objective ${j + 1}`,
      direction,
      missing: 'exclude',
      position: j,
      ...objective,
    };
  });
  return {
    settings: {
      id: '00000000-0000-4000-8000-000000000000',
      title: 'Test',
      note: '',
      groupRule,
      revision: 1,
      catalogRevision: 1,
      metrics: full.map(({ metricId, name, direction }, j) => ({
        id: metricId,
        name,
        unit: units[j] ?? '',
        direction,
        formula: null,
      })),
      objectives: full,
      roles: roles.map((role, k) => toRole(role, k)),
      incumbentId: null,
      incumbentCounts: true,
      scenarios: [],
      logs: [],
    },
    catalog: {
      revision: 1,
      candidateIds: Int32Array.from({ length: n }, (_, i) => i + 1),
      names: names ? [...names] : Array.from({ length: n }, (_, i) => `model ${String(i).padStart(6, '0')}`),
      columns: columns.map((measured, j) => ({ metricId: j + 1, measured, standardErrors: null })),
      attributes: [],
      tags,
    },
  };
}

function toRole(role: TestRole, k: number): Role {
  const id = k + 1;
  return {
    id,
    name: role.name ?? `role ${id}`,
    colour: 'blue',
    influence: role.influence ?? 1,
    rationale: '',
    position: k,
    weights: (role.weights ?? []).map((weight, j) => ({ objectiveId: j + 1, weight, locked: false })),
    requirements: (role.requirements ?? []).map((entry, i) => ({ ...entry, id: id * 100 + i, roleId: id, reason: '' })),
    holds: (role.holds ?? []).map((entry, i) => ({
      ...entry,
      id: id * 100 + i,
      roleId: id,
      reason: '',
      condition: '',
    })),
  };
}

/** A linear objective, lower is better when `best` is the smaller anchor. */
export function linear(worst: number, best: number) {
  return { valueFunction: { shape: 'linear' as const, worst, best } };
}
