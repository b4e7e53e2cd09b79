// The constraints of Optuna's trials: at most 0 is feasible (optuna/study/_constrained_optimization.py). They are kept as
// metrics, and bound to 0 so that a role can take them as requirements.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { isList } from '../../evidence/json.ts';
import type { Json } from '../../evidence/json.ts';
import type { SourceCell, SourceColumn } from '../../planning/source.ts';
import { remark } from '../../planning/source.ts';

export type Constraint = readonly [name: string, value: SourceCell];

/** The constraints in one attribute: one each (`constraints:NAME`), or, before 5, all in a list (`constraints`). */
export function constraintsIn(key: string, value: Json | undefined): Constraint[] {
  if (key.startsWith('constraints:')) {
    return [[key.slice('constraints:'.length), typeof value === 'number' ? value : null]];
  }
  if (key !== 'constraints' || !isList(value)) return [];
  return value.map((one, i) => [String(i), typeof one === 'number' ? one : null]);
}

const bound = { use: 'metric', direction: 'min', settled: true, atMost: 0 } as const;
const stated = 'A constraint of the study: at most 0 is feasible.';
const one = 'A constraint of the study that not every trial states: the bound is on the violation of all together.';
const summed =
  'The sum of what the constraints of a trial exceed 0 by; 0 where a trial states none, which Optuna 5 counts as feasible.';

/**
 * The columns of the constraints, and whether each trial is feasible. Where some trial does not state them all, the bound is on
 * their summed excess instead of on each: a requirement on a value that is missing would screen that trial out. Each is then a
 * property, for a constraint is no aim: nobody is better for keeping it by more.
 *
 * @param trials the constraints of each trial; empty where it states none.
 */
export function constraintColumns(trials: readonly (readonly Constraint[])[]): {
  columns: SourceColumn[];
  problems: Problem[];
} {
  const names = [...new Set(trials.flatMap((constraints) => constraints.map(([name]) => name)))];
  if (names.length === 0) return { columns: [], problems: [] };
  const complete = trials.every((constraints) => constraints.length === names.length);
  const feasible = trials.map((constraints) =>
    constraints.every(([, value]) => typeof value === 'number' && value <= 0),
  );
  const columns: SourceColumn[] = names.map((name) => ({
    header: `constraint ${name}`,
    cells: trials.map((constraints) => constraints.find(([key]) => key === name)?.[1] ?? null),
    hint: complete ? { ...bound, because: stated } : { use: 'attribute', because: one },
  }));
  if (!complete) {
    const excess = trials.map((constraints) =>
      constraints.reduce<number | null>(
        (sum, [, value]) => (sum === null || typeof value !== 'number' ? null : sum + Math.max(0, value)),
        0,
      ),
    );
    columns.push({ header: 'constraint violation', cells: excess, hint: { ...bound, because: summed } });
  }
  columns.push({
    header: 'feasible',
    cells: feasible.map((isFeasible) => (isFeasible ? 'yes' : 'no')),
    hint: { use: 'attribute', because: 'Whether every constraint of the trial is at most 0.' },
  });
  const silent = trials.filter((constraints) => constraints.length === 0).length;
  const state = silent === 1 ? '1 trial states' : `${formatCount(silent)} trials state`;
  const message = `${state} no constraint and counts as feasible, as in Optuna 5; earlier versions count it as infeasible.`;
  return { columns, problems: silent === 0 ? [] : [remark(message, 'feasible')] };
}
