// Carries calls to the host and their envelopes back, and what the host says by itself. The only file that asks which host this is:
// - the desktop's preload offers `window.parley`;
// - in a browser it is POST /call/NAME on the address this page came from, with the token that stood in the address's fragment when
//   it was opened;
// - a window that shows a meeting to the room has a secret of its own in the fragment of its address;
// - over a network, where somebody joins a meeting, it is the same with the secret that they were given at its door.
import { z } from 'zod';
import { contentType, decode, encode } from '../../shared/contract/codec.ts';
import { reviewChange, type ClientId, type ReviewChange } from '../../shared/contract/caller.ts';
import type { OpName } from '../../shared/contract/contract.ts';
import type { Envelope, Failure } from '../../shared/contract/errors.ts';
import type { UploadPurpose } from '../../shared/contract/uploads.ts';
import { asked, readAskedFragment, type Asked, type WindowState } from '../../shared/contract/window.ts';
import { invitation, standing, type DoorStanding, type Invitation } from '../../shared/domain/live.ts';

declare global {
  interface Window {
    parley?: {
      call(name: string, input: unknown, client: string): Promise<unknown>;
      follow(client: string, changed: (change: unknown) => void): Promise<unknown>;
      lend(file: File, client: string): Promise<unknown>;
      pdf(name: string, size: PaperSize): Promise<unknown>;
      shows(state: WindowState): Promise<unknown>;
      asked(listener: (what: unknown) => void): Promise<unknown>;
      focusOther(review: string): Promise<unknown>;
    };
  }
}

export type PaperSize = 'A4' | 'Letter';

/** Names this page until it is loaded again. Over a network a page is no secure context, and has no crypto.randomUUID. */
export const client: ClientId = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) =>
  part.toString(36),
).join('-');

const tokenKey = 'parley token';

/** The token moves from the address to this tab's memory, so that it is in no history, bookmark or copied link. */
function takeToken(): string {
  const given = /^#token=([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1];
  if (given === undefined) return sessionStorage.getItem(tokenKey) ?? '';
  sessionStorage.setItem(tokenKey, given);
  history.replaceState(history.state, '', location.pathname + location.search);
  return given;
}

const screenKey = 'parley screen';

/** A window that shows a review to the room: which one, and what to ask with; '' where the host knows the window itself. */
export interface Screen {
  review: string;
  secret: string;
}

/** The address of such a window. */
export const screenAddress = ({ review, secret }: Screen): string => `${location.origin}/#screen=${review}.${secret}`;

/** As the token: from the address into this tab's memory. */
function takeScreen(): Screen | null {
  const given = /^#screen=([\w-]{8,64}(?:\.[\w-]{43})?)$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(screenKey, given);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  const [review, secret = ''] = (sessionStorage.getItem(screenKey) ?? '').split('.');
  return review ? { review, secret } : null;
}

/** null in every other window. */
export const screen: Screen | null = takeScreen();

const unreachable: Failure = {
  code: 'unreachable',
  message:
    'Parley does not answer. It may have been stopped; what it acknowledged is saved. Start it again, then repeat the last step.',
};

function refusal(status: number): Failure {
  if (status === 401 && screen) return { code: 'refused', message: 'This presentation has ended. Close this window.' };
  if (status === 401)
    return {
      code: 'refused',
      message: door
        ? 'You are no longer in this meeting. Load the page again to join it.'
        : 'This page was opened without its key. Use the full address that Parley printed when it started.',
    };
  if (status === 413)
    return {
      code: 'tooLarge',
      message: 'That is more than Parley takes in one piece: 64 MB for files, 1 MB for the rest.',
    };
  if (status === 429) {
    return { code: 'unreachable', message: 'This page asked too much at once. It tries again in a moment.' };
  }
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
      headers: { 'Content-Type': contentType, Authorization: `Bearer ${token}`, 'Parley-Client': client },
      body,
    });
    if (response.headers.get('Content-Type') !== contentType) return { ok: false, error: refusal(response.status) };
    return decode(new Uint8Array(await response.arrayBuffer())) as Envelope<unknown>;
  } catch {
    return { ok: false, error: door ? meetingUnreachable : unreachable };
  }
}

/** Told of each change; null when some may have been missed, so that what is shown must be read again. */
type Heard = (change: ReviewChange | null) => void;

/** Saves the page as it prints where the person says; answers the path, null when they changed their mind. null: this host cannot. */
export const printToPdf = window.parley
  ? (name: string, size: PaperSize) => window.parley!.pdf(name, size) as Promise<Envelope<string | null>>
  : null;

/** What a page can ask of the desktop app about the windows around it. */
export interface Shell {
  /** Says what this window shows now, for its menu and its title. */
  shows: (state: WindowState) => void;
  /** What this window was opened for; null: to show the list. */
  first: Asked | null;
  /** Listens to what the person asks for in a menu. */
  listen: (heard: (what: Asked) => void) => void;
  /** Brings another window to the front that shows this review; false: none does. */
  focusOther: (review: string) => Promise<boolean>;
}

/** What this window was opened for. From the address into this page: a reload does not ask again. */
function takeAsked(): Asked | null {
  const given = readAskedFragment(location.hash);
  if (given !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return given;
}

function connectShell(desktop: NonNullable<Window['parley']>): Shell {
  return {
    shows: (state) => void desktop.shows(state),
    first: takeAsked(),
    listen: (heard) => void desktop.asked((what) => heard(asked.parse(what))),
    focusOther: async (review) => (await desktop.focusOther(review)) === true,
  };
}

/** null in a browser, where windows are the browser's. */
export const shell: Shell | null = window.parley ? connectShell(window.parley) : null;

/** A host says something every ten seconds; after so many milliseconds without a word the connection is lost. */
const silence = 25_000;
const pauses = [500, 1000, 2000, 4000, 8000];

const isVisible = () => document.visibilityState === 'visible';
/** Resolves when the page can be seen. Browsers allow few connections to one host, so pages in the background let go of theirs. */
const visible = () =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (!isVisible()) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });

/** Listens to the host's stream as long as the page lives; begins again whenever it breaks off. */
async function followStream(token: () => string, heard: Heard, ended: () => void): Promise<never> {
  for (let failures = 0; ; failures++) {
    await visible();
    const said = await listenOnce(token(), heard, ended).catch(() => false);
    if (said) failures = 0;
    const pause = pauses[Math.min(failures, pauses.length - 1)]! * (0.8 + 0.4 * Math.random());
    if (isVisible()) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Listens until the stream ends or the page is hidden; whether anything was said. */
async function listenOnce(token: string, heard: Heard, ended: () => void): Promise<boolean> {
  const control = new AbortController();
  const end = () => control.abort();
  const hide = () => {
    if (!isVisible()) end();
  };
  let clock = setTimeout(end, silence);
  let said = false;
  document.addEventListener('visibilitychange', hide);
  try {
    const response = await fetch('/follow', {
      headers: { Authorization: `Bearer ${token}`, 'Parley-Client': client },
      cache: 'no-store',
      signal: control.signal,
    });
    if (!response.ok || !response.body) return false;
    let text = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(clock);
      clock = setTimeout(end, silence);
      said = true;
      const lines = (text + piece.value).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) hear(JSON.parse(line), heard, ended);
    }
    return said;
  } catch {
    return said;
  } finally {
    clearTimeout(clock);
    document.removeEventListener('visibilitychange', hide);
  }
}

function hear(line: unknown, heard: Heard, ended: () => void): void {
  const { kind, change } = line as { kind: string; change?: unknown };
  // After “stopped” nothing more comes: whoever is sent away asks why at once. After “ended” there is nobody to ask.
  if (kind === 'hello' || kind === 'stopped') heard(null);
  if (kind === 'ended') ended();
  if (kind === 'changed') heard(reviewChange.parse(change));
}

const secretKey = 'parley seat';
const doorKey = 'parley door';

/** Whether this page was opened to join a meeting; it stays so in this tab. */
function isAtDoor(): boolean {
  if (window.parley || screen || sessionStorage.getItem(tokenKey) !== null || location.hash.startsWith('#token='))
    return false;
  if (location.hash !== '#join' && sessionStorage.getItem(doorKey) === null) return false;
  sessionStorage.setItem(doorKey, 'yes');
  return true;
}

const meetingUnreachable: Failure = {
  code: 'unreachable',
  message: 'The meeting does not answer. Parley tries again; what you typed stays on this device.',
};

/** Asks at the door of a meeting. Never throws. */
async function knock<T>(way: 'look' | 'ask' | 'standing', input: unknown, answer: z.ZodType<T>): Promise<Envelope<T>> {
  const secret = sessionStorage.getItem(secretKey);
  const given = secret === null ? {} : { Authorization: `Bearer ${secret}` };
  try {
    const response = await fetch(`/join/${way}`, {
      method: 'POST',
      headers: { 'Content-Type': contentType, ...given },
      body: encode(input),
      signal: AbortSignal.timeout(silence),
    });
    if (response.headers.get('Content-Type') !== contentType) return { ok: false, error: refusal(response.status) };
    const envelope = decode(new Uint8Array(await response.arrayBuffer())) as Envelope<unknown>;
    return envelope.ok ? { ok: true, value: answer.parse(envelope.value) } : envelope;
  } catch {
    return { ok: false, error: meetingUnreachable };
  }
}

/** The door of a meeting, for a page that was opened to join one. */
export interface MeetingDoor {
  /** What the meeting is about; a wrong code counts. */
  look: (code: string) => Promise<Envelope<Invitation>>;
  /** Asks to be let in. From then on `standing` tells. */
  ask: (code: string, name: string, wish: number | null) => Promise<Envelope<null>>;
  /** Where this page stands; null: it has not asked, or its session has ended. Tells the host that the page is there. */
  standing: () => Promise<Envelope<DoorStanding | null>>;
  /** Whether this page has asked before. */
  hasAsked: () => boolean;
  /** Gives the secret up. */
  forget: () => void;
}

const meetingDoor: MeetingDoor = {
  look: (code) => knock('look', { code }, invitation),
  ask: async (code, name, wish) => {
    const answer = await knock('ask', { code, name, wish }, z.string());
    if (!answer.ok) return answer;
    sessionStorage.setItem(secretKey, answer.value);
    return { ok: true, value: null };
  },
  standing: () => knock('standing', {}, standing.nullable()),
  hasAsked: () => sessionStorage.getItem(secretKey) !== null,
  forget: () => sessionStorage.removeItem(secretKey),
};

/** null where the page has a host of its own. */
export const door: MeetingDoor | null = isAtDoor() ? meetingDoor : null;

/** Hands a file over; the browser reads it from the disk as it goes. Answers with its name. Never throws. */
async function uploadFile(
  purpose: UploadPurpose,
  file: Blob,
  token: string,
  signal: AbortSignal | null,
): Promise<Envelope<string>> {
  try {
    const response = await fetch(`/upload/${purpose}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        Authorization: `Bearer ${token}`,
        'Parley-Client': client,
      },
      // Without a type of its own, which would stand in the way of the one above.
      body: file.slice(),
      signal,
    });
    if (response.headers.get('Content-Type') !== contentType) return { ok: false, error: refusal(response.status) };
    return decode(new Uint8Array(await response.arrayBuffer())) as Envelope<string>;
  } catch {
    if (signal?.aborted) return { ok: false, error: { code: 'cancelled', message: 'Stopped.' } };
    return { ok: false, error: unreachable };
  }
}

type Upload = (purpose: UploadPurpose, file: Blob, signal?: AbortSignal) => Promise<Envelope<string>>;

type Lend = (file: File) => Promise<Envelope<string>>;

interface Connection {
  /** null: files travel inside calls. */
  upload: Upload | null;
  /** null: this host does not know where files lie. */
  lend: Lend | null;
  send: (name: OpName, input: unknown) => Promise<Envelope<unknown>>;
  follow: (heard: Heard, ended?: () => void) => void;
}

function connect(): Connection {
  const desktop = window.parley;
  if (desktop) {
    return {
      upload: null,
      lend: async (file) => (await desktop.lend(file, client)) as Envelope<string>,
      send: async (name, input) => (await desktop.call(name, input, client)) as Envelope<unknown>,
      follow: (heard) => void desktop.follow(client, (change) => heard(reviewChange.parse(change))),
    };
  }
  // The secret comes with being let in, so it is looked up each time.
  const own = screen ? screen.secret : door ? null : takeToken();
  const token = () => own ?? sessionStorage.getItem(secretKey) ?? '';
  return {
    // Whoever joins a meeting hands nothing over.
    upload: door ? null : (purpose, file, signal) => uploadFile(purpose, file, token(), signal ?? null),
    lend: null,
    send: (name, input) => post(name, input, token()),
    follow: (heard, ended = () => undefined) => void followStream(token, heard, ended),
  };
}

const connection = connect();

/** Sends one call; answers with the host's envelope, or `unreachable` when there was no answer. Never throws. */
export const { send } = connection;

/** Hands a file over before it is named in a call; null: here files travel inside calls. */
export const { upload } = connection;

/** Tells the host where a file lies that the person chose, before it is named in a call; null: this host does not know. */
export const { lend } = connection;

/** Begins to listen to what the host says by itself: changes, and that the meeting on the network was ended. Once a page. */
export const { follow } = connection;
