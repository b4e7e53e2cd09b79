// A round: every role gives its ballot sealed, and all are opened together. What it froze when it was opened (the basis), and where
// each ballot stands. Ballots themselves are in shared/sealing.
import { z } from 'zod';
import { countText, listText, verbAfter } from './format.ts';
import { digest } from './decision.ts';
import { finite, label, plainText } from './ids.ts';
import { objective } from './objective.ts';
import { groupRule } from './review.ts';

/** `revealing`: closed, and boxes are being opened. A round that was abandoned is never opened again. */
export const roundState = z.enum(['open', 'revealing', 'revealed', 'abandoned']);
export type RoundState = z.infer<typeof roundState>;

/** "Round 1 was stopped: the range of p95 latency changes." */
export function stoppedText({ number, why }: { number: number; why: string }): string {
  const reason = why.trim();
  return `Round ${number} was stopped: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;
}

/** Whether ballots are being given or opened: what is voted on is frozen, and nothing of it is shown. */
export const isGoing = ({ state }: { state: RoundState }): boolean => state === 'open' || state === 'revealing';

/**
 * `empty`: nothing yet, or withdrawn. `absent`: nothing when the round was closed. `void`: sealed, and not to be opened, or not a
 * ballot of this round. `opened`: revealed.
 */
export const sealState = z.enum(['empty', 'sealed', 'opened', 'absent', 'void', 'abstained']);
export type SealState = z.infer<typeof sealState>;

export const sealWay = z.enum(['none', 'here', 'file', 'live']);
export type SealWay = z.infer<typeof sealWay>;

/** What becomes of a role without a ballot: it does not count in this round, or its ballot of an earlier round does. */
export const absentChoice = z.enum(['leaveOut', 'carry']);
export type AbsentChoice = z.infer<typeof absentChoice>;

const id = z.int().min(1);

/** A `must` that the last reveal left standing. */
const standingMust = z.strictObject({
  role: id,
  metric: id,
  comparator: z.enum(['<=', '>=']),
  bound: finite,
});

/** What a round was opened on: weights mean nothing without it. Its canonical JSON is what `round.basis` is the digest of. */
export const roundBasis = z.looseObject({
  v: z.literal(1),
  format: z.int(),
  engineVersion: z.string(),
  question: z.string(),
  rule: groupRule,
  objectives: z.array(
    z.strictObject({
      id,
      name: z.string(),
      metric: id,
      direction: objective.shape.direction,
      valueFunction: objective.shape.valueFunction,
      missing: objective.shape.missing,
    }),
  ),
  /** `formula`: '' where it is measured. */
  metrics: z.array(z.strictObject({ id, name: z.string(), unit: z.string(), formula: z.string() })),
  candidates: z.array(z.strictObject({ id, name: z.string(), tags: z.array(z.string()) })),
  /** SHA-256 of the float64 values of all candidates, little-endian; and of the standard errors. */
  columns: z.array(z.strictObject({ metric: id, values: digest, standardErrors: digest.nullable() })),
  roles: z.array(z.strictObject({ id, name: z.string(), influence: z.number() })),
  incumbent: id.nullable(),
  /** Whether keeping the incumbent is one of the answers. Absent in rounds of formats before 60, where it always was. */
  incumbentCounts: z.boolean().optional(),
  /** Public since the last reveal; none in the first round. */
  musts: z.array(standingMust),
});
export type RoundBasis = z.infer<typeof roundBasis>;

/** A file that was offered while a round was voted on: it waits until the ballots are revealed, or the round is stopped. */
export const lateFile = z.strictObject({
  id,
  /** The round that was going on. */
  round: z.int().min(1),
  name: plainText(255).min(1),
  /** Bytes. */
  size: z.int().min(0),
  by: label,
  /** ISO time. */
  at: z.string(),
});
export type LateFile = z.infer<typeof lateFile>;

/** "This rests on 2 of 4 ballots: Product and Infrastructure do not count."; '' where every role counts. */
export function restsOnText(counted: number, leftOut: readonly string[]): string {
  if (leftOut.length === 0) return '';
  const [only] = leftOut;
  const who =
    leftOut.length === 1 && only !== undefined
      ? `${only} ${verbAfter(only, 'does', 'do')} not count`
      : `${listText(leftOut)} do not count`;
  return `This rests on ${counted} of ${countText(counted + leftOut.length, 'ballot')}: ${who}.`;
}
