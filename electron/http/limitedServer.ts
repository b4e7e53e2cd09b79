// An HTTP server within limits: slow, large and endless requests are cut off before they cost anything.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** So long may a request take to arrive, in milliseconds. */
const longest = 15_000;

/** Gives a request as much time again to arrive; for long bodies that keep coming. */
export type Prolong = () => void;

/** @param answer may reject when the connection breaks off, and only then. */
export function createLimitedServer(
  answer: (request: IncomingMessage, response: ServerResponse, prolong: Prolong) => Promise<void>,
): Server {
  // Node's own limit for whole requests is the same for all; uploads need more.
  const limits = {
    headersTimeout: 8_000,
    requestTimeout: 0,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16_384,
  };
  const server = createServer(limits, (request, response) => {
    const clock = setTimeout(() => {
      if (!request.complete) request.destroy();
    }, longest);
    request.once('close', () => clearTimeout(clock));
    void answer(request, response, () => clock.refresh()).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
  server.maxConnections = 256;
  server.maxRequestsPerSocket = 1_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());
  return server;
}
