// Starts processes that check and read files as utility processes: the packed app cannot start itself as plain Node.
import { PassThrough } from 'node:stream';
import { utilityProcess } from 'electron';
import type { StartChild } from '../core/processes/childProcess.ts';

/** Starts `entry` once per file. @param serviceName what the system's list of processes shows. */
export function startUtility(entry: string, serviceName: string): StartChild {
  return (order) => {
    const child = utilityProcess.fork(entry, [order], {
      serviceName,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let running = true;
    const output = new PassThrough();
    child.stdout?.pipe(output);
    return {
      output,
      ended: new Promise((resolve) => {
        child.on('exit', () => {
          running = false;
          resolve();
        });
      }),
      // kill() asks with SIGTERM, which a database statement does not hear.
      kill: () => {
        if (running && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
