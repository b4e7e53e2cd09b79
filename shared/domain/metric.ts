// A metric: one measured property with a unit. Its values live in the catalogue, one column per metric.
import { z } from 'zod';
import { label, metricId, plainText } from './ids.ts';

/** Which way is better, as far as the metric itself says; an objective may choose otherwise. */
export const direction = z.enum(['max', 'min', 'target']);
export type Direction = z.infer<typeof direction>;

export const metric = z.strictObject({
  id: metricId,
  name: label,
  /** As shown after a number: "ms", "%", "€ per 1,000". Empty when the metric has none or nobody said. */
  unit: plainText(40),
  /** Proposed from the name on import, changeable ever after. */
  direction,
});
export type Metric = z.infer<typeof metric>;
