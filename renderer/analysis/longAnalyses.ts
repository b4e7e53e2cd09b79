// Which analyses may be long. Apart from the analyses themselves, so that the page does not load them: they run in workers.
import type { AnalysisKind } from './analyses.ts';

/**
 * Those that may keep a worker for seconds without giving way, the quicker ones first: they are never given every worker, and wait for
 * one in this order. All others give way between steps, or answer within a tenth of a second on 1,454 candidates.
 */
export const longAnalyses: readonly AnalysisKind[] = [
  'stability',
  'improvement',
  'leaveOneOut',
  'coalitions',
  'settle',
  'agreement',
  'priceOfGap',
  'scenarios',
  'front',
  'challenger',
  'concession',
  'replay',
  'localExplanation',
  'surrogate',
];
