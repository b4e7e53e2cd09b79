// Which service does what. The types say that the whole contract is covered, that queries and commands answer at once,
// and that a query gets a database that cannot be written.
import type { In, OpOf, Out } from '../../shared/contract/contract.ts';
import { ballotCommands } from './services/ballots.ts';
import { candidateCommands, candidateQueries } from './services/candidates.ts';
import { importTasks } from './services/imports.ts';
import { libraryTasks } from './services/library.ts';
import { objectiveCommands } from './services/objectives.ts';
import { reviewCommands, reviewQueries } from './services/review.ts';
import { roleCommands } from './services/roles.ts';
import { taskTasks } from './services/tasks.ts';
import type { ReadableDb, WritableDb } from './store/handle.ts';
import type { OpenReview } from './store/openReview.ts';
import type { Workspace } from './workspace.ts';

/** What a query may know besides the database. */
export interface QueryContext {
  open: Pick<OpenReview, 'readOnly' | 'labels' | 'catalog'>;
}

export interface CommandContext {
  open: Pick<OpenReview, 'catalog' | 'replay'>;
  now: Date;
}

/** How a task tells how far it is, and learns that it is to stop. */
export interface TaskRun {
  signal: AbortSignal;
  /** @param fraction 0 … 1. @param doing a few words for the progress bar. */
  progress: (fraction: number, doing: string) => void;
}

export type QueryHandlers = {
  [N in OpOf<'query'>]: (db: ReadableDb, input: In<N>, context: QueryContext) => Out<N>;
};
export type CommandHandlers = {
  [N in OpOf<'command'>]: (db: WritableDb, input: In<N>, context: CommandContext) => Out<N>;
};
export type TaskHandlers = {
  [N in OpOf<'task'>]: (workspace: Workspace, input: In<N>, run: TaskRun) => Promise<Out<N>> | Out<N>;
};
export type Handlers = QueryHandlers & CommandHandlers & TaskHandlers;

export const handlers: Handlers = {
  ...reviewQueries,
  ...reviewCommands,
  ...candidateQueries,
  ...candidateCommands,
  ...objectiveCommands,
  ...roleCommands,
  ...ballotCommands,
  ...libraryTasks,
  ...importTasks,
  ...taskTasks,
};
