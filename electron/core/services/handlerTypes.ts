// The types of query and command handlers: they are synchronous, and a query gets a database that it cannot write.
import type { In, OpOf, Out } from '../../../shared/contract/contract.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import type { OpenReview } from '../store/openReview.ts';

/** What a query may know besides the database. */
export interface QueryContext {
  open: Pick<OpenReview, 'readOnly' | 'catalog' | 'meetingVersion' | 'remembered' | 'unsealed' | 'kept'>;
  now: Date;
  /** Of this Parley, for records. */
  appVersion: string;
  /** What undo and redo would do next in the window that asks. */
  history: Out<'review.get'>['history'];
}

export interface CommandContext {
  open: Pick<OpenReview, 'catalog' | 'replay' | 'undoBarrier' | 'meetingVersion' | 'readOnly' | 'unsealed'>;
  now: Date;
  /** Of this Parley, for records. */
  appVersion: string;
}

export type QueryHandlers = {
  [N in OpOf<'query'>]: (db: ReadableDb, input: In<N>, context: QueryContext) => Out<N>;
};
export type CommandHandlers = {
  [N in OpOf<'command'>]: (db: WritableDb, input: In<N>, context: CommandContext) => Out<N>;
};
