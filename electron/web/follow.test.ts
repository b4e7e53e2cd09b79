// The stream of changes over HTTP, on the loopback address.
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { ReviewChange } from '../../shared/contract/caller.ts';
import { removeFolders, testApp, type TestApp } from '../core/testing/host.ts';
import { startWebHost, type WebHost } from './server.ts';

afterAll(removeFolders);

let app: TestApp;
let host: WebHost;
let ended: Promise<string>;
beforeEach(async () => {
  app = testApp();
  let end: (client: string) => void = () => undefined;
  ended = new Promise((resolve) => (end = resolve));
  const follow: TestApp['follow'] = (caller, changed) => {
    const stop = app.follow(caller, changed);
    return () => {
      stop();
      end(caller.client);
    };
  };
  const { dispatch, receive } = app.core;
  host = await startWebHost({ dispatch, receive, follow, page: new Map(), screen: () => null });
});
afterEach(async () => {
  await host.close();
  await app.close();
});

it('says hello at once, then each change, until the page goes', async () => {
  const control = new AbortController();
  const response = await fetch(`${host.origin}/follow`, {
    headers: { Authorization: `Bearer ${host.token}`, 'Parley-Client': 'one-page-of-two' },
    signal: control.signal,
  });
  expect(response.headers.get('Content-Type')).toBe('application/x-ndjson; charset=utf-8');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse((await reader.read()).value ?? '') as { kind: string; change?: ReviewChange };
  expect(await next()).toEqual({ kind: 'hello' });
  const { review } = await app.call('library.create', { title: 'Which one?' });
  await app.call('review.describe', { review, title: 'Changed', note: '' });
  expect(await next()).toEqual({ kind: 'changed', change: { review, revision: 1, by: 'test-window' } });
  control.abort();
  expect(await ended).toBe('one-page-of-two');
});

it.each([
  ['without the token', 401, 'GET', ''],
  ['without saying which page', 400, 'GET', ''],
  ['by posting', 405, 'POST', 'some-page'],
])('is refused %s', async (_what, status, method, client) => {
  const headers = { 'Parley-Client': client, ...(status === 401 ? {} : { Authorization: `Bearer ${host.token}` }) };
  expect((await fetch(`${host.origin}/follow`, { method, headers })).status).toBe(status);
});
