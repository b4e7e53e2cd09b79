// POST /call/NAME: the gates every call passes, and the pipe between HTTP and dispatch. What a call means is the core's to know.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asOwner, clientId, type Caller, type Dispatch } from '../../shared/contract/caller.ts';
import { contentType, encode } from '../../shared/contract/codec.ts';
import { pageHeaders } from '../pageHeaders.ts';
import { readBody } from './body.ts';
import { tokenGate, type Refusal } from './gates.ts';

/** The header in which a page says which one it is. */
const clientHeader = 'parley-client';

/** Who asks, once the token was right: its holder is the owner. */
export function callerOf(request: IncomingMessage): Caller | Refusal {
  const client = clientId.safeParse(request.headers[clientHeader]);
  return client.success
    ? asOwner(client.data)
    : { status: 400, sentence: 'Requests say which page they come from. Reload this page.' };
}

const callPath = /^\/call\/([\w.]{0,64})$/;

/** The operation that a request names, or undefined when it is not a call. The path is compared as sent, never decoded. */
export const calledName = (request: IncomingMessage): string | undefined => callPath.exec(request.url ?? '')?.[1];

/** Answers a refused request and ends the connection: the rest of its body is not worth reading. */
export function refuse(response: ServerResponse, { status, sentence }: Refusal): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${sentence}\n`);
}

/** Answers calls that carry the token. Rejects only when the connection breaks off. */
export function answerCalls(dispatch: Dispatch, token: string) {
  const refuseWithoutToken = tokenGate(token);
  return async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const keyless = refuseWithoutToken(request);
    if (keyless) return refuse(response, keyless);
    if (request.method !== 'POST') return refuse(response, { status: 405, sentence: 'Calls are posted.' });
    const caller = callerOf(request);
    if ('status' in caller) return refuse(response, caller);
    const body = await readBody(request, name);
    if ('status' in body) return refuse(response, body);
    const reply = encode(await dispatch(name, body.input, caller));
    response.writeHead(200, { ...pageHeaders, 'Content-Type': contentType, 'Content-Length': reply.length });
    response.end(reply);
  };
}
