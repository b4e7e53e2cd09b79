// The CSV of Triton's perf_analyzer: rows are load levels of one model, in microseconds. A level is a candidate until one is chosen.
import { rowIndices, attribute, ignore, placesOf, sourceColumn } from '../../evidence/tableCells.ts';
import { remark } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { toolTable } from '../toolTable.ts';

const levels = ['Concurrency', 'Request Rate'];

function hintOf(header: string): ColumnHint {
  if (/^(?:p\d+|Avg) latency$/i.test(header)) {
    return { use: 'metric', because: 'perf_analyzer measures in microseconds.', direction: 'min', unit: 'µs' };
  }
  if (/^(?:Inferences\/Second|Response Throughput)$/.test(header)) {
    return { use: 'metric', because: 'What was served per second.', direction: 'max', unit: '1/s' };
  }
  if (/^(?:Client|Network|Server)\b/.test(header)) return ignore('A part of the latency.');
  return attribute('How the machine was used.');
}

export const tritonPerfAnalyzer = toolTable({
  name: 'Triton perf_analyzer report',
  knows: (headers) => levels.some((level) => headers.has(level)) && headers.has('Inferences/Second'),
  read: (table) => {
    const rows = rowIndices(table);
    const level = table.columns.find(({ header }) => levels.includes(header))!;
    const named = {
      header: 'Setting',
      cells: rows.map((row) => `${table.stem} @ ${level.header.toLowerCase()} ${String(level.numbers[row])}`),
      hint: { use: 'name', because: 'Names the candidate: the model at one load.' } as const,
    };
    const columns = table.columns.map((column) =>
      sourceColumn(column, rows, column === level ? attribute('The load of the row.') : hintOf(column.header)),
    );
    const problems = [
      remark('The rows are one model at several loads. To compare models, keep one load of each.', level.header),
    ];
    return { columns: [named, ...columns], places: placesOf(table, rows), problems, choices: [] };
  },
});
