// Tables with one measurement per row: candidate, metric, value, and perhaps a fold or a seed. Repeated measurements become
// their mean, with its standard error.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { excerpt } from '../text/problems.ts';
import { CellTable, choose, remark } from '../planning/source.ts';
import { cellAt, columnNamed, meanAndError, textAt } from '../evidence/tableCells.ts';
import { columnFor, hasRole } from './rowRoles.ts';
import type { RowRole } from './rowRoles.ts';
import { toolTable } from './toolTable.ts';

export const measurements = toolTable({
  name: 'One measurement per row',
  knows: (_, table) => {
    const candidate = columnFor(table, 'candidate');
    const metric = columnNamed(table, columnFor(table, 'metric') ?? '');
    const value = columnNamed(table, columnFor(table, 'value') ?? '');
    if (candidate === undefined || !metric || !value) return false;
    // Any other column would be lost in the new shape, so the table then stays as it is.
    const all = table.headers.every(hasRole);
    return (
      all &&
      metric.unreadable > metric.numeric &&
      value.numeric >= value.unreadable &&
      metric.distinct < table.records.length
    );
  },
  read: (table, chosen) => {
    const column = (role: RowRole) => columnNamed(table, columnFor(table, role) ?? '');
    const [candidate, metric, value] = [column('candidate'), column('metric'), column('value')];
    const [group, step, repeat] = [column('dataset'), column('step'), column('repeat')];
    const measured = new Map<string, Map<string, { row: number; value: number; step: number }[]>>();
    const odd: number[] = [];
    const first = new Map<string, number>();
    table.records.forEach((_, row) => {
      const who = textAt(candidate, row);
      const header = [textAt(group, row), textAt(metric, row)].filter((part) => part !== '').join(' ');
      const cell = cellAt(value, row);
      if (who === '' || header === '') return void odd.push(row);
      if (!first.has(who)) first.set(who, row);
      const mine = measured.get(who) ?? new Map<string, { row: number; value: number; step: number }[]>();
      measured.set(who, mine);
      const all = mine.get(header) ?? [];
      mine.set(header, all);
      if (typeof cell === 'string') return void odd.push(row);
      const at = cellAt(step, row);
      if (cell !== null) all.push({ row, value: cell, step: typeof at === 'number' ? at : 0 });
    });
    const repeats = [...measured.values()].flatMap((mine) => [...mine.values()]).some((all) => all.length > 1);
    const options = [
      { value: 'mean', label: 'their mean' },
      { value: 'last', label: 'the last one' },
      { value: 'highest', label: 'the highest' },
      { value: 'lowest', label: 'the lowest' },
    ];
    const choice = choose('repeats', 'Of repeated measurements', options, chosen, step && !repeat ? 'last' : 'mean');
    const cells = new CellTable();
    const places: number[] = [];
    for (const [who, mine] of measured) {
      cells.next();
      places.push(table.records[first.get(who) ?? 0] ?? 0);
      cells.set('Candidate', who, { use: 'name', because: 'Names the candidate.' });
      for (const [header, all] of mine) setMeasured(cells, header, all, choice.chosen);
    }
    if (cells.records === 0) throw new ParleyError('badInput', `${table.stem} names no candidate in any row.`);
    const problems = odd
      .slice(0, 100)
      .map((row) =>
        remark(
          `Row ${formatCount(table.records[row] ?? 0)} has no candidate, no metric or no number, and is left out.`,
          value?.header ?? '',
          table.records[row] ?? null,
          excerpt(textAt(value, row)),
        ),
      );
    return { columns: cells.finish(), places, problems, choices: repeats ? [choice] : [] };
  },
});

function setMeasured(
  cells: CellTable,
  header: string,
  all: readonly { value: number; step: number }[],
  how: string,
): void {
  const values = all.map(({ value }) => value);
  const measure = { use: 'metric', because: 'A metric of the table.' } as const;
  if (values.length === 0) return cells.set(header, null, measure);
  if (how !== 'mean') {
    const last = all.reduce((best, one) => (one.step >= best.step ? one : best));
    const value =
      how === 'last' ? last.value : values.reduce((a, b) => (how === 'highest' ? Math.max(a, b) : Math.min(a, b)));
    return cells.set(header, value, measure);
  }
  const { mean, error } = meanAndError(values);
  cells.set(header, mean, measure);
  if (values.length === 1) return;
  const because = 'The standard deviation of the repeated measurements divided by √n.';
  cells.set(`${header} standard error`, error, {
    use: 'standardError',
    because,
    of: header,
    made: 'standard deviation of the measurements / √n',
  });
  cells.set(`${header} n`, values.length, { use: 'ignore', because: 'How many measurements the mean is of.' });
}
