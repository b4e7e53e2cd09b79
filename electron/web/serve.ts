// Puts the core behind the web host. Used by this host's own main and by `parley open`.
import { createApp, type App } from '../core/host/app.ts';
import { readBuiltPage } from '../builtPage.ts';
import { coreOptions, pageFolder } from '../installation.ts';
import { networkAddresses } from '../network/addresses.ts';
import { listenWith } from '../network/listener.ts';
import { startWebHost, type WebHost } from './server.ts';

export interface ServeOptions {
  /** A review file to show first. */
  file?: string | undefined;
  port?: number;
  /** One sentence when this host stands in for the desktop app. */
  note?: string;
}

/**
 * Starts the app on the loopback address.
 *
 * @throws ParleyError when the file cannot be opened, with the sentence to show.
 */
export async function serve({ file, port = 0, note = '' }: ServeOptions): Promise<WebHost> {
  const page = readBuiltPage(pageFolder);
  const core: App = createApp({
    ...coreOptions(),
    host: 'web',
    hostNote: note,
    addresses: networkAddresses,
    listen: listenWith({ page, core: () => core, present: networkAddresses }),
  });
  try {
    if (file !== undefined) await core.openPath(file);
    const web = await startWebHost({
      dispatch: core.dispatch,
      follow: core.follow,
      screen: core.screen,
      page,
      port,
    });
    return { ...web, close: () => web.close().then(() => core.close()) };
  } catch (error) {
    await core.close();
    throw error;
  }
}
