// A prediction log: what a column holds, what each column is, and the log that a review keeps. Columns travel apart from the rest.
import { z } from 'zod';
import { float64Array, int32Array, source } from './catalog.ts';
import { candidateId, finite, label, logId, plainText } from './ids.ts';

/** What was asked of the candidates: one of two answers, one of several, one on a scale, a number, a range for it, or an order. */
export const logKind = z.enum(['binary', 'multiclass', 'ordinal', 'regression', 'interval', 'ranking']);
export type LogKind = z.infer<typeof logKind>;

/** A column of a log, one cell per row. */
export const logColumn = z.strictObject({
  header: z.string(),
  /** NaN where the cell is no number. */
  numbers: float64Array,
  /** Per row the place of its word among the names, in order of first use; −1: blank. null: too many different words, or not asked for. */
  words: z.strictObject({ codes: int32Array, names: z.array(z.string()).readonly() }).nullable(),
});
export type LogColumn = z.infer<typeof logColumn>;

/** Columns by their place in the table; those that are not needed may be left out. */
export type LogColumns = readonly (LogColumn | undefined)[];

/** What is kept and sent of a column: its numbers are left out where its words give them. */
export const logValues = logColumn.pick({ words: true }).extend({ numbers: float64Array.nullable() });
export type LogValues = z.infer<typeof logValues>;

const place = z.int().min(0);

/** The probability that a candidate gives one of several answers. */
const classProbability = z.strictObject({
  place,
  /** The answer, as the label writes it. */
  answer: plainText(1000),
  /** Of a column whose cells list several, "[0.1, 0.7, 0.2]": which of them, from 0 on. Absent: the cell is the probability. */
  item: z.int().min(0).max(999).optional(),
});
export type ClassProbability = z.infer<typeof classProbability>;

/** Where a candidate says what it says; there is at least one of them. */
const candidateColumns = z.strictObject({
  name: z.string().max(1000),
  score: place.nullable(),
  prediction: place.nullable(),
  /** Of a range that is to hold a number: its lower and its upper end. */
  intervalLow: place.nullable().optional(),
  intervalHigh: place.nullable().optional(),
  /** Of several answers: the probability of each. */
  classProbabilities: z.array(classProbability).max(200).optional(),
  /** Where these do not add up to 1: probabilities once they are scaled, or scores, of which the order alone counts. Absent: nobody said. */
  unnormalised: z.enum(['scaled', 'scores']).optional(),
  /** Scores of at least this are decided positive; absent: the log's threshold. */
  threshold: finite.optional(),
  /** How long it took for each case, and what it cost; null or absent: no column says. */
  latency: place.nullable().optional(),
  cost: place.nullable().optional(),
});

/** What each column of a log is, by places of columns. */
export const logRoles = z.strictObject({
  label: place.nullable(),
  weight: place.nullable(),
  /** Names the case, so that a long table can be put side by side. */
  row: place.nullable(),
  /** Names the candidate in a long table; null: the table is wide. */
  model: place.nullable(),
  /** Names the list of a ranking. */
  query: place.nullable(),
  /** Names whose case it is: cases of one user or one patient are no independent ones. null or absent: every case is one of its own. */
  unit: place.nullable().optional(),
  /** Says when each case happened, as seconds since 1970 or any number that grows with time. null or absent: no column says. */
  time: place.nullable().optional(),
  /** Wide: each with columns of its own. Long: one, whose name is not read. */
  candidates: z.array(candidateColumns).max(500),
  /** `reference`: the group that the others are compared with; null: none was named. */
  groups: z
    .array(
      z.strictObject({
        place,
        reference: plainText(10_000).nullable(),
        /** Of a column of numbers: the first number of every group but the lowest, rising. Absent: cells are groups as they are. */
        bounds: z.array(finite).min(1).max(49).optional(),
      }),
    )
    .max(50),
  features: z.array(place).max(500),
  /**
   * Of a cube, whose entries are no rows: where each says how many cases it counts, and the sum of their squared weights where cases
   * are weighed; the column of weights then holds sums. Absent: every entry is one case.
   */
  cells: z.strictObject({ counts: place, squares: place.nullable() }).optional(),
});
export type LogRoles = z.infer<typeof logRoles>;

/** What a log says of one candidate, whatever its name is now. */
const keptCandidate = candidateColumns.omit({ name: true, threshold: true }).extend({
  candidateId,
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
  /** Whether the positive label is good for the person it is about; null: not stated. Never assumed. */
  favourable: z.enum(['positive', 'negative']).nullable(),
  threshold: finite,
  /** Groups of fewer cases are flagged, and decide nothing. */
  smallest: z.int().min(1).max(1_000_000),
  /** The largest gap between groups that people are willing to live with, of measures within 0 … 1; absent: the proposed 0.05. */
  tolerance: z.number().min(0).max(1).optional(),
  /** The share of cases that predicted ranges are to hold: 0.9. Absent: the log has no ranges. */
  level: z.number().gt(0).lt(1).optional(),
  /** Ordered answers in words, from the lowest to the highest. Absent: the log has none. */
  order: z.array(plainText(1000)).min(3).max(12).readonly().optional(),
  /** Bootstrap samples behind every interval. */
  replicates: z.int().min(100).max(100_000),
});
export type LogDescription = z.infer<typeof logDescription>;

/** A log as a review keeps it: side by side, one case per row of every column. */
export const keptLog = logDescription.extend({
  id: logId,
  source,
  kind: logKind,
  /** Rows; of a cube its cells. */
  cases: z.int().min(1),
  /** Of a cube: how many rows were counted, and the digest of the counts. Absent: the log keeps its rows. */
  cube: z.strictObject({ rows: z.int().min(1), digest: z.string() }).optional(),
  /** What its columns are called, by their places. */
  headers: z.array(plainText(1000)),
  /** Of the columns that all candidates share. */
  roles: logRoles.omit({ row: true, model: true, candidates: true }),
  /** In the order of the file, those that joined later behind. */
  candidates: z.array(keptCandidate),
});
export type KeptLog = z.infer<typeof keptLog>;

/** How many rows of evidence a log is, whether it keeps them or their counts. */
export const rowsOf = ({ cases, cube }: Pick<KeptLog, 'cases' | 'cube'>): number => cube?.rows ?? cases;

/** What the column at a place is called; '' where there is none. */
export const headerAt = ({ headers }: Pick<KeptLog, 'headers'>, at: number | null): string =>
  at === null ? '' : (headers[at] ?? '');

/** What the group columns of a log are called. */
export const groupHeaders = (log: Pick<KeptLog, 'headers' | 'roles'>): string[] =>
  log.roles.groups.map((group) => headerAt(log, group.place));
