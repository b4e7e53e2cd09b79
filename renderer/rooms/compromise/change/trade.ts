// What one role gains or loses when another candidate is chosen: in value, and on the objective that matters most for it.
import type { DecisionMatrix, RoleResult } from '../../../../shared/engine/evaluation.ts';
import { difference } from '../../../../shared/engine/tolerance.ts';
import { contributions } from '../../../../shared/engine/weightedSum.ts';

export interface Trade {
  roleId: number;
  /** Score of the new candidate less that of the old one. */
  worth: number;
  /** Place of the objective that adds most to it, in its direction; −1 where nothing differs. */
  objective: number;
  /** New minus old on that objective, in its unit; NaN where either is not measured. */
  difference: number;
}

/** O(objectives). Both candidates are complete. */
export function tradeOf(matrix: DecisionMatrix, { roleId, weights }: RoleResult, from: number, to: number): Trade {
  const before = contributions(matrix, weights, from);
  const after = contributions(matrix, weights, to);
  let sum = 0;
  for (let j = 0; j < matrix.m; j++) sum += after[j]! - before[j]!;
  const worth = difference(sum, 0);
  let objective = -1;
  let most = 1e-12;
  for (let j = 0; j < matrix.m; j++) {
    const part = (after[j]! - before[j]!) * (worth < 0 ? -1 : 1);
    if (part > most) [most, objective] = [part, j];
  }
  const measured = matrix.measured[objective];
  return { roleId, worth, objective, difference: measured ? measured[to]! - measured[from]! : NaN };
}
