// Explanations that other tools made of a candidate: attached as evidence, listed, taken away.
import { z } from 'zod';
import { explanation, explanationContent } from '../domain/explanation.ts';
import { explanationId, reviewHandle } from '../domain/ids.ts';
import { command, query, task } from './define.ts';

export const explanations = {
  /** In the order in which they were attached. */
  'explanations.list': query({}, z.array(explanation)),
  /** What was read from a table that waits since `imports.read`; all or nothing, one step of undo. The table is forgotten. */
  'explanations.attach': task(
    { review: reviewHandle, table: z.string(), explanations: z.array(explanationContent).min(1).max(500) },
    z.null(),
    'attached importances',
  ),
  'explanations.remove': command('removal of attached importances', { id: explanationId }, z.null()),
};
