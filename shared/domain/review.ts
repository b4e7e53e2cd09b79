// A review: one case being decided. Settings are everything but the measured values, small enough to fetch after each change.
import { z } from 'zod';
import { candidateId, label, plainText } from './ids.ts';
import { metric } from './metric.ts';
import { objective } from './objective.ts';
import { keptLog } from './predictionLog.ts';
import { role } from './role.ts';
import { scenario } from './scenario.ts';
import type { Catalog } from './catalog.ts';

export const groupRule = z.enum(['leastRegret', 'weightedMean']);
export type GroupRule = z.infer<typeof groupRule>;

/** As they stand in a sentence. */
export const groupRuleNames: Readonly<Record<GroupRule, string>> = {
  leastRegret: 'least regret',
  weightedMean: 'best mean value',
};

export const settings = z.strictObject({
  /** The review's own id (UUID), the same in every copy made of it. */
  id: z.uuid(),
  title: label,
  /** What is being decided, and anything a reader should know; plain text. */
  note: plainText(8000),
  groupRule,
  /** Grows by one with every change. */
  revision: z.int().min(0),
  catalogRevision: z.int().min(0),
  metrics: z.array(metric),
  objectives: z.array(objective),
  roles: z.array(role),
  /** The model that is in use today, or null; the others are compared with it. */
  incumbentId: candidateId.nullable(),
  /**
   * Whether keeping the incumbent is one of the answers: as the last revealed round was opened, or as the meeting has it now. Where it
   * is none, the incumbent is measured and shown like any other, and is neither ranked nor recommended.
   */
  incumbentCounts: z.boolean(),
  /** In the order in which they were made. */
  scenarios: z.array(scenario),
  /** Prediction logs kept as evidence, in the order in which they were brought in; without their columns. */
  logs: z.array(keptLog),
});
export type Settings = z.infer<typeof settings>;

/** All the engine needs to know about a review. */
export interface ReviewSnapshot {
  settings: Settings;
  catalog: Catalog;
}
