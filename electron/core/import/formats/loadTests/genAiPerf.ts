// Reports of GenAI-Perf (`*_genai_perf.csv`): metrics are rows and their statistics columns, with a second table of throughputs
// below. The folder, or the file, is the candidate.
import Papa from 'papaparse';
import type { SourceChoice } from '../../../../../shared/contract/imports.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { stemOf } from '../../evidence/folder.ts';
import { CellTable, choose, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import { namesOf } from '../candidateNames.ts';
import type { Format } from '../format.ts';

const beginning = /^\ufeff?Metric,avg,min,max,/;

/** The reports in a file or folder, each with the path that names it. */
function reportsIn(evidence: Evidence): { path: string; text: string }[] {
  return evidence.texts(/\.csv$/i).filter(({ text }) => beginning.test(text));
}

interface Row {
  metric: string;
  unit: string;
  /** By statistic; a throughput has only one, "". */
  values: Map<string, number>;
}

/** "1,499.20" → 1499.2. The report writes thousands with a comma, whatever the machine's language. */
const numberIn = (cell: string): number => (cell.trim() === '' ? NaN : Number(cell.replaceAll(',', '')));

/** The rows of all tables in a report; every table begins with a row that starts with "Metric". */
function rowsIn(text: string): Row[] {
  const rows: Row[] = [];
  let statistics: string[] = [];
  for (const cells of Papa.parse<string[]>(text, { skipEmptyLines: true }).data) {
    const [first = '', ...rest] = cells;
    if (first.replace('\ufeff', '') === 'Metric') {
      statistics = rest.map((one) => (one === 'Value' ? '' : one));
      continue;
    }
    const named = /^(.*?)(?: \(([^()]*)\))?$/.exec(first);
    const values = new Map<string, number>();
    statistics.forEach((statistic, i) => {
      const value = numberIn(rest[i] ?? '');
      if (!Number.isNaN(value)) values.set(statistic, value);
    });
    if (values.size > 0) rows.push({ metric: named?.[1] ?? first, unit: named?.[2] ?? '', values });
  }
  return rows;
}

function hintOf({ metric, unit }: Row): ColumnHint {
  if (/sequence length|count/i.test(metric)) return { use: 'attribute', because: 'How long the requests were.' };
  if (/throughput/i.test(metric)) {
    const per = unit === 'per sec' ? '1/s' : unit.replace('/sec', '/s');
    return { use: 'metric', because: 'What was served per second.', direction: 'max', unit: per };
  }
  if (/latency|time to/i.test(metric)) {
    return { use: 'metric', because: 'How long a request or token takes.', direction: 'min', unit };
  }
  return { use: 'attribute', because: 'How the machine was used.' };
}

export const genAiPerf: Format = {
  name: 'GenAI-Perf report',
  looksLike: (evidence) => reportsIn(evidence).length > 0,
  read: (evidence) => {
    const reports = reportsIn(evidence);
    const names = namesOf(
      reports.map(({ path }) => stemOf(path)),
      evidence.stem,
    );
    const read = reports.map(({ text }) => rowsIn(text));
    const offered = [...new Set(read.flat().flatMap(({ values }) => [...values.keys()]))].filter((one) => one !== '');
    const options: SourceChoice['options'] = offered.map((value) => ({
      value,
      label: value === 'avg' ? 'mean (avg)' : value,
    }));
    const choice = choose('statistic', 'Of times, take the', options, evidence.chosen, 'avg');
    const table = new CellTable();
    read.forEach((rows, i) => {
      table.next();
      table.set('Model', names[i]!, { use: 'name', because: 'Names the candidate: where its report stands.' });
      for (const row of rows) {
        const value = row.values.get('') ?? row.values.get(choice.chosen) ?? null;
        const said = row.values.has('') || choice.chosen === 'avg' ? row.metric : `${row.metric} ${choice.chosen}`;
        table.set(said, value, hintOf(row));
      }
    });
    return sourceTable({
      columns: table.finish(),
      places: reports.map((_, i) => i + 1),
      choices: options.length > 1 ? [choice] : [],
    });
  },
};
