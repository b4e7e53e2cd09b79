// The candidates and their measurements as the CSV file that ships with the sample.
import Papa from 'papaparse';
import type { Direction } from '../../shared/domain/metric.ts';
import type { Measures } from './measure.ts';
import type { Model } from './models/model.ts';

/** Where the table is kept. */
export const CSV_FILE = new URL('candidates.csv', import.meta.url);

export interface MetricColumn {
  header: string;
  unit: string;
  direction: Direction;
  read: (measures: Measures) => number;
  /** Decimals written: fewer than floating-point differences between machines could reach. */
  decimals: number;
  /** The column after it, with its standard errors. */
  error?: { header: string; read: (measures: Measures) => number };
}

/** What the metrics are called, in the file and in the review. */
export const METRICS = {
  ndcg: {
    header: 'NDCG@10',
    unit: '',
    direction: 'max',
    read: ({ ndcg }) => ndcg,
    decimals: 4,
    error: { header: 'NDCG@10 standard error', read: ({ ndcgError }) => ndcgError },
  },
  revenue: {
    header: 'Ad revenue per 1,000 impressions',
    unit: '€',
    direction: 'max',
    read: ({ revenue }) => revenue,
    decimals: 2,
  },
  latency: {
    header: 'p95 latency (modelled)',
    unit: 'ms',
    direction: 'min',
    read: ({ latency }) => latency,
    decimals: 1,
  },
  megabytes: { header: 'Model size', unit: 'MB', direction: 'min', read: ({ megabytes }) => megabytes, decimals: 4 },
  cost: { header: 'Deploy cost', unit: '€ per month', direction: 'min', read: ({ cost }) => cost, decimals: 0 },
  exposure: {
    header: 'Exposure of independents',
    unit: '× fair share',
    direction: 'target',
    read: ({ exposure }) => exposure,
    decimals: 3,
  },
  coverage: {
    header: 'Catalogue coverage',
    unit: '%',
    direction: 'max',
    read: ({ coverage }) => coverage,
    decimals: 1,
  },
  inputs: { header: 'Inputs read', unit: '', direction: 'min', read: ({ inputs }) => inputs, decimals: 0 },
} as const satisfies Record<string, MetricColumn>;
export type MetricKey = keyof typeof METRICS;

export const ATTRIBUTES = ['Family', 'How it decides', 'Tags'] as const;

/** Separates tags within their cell. */
const TAG_SEPARATOR = '; ';

/** A cell as it stands in the file. */
export const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line per candidate, a header first, each ended by a line feed. */
export function toCsv(rows: readonly { model: Model; measures: Measures }[]): string {
  const columns = Object.values<MetricColumn>(METRICS).flatMap(({ header, read, decimals, error }) => [
    { header, read, decimals },
    ...(error ? [{ ...error, decimals }] : []),
  ]);
  const header = ['Model', ...ATTRIBUTES, ...columns.map((column) => column.header)];
  const lines = rows.map(({ model, measures }) => [
    model.name,
    model.family,
    model.summary,
    model.tags.join(TAG_SEPARATOR),
    ...columns.map((column) => column.read(measures).toFixed(column.decimals)),
  ]);
  return [header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

interface TableRow {
  name: string;
  tags: string[];
  values: Record<MetricKey, number>;
  /** Standard errors of the metrics that have one. */
  errors: Partial<Record<MetricKey, number>>;
}

/** Reads the text that `toCsv` writes. */
export function readCsv(text: string): TableRow[] {
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const metrics = Object.entries<MetricColumn>(METRICS);
  return data.map((cells) => ({
    name: cells['Model']!,
    tags: cells['Tags']!.split(TAG_SEPARATOR).filter((tag) => tag !== ''),
    values: Object.fromEntries(metrics.map(([key, { header }]) => [key, Number(cells[header])])) as Record<
      MetricKey,
      number
    >,
    errors: Object.fromEntries(
      metrics.flatMap(([key, { error }]) => (error ? [[key, Number(cells[error.header])]] : [])),
    ),
  }));
}
