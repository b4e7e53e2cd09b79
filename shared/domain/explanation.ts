// What another tool said drives a candidate: a number per feature, kept as evidence beside the values of the review.
import { z } from 'zod';
import { source } from './catalog.ts';
import { candidateId, explanationId, finite, plainText } from './ids.ts';

/** 'importance': a number per feature of the model; 'attribution': the mean of what was attributed case by case, as by SHAP. */
const explanationKind = z.enum(['importance', 'attribution']);

export const explanationContent = z.strictObject({
  candidateId,
  kind: explanationKind,
  /** What the numbers are, as the file calls them: "importance", "mean |SHAP|". */
  method: plainText(200),
  /** How many cases it looked at; null: the file does not say. */
  cases: z.int().min(1).max(100_000_000).nullable(),
  /** In the order of the file. `spread`: a standard deviation or error, as the file has it; null: not said. */
  features: z
    .array(
      z.strictObject({
        feature: plainText(1000).min(1),
        value: finite,
        spread: z.number().min(0).max(1e300).nullable(),
      }),
    )
    .min(1)
    .max(10_000),
});
export type ExplanationContent = z.infer<typeof explanationContent>;

export const explanation = explanationContent.extend({ id: explanationId, source });
export type Explanation = z.infer<typeof explanation>;
