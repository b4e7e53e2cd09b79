// The review as a whole: its settings, its catalogue, undo and redo, committed results.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { leftOutOf } from './lastReveal.ts';
import type { CommandContext, CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import { changedSinceReveal } from './revealedBallots.ts';
import { commitResults } from '../installation/resultWriter.ts';
import { resultsRevision } from '../store/results.ts';
import { listRoles } from '../store/roles.ts';
import { readSettings, setDescription, setGroupRule } from '../store/review.ts';

export const reviewQueries = {
  'review.get': (db, _input, context) => ({
    ...context.open.kept('review', () => ({
      settings: readSettings(db),
      leftOut: leftOutOf(db),
      changedSinceReveal: changedSinceReveal(db, context.open, listRoles(db)),
      resultsRevision: resultsRevision(db),
    })),
    history: context.history,
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
  if (label === null) throw new ParleyError('refused', context.open.undoBarrier ?? `There is nothing to ${way}.`);
  return label;
}
