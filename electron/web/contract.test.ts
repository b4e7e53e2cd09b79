// The contract suite over HTTP: the same answers, carried by the web host.
import type { Envelope } from '../../shared/contract/errors.ts';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import { contractSuite } from '../core/testing/contractSuite.ts';
import { testApp } from '../core/testing/host.ts';
import { startWebHost } from './server.ts';

contractSuite('the web host', async (folder) => {
  const app = testApp(folder, { host: 'web' });
  const page = new Map([['/', { type: 'text/html', body: Buffer.from('') }]]);
  const { dispatch, receive } = app.core;
  const host = await startWebHost({ dispatch, receive, follow: app.follow, screen: app.screen, page });
  return {
    dispatch: async (name, raw) => {
      const response = await fetch(`${host.origin}/call/${name}`, {
        method: 'POST',
        headers: {
          'Content-Type': contentType,
          Authorization: `Bearer ${host.token}`,
          'Parley-Client': 'contract-suite',
        },
        body: encode(raw),
      });
      return decode(new Uint8Array(await response.arrayBuffer())) as Envelope<unknown>;
    },
    close: () => host.close().then(() => app.close()),
  };
});
