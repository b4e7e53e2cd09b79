// The plain ballot: what is inside the box. Read only after the seal was verified, and checked against the round's basis.
import { z } from 'zod';
import { canonicalJson } from '../domain/canonicalJson.ts';
import { listText, plainNumber } from '../domain/format.ts';
import { digest, finite, plainText } from '../domain/ids.ts';
import { holdDefinition, type Weight } from '../domain/role.ts';
import type { RoundBasis } from '../domain/round.ts';
import { bytesToUtf8 } from '@noble/ciphers/utils.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { MOST_BALLOT_BYTES } from './layout.ts';

/** How far the weights may add up from 1. */
const TOLERANCE = 1e-6;

const id = z.int().min(1).max(2_147_483_647);
const time = z.iso.datetime({ precision: 3 });

const ballotRequirement = z.strictObject({
  metric: id,
  comparator: z.enum(['<=', '>=']),
  bound: finite,
  level: z.enum(['must', 'want']),
  reason: plainText(2000).optional(),
});

const ballotHold = holdDefinition.omit({ roleId: true });

/** How the weights were found. `asBefore`: the role kept its last ballot. */
const elicited = z.strictObject({
  way: z.enum(['sliders', 'swing', 'pairs', 'bestWorst', 'points', 'asBefore']),
  /**
   * As numbers, objectives in the order of the basis. `swing`, `points`: the points of each. `pairs`: the upper triangle of the
   * comparisons, row by row. `bestWorst`: the places of the best and the worst, the best against each, each against the worst.
   */
  answers: z.array(z.number()).max(500),
  /** How well the answers fit together, 1 perfectly; null where that says nothing. */
  consistency: z.number().nullable(),
});

export const plainBallot = z.strictObject({
  v: z.literal(1),
  review: z.uuid(),
  round: id,
  role: id,
  basis: digest,
  /** Who gave it, and when: the header says the same, and the header is not sealed. */
  by: z.string().max(200),
  madeAt: time,
  weights: z.array(z.strictObject({ objective: id, weight: z.number().min(0).max(1) })).max(500),
  requirements: z.array(ballotRequirement).max(200),
  holds: z.array(ballotHold).max(200),
  rationale: plainText(4000),
  elicited,
  note: plainText(MOST_BALLOT_BYTES),
});
export type PlainBallot = z.infer<typeof plainBallot>;

/**
 * The bytes that are sealed.
 * @throws RangeError where they are more than 32,000; shorten the note or a reason.
 */
export function ballotBytes(ballot: PlainBallot): Uint8Array {
  const bytes = utf8ToBytes(canonicalJson(ballot));
  if (bytes.length > MOST_BALLOT_BYTES) {
    throw new RangeError(
      `This ballot takes ${bytes.length} bytes, and ${MOST_BALLOT_BYTES} are the most. Shorten the note, or a reason.`,
    );
  }
  return bytes;
}

/** The ballot of these bytes; null where they are no ballot, or are not written as Parley writes them. */
export function readBallot(bytes: Uint8Array): PlainBallot | null {
  try {
    const text = bytesToUtf8(bytes);
    const value: unknown = JSON.parse(text);
    const read = plainBallot.safeParse(value);
    // Compared as text, and the text with its bytes: one ballot has one digest.
    if (!read.success || canonicalJson(value) !== text || !sameBytes(utf8ToBytes(text), bytes)) return null;
    return read.data;
  } catch {
    return null;
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/**
 * What is wrong with a ballot as an answer to what was asked, as a sentence; null: nothing. The page asks before it seals, the core
 * after it has opened.
 */
export function ballotProblem(
  ballot: Pick<PlainBallot, 'weights' | 'requirements' | 'holds'>,
  { objectives, metrics, candidates }: Pick<RoundBasis, 'objectives' | 'metrics' | 'candidates'>,
): string | null {
  const given = ballot.weights.map(({ objective }) => objective);
  const unweighted = objectives.filter((each) => !given.includes(each.id));
  if (unweighted.length > 0) {
    const names = listText(
      unweighted.map(({ name }) => name),
      3,
    );
    return `${names} ${unweighted.length === 1 ? 'has' : 'have'} no weight.`;
  }
  if (given.length !== objectives.length)
    return 'An objective that is not part of this round has a weight, or one has two.';
  const sum = ballot.weights.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) > TOLERANCE) {
    return `These weights add up to ${plainNumber(Number((sum * 100).toPrecision(4)))} %, not 100.`;
  }
  if (ballot.requirements.some(({ metric }) => !metrics.some((each) => each.id === metric))) {
    return 'A requirement is about a metric that is not part of this round.';
  }
  for (const { scope, until, condition } of ballot.holds) {
    if (scope.kind === 'candidate' && !candidates.some((each) => each.id === scope.candidateId)) {
      return 'A hold is on a candidate that is not part of this round.';
    }
    if (until === null && condition.trim() === '') {
      return 'Say until when the hold lasts, or what has to come true: a date, a condition, or both.';
    }
  }
  return null;
}

/** A ballot's weights as a role keeps them. */
export const weightsIn = ({ weights }: Pick<PlainBallot, 'weights'>): Weight[] =>
  weights.map(({ objective, weight }) => ({ objectiveId: objective, weight, locked: false }));
