// Prediction logs: the columns of a table that was read, the log that is kept of it, what is measured on it in the page, and the
// metrics and candidates that come of it.
import { z } from 'zod';
import { bytes, float64Array, int32Array, interval } from '../domain/catalog.ts';
import { cubeEvidence } from '../domain/cube.ts';
import { candidateId, finite, label, logId, plainText, reviewHandle, roleId } from '../domain/ids.ts';
import { direction } from '../domain/metric.ts';
import { logColumn, logDescription, logKind, logRoles, logValues } from '../domain/predictionLog.ts';
import { requirementDefinition } from '../domain/role.ts';
import { command, namedTask, query, task } from './define.ts';
import { tablePreview } from './imports.ts';
import { uploadName } from './uploads.ts';

/** A column with more different cells than this has no words, unless all are asked for. */
export const MOST_WORDS = 1000;

/** A measure that becomes a metric of the candidates of these names; names that are new become candidates. */
const measuredMetric = z.strictObject({
  name: label,
  unit: plainText(40),
  direction,
  /** How it was measured, for its provenance. */
  how: z.string().max(1000),
  measurements: z
    .array(
      z.strictObject({
        candidate: label,
        measured: finite,
        standardError: z.number().min(0).nullable(),
        /** Between which ends the truth lies, where a requirement goes by them: of gaps between groups. Holds the value. */
        interval: interval.optional(),
      }),
    )
    .min(1)
    .max(1000),
  /** Whether it also becomes an objective. */
  objective: z.boolean(),
  /** A bound that a role insists on, with it. */
  requirement: requirementDefinition
    .pick({ comparator: true, bound: true, strength: true })
    .extend({ roleId })
    .nullable(),
});
export type MeasuredMetric = z.infer<typeof measuredMetric>;

/** A log as it is described before it is kept; places are those of the table. */
const describedLog = {
  table: z.string(),
  kind: logKind,
  roles: logRoles,
  /**
   * What to do with cells that are no numbers in columns that are used as numbers: take them as missing, or leave their rows out.
   * Absent: nobody has said, and a log that has any is refused.
   */
  odd: z.enum(['missing', 'leaveOut']).optional(),
  description: logDescription,
};

/** What only the cells of a log tell, and a person has to be asked. */
const logDoubts = z.strictObject({
  /** Candidates whose numbers for several answers do not add up to 1, or to 100. */
  unnormalised: z.array(
    z.strictObject({
      /** Its place among the candidates of the roles. */
      candidate: z.int(),
      /** Rows that do not, of all that have a number for every answer; the least and the largest sum, where 1 is right. */
      rows: z.int(),
      of: z.int(),
      least: finite,
      most: finite,
      /** A number that can be no probability, below 0 or above 100; null: there is none. */
      outside: finite.nullable(),
    }),
  ),
  /** The column, of those that repeat, whose rows err together; null: none, as far as can be told. */
  together: z
    .strictObject({
      place: z.int(),
      /** Intra-class correlation of the errors of this candidate, and the chance of one as large if there were none. */
      correlation: finite,
      p: finite,
      candidate: z.string(),
    })
    .nullable(),
});
export type LogDoubts = z.infer<typeof logDoubts>;

const taken = z.strictObject({
  candidates: z.int(),
  metrics: z.int(),
  cells: z.int(),
  objectives: z.int(),
  requirements: z.int(),
});

/** A candidate that nobody listed, made from what a log holds; it joins the log. */
const newCandidate = z.strictObject({
  name: label,
  /** Becomes its family, the property by which operating points of one model belong together; '' leaves it out. */
  family: plainText(200),
  /** How it was made; becomes its note. */
  how: plainText(4000),
  tags: z.array(label).max(20),
  /** By whose scores it decides, and from where on; or its decisions, one per case, as codes of the label's words. */
  decides: z.union([
    z.strictObject({ scoresOf: candidateId, threshold: finite }),
    z.strictObject({ codes: int32Array }),
  ]),
  metrics: z
    .array(
      z.strictObject({
        name: label,
        unit: plainText(40),
        direction,
        /** For its provenance. */
        how: z.string().max(1000),
        measured: finite,
        standardError: z.number().min(0).nullable(),
        interval: interval.optional(),
      }),
    )
    .max(100),
});
export type NewCandidate = z.infer<typeof newCandidate>;

/** A column of a log that is not kept yet. */
const waitingColumn = logColumn.extend({
  /** Of a log that is counted: how many rows each entry stands for, its entries being its different cells. null: every entry is a row. */
  counts: float64Array.nullable(),
});
export type WaitingColumn = z.infer<typeof waitingColumn>;

export const predictions = {
  /**
   * Looks through a log that is too large to be read, for what its columns hold; the log waits like a table that was read, and keeping
   * it counts it into a cube. `upload`: the file as it was handed over as a log.
   */
  'predictions.survey': namedTask({ fileName: z.string().max(255), upload: uploadName }, tablePreview),
  /** Columns of a table that waits since `imports.read`, or of a log that does since `predictions.survey`, by their place. */
  'predictions.columns': task(
    {
      table: z.string(),
      columns: z.array(z.strictObject({ index: z.int().min(0), words: z.enum(['none', 'few', 'all']) })).max(500),
    },
    z.array(waitingColumn),
  ),
  /**
   * Looks at the cells of a log that is not kept yet for what has to be asked.
   * `repeated`: places of columns whose rows may belong together.
   */
  'predictions.doubts': task({ ...describedLog, repeated: z.array(z.int().min(0)).max(20) }, logDoubts),
  /**
   * Keeps the log in the review as evidence, all or nothing, as one step of undo. Candidates are matched by name; names
   * that are new become candidates. The table is forgotten. A log that was surveyed is counted, and its cube is kept.
   */
  'predictions.keep': namedTask(
    {
      review: reviewHandle,
      ...describedLog,
      /** Names of the candidates whose larger scores mean the other answer. */
      inverted: z.array(z.string()).max(500),
    },
    z.strictObject({ log: logId, cases: z.int(), candidates: z.int(), newCandidates: z.int() }),
    'prediction log',
  ),
  /**
   * Keeps a cube in the review, as `predictions.keep` keeps a log: what it counts is said in it, and who is favoured may be said
   * afterwards. `bytes`: a .cube.json; where it was handed over before as `upload`, empty.
   */
  'predictions.keepCube': namedTask(
    { review: reviewHandle, fileName: z.string().max(255), bytes, upload: uploadName.optional() },
    z.strictObject({ log: logId, rows: z.int(), candidates: z.int(), newCandidates: z.int() }),
    'prediction log',
  ),
  /** Of a kept cube what is not in its columns: scores in bins, where it comes from, what was left out. */
  'predictions.cube': query({ log: logId }, cubeEvidence),
  /**
   * A kept cube as a file that may be mailed where the rows may not: no cell of fewer than `least` cases is in it, nor follows from others.
   * Refused where it is weighed, or too small.
   */
  'predictions.mailedCube': query(
    { log: logId, least: z.int().min(2).max(1_000_000) },
    z.strictObject({ fileName: z.string(), bytes }),
  ),
  /** Columns of a kept log by their places; where these are left out, all. */
  'predictions.values': query(
    { log: logId, places: z.array(z.int().min(0)).max(10_000).optional() },
    z.array(logValues),
  ),
  /** Says something else of a kept log. Reference groups of columns that are not named stay. */
  'predictions.describe': command(
    'prediction log',
    {
      log: logId,
      description: logDescription,
      references: logRoles.shape.groups,
      inverted: z.array(candidateId),
      /** Of candidates that decide by a score, from where on they do; null: from that of the log. Candidates that are not named keep theirs. */
      thresholds: z
        .array(z.strictObject({ candidateId, threshold: finite.nullable() }))
        .max(500)
        .optional(),
    },
    z.null(),
  ),
  /** Metrics that were measured on it stay. */
  'predictions.remove': command('removal of a prediction log', { log: logId }, z.null()),
  /** Writes metrics measured on the log, all or nothing; the log's file is their source. */
  'predictions.take': command(
    'measured metric',
    { log: logId, metrics: z.array(measuredMetric).min(1).max(200) },
    taken,
  ),
  /** Adds candidates made from the log, with their metrics; refused where a name is taken. */
  'predictions.addCandidates': command(
    'new candidates',
    { log: logId, candidates: z.array(newCandidate).min(1).max(100) },
    z.strictObject({ ids: z.array(candidateId) }),
  ),
};
