// The analyses that run beside the page, by name. Each is a plain function in kinds/: what it is asked, how it tells of its
// progress, what it answers, step by step where it may take long; inputs and answers are cloned between threads, so they are plain data
// and typed arrays.
import { agreement } from './kinds/agreement.ts';
import { answer } from './kinds/answer.ts';
import { certainty } from './kinds/certainty.ts';
import { challenger } from './kinds/challenger.ts';
import { coalitions } from './kinds/coalitions.ts';
import { concession } from './kinds/concession.ts';
import { finalists } from './kinds/finalists.ts';
import { front, thinFront } from './kinds/front.ts';
import { improvement } from './kinds/improvement.ts';
import { leaveOneOut } from './kinds/leaveOneOut.ts';
import { localExplanation } from './kinds/localExplanation.ts';
import { cascadeDecisions, newCandidates } from './kinds/newCandidates.ts';
import { predictionStudy } from './kinds/predictionStudy.ts';
import { predictionVerdicts } from './kinds/predictionVerdicts.ts';
import { priceList } from './kinds/priceList.ts';
import { priceOfGap } from './kinds/priceOfGap.ts';
import { replay } from './kinds/replay.ts';
import { scenarios } from './kinds/scenarios.ts';
import { settle } from './kinds/settle.ts';
import { stability } from './kinds/stability.ts';
import { surrogate } from './kinds/surrogate.ts';
import type { Steps } from './steps.ts';

export const analyses = {
  agreement,
  answer,
  cascadeDecisions,
  certainty,
  challenger,
  coalitions,
  concession,
  finalists,
  front,
  improvement,
  leaveOneOut,
  localExplanation,
  newCandidates,
  predictionStudy,
  predictionVerdicts,
  priceList,
  priceOfGap,
  replay,
  scenarios,
  settle,
  stability,
  surrogate,
  thinFront,
};

export type AnalysisKind = keyof typeof analyses;
export type AnalysisInput<K extends AnalysisKind> = Parameters<(typeof analyses)[K]>[0];
export type AnalysisOutput<K extends AnalysisKind> =
  ReturnType<(typeof analyses)[K]> extends infer Found ? (Found extends Steps<infer Answer> ? Answer : Found) : never;
