// A proposal between roles: what is asked of one, who asked, and what it answered. What is bargained is an outcome, a bound, a hold or
// a condition. A question about weights may be asked, and never changes a weight: weights are what a role values.
import { z } from 'zod';
import { conditionDefinition, decisionId } from './decision.ts';
import { candidateId, finite, label, metricId, objectiveId, plainText, requirementId, roleId } from './ids.ts';
import { holdDefinition } from './role.ts';

export const proposalId = z.int().min(1);

/** The role lives with this candidate being chosen. */
const outcome = z.strictObject({
  kind: z.literal('outcome'),
  candidateId,
  /** What that costs the role, as it stood on the screen; '' where nothing was said. */
  price: plainText(400),
});

/** A requirement gets another bound. */
const bound = z.strictObject({
  kind: z.literal('bound'),
  requirementId,
  metricId,
  comparator: z.enum(['<=', '>=']),
  /** In the metric's unit: as it was when the proposal was made, and as it would be. */
  from: finite,
  to: finite,
  /** The candidates that this lets pass, as far as this requirement decides it; none where that is not its point. */
  admits: z.array(candidateId).max(20),
});

/** A role says "not yet". */
const hold = z.strictObject({
  kind: z.literal('hold'),
  /** Whose hold it is to be: one of the two sides. */
  roleId,
  ...holdDefinition.pick({ scope: true, until: true, condition: true, effect: true }).shape,
});

/** The decision gets a condition. */
const condition = z.strictObject({
  kind: z.literal('condition'),
  condition: conditionDefinition.omit({ holdId: true }),
});

/** Would the role weigh otherwise? Its answer is put on record; no weight is changed by it. */
const askWeight = z.strictObject({
  kind: z.literal('askWeight'),
  /** In per cent, as printed. */
  moves: z
    .array(z.strictObject({ objectiveId, from: z.number().min(0).max(100), to: z.number().min(0).max(100) }))
    .min(1, 'Say which weight is asked about.')
    .max(100),
  /** Who would come first with it; null: nothing is promised. */
  candidateId: candidateId.nullable(),
});

export const proposalChange = z.discriminatedUnion('kind', [outcome, bound, hold, condition, askWeight]);
export type ProposalChange = z.infer<typeof proposalChange>;
export type ProposalKind = ProposalChange['kind'];
export type ProposalChangeOf<K extends ProposalKind> = Extract<ProposalChange, { kind: K }>;

/** `lapsed`: what it was about is gone, or a decision was recorded before anybody answered. */
const proposalState = z.enum(['open', 'accepted', 'countered', 'declined', 'withdrawn', 'lapsed']);
export type ProposalState = z.infer<typeof proposalState>;

export const proposal = z.strictObject({
  id: proposalId,
  /** The round that it was made in; null: it was made without one. */
  roundId: z.int().min(1).nullable(),
  /** Who asks and who answers; null is the table as a whole, for which whoever leads the meeting speaks. Never the same. */
  fromRoleId: roleId.nullable(),
  toRoleId: roleId.nullable(),
  change: proposalChange,
  /** The change in words, as it stood on the screen when it was made. */
  said: plainText(2000).min(1),
  reason: plainText(2000).min(1, 'Say why: whoever answers reads it first.'),
  madeBy: label,
  /** ISO time. */
  madeAt: z.string(),
  state: proposalState,
  /** The words of the answer; of one that has lapsed, why. '' where nothing was said. */
  answer: plainText(2000),
  /** '' while nobody has answered. */
  answeredBy: z.string().max(200),
  answeredAt: z.string().nullable(),
  /** The proposal that this one answers, or null. */
  counters: proposalId.nullable(),
  /** The decision that an accepted condition has entered; null: none yet, or it is no condition. */
  decisionId: decisionId.nullable(),
});
export type Proposal = z.infer<typeof proposal>;

/** A proposal as a record keeps it: in words, with the names of that day. */
export const recordedProposal = z.looseObject({
  id: z.int(),
  kind: z.string(),
  /** Names of the roles; '' is the table as a whole. */
  from: z.string(),
  to: z.string(),
  said: z.string(),
  reason: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  state: proposalState.exclude(['open']),
  answer: z.string(),
  answeredBy: z.string(),
  answeredAt: z.string().nullable(),
  counters: z.int().nullable(),
  change: proposalChange,
});
export type RecordedProposal = z.infer<typeof recordedProposal>;
