// Who reaches the loopback host at all, and headers that say something twice.
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWebHost, type WebHost } from './server.ts';

let host: WebHost;
beforeEach(async () => {
  host = await startWebHost({
    dispatch: () => Promise.resolve({ ok: true, value: {} }),
    receive: () => Promise.resolve({ ok: true, value: '' }),
    follow: () => () => undefined,
    screen: () => null,
    page: new Map([['/', { type: 'text/html', body: Buffer.from('page') }]]),
  });
});
afterEach(() => host.close());

const port = () => Number(new URL(host.origin).port);

/** The status of GET / with these headers, as many of a name as there are. */
const statusWith = (headers: Record<string, string | string[]>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(`${host.origin}/`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('the page may be asked for with its own origin, once', async () => {
  expect(await statusWith({ Origin: host.origin })).toBe(200);
  expect(await statusWith({ Origin: [host.origin, host.origin] })).toBe(403);
});

test.skipIf(process.platform !== 'linux')('no other address of this computer answers', async () => {
  const outcome = await new Promise<string>((resolve) => {
    const socket = connect(port(), '127.0.0.2', () => resolve('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('connect', () => socket.destroy());
  });
  expect(outcome).toBe('ECONNREFUSED');
});
