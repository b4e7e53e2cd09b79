// Operations on objectives.
import { z } from 'zod';
import { metricId, objectiveId } from '../domain/ids.ts';
import { objectiveDefinition } from '../domain/objective.ts';
import { command } from './define.ts';

export const objectives = {
  /** Makes an objective of each metric, with the proposed direction and anchors, in one step. */
  'objectives.createFromMetrics': command(
    'new objectives',
    { metricIds: z.array(metricId).min(1) },
    z.strictObject({ ids: z.array(objectiveId) }),
  ),
  'objectives.update': command('objective', { id: objectiveId, definition: objectiveDefinition }, z.null()),
  /** Also takes the objective out of every ballot; the remaining weights are scaled up to 1. */
  'objectives.remove': command('removal of an objective', { id: objectiveId }, z.null()),
  /** `ids` is every objective once, in the new order. */
  'objectives.reorder': command('order of objectives', { ids: z.array(objectiveId) }, z.null()),
};
