// A kept log as an analysis is asked about it: its description as roles and choices over its columns.
import type { CountedScores, CountedUnits, MailedCounts } from '../../shared/domain/cube.ts';
import type { KeptLog, LogColumn, LogRoles } from '../../shared/domain/predictionLog.ts';
import type { LogChoices } from '../../shared/measures/log/predictionLog.ts';

/** A log as an analysis is asked about it. */
export interface LogQuestion {
  columns: readonly LogColumn[];
  roles: LogRoles;
  choices: LogChoices;
  /** Of a cube: scores that were counted beside its cells, which the columns then are. */
  scores: readonly CountedScores[];
  /** Of a cube whose cases come in units: how these go together. */
  units: CountedUnits | null;
  /** Of a cube that was made to be mailed: all that is known of its cases. */
  mailed: MailedCounts | null;
}

/**
 * What the description of a kept log comes to.
 * @param nameById  the names that candidates have now. O(candidates).
 */
export function questionOf(
  log: KeptLog,
  nameById: ReadonlyMap<number, string>,
): Omit<LogQuestion, 'columns' | 'scores' | 'units' | 'mailed'> {
  const nameOf = (candidateId: number) => nameById.get(candidateId) ?? '';
  const inverted = log.candidates.filter((candidate) => candidate.inverted);
  return {
    roles: {
      ...log.roles,
      row: null,
      model: null,
      candidates: log.candidates.map(({ candidateId, inverted: _, threshold, ...columns }) => ({
        name: nameOf(candidateId),
        ...columns,
        ...(threshold === null ? {} : { threshold }),
      })),
    },
    choices: {
      positive: log.positive ?? '',
      threshold: log.threshold,
      ...(log.level === undefined ? {} : { level: log.level }),
      ...(log.order === undefined ? {} : { order: log.order }),
      inverted: new Set(inverted.map(({ candidateId }) => nameOf(candidateId))),
    },
  };
}
