// Starts the process that vets review files as a utility process: the packed app cannot start itself as plain Node.
import { PassThrough } from 'node:stream';
import { utilityProcess } from 'electron';
import type { StartVet } from '../core/installation/vetProcess.ts';

/** Starts `entry` once per file. */
export function startVetUtility(entry: string): StartVet {
  return (order) => {
    const child = utilityProcess.fork(entry, [order], {
      serviceName: 'Parley file check',
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
