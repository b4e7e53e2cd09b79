// Carries one call to the host and its envelope back. The only file that asks which host this is: the desktop's preload
// offers `window.parley`; in a browser it is POST /call/NAME on the address this page came from, with the token that stood
// in the address's fragment when it was opened.
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import type { OpName } from '../../shared/contract/contract.ts';
import type { Envelope, Failure } from '../../shared/contract/errors.ts';

declare global {
  interface Window {
    parley?: { call(name: string, input: unknown): Promise<unknown> };
  }
}

const tokenKey = 'parley token';

/** The token moves from the address to this tab's memory, so that it is in no history, bookmark or copied link. */
function takeToken(): string {
  const given = /^#token=([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1];
  if (given === undefined) return sessionStorage.getItem(tokenKey) ?? '';
  sessionStorage.setItem(tokenKey, given);
  history.replaceState(history.state, '', location.pathname + location.search);
  return given;
}

const unreachable: Failure = {
  code: 'unreachable',
  message:
    'Parley does not answer. It may have been stopped; what it acknowledged is saved. Start it again, then repeat the last step.',
};

function refusal(status: number): Failure {
  if (status === 401)
    return {
      code: 'refused',
      message: 'This page was opened without its key. Use the full address that Parley printed when it started.',
    };
  if (status === 413)
    return {
      code: 'tooLarge',
      message: 'That is more than Parley takes in one piece: 64 MB for files, 1 MB for the rest.',
    };
  return { code: 'internal', message: `Parley refused the request (HTTP ${status}). Reload this page.` };
}

/** As the web host's limit; a larger body would be cut off before the host could say why. */
const mostBytes = 65 * 1024 * 1024;

async function post(name: OpName, input: unknown, token: string): Promise<Envelope<unknown>> {
  const body = encode(input);
  if (body.length > mostBytes) return { ok: false, error: refusal(413) };
  try {
    const response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': contentType, Authorization: `Bearer ${token}` },
      body,
    });
    if (response.headers.get('Content-Type') !== contentType) return { ok: false, error: refusal(response.status) };
    return decode(new Uint8Array(await response.arrayBuffer())) as Envelope<unknown>;
  } catch {
    return { ok: false, error: unreachable };
  }
}

function connect(): (name: OpName, input: unknown) => Promise<Envelope<unknown>> {
  const desktop = window.parley;
  if (desktop) return async (name, input) => (await desktop.call(name, input)) as Envelope<unknown>;
  const token = takeToken();
  return (name, input) => post(name, input, token);
}

/** Sends one call; answers with the host's envelope, or `unreachable` when there was no answer. Never throws. */
export const send = connect();
