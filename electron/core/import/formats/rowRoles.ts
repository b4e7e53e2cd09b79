// The columns of a table of results that say what a row is of, by their names: which candidate, on what data, which repetition.
import type { TextTable } from '../evidence/textTable.ts';

const roles = {
  candidate: [
    'candidate',
    'candidate_name',
    'model',
    'model_name',
    'system',
    'run',
    'run_name',
    'method',
    'algorithm',
    'name',
  ],
  metric: ['metric', 'metric_name', 'measure', 'measure_name'],
  value: ['value', 'metric_value', 'score', 'result'],
  dataset: ['dataset', 'data_set', 'task', 'benchmark', 'subset', 'corpus'],
  repeat: ['fold', 'seed', 'random_seed', 'split', 'repeat', 'repetition', 'replicate'],
  step: ['epoch', 'step', 'iteration'],
  other: ['unit', 'date', 'timestamp', 'time', 'n', 'direction', 'notes', 'note', 'run_id', 'id'],
} as const;

export type RowRole = keyof typeof roles;

const asWord = (header: string): string => header.toLowerCase().replaceAll(' ', '_');
const known = new Set<string>(Object.values(roles).flat());

/** The column of that role; undefined where none is named so. */
export const columnFor = ({ headers }: TextTable, role: RowRole): string | undefined =>
  roles[role].flatMap((word) => headers.filter((header) => asWord(header) === word))[0];

/** Whether a column is of any of the roles. */
export const hasRole = (header: string): boolean => known.has(asWord(header));
