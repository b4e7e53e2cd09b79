// What the page and an analysis worker say to each other.
import type { NumberStyle } from '../../shared/domain/format.ts';
import type { AnalysisInput, AnalysisKind, AnalysisOutput } from './analyses.ts';

export interface AnalysisRequest<K extends AnalysisKind = AnalysisKind> {
  kind: K;
  input: AnalysisInput<K>;
  /** How the page shows numbers: some analyses answer in sentences. */
  numbers: NumberStyle;
}

/** `partial` answers are whole results of less work: shown at once, replaced by the next. */
export type AnalysisMessage<K extends AnalysisKind = AnalysisKind> =
  | { type: 'progress'; fraction: number }
  | { type: 'partial'; output: AnalysisOutput<K> }
  | { type: 'done'; output: AnalysisOutput<K> }
  | { type: 'failed'; message: string };
