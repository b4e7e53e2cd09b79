// parley/measures: prediction logs measured, candidates compared, gaps between groups judged, on plain data. No DOM, no Node.
export type { Comparison, GapJudgement, GapOutcome } from './compare.ts';
export { adjustForMany, compareCandidates, fisherExact, judgeGap, shareInterval } from './compare.ts';
export type { Cells, LogCandidate, LogReport, Measured, MeasuredCandidate, MeasuredGap, PredictionLog } from './log.ts';
export { measureLog } from './log.ts';

import { ENGINE_VERSION } from '../../engine/version.ts';

/** Version of the engine, which the measures share: equal versions and equal input mean equal output. */
export const version: string = ENGINE_VERSION;
