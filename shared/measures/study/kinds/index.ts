// The kinds of logs that can be measured.
import type { LogKind } from '../../../domain/predictionLog.ts';
import type { LogKernel } from '../kind.ts';
import { binary } from './binary.ts';
import { interval } from './interval.ts';
import { multiclass } from './multiclass.ts';
import { ordinal } from './ordinal.ts';
import { ranking } from './ranking.ts';
import { regression } from './regression.ts';

export const kinds: Record<LogKind, LogKernel> = { binary, multiclass, ordinal, regression, interval, ranking };
