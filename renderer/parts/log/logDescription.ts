// What is said of a kept log, apart from what it is.
import type { KeptLog, LogDescription } from '../../../shared/domain/predictionLog.ts';

export const descriptionOf = ({
  name,
  positive,
  favourable,
  threshold,
  smallest,
  tolerance,
  level,
  order,
  replicates,
}: KeptLog): LogDescription => ({
  name,
  positive,
  favourable,
  threshold,
  smallest,
  ...(tolerance === undefined ? {} : { tolerance }),
  ...(level === undefined ? {} : { level }),
  ...(order === undefined ? {} : { order }),
  replicates,
});
