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
  weight: string | null;
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

/** What the process that counts is told. */
export interface CountOrder {
  files: readonly CountedFile[];
  asked: Asked;
  limits: EngineLimits;
  /** The files are answers to printed questions; null: they are the log. */
  printed: Printed | null;
  /** Where what does not fit in memory goes. */
  spill: string;
  at: string;
}

/** What it leaves. */
export type CountAnswer =
  { ok: true; cube: CubeFile } | { ok: false; code: 'badInput' | 'tooLarge' | 'internal'; message: string };
