// Import of evidence: read (a preview, nothing written), then accept (all or nothing). Whatever the file is, a table comes of it.
import { z } from 'zod';
import { bytes } from '../domain/catalog.ts';
import { finite, label, plainText, reviewHandle, roleId, sourceId } from '../domain/ids.ts';
import { direction } from '../domain/metric.ts';
import { mostFiles } from '../domain/resultFiles.ts';
import { statistic } from '../domain/statistic.ts';
import { columnFacts } from '../domain/tableColumn.ts';
import { namedTask, task, taskName } from './define.ts';
import { problem } from './errors.ts';
import { uploadName } from './uploads.ts';

/** How to read the text; null leaves it to the reader, which says in the preview what it took. */
const readOptions = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  decimal: z.enum(['.', ',']).nullable(),
  /** Whether the first record names the columns. */
  header: z.boolean().nullable(),
  /** What to read of a file that holds several things: the chosen value per key of `preview.choices`. */
  choices: z.record(z.string().max(40), z.string().max(600)).optional(),
});
export type ReadOptions = z.infer<typeof readOptions>;

/** What a person can be asked about a column whose name does not say it; answers are remembered by that name. */
const columnQuestion = z.enum(['direction', 'unit', 'statistic', 'zeros', 'mixture']);
export type ColumnQuestion = z.infer<typeof columnQuestion>;

const zeroMeaning = z.enum(['measured', 'unknown']);
export type ZeroMeaning = z.infer<typeof zeroMeaning>;

/**
 * What numbers of two kinds in one column are: fractions to be converted to per cent, the same as the others although written
 * otherwise, or not known.
 */
const mixtureMeaning = z.enum(['converted', 'same', 'missing']);
export type MixtureMeaning = z.infer<typeof mixtureMeaning>;

/** What a person said of a column; what is absent was not said. */
export const columnAnswer = z.strictObject({
  direction: direction.optional(),
  unit: plainText(40).optional(),
  statistic: statistic.optional(),
  zeros: zeroMeaning.optional(),
});
export type ColumnAnswer = z.infer<typeof columnAnswer>;

/** What a column is to become. */
export const columnUse = z.discriminatedUnion('use', [
  /** Names the candidate; several such columns name it together, in their order. */
  z.strictObject({ use: z.literal('name') }),
  z.strictObject({
    use: z.literal('metric'),
    name: label,
    unit: plainText(40),
    direction,
    /** What a 0 among positive numbers means: measured as 0, or not known. Absent: nobody has said. */
    zeros: zeroMeaning.optional(),
    /** What the numbers of the other kind are, where a column mixes two. Absent: nobody has said. */
    mixture: mixtureMeaning.optional(),
    /**
     * The review has a metric of this name, and this is the same measurement: its values replace those that are there. Absent:
     * nobody has said, and an import that would replace a value is refused.
     */
    existing: z.literal('update').optional(),
    /** The values must be at most this for a candidate to be allowed, if a role takes that as its requirement. */
    atMost: finite.optional(),
  }),
  /**
   * How far the values of a metric are likely off, in its unit; `of` names a metric of the same import. With `over`, the numbers
   * are standard deviations over as many repetitions as that column (by its index) states, so the error is their √n-th part.
   */
  z.strictObject({ use: z.literal('standardError'), of: label, over: z.int().min(0).optional() }),
  /** A property in words. */
  z.strictObject({ use: z.literal('attribute'), name: label }),
  /** Words set apart by commas or semicolons, each a tag of the candidate. */
  z.strictObject({ use: z.literal('tags') }),
  z.strictObject({ use: z.literal('ignore') }),
]);
export type ColumnUse = z.infer<typeof columnUse>;

const columnPreview = columnFacts.extend({
  /** 0-based place in the file; how the column is referred to. */
  index: z.int().min(0),
  /** The proposal. */
  use: columnUse,
  /** Why it was proposed, for the tooltip: "ends in _ms", "all values are words". */
  because: z.string(),
  /** False where the column's name does not say which way is better, so that the direction is only assumed. */
  directed: z.boolean().optional(),
  /** True where the file itself says which way is better. */
  stated: z.boolean().optional(),
  /** The header of the column that is the mean or sum of this one and others. */
  averagedIn: z.string().optional(),
  /** What the name leaves open and nobody has said yet. */
  asks: z.array(columnQuestion),
  /** What the proposal takes from an earlier answer about a column of this name. */
  remembered: z.array(columnQuestion),
  /** Which statistic the numbers are, where somebody said so before. */
  statistic: statistic.optional(),
  /** How many of the numbers are 0. */
  zeros: z.int(),
  /** Numbers of another kind than the rest: fractions beside per cent, or without the unit that others have. */
  mixture: z
    .strictObject({
      kind: z.enum(['percent', 'unit']),
      count: z.int(),
      row: z.int().nullable(),
      found: z.string(),
      unit: z.string(),
    })
    .optional(),
  /** Cells that are neither a number nor a spelling of missing. */
  text: z.int(),
  /** The first few cells, as written. */
  samples: z.array(z.string()),
});
export type ColumnPreview = z.infer<typeof columnPreview>;

/** Rows that would get the same candidate name. */
const duplicateGroup = z.strictObject({
  name: z.string(),
  rows: z.array(z.int()),
  /** Whether the rows agree in every column that is used. */
  identical: z.boolean(),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

/** One thing a source lets a person choose: the study, the sheet, last or best value. */
const sourceChoice = z.strictObject({
  key: z.string(),
  label: z.string(),
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  chosen: z.string(),
});
export type SourceChoice = z.infer<typeof sourceChoice>;

/** A candidate that the source says is the one in use. */
const incumbentHint = z.strictObject({ name: z.string(), because: z.string() });

export const tablePreview = z.strictObject({
  /** Names the parsed table until it is accepted or dropped; the host keeps the rows. */
  table: z.string(),
  fileName: z.string(),
  /** What the content is: "Table", "Optuna study database", "MLflow database" … */
  format: z.string(),
  choices: z.array(sourceChoice),
  incumbent: incumbentHint.nullable(),
  sha256: z.string(),
  /** '' where there is no text. */
  encoding: z.string(),
  /** null where columns are not set apart by one. */
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  decimal: z.enum(['.', ',']),
  header: z.boolean(),
  /** Data records, the header not counted. */
  rows: z.int(),
  columns: z.array(columnPreview),
  /** The first 100 problems; `problemCount` counts them all. Errors block, warnings do not. */
  problems: z.array(problem),
  problemCount: z.int(),
  /** Where a source of the review was asked again: when it was asked before. */
  askedBefore: z.string().optional(),
});
export type TablePreview = z.infer<typeof tablePreview>;

/** What to do with rows that name the same candidate: asked, never assumed. */
const duplicatePolicy = z.enum(['refuse', 'keepFirst', 'keepLast', 'number']);
export type DuplicatePolicy = z.infer<typeof duplicatePolicy>;

const tableMapping = z.strictObject({
  uses: z.array(columnUse),
  duplicates: duplicatePolicy,
  /** What to do with a cell of a metric column that is not a number: block, or take it as missing. */
  unreadable: z.enum(['refuse', 'missing']),
  /** Also make the candidate of `preview.incumbent` the incumbent. */
  incumbent: z.boolean().optional(),
});
export type TableMapping = z.infer<typeof tableMapping>;

/** What an import does to what the review already has. Candidates are matched by name. */
const importChanges = z.strictObject({
  /** Candidates of the table: new to the review, known with something changed, known with nothing changed. */
  fresh: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Candidates of the review that the table does not name; they stay as they are. */
  left: z.int(),
  /** Values of the review that become others. */
  replaced: z.int(),
  /** The metrics with something new for candidates that the review knows, at most 200. */
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      unit: z.string(),
      /** Values that become others, their standard errors counted too; and values where none stood. */
      changed: z.int(),
      added: z.int(),
      /** Values that become others, a standard error alone not counted; and where they came from, at most three names. */
      replaced: z.int(),
      from: z.array(z.string()).max(3),
      /** The largest differences of a value, at most three, largest first. */
      examples: z.array(z.strictObject({ candidate: z.string(), from: z.number(), to: z.number() })).max(3),
    }),
  ),
  metricCount: z.int(),
});
export type ImportChanges = z.infer<typeof importChanges>;

/** The address of a server; it never has a secret in it. */
const serverAddress = z.string().min(1).max(2000);

/** A server that was asked from this computer, and where its secret is. */
const knownServer = z.strictObject({
  address: serverAddress,
  secret: z.enum(['keychain', 'memory', 'environment', 'none']),
});
export type KnownServer = z.infer<typeof knownServer>;

/** A source of a review that can be asked again. */
const askedSource = z.strictObject({
  source: sourceId,
  /** Server and part, as provenance names it. */
  name: z.string(),
  address: z.string(),
  /** When it was asked last, and how many rows came. */
  at: z.string(),
  rows: z.int(),
});
export type AskedSource = z.infer<typeof askedSource>;

/** A path inside a dropped folder: forward slashes, nothing that leads out of it. */
const folderPath = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => !/[\\\0]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'The path leads out of the folder.',
  );
const folderFile = z.strictObject({ path: folderPath, bytes });
export type FolderFile = z.infer<typeof folderFile>;

export const imports = {
  /** Parses a file, pasted text, or the files of a folder (`bytes` is then empty). `task` names the work for progress and cancel. */
  'imports.read': namedTask(
    {
      /** Names the window that reads; it has one table at a time, and the one before until the next is there. */
      window: z.string().max(64).optional(),
      fileName: z.string().max(255),
      kind: z.enum(['file', 'paste', 'folder', 'server']),
      bytes,
      /** The file was handed over before, and stays for another reading; `bytes` is then empty. */
      upload: uploadName.optional(),
      files: z.array(folderFile).max(mostFiles).optional(),
      /** Of a database, the file beside it that ends in -wal. */
      beside: bytes.optional(),
      /** What is asked instead of a file: an address, or again what a source of a review was. `bytes` is then empty. */
      server: z
        .union([z.strictObject({ address: serverAddress }), z.strictObject({ review: reviewHandle, source: sourceId })])
        .optional(),
      options: readOptions,
    },
    tablePreview,
  ),
  /** Checks a mapping against the whole table, without writing: duplicates, unreadable cells, what would be new. */
  'imports.check': task(
    { review: reviewHandle, table: z.string(), mapping: tableMapping },
    z.strictObject({
      candidates: z.int(),
      /** Of these, already in the review by name: their values would be replaced. */
      existing: z.int(),
      metrics: z.int(),
      newMetrics: z.int(),
      cells: z.int(),
      missing: z.int(),
      duplicates: z.array(duplicateGroup),
      duplicateCount: z.int(),
      problems: z.array(problem),
      problemCount: z.int(),
      changes: importChanges,
      /** Candidates of the review that came from this server before and are no longer there, the first fifty by name; null: no server. */
      gone: z.strictObject({ names: z.array(z.string()).max(50), count: z.int() }).nullable(),
      /** Whether `imports.accept` would go through. */
      acceptable: z.boolean(),
    }),
  ),
  /** Writes it, all or nothing, as one step of undo. */
  'imports.accept': namedTask(
    {
      review: reviewHandle,
      table: z.string(),
      mapping: tableMapping,
      /** Also make objectives: of the metrics of these columns, or (true) of those that the preview proposes. */
      objectives: z.union([z.boolean(), z.array(z.int().min(0)).max(2000)]),
      /** The role that takes every `atMost` of the mapping as a requirement; absent: the first role; null: none does. */
      requirementsOf: roleId.nullable().optional(),
      /** What the person said of columns, to be remembered by their names. */
      answers: z
        .array(z.strictObject({ column: z.int().min(0), answer: columnAnswer }))
        .max(2000)
        .optional(),
      /** Also removes the candidates of `gone`. */
      removeGone: z.boolean().optional(),
    },
    z.strictObject({
      candidates: z.int(),
      metrics: z.int(),
      cells: z.int(),
      objectives: z.int(),
      requirements: z.int(),
      /** Candidates that were removed, since their source has them no longer. */
      removed: z.int(),
      changes: importChanges,
    }),
    'import',
  ),
  /**
   * Connects to a server and says what there is to choose; a connection that works is remembered. The secret stays in the host's memory,
   * or, with `keep`, with the system's keychain. null: what is known of it, else what the environment says.
   */
  'servers.connect': namedTask(
    { address: serverAddress, secret: z.string().max(10_000).nullable(), keep: z.boolean() },
    z.strictObject({ address: serverAddress, format: z.string(), choices: z.array(sourceChoice) }),
  ),
  /** The servers that were asked from this computer, latest first, and whether secrets can be kept with a keychain. */
  'servers.list': task({}, z.strictObject({ servers: z.array(knownServer), keychain: z.boolean() })),
  /** Forgets a server and its secret. */
  'servers.forget': task({ address: serverAddress }, z.null()),
  /** What of a review came from servers and can be asked again, latest first. */
  'servers.sources': task({ review: reviewHandle }, z.array(askedSource)),
  /** Forgets what was said of columns of this name, or (null) of all columns. Answers with how many names were forgotten. */
  'imports.forget': task({ header: z.string().max(1000).nullable() }, z.int()),
  /** Forgets a parsed table; one that is forgotten already stays so. */
  'imports.drop': task({ table: z.string() }, z.null()),
  'tasks.progress': task(
    { task: taskName },
    z.strictObject({ fraction: z.number().min(0).max(1), doing: z.string() }).nullable(),
  ),
  'tasks.cancel': task({ task: taskName }, z.null()),
};
