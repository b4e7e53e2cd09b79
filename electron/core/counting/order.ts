// What an engine is asked to count, and what it answers: plain data between the host and the process that counts.
import type { CubeFile } from '../../../shared/domain/cube.ts';
import type { DialectName } from './dialects.ts';

export type LogFormat = 'csv' | 'parquet' | 'jsonl';

export interface CountedFile {
  /** Absolute. */
  path: string;
  bytes: number;
  format: LogFormat;
}

/** A candidate decides by a column of decisions, or by a score of at least its threshold. */
export interface AskedCandidate {
  name: string;
  decision: string | null;
  score: string | null;
  threshold: number;
}

/** Columns are named as the files name them. */
export interface Asked {
  label: string;
  candidates: readonly AskedCandidate[];
  groups: readonly string[];
  /** Where columns of numbers among the groups are cut: the first number of every group but the lowest, rising. */
  cuts?: Readonly<Record<string, readonly number[]>>;
  weight: string | null;
  /** Names whose case it is: cases of one patient go together. null or absent: every case is one of its own. */
  unit?: string | null;
  /** The label that is the positive answer; null: it is told by its words. */
  positive: string | null;
  /** Whether scores are counted in bins too. */
  scores: boolean;
  /** Cells that are no numbers where numbers are needed count as missing; else they are refused. */
  unreadableAsMissing: boolean;
}

/** How questions are printed that somebody else asks. */
export interface Printed {
  dialect: DialectName;
  /** Its name, with those of what it lies in: catalogue, schema, table. */
  table: string[];
  /** Whether each different score is a bin of its own; else bins divide this range. */
  exact: boolean;
  from: number;
  to: number;
}

export interface EngineLimits {
  threads: number;
  memoryMb: number;
  spillMb: number;
}

/** What an engine may do. */
export interface EngineOrder {
  files: readonly CountedFile[];
  limits: EngineLimits;
  /** Where what does not fit in memory goes. */
  spill: string;
}

export interface CountOrder extends EngineOrder {
  asked: Asked;
  /** The files are answers to printed questions; null: they are the log. */
  printed: Printed | null;
  at: string;
}

/** What the process is told: to count what is asked, or to look what the columns hold. */
export type ChildOrder = (CountOrder & { what: 'count' }) | (EngineOrder & { what: 'survey' });

/** The different cells of a column. */
export interface SurveyedWords {
  /** As Parley writes them, sorted by code unit. */
  names: string[];
  /** NaN is written null: a word that is no number. */
  numbers: (number | null)[];
  /** How many rows have each. */
  counts: number[];
}

export interface SurveyedColumn {
  header: string;
  /** Cells that are numbers, that are missing, and that are neither. */
  numeric: number;
  missing: number;
  text: number;
  /** How many different cells; where there are more than have words, about how many. */
  distinct: number;
  min: number | null;
  max: number | null;
  /** The first few cells, as written. */
  samples: string[];
  /** null: there are more than MOST_WORDS. */
  words: SurveyedWords | null;
  /** Of numbers without words: about where they are cut into quarters. */
  quarters: number[];
}

export interface LogSurvey {
  rows: number;
  columns: SurveyedColumn[];
  /** Columns of lists and structures, which nothing can be counted by. */
  leftOut: string[];
}

/** What it leaves. */
export type ChildAnswer =
  | { ok: true; cube: CubeFile }
  | { ok: true; survey: LogSurvey }
  | { ok: false; code: 'badInput' | 'refused' | 'tooLarge' | 'internal'; message: string };
