// The web host: the built page and its calls on the loopback address.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BuiltPage } from '../builtPage.ts';
import { pageHeaders } from '../pageHeaders.ts';
import type { Dispatch, Follow } from '../../shared/contract/caller.ts';
import { answerCalls, calledName, refuse } from './calls.ts';
import { answerFollowers, followPath } from './follow.ts';
import { newToken, refuseStranger } from './gates.ts';

export interface WebHost {
  /** For people: carries the token in its fragment, which browsers do not send. */
  address: string;
  origin: string;
  token: string;
  close(): Promise<void>;
}

interface WebHostOptions {
  dispatch: Dispatch;
  follow: Follow;
  page: BuiltPage;
  /** 0 or absent: any free port. */
  port?: number;
}

/** Starts listening on 127.0.0.1. @throws when the port is taken. */
export async function startWebHost({ dispatch, follow, page, port = 0 }: WebHostOptions): Promise<WebHost> {
  const token = newToken();
  const answerCall = answerCalls(dispatch, token);
  const answerFollower = answerFollowers(follow, token);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stranger = refuseStranger(request, request.socket.localPort ?? 0);
    if (stranger) return refuse(response, stranger);
    const name = calledName(request);
    if (name !== undefined) return answerCall(name, request, response);
    if (request.url === followPath) return answerFollower(request, response);
    const file = page.get(request.url ?? '');
    if (!file) return refuse(response, { status: 404, sentence: 'There is nothing at this address.' });
    if (request.method !== 'GET') return refuse(response, { status: 405, sentence: 'The page can only be read.' });
    response.writeHead(200, { ...pageHeaders, 'Content-Type': file.type, 'Content-Length': file.body.length });
    response.end(file.body);
  }

  const server = createServer(
    { headersTimeout: 8_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    // Only a connection that broke off is caught here: dispatch never throws.
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  );
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
  server.maxConnections = 256;
  server.maxRequestsPerSocket = 1_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `${origin}/#token=${token}`, origin, token, close };
}
