// Starts the process that reads a database as a utility process: the packed app cannot start itself as plain Node.
import { utilityProcess } from 'electron';
import type { StartReader } from '../core/import/reading/process.ts';

/** Starts `entry` once per file. */
export function startUtility(entry: string): StartReader {
  return (folder, memoryMb) => {
    const child = utilityProcess.fork(entry, [folder], {
      serviceName: 'Parley import',
      execArgv: [`--max-old-space-size=${memoryMb}`],
      stdio: 'ignore',
    });
    return {
      ended: new Promise((resolve) => child.on('exit', () => resolve())),
      // kill() asks with SIGTERM, which a database statement does not hear.
      kill: () => void (child.pid !== undefined && process.kill(child.pid, 'SIGKILL')),
    };
  };
}
