// The chart export of Weights & Biases: a step per row, a run and metric per column ("run - metric"). One value is taken of each.
import { guessDirection } from '../../naming/directions.ts';
import { CellTable, choose, remark } from '../../planning/source.ts';
import { cellAt } from '../../evidence/tableCells.ts';
import { toolTable } from '../toolTable.ts';

const between = ' - ';
const bounds = /__M(?:IN|AX)$/;

export const wandbChart = toolTable({
  name: 'Weights & Biases chart',
  knows: (_, { headers }) => {
    const [first = '', ...rest] = headers;
    const series = rest.filter((header) => header.includes(between));
    return (
      !first.includes(between) &&
      rest.length > 2 &&
      series.length === rest.length &&
      rest.some((header) => bounds.test(header))
    );
  },
  read: (table, chosen) => {
    const choice = choose(
      'values',
      'Of each run',
      [
        { value: 'last', label: 'the last value' },
        { value: 'best', label: 'the best value, by its name' },
        { value: 'highest', label: 'the highest value' },
        { value: 'lowest', label: 'the lowest value' },
      ],
      chosen,
    );
    const runs = new Map<string, Map<string, number>>();
    for (const column of table.columns.slice(1)) {
      // The name of a run may hold the separator, the metric does not.
      const at = column.header.lastIndexOf(between);
      const [run, metric] = [column.header.slice(0, at), column.header.slice(at + between.length)];
      if (bounds.test(metric) || metric === '_step') continue;
      const points = Array.from(table.records, (_, row) => cellAt(column, row)).filter(
        (cell): cell is number => typeof cell === 'number',
      );
      const { direction } = guessDirection(metric);
      const least = choice.chosen === 'lowest' || (choice.chosen === 'best' && direction === 'min');
      const value =
        choice.chosen === 'last'
          ? points.at(-1)
          : points.reduce<number | undefined>(
              (best, one) => (best === undefined || (least ? one < best : one > best) ? one : best),
              undefined,
            );
      const mine = runs.get(run) ?? new Map<string, number>();
      runs.set(run, mine);
      if (value !== undefined) mine.set(metric, value);
    }
    const cells = new CellTable();
    for (const [run, values] of runs) {
      cells.next();
      cells.set('Run', run, { use: 'name', because: 'Names the candidate: the run.' });
      for (const [metric, value] of values)
        cells.set(metric, value, { use: 'metric', because: 'A line of the chart.' });
    }
    const problems = [remark('A chart holds one metric; the runs table of Weights & Biases has them all.')];
    return { columns: cells.finish(), places: [...runs].map((_, i) => i + 1), problems, choices: [choice] };
  },
});
