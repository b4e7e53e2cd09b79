// An HTTP server within limits: slow, large and endless requests are cut off before they cost anything.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** @param answer may reject when the connection breaks off, and only then. */
export function createLimitedServer(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  const server = createServer(
    { headersTimeout: 8_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  );
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
  server.maxConnections = 256;
  server.maxRequestsPerSocket = 1_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (_request, socket) => socket.destroy());
  return server;
}
