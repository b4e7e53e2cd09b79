// Puts the core behind the web host. Used by this host's own main and by the command line.
import { ParleyError } from '../../shared/contract/errors.ts';
import { createApp, type App } from '../core/host/app.ts';
import { readBuiltPage, type BuiltPage } from '../builtPage.ts';
import { coreOptions, pageFolder } from '../installation.ts';
import { networkAddresses } from '../network/addresses.ts';
import { listenWith } from '../network/listener.ts';
import { startWebHost, type WebHost } from './server.ts';

export interface ServeOptions {
  /** A review file to show first. */
  file?: string | undefined;
  /** 0 or absent: any free one. */
  port?: number;
  /** One sentence when this host stands in for the desktop app. */
  note?: string;
}

/**
 * Starts the app on the loopback address.
 *
 * @throws ParleyError when the file cannot be opened, with the sentence to show; not where it is damaged.
 */
export async function serve({ file, port = 0, note = '' }: ServeOptions): Promise<WebHost> {
  // Read when it is needed first: a file that cannot be opened is said before anything about the page.
  let built: BuiltPage | undefined;
  const page = () => (built ??= readBuiltPage(pageFolder));
  const core: App = createApp({
    ...coreOptions(),
    host: 'web',
    hostNote: note,
    addresses: networkAddresses,
    listen: (...asked) => listenWith({ page: page(), core: () => core, present: networkAddresses })(...asked),
  });
  try {
    if (file !== undefined) await open(core, file);
    const web = await startWebHost({
      dispatch: core.dispatch,
      receive: core.receive,
      follow: core.follow,
      screen: core.screen,
      page: page(),
      port,
    });
    return { ...web, close: () => web.close().then(() => core.close()) };
  } catch (error) {
    await core.close();
    throw error;
  }
}

/** Opens the file to show first; where it is damaged, the page leads to what else is kept of it. */
async function open(core: App, file: string): Promise<void> {
  try {
    await core.openInitial(file);
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== 'damaged' || error.entry === undefined) throw error;
    console.error(error.message);
  }
}

/** A port as somebody typed it. @throws ParleyError when it is none. */
export function portNumber(typed: string): number {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  if (port <= 65_535) return port;
  throw new ParleyError('badInput', `“${typed}” is no port. Say a number from 1 to 65535, or 0 for any that is free.`);
}

/** Serves, prints the address, and stops the process on Ctrl-C. @returns the address. @throws as `serve` does. */
export async function serveUntilStopped(options: ServeOptions): Promise<string> {
  const host = await serve(options);
  console.log(`Parley is running; this address lets in whoever has it. Ctrl-C stops it.\n${host.address}`);
  const stop = () => void host.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return host.address;
}
