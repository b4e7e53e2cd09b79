// Operating points of a candidate, or a cascade of two, swept and measured on a log.
import type { LogColumns, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { groupSizes } from '../../../shared/measures/fairness/groups.ts';
import type { LogChoices, PredictionLog } from '../../../shared/measures/log/predictionLog.ts';
import { binaryLog, LogProblem } from '../../../shared/measures/log/predictionLog.ts';
import type { PointQuestion, PointStudy, Subject } from '../../../shared/measures/points/study.ts';
import { decisions, startPointStudy } from '../../../shared/measures/points/study.ts';
import { confidences, decidingThreshold } from '../../../shared/measures/points/sweeps.ts';
import type { Reporter } from '../reporter.ts';
import { inSteps, type Steps } from '../steps.ts';

/** Whose; places among the candidates of the roles. */
export type NewCandidatesOf =
  { kind: 'threshold'; candidate: number } | { kind: 'handOver'; cheap: number; costly: number };

interface OfLog {
  /** By their place in the table; only those that the roles name. */
  columns: LogColumns;
  roles: LogRoles;
  choices: LogChoices;
  of: NewCandidatesOf;
}

export interface NewCandidatesInput extends OfLog {
  /** Place of the gaps' attribute among the groups of the roles; null: no gaps. */
  group: number | null;
  favourable: 'positive' | 'negative';
  /** Groups of fewer rows are named as small. */
  smallest: number;
  question: PointQuestion;
}

export type NewCandidatesAnswer =
  | { problem: string }
  | { problem: null; of: NewCandidatesOf; group: number | null; small: string[]; study: PointStudy };

/** A log that cannot be swept as it was described is an answer, with the sentence. */
export function* newCandidates(
  { columns, roles, choices, of, group, favourable, smallest, question }: NewCandidatesInput,
  report: Pick<Reporter<NewCandidatesAnswer>, 'progress'>,
): Steps<NewCandidatesAnswer> {
  try {
    const log = binaryLog(columns, roles, choices);
    const by = group === null ? null : log.groups[group]!;
    const sizes = by && groupSizes(by);
    const isSmall = (g: number) => g >= 0 && sizes![g]! < smallest;
    const run = startPointStudy(
      {
        labels: log.labels,
        weights: log.weights,
        // What decides nothing does not choose either.
        group: by && { codes: by.codes.map((g) => (isSmall(g) ? -1 : g)), groups: by.groups.length },
        flipped: favourable === 'negative',
        units: log.units ?? null,
      },
      subjectOf(log, of, choices.threshold),
      question,
    );
    yield* inSteps(run, (fraction) => report.progress(fraction));
    const small = by ? by.groups.filter((_, g) => isSmall(g)) : [];
    return { problem: null, of, group, small, study: run.result() };
  } catch (error) {
    return problemOf(error);
  }
}

interface CascadeDecisionsInput extends OfLog {
  of: Extract<NewCandidatesOf, { kind: 'handOver' }>;
  /** Hand-overs. */
  at: readonly number[];
}
/** Per hand-over the code of the label's word that each case is decided as; −1 for a case that is not measured. */
type CascadeDecisionsAnswer = { problem: string } | { problem: null; codes: Int32Array[] };

/** What cascades decide, as a log keeps it. */
export function cascadeDecisions({ columns, roles, choices, of, at }: CascadeDecisionsInput): CascadeDecisionsAnswer {
  try {
    const log = binaryLog(columns, roles, choices);
    const subject = subjectOf(log, of, choices.threshold);
    const { names, codes } = columns[roles.label!]!.words!;
    const positive = names.indexOf(choices.positive);
    const other = codes[log.at[log.labels.indexOf(0)] ?? -1];
    if (other === undefined) throw new LogProblem('No case has the other label, so nothing can be decided as it.');
    const decided = at.map((handOver) => {
      const found = new Int32Array(codes.length).fill(-1);
      decisions(subject, { is: 'new', at: handOver }).forEach((yes, row) => {
        found[log.at[row]!] = yes === 1 ? positive : other;
      });
      return found;
    });
    return { problem: null, codes: decided };
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): { problem: string } {
  if (error instanceof LogProblem) return { problem: error.message };
  throw error;
}

function subjectOf(log: PredictionLog, of: NewCandidatesOf, threshold: number): Subject {
  const at = (place: number) => log.candidates[place]!;
  const scored = at(of.kind === 'threshold' ? of.candidate : of.cheap);
  if (scored.scores === null)
    throw new LogProblem(`${scored.name} has decisions only; without scores it has no other thresholds.`);
  const { scores, predicted } = scored;
  if (of.kind === 'threshold') return { kind: 'threshold', scores, predicted };
  const own = decidingThreshold(scores, predicted) ?? threshold;
  return { kind: 'handOver', sure: confidences(scores, own), cheap: predicted, costly: at(of.costly).predicted };
}
