// Prediction logs: the columns of a table that was read, to be measured in the page, and the metrics that came of it.
import { z } from 'zod';
import { float64Array, int32Array } from '../domain/catalog.ts';
import { finite, label, plainText, reviewHandle, roleId } from '../domain/ids.ts';
import { direction } from '../domain/metric.ts';
import { requirementDefinition } from '../domain/role.ts';
import { task } from './define.ts';

/** A column with more different cells than this has no words, unless all are asked for. */
export const MOST_WORDS = 1000;

export const logColumn = z.strictObject({
  header: z.string(),
  /** NaN where the cell is no number. */
  numbers: float64Array,
  /** The different cells in order of appearance, numbers as they are written shortest; −1: missing. */
  words: z.strictObject({ codes: int32Array, names: z.array(z.string()) }).nullable(),
});

/** A measure that becomes a metric of the candidates of these names; names that are new become candidates. */
export const measuredMetric = z.strictObject({
  name: label,
  unit: plainText(40),
  direction,
  /** How it was measured, for its provenance. */
  how: z.string().max(1000),
  values: z
    .array(z.strictObject({ candidate: label, value: finite, standardError: z.number().min(0).nullable() }))
    .min(1)
    .max(1000),
  /** Whether it also becomes an objective. */
  objective: z.boolean(),
  /** A bound that a role insists on, with it. */
  requirement: requirementDefinition
    .pick({ comparator: true, bound: true, strength: true })
    .extend({ roleId })
    .nullable(),
});
export type MeasuredMetric = z.infer<typeof measuredMetric>;

export const predictions = {
  /** Columns of a table that waits since `imports.read`, by their place. */
  'predictions.columns': task(
    {
      table: z.string(),
      columns: z.array(z.strictObject({ index: z.int().min(0), words: z.enum(['none', 'few', 'all']) })).max(500),
    },
    z.array(logColumn),
  ),
  /** Writes metrics measured on the table, all or nothing, as one step of undo; the table is their source. */
  'predictions.accept': task(
    { review: reviewHandle, table: z.string(), metrics: z.array(measuredMetric).min(1).max(200) },
    z.strictObject({
      candidates: z.int(),
      metrics: z.int(),
      cells: z.int(),
      objectives: z.int(),
      requirements: z.int(),
    }),
  ),
};
