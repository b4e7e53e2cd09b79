// A kept log as an analysis is asked about it: its description as roles and choices over its columns.
import type { KeptLog } from '../../shared/domain/predictionLog.ts';
import type { LogChoices, LogColumn } from '../../shared/measures/log/predictionLog.ts';
import type { LogRoles } from '../../shared/measures/log/roles.ts';

/** A log as an analysis is asked about it. */
export interface LogQuestion {
  columns: readonly LogColumn[];
  roles: LogRoles;
  choices: LogChoices;
  /** Per group column of the roles its reference group; null: none was named. */
  references: readonly (string | null)[];
}

/** What the description of a kept log comes to. O(columns + candidates). */
export function questionOf(log: KeptLog, nameById: ReadonlyMap<number, string>): Omit<LogQuestion, 'columns'> {
  const places = (role: KeptLog['columns'][number]['role']) =>
    log.columns.flatMap((column, place) => (column.role === role ? [place] : []));
  const groups = places('group');
  const named = log.candidates.map((candidate) => ({ ...candidate, name: nameById.get(candidate.candidateId) ?? '' }));
  return {
    roles: {
      label: places('label')[0] ?? null,
      weight: places('weight')[0] ?? null,
      query: places('query')[0] ?? null,
      ...{ row: null, model: null, groups, features: places('feature') },
      candidates: named.map(({ name, score, prediction, threshold }) => ({
        ...{ name, score, prediction },
        ...(threshold === null ? {} : { threshold }),
      })),
    },
    choices: {
      positive: log.positive ?? '',
      threshold: log.threshold,
      inverted: new Set(named.filter(({ inverted }) => inverted).map(({ name }) => name)),
    },
    references: groups.map((place) => log.columns[place]!.reference),
  };
}
