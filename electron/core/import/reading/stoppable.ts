// Stops a reading when the person cancels it or time runs out, in a thread and in a process alike.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ErrorCode, Problem } from '../../../../shared/contract/errors.ts';

/** A refusal as it travels between threads and processes. */
export interface SerializedError {
  code: ErrorCode;
  message: string;
  problems: Problem[] | undefined;
}

export const serializeError = ({ code, message, problems }: ParleyError): SerializedError => ({
  code,
  message,
  problems,
});
export const deserializeError = ({ code, message, problems }: SerializedError): ParleyError =>
  new ParleyError(code, message, problems);

/** Something that is running, and how to end it whatever it is doing. */
export interface Running<T> {
  done: Promise<T>;
  stop: () => void;
}

interface StopOptions {
  fileName: string;
  signal: AbortSignal | undefined;
  timeoutMs: number;
  /** What to do about a file that takes too long. */
  remedy: string;
}

/**
 * Starts a reading and waits for it, for as long as it may take.
 *
 * @throws ParleyError `cancelled` on abort, `tooLarge` when the time is up; whatever `done` rejects with.
 */
export async function untilStopped<T>(
  { fileName, signal, timeoutMs, remedy }: StopOptions,
  start: () => Running<T>,
): Promise<T> {
  const cancelled = () => new ParleyError('cancelled', `Reading ${fileName} was cancelled; nothing was imported.`);
  if (signal?.aborted) throw cancelled();
  const { done, stop } = start();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const end = (error: ParleyError) => {
      finish(() => reject(error));
      stop();
    };
    const abort = () => end(cancelled());
    const timer = setTimeout(() => {
      const seconds = Math.round(timeoutMs / 100) / 10;
      end(new ParleyError('tooLarge', `Reading ${fileName} was stopped after ${seconds} seconds${remedy}`));
    }, timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    done.then(
      (value) => finish(() => resolve(value)),
      (error: Error) => finish(() => reject(error)),
    );
  });
}
