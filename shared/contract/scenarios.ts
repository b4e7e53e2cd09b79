// Operations on scenarios: "what if" kept beside the ballots.
import { z } from 'zod';
import { scenarioId } from '../domain/ids.ts';
import { scenarioDefinition } from '../domain/scenario.ts';
import { command } from './define.ts';

export const scenarios = {
  /** Names are unique. Weights must sum to 1 (within 1e-6) and are stored exactly normalised. */
  'scenarios.create': command('new scenario', { definition: scenarioDefinition }, z.strictObject({ id: scenarioId })),
  'scenarios.update': command('scenario', { id: scenarioId, definition: scenarioDefinition }, z.null()),
  'scenarios.remove': command('removal of a scenario', { id: scenarioId }, z.null()),
};
