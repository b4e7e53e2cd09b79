// Vets review files in a utility process: the packed app cannot start itself as plain Node.
import { utilityProcess } from 'electron';
import { toVerdict, vetArguments, vetLimits, type Vet } from '../core/installation/vetProcess.ts';

/** Spawns the vetting module for each file; what does not end in time is killed the hard way. */
export function vetInUtilityProcess(entry: string): Vet {
  return (request) =>
    new Promise((resolve) => {
      const child = utilityProcess.fork(entry, vetArguments(request), {
        serviceName: 'Parley file check',
        execArgv: [`--max-old-space-size=${vetLimits.memory}`],
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let output = '';
      child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
      // kill() asks with SIGTERM, which a database statement does not hear.
      const timer = setTimeout(() => child.pid !== undefined && process.kill(child.pid, 'SIGKILL'), vetLimits.timeout);
      child.on('exit', () => {
        clearTimeout(timer);
        resolve(toVerdict(output));
      });
    });
}
