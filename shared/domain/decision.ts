// A decision: what was chosen, who stands behind it, on which conditions. As a draft it is edited freely; once recorded, it and
// what it stood on are frozen. Candidates, roles, holds and metrics are named by id; a draft may name one that is gone since.
import { z } from 'zod';
import { candidateId, finite, holdId, label, metricId, plainText, requirementId, roleId, digest } from './ids.ts';

export const decisionId = z.int().min(1);
export const conditionId = z.int().min(1);
export { digest };

/** `keep`: the incumbent stays. `none`: no candidate is good enough. `defer`: not before the review-by date. */
export const decisionKind = z.enum(['choose', 'keep', 'none', 'defer']);

/** `after`: once the conditions marked `before` are met. */
const deployment = z.enum(['now', 'after', 'never']);

/** What the meeting is about, and who answers for it. */
export const meeting = z.strictObject({
  /** "Which recommender serves the app from March?" */
  question: plainText(400).min(1, 'Write the question.'),
  /** Who answers for the decision. */
  owner: label,
  facilitator: label,
});
export type Meeting = z.infer<typeof meeting>;

/** Who speaks for a role. Several people may share one; one person may hold two. */
export const seat = z.strictObject({
  roleId,
  person: label,
  /** Independence, printed in the record. */
  builtACandidate: z.boolean(),
});
export type Seat = z.infer<typeof seat>;

/** Where a role stands. `open`: it has not said. `absent`: it was not there. */
const stanceKind = z.enum(['open', 'supports', 'livesWith', 'objects', 'absent']);
export type StanceKind = z.infer<typeof stanceKind>;
export const stance = z.strictObject({
  roleId,
  stance: stanceKind,
  /** In the role's own words; an objection needs some. */
  words: plainText(4000),
  /** '' while nobody has signed. */
  signedBy: z.string().max(200),
  /** ISO time, null while nobody has signed. */
  signedAt: z.string().nullable(),
});
export type Stance = z.infer<typeof stance>;

/** `before`: must be met before deployment. `after`: afterwards. `watch`: a number to keep an eye on. */
const conditionKind = z.enum(['before', 'after', 'watch']);
const comparator = z.enum(['<=', '>=']);
export const conditionDefinition = z.strictObject({
  kind: conditionKind,
  what: plainText(1000).min(1, 'Say what has to come true.'),
  owner: label,
  /** ISO date, or null. */
  due: z.iso.date().nullable(),
  /** The hold that ends with it, or null. */
  holdId: holdId.nullable(),
  /** What can be checked by a number, or null. */
  check: z
    .strictObject({
      metricId,
      comparator,
      bound: finite,
    })
    .nullable(),
  /** What the evidence promised of that metric, for later; null: nothing. */
  expected: finite.nullable(),
});
export type ConditionDefinition = z.infer<typeof conditionDefinition>;
export const conditionState = z.enum(['open', 'met', 'failed', 'dropped']);
export type ConditionState = z.infer<typeof conditionState>;
export const condition = conditionDefinition.extend({
  id: conditionId,
  state: conditionState,
  /** '' while it is open. */
  closedBy: z.string().max(200),
  closedAt: z.string().nullable(),
});
export type Condition = z.infer<typeof condition>;

/** A role lets a chosen candidate pass although it breaks a `must` of that role. */
export const release = z.strictObject({
  requirementId,
  roleId,
  words: plainText(2000).min(1, 'Say why the requirement may be broken.'),
  signedBy: label,
  signedAt: z.string(),
});
export type Release = z.infer<typeof release>;

/** The parts of a decision that are typed in. */
const written = {
  kind: decisionKind,
  /** Whom it chooses or keeps; null for `none` and `defer`. */
  candidateId: candidateId.nullable(),
  /** Who serves if the chosen one cannot; null: nobody named. */
  fallbackId: candidateId.nullable(),
  deploy: deployment,
  rationale: plainText(8000),
  /** Why not the answer of the rule; '' where the decision is that answer. */
  override: plainText(4000),
  /** ISO date on which somebody looks again; of `defer` the date until when. null: none. */
  reviewBy: z.iso.date().nullable(),
  /** Who may stop the model, and how. */
  oversight: plainText(400),
};

export const decisionFields = z.strictObject(written);
export type DecisionFields = z.infer<typeof decisionFields>;

/** Those parts alone, of a draft or of a recorded decision. */
export const fieldsOf = (of: DecisionFields): DecisionFields => ({
  kind: of.kind,
  candidateId: of.candidateId,
  fallbackId: of.fallbackId,
  deploy: of.deploy,
  rationale: of.rationale,
  override: of.override,
  reviewBy: of.reviewBy,
  oversight: of.oversight,
});

export const decision = z.strictObject({
  id: decisionId,
  /** Its place in the series of the review, from 1. */
  number: z.int().min(1),
  state: z.enum(['draft', 'recorded', 'superseded']),
  ...written,
  /** The decision that it takes the place of, or null. */
  supersedes: decisionId.nullable(),
  /** Digest of the frozen record, null while a draft. */
  frozen: digest.nullable(),
  recordedAt: z.string().nullable(),
  stances: z.array(stance),
  /** Of a recorded decision as they stand today: they may be closed afterwards. */
  conditions: z.array(condition),
  releases: z.array(release),
});
export type Decision = z.infer<typeof decision>;
