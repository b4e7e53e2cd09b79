// The catalogue: every candidate and every measured value, column by column, as the engine and the tables read it.
// It changes rarely (import, edit) and may be large, so it travels apart from the settings, as typed arrays.
import { z } from 'zod';
import { candidateId, finite, label, linkId, metricId, plainText, sourceId } from './ids.ts';

export const float64Array = z.custom<Float64Array>((value) => value instanceof Float64Array, 'Expected numbers.');
export const int32Array = z.custom<Int32Array>((value) => value instanceof Int32Array, 'Expected integers.');
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'Expected bytes.');

/**
 * Between which ends the truth behind a value lies (95 %), in the metric's unit. Stated where they are not as far from it on either
 * side, and where a requirement goes by them instead of the value: the largest gap between groups, the ratio of four fifths.
 */
export const interval = z.strictObject({
  low: finite,
  /** null: nothing bounds it from above. */
  high: finite.nullable(),
});
export type Interval = z.infer<typeof interval>;

/**
 * What was measured of one metric; `measured[i]` belongs to `candidateIds[i]`; NaN means missing.
 * `standardErrors` runs beside it, in the metric's unit: at least 0, NaN where not stated; null when none is.
 * `intervals` too: ends NaN where not stated, an upper one infinite where nothing bounds it; left out when none is.
 */
export const metricColumn = z.strictObject({
  metricId,
  measured: float64Array,
  standardErrors: float64Array.nullable(),
  intervals: z.strictObject({ lows: float64Array, highs: float64Array }).optional(),
});
export type MetricColumn = z.infer<typeof metricColumn>;

/** A property in words (licence, family, interpolation …); '' means not stated. */
const attributeColumn = z.strictObject({ id: z.int().min(1), name: label, values: z.array(z.string()) });
export type AttributeColumn = z.infer<typeof attributeColumn>;

export const catalog = z.strictObject({
  /** Grows with every change of candidates or values; equal revisions mean equal catalogues. */
  revision: z.int().min(0),
  /** In the order in which they were brought in. */
  candidateIds: int32Array,
  names: z.array(z.string()),
  columns: z.array(metricColumn),
  attributes: z.array(attributeColumn),
  tags: z.array(z.strictObject({ tag: label, candidateIds: z.array(candidateId) })),
});
export type Catalog = z.infer<typeof catalog>;

/** What a person writes about a candidate. */
export const longestNote = 20_000;
export const noteText = plainText(longestNote);

/** An address on the web, in the open where a reader can judge it: https, a host, no name or password in front of it. */
export const webAddress = plainText(2000).regex(
  /^https:\/\/[^\s/?#@\\]+([/?#]\S*)?$/i,
  'Write the whole address, beginning with https:// and without spaces.',
);

/** A link that a person put beside a candidate. Its address is shown, never fetched. */
const candidateLink = z.strictObject({ id: linkId, title: label, url: webAddress });
export type CandidateLink = z.infer<typeof candidateLink>;

/** What people wrote about one candidate: plain text, '' when nobody did, and links in the order in which they were added. */
export const candidateNotes = z.strictObject({ note: noteText, links: z.array(candidateLink) });
export type CandidateNotes = z.infer<typeof candidateNotes>;

/** What values were read from, or how they were entered. */
export const source = z.strictObject({
  id: sourceId,
  kind: z.enum(['file', 'paste', 'hand', 'sample']),
  /** File name, or how it was entered. */
  name: z.string(),
  /** SHA-256 of the bytes that were read, hexadecimal; '' for values typed by hand. */
  sha256: z.string(),
  /** ISO time of the import or edit. */
  at: z.string(),
});
export type Source = z.infer<typeof source>;

/** Where one value came from. */
export const provenance = z.strictObject({
  /** null: the value is missing. */
  measured: z.number().nullable(),
  /** How far the value is likely off, in the metric's unit; null: not stated. */
  standardError: z.number().min(0).nullable(),
  /** null: not stated. */
  interval: interval.nullable(),
  /** For a value that is worked out: the formula, what went into it, and why there is no value where there is none. */
  formula: z
    .strictObject({
      text: z.string(),
      inputs: z.array(z.strictObject({ metricId, measured: z.number().nullable() })),
      problem: z.string().nullable(),
    })
    .nullable(),
  source: source.nullable(),
  /** 1-based record in the source, the header being record 1; null where the source has no rows. */
  row: z.int().nullable(),
  /** The column's name in the source. */
  column: z.string(),
});
export type Provenance = z.infer<typeof provenance>;

/** A value that stood in a cell until another took its place. */
const formerValue = z.strictObject({
  measured: z.number().nullable(),
  standardError: z.number().min(0).nullable(),
  source: source.nullable(),
  /** As in `provenance`. */
  row: z.int().nullable(),
  column: z.string(),
  /** What brought the value that took its place. */
  replacedBy: source,
});
export type FormerValue = z.infer<typeof formerValue>;

/** One metric of one candidate: where its value came from, and what stood there before, latest first. */
export const cellHistory = z.strictObject({ metricId, now: provenance, former: z.array(formerValue) });
export type CellHistory = z.infer<typeof cellHistory>;
