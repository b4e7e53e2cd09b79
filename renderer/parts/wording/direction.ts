// Which way a metric is better, in words.
import type { Direction } from '../../../shared/domain/metric.ts';

export const betterWords: Record<Direction, string> = {
  max: 'higher is better',
  min: 'lower is better',
  target: 'a target is best',
};
