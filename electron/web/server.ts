// The web host: the built page and POST /call/NAME on the loopback address. A pipe between HTTP and dispatch; what a call
// means is the core's to know.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentType, encode } from '../../shared/contract/codec.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import type { BuiltPage } from '../builtPage.ts';
import { pageHeaders } from '../pageHeaders.ts';
import { readBody } from './body.ts';
import { newToken, refuseStranger, tokenGate, type Refusal } from './gates.ts';

export interface WebHost {
  /** For people: carries the token in its fragment, which browsers do not send. */
  address: string;
  origin: string;
  token: string;
  close(): Promise<void>;
}

export interface WebHostOptions {
  dispatch(name: string, input: unknown): Promise<Envelope<unknown>>;
  page: BuiltPage;
  /** 0 or absent: any free port. */
  port?: number;
}

const callPath = /^\/call\/([A-Za-z]{1,32}\.[A-Za-z]{1,32})$/;

function refuse(response: ServerResponse, { status, sentence }: Refusal): void {
  // The rest of a refused body is not worth reading.
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${sentence}\n`);
}

/** Starts listening on 127.0.0.1. @throws when the port is taken. */
export async function startWebHost({ dispatch, page, port = 0 }: WebHostOptions): Promise<WebHost> {
  const token = newToken();
  const refuseWithoutToken = tokenGate(token);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stranger = refuseStranger(request, (server.address() as AddressInfo).port);
    if (stranger) return refuse(response, stranger);
    const { method = '', url = '' } = request;

    const name = callPath.exec(url)?.[1];
    if (name === undefined) {
      const file = page.get(url);
      if (!file) return refuse(response, { status: 404, sentence: 'There is nothing at this address.' });
      if (method !== 'GET') return refuse(response, { status: 405, sentence: 'The page can only be read.' });
      response.writeHead(200, { ...pageHeaders, 'Content-Type': file.type, 'Content-Length': file.body.length });
      response.end(file.body);
      return;
    }
    const keyless = refuseWithoutToken(request);
    if (keyless) return refuse(response, keyless);
    if (method !== 'POST') return refuse(response, { status: 405, sentence: 'Calls are posted.' });
    const body = await readBody(request, name);
    if ('status' in body) return refuse(response, body);
    const reply = encode(await dispatch(name, body.input));
    response.writeHead(200, { ...pageHeaders, 'Content-Type': contentType, 'Content-Length': reply.length });
    response.end(reply);
  }

  const server: Server = createServer(
    { headersTimeout: 8_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    (request, response) => {
      // Only a connection that broke off gets here: dispatch never throws.
      answer(request, response).catch(() => response.destroy());
    },
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
