// Operations on candidates, metrics and single values.
import { z } from 'zod';
import { provenance } from '../domain/catalog.ts';
import { candidateId, finite, label, metricId, plainText } from '../domain/ids.ts';
import { direction } from '../domain/metric.ts';
import { command, query } from './define.ts';

export const candidates = {
  'candidates.provenance': query({ candidateId, metricId }, provenance),
  'candidates.add': command('new candidate', { name: label }, z.strictObject({ id: candidateId })),
  'candidates.rename': command('candidate name', { id: candidateId, name: label }, z.null()),
  'candidates.remove': command('removal of candidates', { ids: z.array(candidateId).min(1) }, z.null()),
  /** Puts a tag on candidates or takes it off; a tag that no candidate carries is gone. */
  'candidates.tag': command('tag', { ids: z.array(candidateId).min(1), tag: label, on: z.boolean() }, z.null()),
  /** Says which model is in use today; null: none of the candidates. */
  'candidates.setIncumbent': command('incumbent', { id: candidateId.nullable() }, z.null()),
  /**
   * Types a value in by hand, with its standard error where one is known; a null value makes it missing, and a missing
   * value has no standard error. Refused for a metric that is worked out by a formula.
   */
  'candidates.setValue': command(
    'value',
    { candidateId, metricId, value: finite.nullable(), standardError: finite.min(0).nullable() },
    z.null(),
  ),
  'metrics.create': command(
    'new metric',
    { name: label, unit: plainText(40), direction },
    z.strictObject({ id: metricId }),
  ),
  'metrics.update': command('metric', { id: metricId, name: label, unit: plainText(40), direction }, z.null()),
  /** Refused while an objective or a requirement rests on the metric. */
  'metrics.remove': command('removal of a metric', { id: metricId }, z.null()),
};
