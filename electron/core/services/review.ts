// The review as a whole: its settings, its catalogue, undo and redo, committed results.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import type { CommandContext, CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import type { WritableDb } from '../store/handle.ts';
import { putResults, resultsRevision } from '../store/results.ts';
import { readSettings, setDescription, setGroupRule } from '../store/review.ts';

export const reviewQueries = {
  'review.get': (db, _input, context) => ({
    settings: readSettings(db),
    history: context.open.labels,
    resultsRevision: resultsRevision(db),
    readOnly: context.open.readOnly,
  }),
  'review.catalog': (_db, _input, context) => context.open.catalog(),
} satisfies Partial<QueryHandlers>;

export const reviewCommands = {
  'review.describe': (db, { title, note }) => {
    setDescription(db, title, note);
    return null;
  },
  'review.setGroupRule': (db, { groupRule }) => {
    setGroupRule(db, groupRule);
    return null;
  },
  'review.undo': (_db, _input, context) => ({ label: replay(context, 'undo') }),
  'review.redo': (_db, _input, context) => ({ label: replay(context, 'redo') }),
  'review.commitResults': (db, _input, context) => ({ revision: commitResults(db, context) }),
} satisfies Partial<CommandHandlers>;

function replay(context: CommandContext, way: 'undo' | 'redo'): string {
  const label = context.open.replay(way);
  if (label === null) throw new ParleyError('refused', `There is nothing to ${way}.`);
  return label;
}

/** Ranks and writes the result tables; returns the revision they belong to. */
export function commitResults(db: WritableDb, { open, now }: CommandContext): number {
  const settings = readSettings(db);
  const catalog = open.catalog();
  const evaluation =
    settings.objectives.length === 0 || settings.roles.length === 0 || catalog.names.length === 0
      ? null
      : evaluate({ settings, catalog }, { role: null });
  const run = {
    revision: settings.revision,
    engineVersion: ENGINE_VERSION,
    computedAt: now.toISOString(),
    groupRule: settings.groupRule,
  };
  putResults(db, run, catalog.candidateIds, evaluation);
  return settings.revision;
}
