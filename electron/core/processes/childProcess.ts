// A process of its own for work on files that nobody trusts: what hangs or takes all memory there is ended by killing it, and takes
// nothing else with it. Hosts differ in how they start one.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A started process. */
export interface Child {
  output: Readable;
  /** Resolves when it has ended and the last of its output has come. */
  ended: Promise<void>;
  kill: () => void;
}

/** Starts a process whose only argument is an order, as JSON. */
export type StartChild = (order: string) => Child;

/** Starts the module at `entry` under plain Node. */
export const startNode =
  (entry: string): StartChild =>
  (order) => {
    const child = spawn(process.execPath, [entry, order], { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
    return {
      output: child.stdout,
      // Unlike `exit`, `close` comes after the last of the output.
      ended: new Promise((resolve) => {
        child.on('close', () => resolve());
        child.on('error', () => resolve());
      }),
      kill: () => void child.kill('SIGKILL'),
    };
  };
