// What the page and an analysis worker say to each other.
import type { NumberStyle } from '../../shared/domain/format.ts';
import type { AnalysisKind } from './analyses.ts';

export type AnalysisRequest =
  | {
      type: 'ask';
      /** Which question; answers carry it. */
      job: number;
      kind: AnalysisKind;
      /** What is asked, without what the worker was told before. */
      input: Readonly<Record<string, unknown>>;
      /** Parts of the input that the worker keeps from now on, in place of those of the same name. */
      keep: Readonly<Record<string, unknown>>;
      /** Names of all parts of the input that the worker keeps. */
      kept: readonly string[];
      /** How the page shows numbers: some analyses answer in sentences. */
      numbers: NumberStyle;
    }
  | { type: 'forget'; job: number };

/** `partial` answers are whole results of less work: shown at once, replaced by the next. */
export type AnalysisMessage = { job: number } & (
  | { type: 'begun' }
  | { type: 'progress'; fraction: number }
  | { type: 'partial'; output: unknown }
  | { type: 'done'; output: unknown }
  | { type: 'failed'; message: string }
);
