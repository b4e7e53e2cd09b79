// What a ballot form is told, and what it answers. Everything a form needs comes in here: it runs in the app, on the page of
// somebody who joined, and in a file without any review behind it.
import { decimalsFor, formatMeasure, typedDigits } from '../../../shared/domain/format.ts';
import type { Metric } from '../../../shared/domain/metric.ts';
import type { Objective } from '../../../shared/domain/objective.ts';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { RoundBasis } from '../../../shared/domain/round.ts';
import type { PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { SealedBox } from '../../../shared/sealing/sealing.ts';

/** The round and the role that a ballot is for. */
export interface BallotPlaceFacts {
  /** Of the review, and what is being decided. */
  title: string;
  question: string;
  round: number;
  basis: RoundBasis;
  /** Digest of the whole basis, hexadecimal. */
  digest: string;
  /** UUID of the review. */
  review: string;
  /** 32 hexadecimal characters. */
  formId: string;
  role: { id: number; name: string };
  /** By metric id, in the order of `basis.candidates`; NaN is missing. */
  columns: ReadonlyMap<number, Float64Array>;
  /** Candidates of the round, where `basis.candidates` holds only some of them (a form by file); else undefined. */
  candidatesInAll?: number;
}

/** What a role answers; while it is still being filled in, `weights` holds only the objectives that have points. */
export type BallotAnswers = Pick<PlainBallot, 'weights' | 'requirements' | 'holds' | 'rationale' | 'elicited' | 'note'>;
export type BallotRequirement = BallotAnswers['requirements'][number];
export type BallotHold = BallotAnswers['holds'][number];

/** Where a draft is kept between two visits of the page. */
export interface DraftKeep {
  load(): BallotAnswers | null;
  save(answers: BallotAnswers): void;
}

/**
 * Hands a sealed ballot over. The form shows the six words only after this has settled.
 * @param by      who gave it.
 * @param more    `madeAt` as it is inside the box; `key` opens the box and is wiped afterwards: copy it to keep it.
 * @throws ParleyError where it was not taken; the form shows its sentence and stays as it is.
 */
export type SealBallot = (sealed: SealedBox, by: string, more: { madeAt: string; key: Uint8Array }) => Promise<void>;

export const noAnswers: BallotAnswers = {
  weights: [],
  requirements: [],
  holds: [],
  rationale: '',
  elicited: { way: 'points', answers: [], consistency: null },
  note: '',
};

/** An earlier ballot or draft as far as it fits this round: what it says of metrics and candidates that are gone is left out. */
export function fitting(earlier: BallotAnswers, basis: RoundBasis): BallotAnswers {
  const metrics = new Set(basis.metrics.map(({ id }) => id));
  const candidates = new Set(basis.candidates.map(({ id }) => id));
  const objectives = new Set(basis.objectives.map(({ id }) => id));
  const same =
    earlier.weights.length === objectives.size && earlier.weights.every(({ objective }) => objectives.has(objective));
  return {
    ...earlier,
    weights: earlier.weights.filter(({ objective }) => objectives.has(objective)),
    requirements: earlier.requirements.filter(({ metric }) => metrics.has(metric)),
    holds: earlier.holds.filter(({ scope }) => scope.kind !== 'candidate' || candidates.has(scope.candidateId)),
    // The answers stand in the order of the objectives.
    elicited: same ? earlier.elicited : noAnswers.elicited,
  };
}

/** The objectives of a basis as the rest of the page knows them. */
export const objectivesOf = ({ objectives }: Pick<RoundBasis, 'objectives'>): Objective[] =>
  objectives.map(({ id, name, metric, direction, valueFunction, missing }, position) => ({
    id,
    name,
    metricId: metric,
    direction,
    valueFunction,
    missing,
    position,
  }));

/** Units and digits of the metrics, and how a measurement reads: "48 ms". */
export class MetricWords {
  readonly #units: ReadonlyMap<number, string>;
  readonly #decimals: ReadonlyMap<number, number>;

  constructor({ basis, columns }: Pick<BallotPlaceFacts, 'basis' | 'columns'>) {
    this.#units = new Map(basis.metrics.map(({ id, unit }) => [id, unit]));
    this.#decimals = new Map([...columns].map(([id, values]) => [id, decimalsFor(values)]));
  }
  unit(metric: number): string {
    return this.#units.get(metric) ?? '';
  }
  measure(metric: number, value: number): string {
    return formatMeasure(value, this.#decimals.get(metric) ?? 2, this.unit(metric));
  }
  /** "≥ 60 €", with the digits it was given. */
  bound({ metric, comparator, bound }: Pick<BallotRequirement, 'metric' | 'comparator' | 'bound'>): string {
    return `${comparator === '<=' ? '≤' : '≥'} ${formatMeasure(bound, Math.min(8, typedDigits(bound)), this.unit(metric))}`;
  }
}

/** The review that the engine computes one role's own ranking on: the basis, its columns, and the answers of that role alone. */
export function snapshotOf(
  { basis, columns, review, title, role }: BallotPlaceFacts,
  answers: BallotAnswers,
): ReviewSnapshot {
  const objectives = objectivesOf(basis);
  const directionOf = (metric: number): Metric['direction'] =>
    objectives.find(({ metricId }) => metricId === metric)?.direction ?? 'max';
  return {
    settings: {
      id: review,
      title,
      note: '',
      groupRule: basis.rule,
      revision: 1,
      catalogRevision: 1,
      metrics: basis.metrics.map(({ id, name, unit }) => ({
        id,
        name,
        unit,
        direction: directionOf(id),
        formula: null,
      })),
      objectives,
      roles: [
        {
          id: role.id,
          name: role.name,
          colour: 'blue',
          influence: 1,
          rationale: '',
          position: 0,
          weights: answers.weights.map(({ objective, weight }) => ({ objectiveId: objective, weight, locked: false })),
          requirements: answers.requirements.map(({ metric, comparator, bound, level }, index) => ({
            id: index + 1,
            roleId: role.id,
            metricId: metric,
            comparator,
            bound,
            strength: level,
            reason: '',
          })),
          holds: [],
        },
      ],
      incumbentId: basis.incumbent,
      incumbentCounts: basis.incumbentCounts ?? true,
      scenarios: [],
      logs: [],
    },
    catalog: {
      revision: 1,
      candidateIds: Int32Array.from(basis.candidates, ({ id }) => id),
      names: basis.candidates.map(({ name }) => name),
      columns: [...columns].map(([metricId, measured]) => ({ metricId, measured, standardErrors: null })),
      attributes: [],
      tags: [],
    },
  };
}
