// Measures as the person picks them: which become metrics, objectives or requirements, and what is then written.
import type { MeasuredMetric } from '../../../shared/contract/predictions.ts';
import type { CandidateStudy, Finding, Study } from '../../../shared/measures/study/study.ts';
import type { ParityId } from '../../../shared/measures/fairness/parity.ts';
import { parityIds } from '../../../shared/measures/fairness/parity.ts';
import type { MeasureWords } from './words.ts';
import { listedMeasures, measureWords, parityWords } from './words.ts';

export interface MeasureRow extends MeasureWords {
  key: string;
  /** The name where the attribute is known from around it. */
  short: string;
  /** One per candidate. */
  findings: Finding[];
}
export type RequirementDraft = NonNullable<MeasuredMetric['requirement']>;
export interface Choice {
  objective: boolean;
  requirement: RequirementDraft | null;
}
/** Picked measures by key; every one becomes a metric. */
export type Picked = ReadonlyMap<string, Choice>;

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

/** How a measure was made, for its provenance. */
export interface HowMeasured {
  label: string;
  positive: string;
  favourable: 'positive' | 'negative';
  threshold: number;
  replicates: number;
  seed: number;
}

/** What is written for the picked measures; candidates for which a measure is undefined get no value. */
export function metricsOf(study: Study, picked: Picked, how: HowMeasured): MeasuredMetric[] {
  const rows = [...measureRows(study), ...study.columns.flatMap((_, column) => parityRows(study, column))];
  const about = `positive: ${how.label} = ${how.positive}; favourable: the ${how.favourable} one; threshold ${how.threshold} where only scores are given; ${study.rows} rows; standard errors from ${how.replicates} bootstrap samples, seed ${how.seed}`;
  return rows.flatMap(({ key, name, direction, says, findings }) => {
    const choice = picked.get(key);
    if (!choice) return [];
    const values = study.candidates.flatMap(({ name: candidate }, c) => {
      const { measure, interval } = findings[c]!;
      if (measure.value === null) return [];
      return [
        { candidate, value: measure.value, standardError: interval?.reason === null ? interval.standardError : null },
      ];
    });
    const text = `${says} ${about}`.slice(0, 1000);
    return values.length === 0 ? [] : [{ name, unit: '', direction, how: text, values, ...choice }];
  });
}
