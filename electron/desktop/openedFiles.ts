// Which files the system asks this app to open: those of its own command line, of a second start, and of a double click on a Mac,
// which may come before anything else has happened.
import type { App, Event } from 'electron';
import { resolve } from 'node:path';

/**
 * The review named on a command line, as a whole path; undefined where none is.
 *
 * @param argv with the executable first.
 * @param workingDirectory where that command line was typed, which for a second start is not where this process runs.
 */
export function fileIn(argv: readonly string[], workingDirectory: string): string | undefined {
  const file = argv.slice(1).find((argument) => !argument.startsWith('--') && /\.parley$/i.test(argument));
  return file === undefined ? undefined : resolve(workingDirectory, file);
}

interface OpenedFiles {
  /** The file to begin with, and from now on every other goes to `open`. */
  take: (open: (file: string) => void) => string | undefined;
}

/**
 * Listens for files to open from now on. Must run before the app is ready: a Mac says at once which file was double-clicked.
 *
 * @param show brings the window to the front, because somebody started the app a second time.
 */
export function openedFiles(app: Pick<App, 'on'>, argv: readonly string[], show: () => void): OpenedFiles {
  let first = fileIn(argv, process.cwd());
  // Until there is a window, the last one named is the one to begin with.
  let open = (file: string): void => {
    first = file;
  };
  app.on('open-file', (event: Event, file) => {
    event.preventDefault();
    open(file);
  });
  app.on('second-instance', (_event, secondArgv, workingDirectory) => {
    show();
    const file = fileIn(secondArgv, workingDirectory);
    if (file !== undefined) open(file);
  });
  return {
    take: (next) => {
      open = next;
      return first;
    },
  };
}
