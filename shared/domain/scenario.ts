// A scenario: "what if", kept beside the ballots. It counts for nothing until it is adopted.
import { z } from 'zod';
import { finite, label, requirementId, roleId, scenarioId } from './ids.ts';
import { weight } from './role.ts';

/** What a scenario changes. Roles and requirements it does not name stay as they are. */
export const scenarioDefinition = z.strictObject({
  name: label,
  /** The weights a role would have, all of them; they sum to 1. A role stands here at most once. */
  ballots: z.array(z.strictObject({ roleId, weights: z.array(weight).min(1) })),
  /** The bound a requirement would have; null leaves the requirement out. A requirement stands here at most once. */
  bounds: z.array(z.strictObject({ requirementId, bound: finite.nullable() })),
});
export type ScenarioDefinition = z.infer<typeof scenarioDefinition>;
/** The same without a name: tried, and not kept. */
export const scenarioChanges = scenarioDefinition.omit({ name: true });
export type ScenarioChanges = z.infer<typeof scenarioChanges>;
export const scenario = scenarioDefinition.extend({ id: scenarioId });
export type Scenario = z.infer<typeof scenario>;
