// Import of evidence: read (a preview, nothing written), then accept (all or nothing). Whatever the file is, a table comes of it.
import { z } from 'zod';
import { bytes } from '../domain/catalog.ts';
import { label, plainText, reviewHandle } from '../domain/ids.ts';
import { direction } from '../domain/metric.ts';
import { task } from './define.ts';
import { problem } from './errors.ts';

/** How to read the text; null leaves it to the reader, which says in the preview what it took. */
export const readOptions = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  decimal: z.enum(['.', ',']).nullable(),
  /** Whether the first record names the columns. */
  header: z.boolean().nullable(),
  /** What to read of a file that holds several things: the chosen value per key of `preview.choices`. */
  choices: z.record(z.string().max(40), z.string().max(600)).optional(),
});
export type ReadOptions = z.infer<typeof readOptions>;

/** What a column is to become. */
export const columnUse = z.discriminatedUnion('use', [
  /** Names the candidate; several such columns name it together, in their order. */
  z.strictObject({ use: z.literal('name') }),
  z.strictObject({ use: z.literal('metric'), name: label, unit: plainText(40), direction }),
  /** How far the values of a metric are likely off, in its unit; `of` names a metric of the same import. */
  z.strictObject({ use: z.literal('standardError'), of: label }),
  /** A property in words. */
  z.strictObject({ use: z.literal('attribute'), name: label }),
  z.strictObject({ use: z.literal('ignore') }),
]);
export type ColumnUse = z.infer<typeof columnUse>;

export const columnPreview = z.strictObject({
  /** 0-based place in the file; how the column is referred to. */
  index: z.int().min(0),
  /** As the header says, made unique; "Column 3" where it says nothing. */
  header: z.string(),
  /** The proposal. */
  use: columnUse,
  /** Why it was proposed, for the tooltip: "ends in _ms", "all values are words". */
  because: z.string(),
  /** False where the column's name does not say which way is better, so that the direction is only assumed. */
  directed: z.boolean().optional(),
  numeric: z.int(),
  missing: z.int(),
  /** Cells that are neither a number nor a spelling of missing. */
  text: z.int(),
  distinct: z.int(),
  /** Smallest and largest number, null where there is none. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** The first few cells, as written. */
  samples: z.array(z.string()),
});
export type ColumnPreview = z.infer<typeof columnPreview>;

/** Rows that would get the same candidate name. */
export const duplicateGroup = z.strictObject({
  name: z.string(),
  rows: z.array(z.int()),
  /** Whether the rows agree in every column that is used. */
  identical: z.boolean(),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

/** One thing a source lets a person choose: the study, the sheet, last or best value. */
export const sourceChoice = z.strictObject({
  key: z.string(),
  label: z.string(),
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  chosen: z.string(),
});
export type SourceChoice = z.infer<typeof sourceChoice>;

/** A candidate that the source says is the one in use. */
export const incumbentHint = z.strictObject({ name: z.string(), because: z.string() });

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
});
export type TablePreview = z.infer<typeof tablePreview>;

/** What to do with rows that name the same candidate: asked, never assumed. */
export const duplicatePolicy = z.enum(['refuse', 'keepFirst', 'keepLast', 'number']);
export type DuplicatePolicy = z.infer<typeof duplicatePolicy>;

export const tableMapping = z.strictObject({
  uses: z.array(columnUse),
  duplicates: duplicatePolicy,
  /** What to do with a cell of a metric column that is not a number: block, or take it as missing. */
  unreadable: z.enum(['refuse', 'missing']),
  /** Also make the candidate of `preview.incumbent` the incumbent. */
  incumbent: z.boolean().optional(),
});
export type TableMapping = z.infer<typeof tableMapping>;

/** A path inside a dropped folder: forward slashes, nothing that leads out of it. */
const folderPath = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => !/[\\\0]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    'The path leads out of the folder.',
  );
/** Most files of one folder. */
export const mostFiles = 20_000;
export const folderFile = z.strictObject({ path: folderPath, bytes });
export type FolderFile = z.infer<typeof folderFile>;

export const imports = {
  /** Parses a file, pasted text, or the files of a folder (`bytes` is then empty). `task` names the work for progress and cancel. */
  'imports.read': task(
    {
      task: z.string().max(64),
      fileName: z.string().max(255),
      kind: z.enum(['file', 'paste', 'folder']),
      bytes,
      files: z.array(folderFile).max(mostFiles).optional(),
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
      /** Whether `imports.accept` would go through. */
      acceptable: z.boolean(),
    }),
  ),
  /** Writes it, all or nothing, as one step of undo. */
  'imports.accept': task(
    {
      task: z.string().max(64),
      review: reviewHandle,
      table: z.string(),
      mapping: tableMapping,
      /** Also make objectives of the new metrics that have a direction by name. */
      objectives: z.boolean(),
    },
    z.strictObject({ candidates: z.int(), metrics: z.int(), cells: z.int() }),
  ),
  /** Forgets a parsed table. */
  'imports.drop': task({ table: z.string() }, z.null()),
  'tasks.progress': task(
    { task: z.string().max(64) },
    z.strictObject({ fraction: z.number().min(0).max(1), doing: z.string() }).nullable(),
  ),
  'tasks.cancel': task({ task: z.string().max(64) }, z.null()),
};
