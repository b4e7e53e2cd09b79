// The analyses that run beside the page, by name. Each is a plain function in kinds/: what it is asked, how it tells of its
// progress, what it answers; inputs and answers are cloned between threads, so they are plain data and typed arrays.
import { methods } from './kinds/methods.ts';

export const analyses = { methods };

export type AnalysisKind = keyof typeof analyses;
export type AnalysisInput<K extends AnalysisKind> = Parameters<(typeof analyses)[K]>[0];
export type AnalysisOutput<K extends AnalysisKind> = ReturnType<(typeof analyses)[K]>;
