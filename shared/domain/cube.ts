// A cube: what was counted in a log instead of keeping its rows. Cells of cases that are alike in label, decisions and groups; scores
// in bins; where all of that comes from. A review keeps the cells as the columns of a log, and the rest beside them.
import { z } from 'zod';
import { finite, plainText } from './ids.ts';

/** A sum of whole numbers, as a text: no engine's sums of fractions are the same twice, and these are larger than a number holds. */
const wholeSum = z.string().regex(/^-?\d{1,60}$/);
const count = z.int().min(0);
const word = plainText(10_000);
/** Places of words; −1: blank. */
const codes = z.array(z.int().min(-1));

/** The scores of one candidate, by one column of groups or of everybody: entries of one label, group and bin. */
export const countedScores = z.strictObject({
  candidate: z.int().min(0),
  /** Place among the group columns; null: of everybody. */
  group: z.int().min(0).nullable(),
  /** Whether every score is a bin of its own. */
  exact: z.boolean(),
  /** The range that bins divide. */
  from: finite,
  to: finite,
  /** The words of the label and of the group column that codes stand for. */
  labels: z.array(word),
  groups: z.array(word),
  label: codes,
  member: codes,
  /** Least and largest score of the entry. */
  lo: z.array(finite),
  hi: z.array(finite),
  n: z.array(count),
  /** Σ of (score − from) / (to − from), in SCORE_PARTS, and of its square; null where every score is a bin. */
  s: z.array(wholeSum).nullable(),
  ss: z.array(wholeSum).nullable(),
  /** Where cases are weighed: Σw and Σw² in parts and their squares; and Σ of weighed scores as `s`, null where every score is a bin. */
  w: z.array(wholeSum).nullable(),
  ww: z.array(wholeSum).nullable(),
  ws: z.array(wholeSum).nullable(),
  wss: z.array(wholeSum).nullable(),
});
export type CountedScores = z.infer<typeof countedScores>;

/**
 * How cases that belong together were decided, of one candidate, by one column of groups or by none: units that are alike are one entry,
 * with how many there are.
 */
const unitTable = z.strictObject({
  candidate: z.int().min(0),
  /** Place among the group columns; null: of everybody. */
  group: z.int().min(0).nullable(),
  /** The words that codes stand for; a unit with cases of several groups has an entry in each. */
  groups: z.array(word),
  member: codes,
  /** How many cases of a unit are true and false negatives and positives, the cube's positive label being the positive one. */
  tn: z.array(count),
  fp: z.array(count),
  fn: z.array(count),
  tp: z.array(count),
  /** How many units are like that. */
  times: z.array(z.int().min(1)),
});
export type UnitTable = z.infer<typeof unitTable>;

/** What is known of the units that cases come in: the visits of a patient, the orders of a customer. */
export const countedUnits = z.strictObject({
  /** The column that names them. */
  column: plainText(1000),
  /** The label that was the positive one when they were counted. */
  positive: plainText(1000),
  /** How many have cases that can be measured. */
  units: z.int().min(1),
  /** Per column of groups whether some unit has cases of several groups. */
  shared: z.array(z.boolean()),
  /** Tables of too many entries are not kept. */
  tables: z.array(unitTable),
  /** Units by how many cases they have. */
  sizes: z.strictObject({
    cases: z.array(z.int().min(1)),
    units: z.array(z.int().min(1)),
    /** Per candidate Σ over units of the cases it decided rightly. */
    right: z.array(z.array(wholeSum)),
    /** Per two candidates, and of each with itself, a ≤ b in order: Σ of the products of these. */
    both: z.array(z.array(wholeSum)),
  }),
});
export type CountedUnits = z.infer<typeof countedUnits>;

/** How a candidate decided, by one column of groups or of everybody. */
const margin = z.strictObject({
  candidate: z.int().min(0),
  /** Place among the group columns; null: of everybody. */
  group: z.int().min(0).nullable(),
  /** Per group the cases that are not positive and those that are, at 2 · group and 2 · group + 1. */
  cases: z.array(count),
  /** How many of these it decided positive; null: that is hidden, which it is of everybody alone. */
  positive: z.array(count.nullable()),
});
export type Margin = z.infer<typeof margin>;

/** A cube that may be mailed: no number in it is of fewer cases than a stated size, nor follows from others. */
export const mailedCounts = z.strictObject({
  /** The fewest cases of a cell that is shown. */
  least: z.int().min(2).max(1_000_000),
  /** The label that is the positive one. */
  positive: plainText(1000),
  /** Of a candidate with hidden cells those by groups are left out. */
  margins: z.array(margin),
  /** Per two candidates, (0,1), (0,2) … (1,2) …: cases that both have right, only the first, only the second, neither; null: hidden. */
  pairs: z.array(z.array(count).length(4).nullable()),
  /** Per column of groups how many of them stand together as the one that is called by `together`; 0: none. */
  pooled: z.array(count),
  together: plainText(200),
  /** Columns of groups that are left out, since all of their groups would stand together. */
  leftOut: z.array(plainText(1000)),
  /** The column whose cases belong together, which is left out; null: there was none. */
  units: plainText(1000).nullable(),
  /** Whether scores were left out. */
  scores: z.boolean(),
});
export type MailedCounts = z.infer<typeof mailedCounts>;

/** What the counting was asked, and by whom. */
const cubeSource = z.strictObject({
  /** "DuckDB 1.5.6", "Parley". */
  engine: z.string().max(200),
  at: z.string().max(40),
  files: z.array(z.strictObject({ name: z.string().max(4096), bytes: count })).max(10_000),
  /** The table of a database that was counted where it lies, never who asked it. Absent: files were. */
  server: z
    .strictObject({ host: z.string().max(300), database: z.string().max(300), table: z.string().max(4096) })
    .optional(),
  questions: z.array(z.strictObject({ about: z.string().max(1000), text: z.string().max(200_000), entries: count })),
  /** Rows that were read. */
  rows: count,
});

/** What was changed by need, to be said wherever the cube shows. */
const cubeRemarks = z.strictObject({
  /** Rows whose weight has more decimals than are counted. */
  roundedWeights: count,
});

/** What a review keeps of a cube beside its cells. */
export const cubeEvidence = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** All cases, with those that cannot be measured. */
  rows: count,
  scores: z.array(countedScores),
  /** Absent: every case is one of its own, as far as was counted. */
  units: countedUnits.optional(),
  /** Of a cube that was made to be mailed; its cells are the cases of each label. */
  mailed: mailedCounts.optional(),
  source: cubeSource,
  remarks: cubeRemarks,
});
export type CubeEvidence = z.infer<typeof cubeEvidence>;

/** A cube as a file. Words and cells are sorted by code unit, so that equal counts are equal files. */
export const cubeFile = z.strictObject({
  format: z.literal('parley-cube'),
  version: z.literal(1),
  kind: z.literal('binary'),
  /** What its columns are called in the log that was counted. */
  label: plainText(1000),
  candidates: z
    .array(
      z.strictObject({
        name: plainText(200),
        /** The column of its decisions; where it decides by its score, how. */
        decision: plainText(1000),
        words: z.array(word).max(1000),
      }),
    )
    .min(1)
    .max(500),
  groups: z.array(z.strictObject({ name: plainText(1000), words: z.array(word).max(1000) })).max(50),
  weight: plainText(1000).nullable(),
  labels: z.array(word).max(1000),
  /** The label that was taken for the positive one; a person may say otherwise. */
  positive: plainText(1000).nullable(),
  cells: z.strictObject({
    label: codes,
    /** Per candidate, and per column of groups. */
    decisions: z.array(codes),
    members: z.array(codes),
    n: z.array(z.int().min(1)),
    /** Σw and Σw² in parts and their squares; null where a cell's cases have no weight. null as a whole: nothing is weighed. */
    w: z.array(wholeSum.nullable()).nullable(),
    ww: z.array(wholeSum.nullable()).nullable(),
  }),
  scores: z.array(countedScores),
  units: countedUnits.optional(),
  mailed: mailedCounts.optional(),
  remarks: cubeRemarks,
  source: cubeSource,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type CubeFile = z.infer<typeof cubeFile>;
