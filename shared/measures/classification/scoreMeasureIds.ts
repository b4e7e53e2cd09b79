// What is measured of a score.

export const scoreMeasureIds = [
  'rocAuc',
  'averagePrecision',
  'logLoss',
  'brier',
  'ece',
  'mce',
  'eceByMass',
  'meanScore',
  'calibrationInTheLarge',
] as const;
export type ScoreMeasureId = (typeof scoreMeasureIds)[number];
