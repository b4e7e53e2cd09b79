// The rules of the desktop shell, against the few functions of Electron that each file uses.
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { asOwner } from '../../shared/contract/caller.ts';
import type { PageWindow } from './ipc.ts';

type Listener = (...args: never[]) => unknown;
const { handlers, listeners } = vi.hoisted(() => ({
  handlers: new Map<string, Listener>(),
  listeners: new Map<string, Listener>(),
}));

vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Listener) => handlers.set(channel, handler) },
  app: { on: (name: string, listener: Listener) => listeners.set(name, listener) },
  protocol: { registerSchemesAsPrivileged: (schemes: unknown) => handlers.set('schemes', () => schemes) },
}));

const { handleCalls, handleFollowers, handlePdf, handleWindows } = await import('./ipc.ts');
const { lockPages, lockSession } = await import('./lockdown.ts');
const { registerPageScheme, servePage } = await import('./protocol.ts');

beforeEach(() => {
  handlers.clear();
  listeners.clear();
});

describe('the channel', () => {
  const mainFrame = { origin: 'app://bundle' };
  const told: unknown[][] = [];
  const gone: (() => void)[] = [];
  const send = (...said: unknown[]) => void told.push(said);
  const once = (_event: string, listener: () => void) => void gone.push(listener);
  const window = { webContents: { mainFrame, send, once } };
  let asked: unknown[][] = [];
  let others: PageWindow[] = [];
  const invoke = (senderFrame: unknown, ...args: unknown[]) =>
    (handlers.get('call') as (event: unknown, ...rest: unknown[]) => Promise<unknown>)(
      { senderFrame },
      ...args,
      'a-window',
    );

  beforeEach(() => {
    asked = [];
    others = [];
    const dispatch = (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve({ ok: true as const, value: 1 });
    };
    handleCalls(() => [{ window: window as never, caller: asOwner }, ...others], dispatch);
  });

  test('saves the page as PDF for the page itself alone, on papers it knows', async () => {
    const saved: unknown[] = [];
    handlePdf(
      () => [{ window: window as never, caller: asOwner }],
      (_window, ...wish) => {
        saved.push(wish);
        return Promise.resolve({ ok: true, value: 'here.pdf' });
      },
    );
    const ask = handlers.get('pdf') as (event: unknown, ...wish: unknown[]) => Promise<unknown>;
    expect(await ask({ senderFrame: mainFrame }, 'record.pdf', 'A4')).toEqual({ ok: true, value: 'here.pdf' });
    for (const [frame, ...wish] of [
      [{ origin: 'app://bundle' }, 'record.pdf', 'A4'],
      [mainFrame, 'record.pdf', 'A3'],
      [mainFrame, 5, 'A4'],
    ]) {
      expect(await ask({ senderFrame: frame }, ...wish)).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
    expect(saved).toEqual([['record.pdf', 'A4']]);
  });

  test('hears from the page of a window what it shows, and from nobody else', () => {
    const heard: unknown[] = [];
    handleWindows(
      () => [{ window: window as never, caller: asOwner }],
      (_window, state) => heard.push(state),
      (_window, review) => review === 'shown-elsewhere',
    );
    const state = { review: null, busy: false, saving: { state: 'saved' }, writing: false, commands: [] };
    const shows = handlers.get('shows') as (event: unknown, said: unknown) => unknown;
    shows({ senderFrame: mainFrame }, state);
    shows({ senderFrame: { origin: 'app://bundle' } }, state);
    for (const nonsense of [
      null,
      { ...state, title: 'x' },
      { ...state, commands: [{ command: 'quit', label: 'Quit' }] },
      { ...state, saving: { state: 'failed' } },
    ])
      shows({ senderFrame: mainFrame }, nonsense);
    expect(heard).toEqual([state]);
    const focusOther = handlers.get('focusOther') as (event: unknown, review: unknown) => unknown;
    expect(focusOther({ senderFrame: mainFrame }, 'shown-elsewhere')).toBe(true);
    expect(focusOther({ senderFrame: mainFrame }, 'another')).toBe(false);
    expect(focusOther({ senderFrame: null }, 'shown-elsewhere')).toBe(false);
    expect(focusOther({ senderFrame: mainFrame }, 5)).toBe(false);
  });

  test('tells the page of changes until it goes or another asks in its place, and no other frame', () => {
    const following = new Set<string>();
    let tell: (change: never) => void = () => undefined;
    handleFollowers(
      () => [{ window: window as never, caller: asOwner }],
      ({ client }, changed) => {
        following.add(client);
        tell = changed;
        return () => void following.delete(client);
      },
    );
    const ask = handlers.get('follow') as (event: unknown, client: unknown) => void;
    ask({ senderFrame: { origin: 'app://bundle' } }, 'evil-frame');
    ask({ senderFrame: mainFrame }, 'x');
    expect([...following]).toEqual([]);
    ask({ senderFrame: mainFrame }, 'page-one');
    ask({ senderFrame: mainFrame }, 'page-two');
    expect([...following]).toEqual(['page-two']);
    tell({ revision: 1 } as never);
    expect(told).toEqual([['changed', { revision: 1 }]]);
    gone.forEach((listener) => listener());
    expect([...following]).toEqual([]);
  });

  test('is the only one, and carries name and input to dispatch', async () => {
    expect([...handlers.keys()]).toEqual(['call']);
    expect(await invoke(mainFrame, 'review.get', { review: 'x' })).toEqual({ ok: true, value: 1 });
    expect(asked).toEqual([['review.get', { review: 'x' }, { principal: { kind: 'owner' }, client: 'a-window' }]]);
  });

  test.each([
    ['a frame that is gone', null],
    ['another frame of the same origin', { origin: 'app://bundle' }],
    ['a frame of another origin', { origin: 'https://evil.example' }],
    ['no frame', undefined],
  ])('refuses %s', async (_who, frame) => {
    expect(await invoke(frame, 'review.get', {})).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(asked).toEqual([]);
  });

  test('answers a window that shows a meeting to the room as a screen, until that has ended, and saves no PDF for it', async () => {
    const frame = { origin: 'app://bundle' };
    const principal = { kind: 'screen' as const, review: 'x', name: 'Screen' };
    let open = true;
    const caller = (client: string) => (open ? { principal, client } : null);
    others = [{ window: { webContents: { mainFrame: frame } } as never, caller }];
    expect(await invoke(frame, 'round.get', { review: 'x' })).toEqual({ ok: true, value: 1 });
    expect(asked).toEqual([['round.get', { review: 'x' }, { principal, client: 'a-window' }]]);
    open = false;
    expect(await invoke(frame, 'round.get', { review: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'refused', message: 'This presentation has ended. Close this window.' },
    });
    handlePdf(
      () => [{ window: window as never, caller: asOwner }],
      () => Promise.resolve({ ok: true, value: 'here.pdf' }),
    );
    const pdf = handlers.get('pdf') as (event: unknown, ...wish: unknown[]) => Promise<unknown>;
    expect(await pdf({ senderFrame: frame }, 'x.pdf', 'A4')).toMatchObject({ ok: false });
    expect(asked).toHaveLength(1);
  });

  test('refuses the main frame once it has gone elsewhere', async () => {
    mainFrame.origin = 'https://evil.example';
    expect(await invoke(mainFrame, 'review.get', {})).toMatchObject({ ok: false });
    mainFrame.origin = 'app://bundle';
    expect(asked).toEqual([]);
  });

  test.each([[undefined], [null], [7], [{ toString: () => 'review.get' }], [['review.get']]])(
    'refuses a name that is no text: %j',
    async (name) => {
      expect(await invoke(mainFrame, name, {})).toMatchObject({ ok: false, error: { code: 'refused' } });
      expect(asked).toEqual([]);
    },
  );
});

describe('app://bundle', () => {
  const page = new Map([['/', { type: 'text/html', body: Buffer.from('<!doctype html>') }]]);
  let answer: (request: Request) => Response;
  beforeEach(() => {
    const session = { protocol: { handle: (_scheme: string, handler: typeof answer) => (answer = handler) } };
    servePage(session as never, page);
  });

  test('has no privilege but being a standard, secure origin', () => {
    registerPageScheme();
    expect((handlers.get('schemes') as () => unknown)()).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test('serves the page with its policy', async () => {
    const response = answer(new Request('app://bundle/'));
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await response.text()).toBe('<!doctype html>');
  });

  test.each([
    'app://bundle/../../etc/passwd',
    'app://bundle/%2e%2e/package.json',
    'app://bundle/..%2fpackage.json',
    'app://bundle//etc/passwd',
    'app://other/',
    'app://bundle:1/',
    'app://bundle/__proto__',
  ])('has nothing at %s', (url) => {
    expect(answer(new Request(url)).status).toBe(404);
  });

  test('is read only', () => {
    expect(answer(new Request('app://bundle/', { method: 'POST' })).status).toBe(404);
  });
});

describe('pages', () => {
  test('cannot go elsewhere, open windows or attach views', () => {
    lockPages();
    const on = new Map<string, (event: { preventDefault(): void }) => void>();
    let open: () => unknown = () => 'allowed';
    const contents = {
      on: (name: string, listener: (event: { preventDefault(): void }) => void) => on.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => (open = handler),
    };
    (listeners.get('web-contents-created') as (event: unknown, contents: unknown) => void)({}, contents);
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      const preventDefault = vi.fn();
      on.get(name)?.({ preventDefault });
      expect(preventDefault, name).toHaveBeenCalledOnce();
    }
    expect(open()).toEqual({ action: 'deny' });
  });

  test('reach nothing but the bundle, get no permission but to copy, and download only their own bytes', () => {
    const session: Record<string, Listener> = {};
    const keep = (name: string) => (listener: Listener) => void (session[name] = listener);
    lockSession({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: { onBeforeRequest: keep('before') },
      on: (name: string, listener: Listener) => keep(name)(listener),
    } as never);

    const cancelled = (url: string) => {
      let cancel: boolean | undefined;
      (session['before'] as (details: unknown, answer: (given: { cancel: boolean }) => void) => void)(
        { url },
        (given) => (cancel = given.cancel),
      );
      return cancel;
    };
    expect(cancelled('app://bundle/assets/a.js')).toBe(false);
    expect(cancelled('blob:app://bundle/1-2')).toBe(false);
    const foreign = [
      'https://a.example/',
      'file:///etc/passwd',
      'app://bundle.evil/',
      'app://bundlex/',
      'ws://localhost/',
    ];
    for (const url of [...foreign, 'blob:https://a.example/1']) expect(cancelled(url), url).toBe(true);

    const granted = (permission: string) => {
      let answered: boolean | undefined;
      (session['request'] as (...args: unknown[]) => void)({}, permission, (answer: boolean) => (answered = answer));
      return [answered, (session['check'] as (...args: unknown[]) => boolean)({}, permission)];
    };
    for (const permission of ['media', 'clipboard-read', 'geolocation', 'notifications', 'fullscreen']) {
      expect(granted(permission), permission).toEqual([false, false]);
    }
    expect(granted('clipboard-sanitized-write'), 'what somebody asked to copy').toEqual([true, true]);
    expect((session['device'] as () => boolean)()).toBe(false);

    const download = (url: string) => {
      const preventDefault = vi.fn();
      (session['will-download'] as (event: unknown, item: unknown) => void)({ preventDefault }, { getURL: () => url });
      return preventDefault.mock.calls.length;
    };
    expect(download('blob:app://bundle/1-2')).toBe(0);
    expect(download('app://bundle/assets/a.js')).toBe(1);
    expect(download('blob:https://a.example/1')).toBe(1);
  });
});
