// A role and its ballot: weights, requirements, holds, and the reason behind them.
import { z } from 'zod';
import { candidateId, finite, holdId, label, metricId, objectiveId, plainText, requirementId, roleId } from './ids.ts';

/** Names of the role colours; the themes decide what they look like. Colours mark roles and nothing else. */
export const roleColours = ['blue', 'amber', 'teal', 'purple', 'rose', 'olive', 'sky', 'brown'] as const;
export const roleColour = z.enum(roleColours);
export type RoleColour = z.infer<typeof roleColour>;

/** One objective's share of a role's weight; `locked` shares stay put while the others make room. */
export const weight = z.strictObject({
  objectiveId,
  weight: z.number().min(0).max(1),
  locked: z.boolean(),
});
export type Weight = z.infer<typeof weight>;

export const requirementDefinition = z.strictObject({
  roleId,
  metricId,
  comparator: z.enum(['<=', '>=']),
  bound: finite,
  /** `must` screens candidates out for everybody; `want` is counted and shown, and never excludes. */
  strength: z.enum(['must', 'want']),
  reason: plainText(2000),
});
export type RequirementDefinition = z.infer<typeof requirementDefinition>;
export const requirement = requirementDefinition.extend({ id: requirementId });
export type Requirement = z.infer<typeof requirement>;

const holdScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('tag'), tag: label }),
  z.strictObject({ kind: z.literal('candidate'), candidateId }),
]);
export type HoldScope = z.infer<typeof holdScope>;

export const holdDefinition = z.strictObject({
  roleId,
  scope: holdScope,
  /** ISO date (YYYY-MM-DD) on which the hold ends by itself, or null. */
  until: z.iso.date().nullable(),
  /** The named condition that has to come true, or empty. A hold has a date or a condition, or both. */
  condition: plainText(400),
  effect: z.enum(['blocks', 'warns']),
  reason: plainText(2000),
  /** Set when somebody said that the condition has come true. */
  cleared: z.boolean(),
});
export type HoldDefinition = z.infer<typeof holdDefinition>;
export const hold = holdDefinition.extend({ id: holdId });
export type Hold = z.infer<typeof hold>;

export const role = z.strictObject({
  id: roleId,
  name: label,
  colour: roleColour,
  /** How much the role counts in a weighted mean; 1 by default. */
  influence: z.number().min(0).max(100),
  /** What this role wants, in its own words. */
  rationale: plainText(4000),
  position: z.int().min(0),
  /** Empty until the role has weighed: the engine then counts every objective alike, and the screen says so. */
  weights: z.array(weight),
  requirements: z.array(requirement),
  holds: z.array(hold),
});
export type Role = z.infer<typeof role>;
