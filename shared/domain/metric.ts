// A metric: one property with a unit, measured or worked out from others. Its values live in the catalogue, one column each.
import { z } from 'zod';
import { label, metricId, plainText } from './ids.ts';

/** Which way is better, as far as the metric itself says; an objective may choose otherwise. */
export const direction = z.enum(['max', 'min', 'target']);
export type Direction = z.infer<typeof direction>;

/** A formula over other metrics, as a person writes it: `qps * [p95 latency] / 1000`. */
export const longestFormula = 1000;
export const formula = plainText(longestFormula).min(1, 'Write a formula.');

/** The name as a formula has it: as it is where it is one plain word, in square brackets otherwise. */
export const writtenName = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `[${name.replaceAll(']', ']]')}]`;

export const metric = z.strictObject({
  id: metricId,
  name: label,
  /** As shown after a number: "ms", "%", "€ per 1,000". Empty when the metric has none or nobody said. */
  unit: plainText(40),
  /** Proposed from the name on import, changeable ever after. */
  direction,
  /** How the values follow from those of other metrics; null when they are measured. */
  formula: formula.nullable(),
});
export type Metric = z.infer<typeof metric>;
