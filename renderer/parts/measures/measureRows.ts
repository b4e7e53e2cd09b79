// Measures as rows of a table, and as what becomes a metric.
import { headerAt } from '../../../shared/domain/predictionLog.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { CandidateStudy, Finding, Study } from '../../../shared/measures/study/study.ts';
import type { ParityId } from '../../../shared/measures/fairness/parity.ts';
import { parityIds } from '../../../shared/measures/fairness/parity.ts';
import { SEED } from '../../../shared/measures/bootstrap/seed.ts';
import type { Takeable } from './takeable.ts';
import type { MeasureWords } from './measureWords.ts';
import { listedMeasures, measureWords, parityWords } from './measureWords.ts';

export interface MeasureRow extends MeasureWords {
  key: string;
  /** The name where the attribute is known from around it. */
  short: string;
  /** Digits after the point; three where it does not say. */
  decimals?: number;
  /** Of its values; '' where it does not say. */
  unit?: string;
  /** Best at 0 on either side: what is taken is its distance from 0, under this name. */
  distance?: string;
  /** One per candidate. */
  findings: Finding[];
}

/** Of the candidates as wholes. */
export function measureRows({ candidates }: Study): MeasureRow[] {
  return listedMeasures.map((id) => ({
    ...measureWords[id],
    short: measureWords[id].name,
    key: id,
    findings: candidates.map(({ measures }) => measures[id]),
  }));
}

/** Between the groups of a column. */
export function parityRows({ candidates, columns }: Study, column: number): MeasureRow[] {
  return parityIds.map((id: ParityId) => ({
    ...parityWords[id],
    short: parityWords[id].name,
    name: `${parityWords[id].name} by ${columns[column]!.name}`,
    key: `${column}:${id}`,
    findings: candidates.map((candidate: CandidateStudy) => candidate.columns[column]!.parity[id]),
  }));
}

/** How a log was measured, for the provenance of every measure. */
export function howMeasured(log: KeptLog, cases: number): string {
  const label = headerAt(log, log.roles.label);
  const favourable = log.favourable === null ? '' : `; favourable: the ${log.favourable} one`;
  return (
    `Positive: ${label} = ${log.positive ?? ''}${favourable}; threshold ${log.threshold} where only scores are given; ` +
    `${cases} cases; standard errors from ${log.replicates} bootstrap samples, seed ${SEED}.`
  );
}

/** What is written when a row is taken; candidates for which the measure is undefined get no value. */
export function takeableOf(
  { name, direction, says, findings, unit = '', distance }: MeasureRow,
  candidates: readonly string[],
  how: string,
): Takeable {
  const measurements = candidates.flatMap((candidate, c) => {
    const { measure, interval } = findings[c]!;
    if (measure.value === null) return [];
    return [
      {
        candidate,
        measured: distance === undefined ? measure.value : Math.abs(measure.value),
        standardError: interval?.reason === null ? interval.standardError : null,
      },
    ];
  });
  return { name: distance ?? name, unit, direction, how: `${says} ${how}`, measurements };
}
