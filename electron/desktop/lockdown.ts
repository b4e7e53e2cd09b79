// What no page of this app may ever do: go elsewhere, open windows, ask for devices, reach a network, download what is not ours.
import { app, type Session } from 'electron';
import { pageOrigin } from './protocol.ts';

const ownDownload = `blob:${pageOrigin}/`;

/** Must run before the first window. */
export function lockPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    const refuse = (event: { preventDefault(): void }) => event.preventDefault();
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

export function lockSession(session: Session): void {
  // Writing what somebody just asked to copy; reading the clipboard stays refused.
  const allowed = (permission: string) => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = url.startsWith(`${pageOrigin}/`) || url.startsWith(ownDownload) || url.startsWith('devtools:');
    answer({ cancel: !own });
  });
  // Saving a copy is a download of bytes that the page already holds.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(ownDownload)) event.preventDefault();
  });
}
