// Operations on scenarios: "what if" kept beside the ballots, and made real when it is adopted.
import { z } from 'zod';
import { scenarioId } from '../domain/ids.ts';
import { scenarioChanges, scenarioDefinition } from '../domain/scenario.ts';
import { command } from './define.ts';

export const scenarios = {
  /** Names are unique. Weights must sum to 1 (within 1e-6) and are stored exactly normalised. */
  'scenarios.create': command('new scenario', { definition: scenarioDefinition }, z.strictObject({ id: scenarioId })),
  'scenarios.update': command('scenario', { id: scenarioId, definition: scenarioDefinition }, z.null()),
  'scenarios.remove': command('removal of a scenario', { id: scenarioId }, z.null()),
  /** Writes the scenario's weights and bounds into the ballots, takes out the requirements it drops, and removes it. */
  'scenarios.adopt': command('adopted scenario', { id: scenarioId }, z.null()),
  /** The same with changes that were never kept: no scenario is made on the way, and undo leaves none behind. */
  'scenarios.adoptUnkept': command('adopted what-if', { changes: scenarioChanges }, z.null()),
};
