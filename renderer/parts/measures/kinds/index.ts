// The words of every kind of log.
import type { LogKind } from '../../../../shared/domain/predictionLog.ts';
import type { KindWords } from '../kindWords.ts';
import { binary } from './binary.ts';
import { interval } from './interval.ts';
import { multiclass } from './multiclass.ts';
import { ordinal } from './ordinal.ts';
import { ranking } from './ranking.ts';
import { regression } from './regression.ts';

export const kindWords: Record<LogKind, KindWords> = {
  binary,
  multiclass,
  ordinal,
  regression,
  interval,
  ranking,
};
