// Operations on candidates, metrics and single values.
import { z } from 'zod';
import { candidateNotes, cellHistory, float64Array, noteText, provenance, webAddress } from '../domain/catalog.ts';
import { candidateId, finite, label, linkId, metricId, plainText } from '../domain/ids.ts';
import { direction, formula } from '../domain/metric.ts';
import { command, query } from './define.ts';

export const candidates = {
  'candidates.provenance': query({ candidateId, metricId }, provenance),
  /** Every metric of one candidate with its source, and the values that were replaced; in the order of the metrics. */
  'candidates.history': query({ candidateId }, z.array(cellHistory)),
  'candidates.notes': query({ candidateId }, candidateNotes),
  /** Replaces the note; an empty one takes it away. */
  'candidates.setNote': command('note', { candidateId, note: noteText }, z.null()),
  /** An address that the candidate has already gets the new title. */
  'candidates.addLink': command(
    'new link',
    { candidateId, title: label, url: webAddress },
    z.strictObject({ id: linkId }),
  ),
  'candidates.removeLink': command('removal of a link', { id: linkId }, z.null()),
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
  'candidates.setMeasured': command(
    'value',
    { candidateId, metricId, measured: finite.nullable(), standardError: finite.min(0).nullable() },
    z.null(),
  ),
  'metrics.create': command(
    'new metric',
    { name: label, unit: plainText(40), direction },
    z.strictObject({ id: metricId }),
  ),
  /** A metric whose values follow from those of others, and follow them when they change. The unit is what the person says. */
  'metrics.createDerived': command(
    'new derived metric',
    { name: label, unit: plainText(40), direction, formula },
    z.strictObject({ id: metricId }),
  ),
  /** For a metric that is worked out already. */
  'metrics.setFormula': command('formula', { id: metricId, formula }, z.null()),
  /** What a formula would come to, for a new metric (`id` null) or for one that is there. Changes nothing. */
  'metrics.tryFormula': query(
    { id: metricId.nullable(), formula: z.string().max(2000) },
    z.strictObject({
      /** One per candidate, NaN where there is no value. */
      measured: float64Array,
      /** Why it cannot be calculated for anybody, as a sentence; null when it can. */
      problem: z.string().nullable(),
      /** The first 20 candidates without a value, and why; `failureCount` counts them all. */
      failures: z.array(z.strictObject({ candidateId, message: z.string() })),
      failureCount: z.int(),
    }),
  ),
  /** Formulas that mention the metric follow its new name. */
  'metrics.update': command('metric', { id: metricId, name: label, unit: plainText(40), direction }, z.null()),
  /** Refused while an objective, a requirement or a formula rests on the metric. */
  'metrics.remove': command('removal of a metric', { id: metricId }, z.null()),
};
