// The options that a host passes to the core.
import type { CountLog, SurveyLog } from '../counting/count.ts';
import type { Parse } from '../import/reading/process.ts';
import type { AskServer } from '../import/reading/server.ts';
import type { Vet } from '../store/vet.ts';
import type { NetworkAddress } from '../../../shared/domain/live.ts';
import type { Compute } from './engineThread.ts';
import type { Listen } from './liveMeeting.ts';
import type { CallerOfScreen } from './screens.ts';

/** Called with what went wrong inside, for the log. */
export type Log = (message: string, error?: unknown) => void;

/** The releases of Parley, as their host on the internet lists them. */
export interface Releases {
  /** What is listed, as it came. Rejects where nothing came within a few seconds. */
  list: () => Promise<unknown>;
  /** Opens the page of a release in the browser. */
  open: (version: string) => Promise<void>;
}

/** The system's keychain: what it seals, only this user of this computer opens. */
export interface Keychain {
  /** Text that can be written into a file. */
  seal: (secret: string) => string;
  /** null: it was sealed by somebody else, or is damaged. */
  open: (sealed: string) => string | null;
}

export interface AppOptions {
  host: 'desktop' | 'web' | 'command line' | 'test';
  /** One sentence when this host stands in for another, nothing. */
  hostNote?: string;
  version: string;
  /** Where new, received and sample reviews go; made if it is not there. */
  libraryFolder: string;
  /** Where this installation keeps its own files: the list of recent reviews, backups. */
  userData: string;
  now: () => Date;
  /** Checks a file in a process of its own; see `vetInProcess`. */
  vet: Vet;
  /** Reads a file in a process of its own; see `readApart`. */
  parse: Parse;
  /** Looks through logs that are too large to be read, and counts them, in a process of its own; see `countApart`. */
  counting: { survey: SurveyLog; count: CountLog };
  /** Asks a server of experiments in a thread of its own; see `askServerInThread`. */
  askServer?: AskServer;
  /** Keeps secrets with the system's keychain, where the host can. */
  keychain?: Keychain;
  /** Does long work of the engine beside the host; see `computeInThread`. */
  compute: Compute;
  /** The review that ships with Parley, or null. */
  sampleFile: string | null;
  /** The licences of all bundled parts as text, where they were written. */
  licencesFile?: string | null;
  /** The host's own file dialog, where it has one. Resolves to null when the person cancels. */
  pickFile?: () => Promise<string | null>;
  /** Puts a file into the system's trash, where the host has one. Rejects where the file's drive has none. */
  trash?: (file: string) => Promise<void>;
  /** Called after each change of the list of recent reviews, for a host that shows it elsewhere too. */
  recentsChanged?: () => void;
  /** Where releases are listed, for a host that may ask. */
  releases?: Releases;
  /** Listens on a network, where the host can. */
  listen?: Listen;
  /** Where people could reach this computer, the likeliest first. */
  addresses?: () => NetworkAddress[];
  /** Opens a window that shows a review to the room, where the host has windows. */
  present?: (review: string, caller: CallerOfScreen) => void;
  log: Log;
}
