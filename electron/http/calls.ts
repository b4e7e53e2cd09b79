// POST /call/NAME: the gates every call passes, and the pipe between HTTP and dispatch. What a call means is the core's to know.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asOwner, clientId, type Caller, type ClientId, type Dispatch } from '../../shared/contract/caller.ts';
import { contentType, encode } from '../../shared/contract/codec.ts';
import { pageEncodings, type BuiltPage, type PageEncoding } from '../builtPage.ts';
import { headersOf, pageHeaders } from '../pageHeaders.ts';
import { readBody } from './body.ts';
import { sentSecret, tokenGate, type Refusal } from './gates.ts';

/** The header in which a page says which one it is. */
const clientHeader = 'parley-client';

/** Who asks: the caller, or why nobody is answered. */
export type Identify = (request: IncomingMessage) => Caller | Refusal;

/** The name that a page gives itself, or why that is none. */
export function clientOf(request: IncomingMessage): ClientId | Refusal {
  const client = clientId.safeParse(request.headers[clientHeader]);
  return client.success
    ? client.data
    : { status: 400, sentence: 'Requests say which page they come from. Reload this page.' };
}

/**
 * Takes whoever carries the token for the owner, and whoever carries the secret of a screen for that.
 *
 * @param screen the window behind a secret, or null.
 */
export function ownerOrScreen(token: string, screen: (secret: string, client: ClientId) => Caller | null): Identify {
  const refuseWithoutToken = tokenGate(token);
  return (request) => {
    const client = clientOf(request);
    const refusal = refuseWithoutToken(request);
    if (typeof client !== 'string') return refusal ?? client;
    if (refusal === null) return asOwner(client);
    const secret = sentSecret(request);
    return (secret === null ? null : screen(secret, client)) ?? refusal;
  };
}

const callPath = /^\/call\/([\w.]{0,64})$/;

/** The operation that a request names, or undefined when it is not a call. The path is compared as sent, never decoded. */
export const calledName = (request: IncomingMessage): string | undefined => callPath.exec(request.url ?? '')?.[1];

/** Answers a refused request and ends the connection: the rest of its body is not worth reading. */
export function refuse(response: ServerResponse, { status, sentence }: Refusal): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${sentence}\n`);
}

/**
 * Answers calls. The promises reject only when the connection breaks off.
 *
 * @param limit the largest body of a call, in bytes.
 */
export function answerCalls(dispatch: Dispatch, identify: Identify, limit: (name: string) => number) {
  return async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const caller = identify(request);
    if ('status' in caller) return refuse(response, caller);
    if (request.method !== 'POST') return refuse(response, { status: 405, sentence: 'Calls are posted.' });
    const body = await readBody(request, limit(name));
    if ('status' in body) return refuse(response, body);
    sendPacked(response, await dispatch(name, body.input, caller));
  };
}

/** Answers with a value as MessagePack. */
export function sendPacked(response: ServerResponse, value: unknown): void {
  const reply = encode(value);
  response.writeHead(200, { ...pageHeaders, 'Content-Type': contentType, 'Content-Length': reply.length });
  response.end(reply);
}

/** The best encoding that the request accepts and the file has, or null. */
function encodingFor(request: IncomingMessage, has: Partial<Record<PageEncoding, unknown>>): PageEncoding | null {
  const accepted = new Map(
    String(request.headers['accept-encoding'] ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
        return [name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))] as const;
      }),
  );
  const names = Object.keys(pageEncodings) as PageEncoding[];
  return names.find((name) => has[name] !== undefined && accepted.get(name) === true) ?? null;
}

/** Answers a GET for a file of the page, compressed where it can be. */
export function answerPage(page: BuiltPage, request: IncomingMessage, response: ServerResponse): void {
  const file = page.get(request.url ?? '');
  if (!file) return refuse(response, { status: 404, sentence: 'There is nothing at this address.' });
  if (request.method !== 'GET') return refuse(response, { status: 405, sentence: 'The page can only be read.' });
  const encoding = encodingFor(request, file.encoded ?? {});
  const body = encoding === null ? file.body : file.encoded![encoding]!;
  response.writeHead(200, {
    ...headersOf(request.url ?? ''),
    'Content-Type': file.type,
    'Content-Length': body.length,
    Vary: 'Accept-Encoding',
    ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
  });
  response.end(body);
}
