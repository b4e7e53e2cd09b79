// The three kinds of operation.
// - query:   reads one open review. Synchronous; its handler gets a handle that cannot write.
// - command: changes one open review, in one transaction, as one step of undo. Synchronous.
// - task:    works outside any review's transaction (open, parse, copy). Asynchronous, may report progress and be cancelled.
import { z } from 'zod';
import { reviewHandle } from '../domain/ids.ts';

type Shape = z.core.$ZodLooseShape;

export type Kind = 'query' | 'command' | 'task';

export interface Operation<K extends Kind, I extends z.ZodType, O extends z.ZodType> {
  kind: K;
  input: I;
  output: O;
  /** For commands: what undo calls it, as in "Undo weights". */
  label: string;
}

type Input<S extends Shape> = z.ZodObject<S, z.core.$strict>;
type OnReview<S extends Shape> = Input<S & { review: typeof reviewHandle }>;

// The casts below only spell out what spreading a generic shape loses.

/** A question about one open review. */
export function query<S extends Shape, O extends z.ZodType>(input: S, output: O): Operation<'query', OnReview<S>, O> {
  const schema = z.strictObject({ review: reviewHandle, ...input }) as unknown as OnReview<S>;
  return { kind: 'query', input: schema, output, label: '' };
}

/** A change of one open review, undone as one step; an empty label keeps it out of the undo history. */
export function command<S extends Shape, O extends z.ZodType>(
  label: string,
  input: S,
  output: O,
): Operation<'command', OnReview<S>, O> {
  const schema = z.strictObject({ review: reviewHandle, ...input }) as unknown as OnReview<S>;
  return { kind: 'command', input: schema, output, label };
}

/** Work that takes time, or that is about reviews rather than in one. */
export function task<S extends Shape, O extends z.ZodType>(input: S, output: O): Operation<'task', Input<S>, O> {
  return { kind: 'task', input: z.strictObject(input) as unknown as Input<S>, output, label: '' };
}
