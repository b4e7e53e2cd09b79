// app://bundle/: the page, answered from the map of known names.
import { protocol, type Session } from 'electron';
import type { BuiltPage } from '../builtPage.ts';
import { headersOf, pageHeaders } from '../pageHeaders.ts';

export const pageOrigin = 'app://bundle';

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

function answer(page: BuiltPage, request: Request): Response {
  const { protocol: scheme, host, pathname } = new URL(request.url);
  const file = request.method === 'GET' && `${scheme}//${host}` === pageOrigin ? page.get(pathname) : undefined;
  if (!file) return new Response('There is nothing at this address.\n', { status: 404, headers: pageHeaders });
  return new Response(file.body, { headers: { ...headersOf(pathname), 'Content-Type': file.type } });
}

export function servePage(session: Session, page: BuiltPage): void {
  session.protocol.handle('app', (request) => answer(page, request));
}
