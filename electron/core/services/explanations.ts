// Explanations made by other tools: attached to candidates as evidence with the file they came from.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { listCandidates } from '../store/catalog.ts';
import { createExplanation, listExplanations, removeExplanation } from '../store/explanations.ts';
import { createSource } from '../store/sources.ts';
import type { CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import type { TaskHandlers } from './taskTypes.ts';

export const explanationQueries = {
  'explanations.list': (db) => listExplanations(db),
} satisfies Partial<QueryHandlers>;

export const explanationCommands = {
  'explanations.remove': (db, { id }) => {
    if (!removeExplanation(db, id)) throw new ParleyError('notFound', 'These importances are no longer in the review.');
    return null;
  },
} satisfies Partial<CommandHandlers>;

export const explanationTasks = {
  'explanations.attach': (workspace, input, { client }) => {
    const { review, table, explanations } = input;
    const { kind, table: read } = workspace.tables.get(table);
    const at = workspace.options.now().toISOString();
    workspace.change(review, client, 'explanations.attach', input, (db) => {
      const known = new Set(listCandidates(db).ids);
      if (explanations.some(({ candidateId }) => !known.has(candidateId)))
        throw new ParleyError('notFound', 'A candidate of these importances is no longer in the review.');
      const source = createSource(db, { kind, name: read.fileName, sha256: read.sha256, at });
      for (const explanation of explanations) createExplanation(db, explanation, source);
    });
    workspace.tables.drop(table);
    return null;
  },
} satisfies Partial<TaskHandlers>;
