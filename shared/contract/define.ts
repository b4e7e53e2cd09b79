// The three kinds of operation.
// - query:   reads one open review. Synchronous; its handler gets a handle that cannot write.
// - command: changes one open review, in one transaction, as one step of undo. Synchronous.
// - task:    works outside any review's transaction (open, parse, copy). Asynchronous, may report progress and be cancelled.
import { z } from 'zod';
import { reviewHandle } from '../domain/ids.ts';

/** The name that a caller gives to a piece of work. */
export const taskName = z.string().max(64);

type Shape = z.core.$ZodLooseShape;

export type OperationKind = 'query' | 'command' | 'task';

/**
 * What a command is to the undo history: a change, a step through the history, or results that it does not know of. `meeting`
 * writes what is about the decision and its trail: never undone, and nothing that the engine reads, so the revision stays.
 * `agreement` (of two roles, or of all in a reveal) does the same, and may change ballots with it: the revision then grows, and undo does
 * not go behind it.
 */
export type UndoStep = 'change' | 'undo' | 'redo' | 'results' | 'meeting' | 'agreement';

export interface Operation<K extends OperationKind, I extends z.ZodType, O extends z.ZodType> {
  kind: K;
  input: I;
  output: O;
  /** What undo calls the change that a command or a task makes, as in "Undo weights". */
  label: string;
  /** For commands, and tasks that change a review. */
  step: UndoStep;
  /** For tasks: the input's `task` names this very work, so that it can be asked about and stopped. */
  named: boolean;
}

type Input<S extends Shape> = z.ZodObject<S, z.core.$strict>;
type OnReview<S extends Shape> = Input<S & { review: typeof reviewHandle }>;

// The casts below only spell out what spreading a generic shape loses.

/** A question about one open review. */
export function query<S extends Shape, O extends z.ZodType>(input: S, output: O): Operation<'query', OnReview<S>, O> {
  const schema = z.strictObject({ review: reviewHandle, ...input }) as unknown as OnReview<S>;
  return { kind: 'query', input: schema, output, label: '', step: 'change', named: false };
}

/** A change of one open review, undone as one step; an empty label keeps it out of the undo history. */
export function command<S extends Shape, O extends z.ZodType>(
  label: string,
  input: S,
  output: O,
  step: UndoStep = 'change',
): Operation<'command', OnReview<S>, O> {
  const schema = z.strictObject({ review: reviewHandle, ...input }) as unknown as OnReview<S>;
  return { kind: 'command', input: schema, output, label, step, named: false };
}

/** Work that takes time, or that is about reviews rather than in one. @param label and `step`: of the change it makes, if any. */
export function task<S extends Shape, O extends z.ZodType>(
  input: S,
  output: O,
  label = '',
  step: UndoStep = 'change',
): Operation<'task', Input<S>, O> {
  const schema = z.strictObject(input) as unknown as Input<S>;
  return { kind: 'task', input: schema, output, label, step, named: false };
}

/** A task whose caller gives it a name, to ask how far it is and to stop it. */
export function namedTask<S extends Shape, O extends z.ZodType>(
  input: S,
  output: O,
  label = '',
): Operation<'task', Input<S & { task: typeof taskName }>, O> {
  const schema = z.strictObject({ task: taskName, ...input }) as unknown as Input<S & { task: typeof taskName }>;
  return { kind: 'task', input: schema, output, label, step: 'change', named: true };
}
