// What training runs logged over time → one candidate per run. A run has many values of each metric, and which of them counts is a
// decision: the last, or all at the point where one metric was best. It is offered as a choice, and the preview says what was taken.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Direction } from '../../../../../shared/domain/metric.ts';
import { guessDirection } from '../../naming/directions.ts';
import { nameParts } from '../../naming/tokens.ts';
import { CellTable, choose, freeName, remark } from '../../planning/source.ts';
import type { SourceCell, Chosen, ColumnHint, SourceTable } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';

/** Values logged together: at one step, or at the end of one epoch. */
export interface Point {
  /** Epoch or step; points of a run stand in its order. */
  at: number;
  values: ReadonlyMap<string, number>;
}

export interface TrainingRun {
  name: string;
  points: readonly Point[];
  settings: readonly (readonly [name: string, value: SourceCell])[];
}

export interface HistoryOptions {
  /** What one point is called: "epoch" or "step". */
  pointName: string;
  /** The metric whose best point is taken unless something else is chosen, with its direction; null: the last values. */
  standard: { metric: string; direction: Direction } | null;
  /** What the tool itself says of a column; null leaves it to its name. */
  hintOf?: (metric: string) => ColumnHint | null;
  chosen: Chosen;
}

const lastPoint = 'last';
const most = 12;

/**
 * One candidate per run.
 *
 * @param runs in order; points in the order of time.
 * O(points × metrics).
 */
export function historySource(
  runs: readonly TrainingRun[],
  { pointName, standard, hintOf = () => null, chosen }: HistoryOptions,
): Pick<SourceTable, 'columns' | 'places' | 'problems' | 'choices'> {
  const metrics = [...new Set(runs.flatMap(({ points }) => points.flatMap(({ values }) => [...values.keys()])))];
  const several = runs.some(({ points }) => points.length > 1);
  const judges = several ? judgesAmong(metrics, runs) : [];
  if (standard && several && !judges.some(({ metric }) => metric === standard.metric)) judges.unshift(standard);
  const options = [
    { value: lastPoint, label: 'at the end of each run' },
    ...judges.slice(0, most).map(({ metric, direction }) => ({
      value: metric,
      label: `at the ${pointName} with the ${direction === 'min' ? 'lowest' : 'highest'} ${metric}`,
    })),
  ];
  const choice = choose(
    'point',
    'Take the values',
    options,
    chosen,
    several ? (standard?.metric ?? lastPoint) : lastPoint,
  );
  const judge = judges.find(({ metric }) => metric === choice.chosen) ?? null;

  const table = new CellTable();
  const problems: Problem[] = [];
  const reserved = new Set(['Run', ...metrics]);
  for (const run of runs) {
    table.next();
    table.set('Run', run.name, { use: 'name', because: 'Names the candidate: the run.' });
    const taken = judge ? bestPoint(run, judge) : Infinity;
    for (const metric of metrics) {
      table.set(metric, valueAt(run, metric, taken), hintOf(metric) ?? loggedHint(metric, metrics));
    }
    if (judge) {
      const said = `The ${pointName} of the run at which ${excerpt(judge.metric)} was best.`;
      table.set(`best ${pointName}`, taken === -Infinity ? null : taken, { use: 'attribute', because: said });
    }
    for (const [name, value] of run.settings) {
      table.set(freeName(name, 'setting', reserved), value, { use: 'attribute', because: 'A setting of the run.' });
    }
  }
  if (several) problems.push(remark(readingOf(judge, pointName, options.length > 1)));
  if (runs.length === 1) {
    const points = runs[0]!.points.length;
    const counted = points === 1 ? `1 ${pointName}` : `${formatCount(points)} ${pointName}s`;
    problems.push(
      remark(
        `This is one run with ${counted}: one candidate. To compare, import the folder with the other runs, or each run.`,
      ),
    );
  }
  return {
    columns: table.finish(),
    places: runs.map((_, i) => i + 1),
    problems,
    choices: options.length > 1 ? [choice] : [],
  };
}

interface Judge {
  metric: string;
  direction: Direction;
}

/** The metrics that can say which point of a run was best: measured on held-out cases, more than once, and of known direction. */
function judgesAmong(metrics: readonly string[], runs: readonly TrainingRun[]): Judge[] {
  return metrics.flatMap((metric) => {
    const { tokens } = nameParts(metric);
    if (!tokens.some((token) => /^(?:val|valid|validation|eval|dev)$/.test(token))) return [];
    const { direction, because } = guessDirection(metric);
    const repeated = runs.some(({ points }) => points.filter(({ values }) => values.has(metric)).length > 1);
    return because !== '' && direction !== 'target' && repeated ? [{ metric, direction }] : [];
  });
}

/** Where the metric was best, the earliest of several; -Infinity where it was never measured. */
function bestPoint({ points }: TrainingRun, { metric, direction }: Judge): number {
  const sign = direction === 'min' ? -1 : 1;
  let best = -Infinity;
  let at = -Infinity;
  for (const point of points) {
    const value = sign * (point.values.get(metric) ?? NaN);
    if (value > best) [best, at] = [value, point.at];
  }
  return at;
}

/** The value at a point, or the last one before it. A value that was measured only once, as at the end of a run, is taken as it is. */
function valueAt({ points }: TrainingRun, metric: string, at: number): number | null {
  let value: number | null = null;
  let times = 0;
  let only: number | null = null;
  for (const point of points) {
    const logged = point.values.get(metric);
    if (logged === undefined) continue;
    times += 1;
    only = logged;
    if (point.at <= at) value = logged;
  }
  return times === 1 ? only : value;
}

function readingOf(judge: Judge | null, pointName: string, choosable: boolean): string {
  if (!judge) {
    const other = choosable ? ' Values at the best point of a run can be chosen instead.' : '';
    return `Of each metric the last value that a run logged is taken.${other}`;
  }
  const best = judge.direction === 'min' ? 'lowest' : 'highest';
  return `Taken are the values at the ${pointName} with the ${best} ${excerpt(judge.metric)} of each run; the last values can be chosen instead.`;
}

/** A metric logged per batch and per epoch is kept per epoch. What is measured on training data proves no quality. */
function loggedHint(metric: string, all: readonly string[]): ColumnHint | null {
  const beside = all.some((one) => /^(?:val|valid|validation|eval|test)[_/]/.test(one));
  const held = all.some((one) => one === `val_${metric}` || one === `val/${metric}`);
  if (held || (beside && /^train(?:ing)?[_/]/.test(metric))) {
    return { use: 'ignore', because: 'Measured on the data it was fitted to.' };
  }
  if (metric.endsWith('_step') && all.includes(metric.replace(/_step$/, '_epoch'))) {
    return { use: 'ignore', because: 'Logged for single batches; the mean of the epoch stands beside it.' };
  }
  if (/(?:^|[/_ ])grad[_ ]?norm/i.test(metric)) return { use: 'ignore', because: 'A diagnosis of the training.' };
  if (/^(?:lr|learning_rate)(?:$|[-/_])/i.test(metric)) return { use: 'attribute', because: 'A setting of the run.' };
  return null;
}
