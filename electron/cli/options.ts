// What the core is told by commands: as every host, but the error output of a command is read by scripts.
import type { AppOptions } from '../core/installation/options.ts';
import { coreOptions } from '../installation.ts';

/** The options of a command: what went wrong is printed, what merely took long is not. */
export function commandOptions(): Omit<AppOptions, 'host'> {
  const options = coreOptions();
  return {
    ...options,
    log: (message, error) => {
      if (error !== undefined) options.log(message, error);
    },
  };
}
