// What a condition of a decision may say.
import type { ConditionDefinition } from '../../../shared/domain/decision.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listRoles } from '../store/roles.ts';
import { requireMetric } from './metrics.ts';

/** Refuses a condition that is about something that is not there, or that nobody could check. */
export function checkCondition(db: ReadableDb, { check, holdId, kind, expected }: ConditionDefinition): void {
  if (check !== null) requireMetric(db, check.metricId);
  if (kind === 'watch' && check === null) {
    throw new ParleyError('badInput', 'Say which number is watched, and from which value on it is worth an alarm.');
  }
  if (expected !== null && check === null) {
    throw new ParleyError('badInput', 'A value can only be expected of a metric. Name the metric.');
  }
  if (holdId !== null && !listRoles(db).some(({ holds }) => holds.some(({ id }) => id === holdId))) {
    throw new ParleyError('notFound', 'This hold is no longer in the review.');
  }
}
