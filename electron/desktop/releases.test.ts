// How releases are asked for: against a server of this computer that stands where GitHub does.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { releasesOf, repositoryName } from './releases.ts';

test.each([
  ['github:owner/name', 'owner/name'],
  [{ type: 'git', url: 'git+https://github.com/owner/na.me.git' }, 'owner/na.me'],
  ['https://github.com/owner/name', 'owner/name'],
  ['https://gitlab.com/owner/name', null],
  ['github:owner/name/../../evil', null],
  [undefined, null],
  [{ url: 7 }, null],
])('of %j the repository is %s', (repository, name) => expect(repositoryName(repository)).toBe(name));

let answer: (response: ServerResponse) => void;
const asked: IncomingMessage[] = [];
const opened: string[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  answer(response);
});
let address = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void asked.splice(0));

const releases = (seconds?: number) => {
  // Electron's session asks as the page's fetch does.
  const session = {
    fetch: (url: unknown, init: RequestInit) => fetch(String(url).replace('https://api.github.com', address), init),
  };
  const open = (url: string) => Promise.resolve(void opened.push(url));
  return releasesOf('owner/name', session as never, open, seconds);
};

test('the question is one fixed address, and says nothing of who asks', async () => {
  answer = (response) => response.end('[{"tag_name":"v1.0.0"}]');
  expect(await releases().list()).toEqual([{ tag_name: 'v1.0.0' }]);
  const [{ method, url, headers }] = asked as [IncomingMessage];
  expect([method, url]).toEqual(['GET', '/repos/owner/name/releases?per_page=30']);
  expect(headers).toMatchObject({ 'user-agent': 'Parley', 'accept-language': 'en' });
  expect(Object.keys(headers)).not.toContain('cookie');
  expect(Object.keys(headers)).not.toContain('referer');
});

test.each<[string, typeof answer]>([
  ['an error', (response) => response.writeHead(403).end('{}')],
  ['another address', (response) => response.writeHead(302, { Location: 'https://evil.example/' }).end()],
  ['no JSON', (response) => response.end('<html>')],
  ['too much', (response) => response.end(`["${'x'.repeat(1_100_000)}"]`)],
  ['nothing', () => undefined],
  ['the beginning of something', (response) => response.write('[')],
])('%s is a fault', async (_what, how) => {
  answer = how;
  await expect(releases(0.3).list()).rejects.toThrow();
});

test('the page of a release is one of the repository', async () => {
  await releases().open('1.2.3');
  expect(opened).toEqual(['https://github.com/owner/name/releases/tag/v1.2.3']);
});
