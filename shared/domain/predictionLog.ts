// A prediction log kept in a review: what each column is, who is in it, and what was said of it. The columns travel apart.
import { z } from 'zod';
import { source } from './catalog.ts';
import { candidateId, finite, label, logId, plainText } from './ids.ts';

/** What was asked of the candidates: one of two answers, one of several, a number, or an order. */
export const logKind = z.enum(['binary', 'multiclass', 'regression', 'ranking']);
export type LogKind = z.infer<typeof logKind>;

export const logColumnRole = z.enum(['label', 'weight', 'query', 'group', 'feature', 'score', 'prediction']);
export type LogColumnRole = z.infer<typeof logColumnRole>;

export const keptColumn = z.strictObject({
  header: plainText(1000),
  role: logColumnRole,
  /** Of a group column: the group that the others are compared with; null where none was named. */
  reference: plainText(10_000).nullable(),
});
export type KeptColumn = z.infer<typeof keptColumn>;

/** What a log says of one candidate. Places are those of the log's columns; there is a score, a prediction, or both. */
export const keptCandidate = z.strictObject({
  candidateId,
  score: z.int().min(0).nullable(),
  prediction: z.int().min(0).nullable(),
  /** Scores of at least this are decided positive; null: the log's threshold. */
  threshold: finite.nullable(),
  /** Larger scores mean the other answer. */
  inverted: z.boolean(),
});
export type KeptCandidate = z.infer<typeof keptCandidate>;

/** What a person says of a log, and may say otherwise later. */
export const logDescription = z.strictObject({
  name: label,
  /** The label that counts as positive, as written; of a binary log. */
  positive: plainText(1000).nullable(),
  /** Whether the positive label is good for whom it is about; null: not said. Never assumed. */
  favourable: z.enum(['positive', 'negative']).nullable(),
  threshold: finite,
  /** Groups of fewer cases are flagged. */
  smallest: z.int().min(1).max(1_000_000),
  /** Bootstrap samples behind every interval. */
  replicates: z.int().min(100).max(100_000),
});
export type LogDescription = z.infer<typeof logDescription>;

export const keptLog = logDescription.extend({
  id: logId,
  source,
  kind: logKind,
  /** Rows of every column. */
  cases: z.int().min(1),
  columns: z.array(keptColumn),
  /** In the order of the file, those that joined later behind. */
  candidates: z.array(keptCandidate),
});
export type KeptLog = z.infer<typeof keptLog>;
